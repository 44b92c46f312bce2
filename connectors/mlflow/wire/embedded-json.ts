import type { z } from 'zod'

/**
 * Reads JSON that somebody wrote into a text field; null when it is something else. Such text is the words of
 * whoever logged it and not of the server, so a wrong one is no fault.
 */
export function embeddedJson<Shape>(schema: z.ZodType<Shape>, text: string | null): Shape | null {
  if (text === null) return null
  try {
    return schema.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}
