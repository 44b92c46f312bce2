import { z } from 'zod'

/** Names of producers of a gate, at least one, of those that the configuration names for it. */
export function producersParam(known: readonly string[]) {
  const names = known.length === 0 ? 'none' : known.join(', ')
  return z
    .array(z.string())
    .min(1)
    .refine(
      (all) => all.every((name) => known.includes(name)),
      `must be among the producers that the configuration names for this gate: ${names}`,
    )
}
