import { invariant } from './invariant.ts'

/** A value that JSON can carry. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue | undefined }

/**
 * Serialises with keys in the order of their UTF-16 code units and no white space (RFC 8785; ECMAScript already prints
 * numbers and strings as it asks). Equal values give equal text, so the text can be hashed. Throws for a number that is
 * none. Half a character is printed as its escape, where the RFC would have an error: tools do send such text.
 */
export function canonicalJson(value: JsonValue): string {
  invariant(
    typeof value !== 'number' || Number.isFinite(value),
    'a number that JSON cannot carry has no canonical form',
  )
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => canonicalJson(item)).join(',')}]`
  const entries = Object.entries(value as Record<string, JsonValue | undefined>)
    .filter((entry): entry is [string, JsonValue] => entry[1] !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`
}
