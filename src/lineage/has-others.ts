import type { LineageKey } from '../kernel/lineage-key.ts'

/** Whether something was found under a key that was not asked for, as where keys are proven equal. */
export function hasOthers(found: Iterable<LineageKey>, asked: readonly LineageKey[]): boolean {
  const known = new Set(asked)
  for (const key of found) if (!known.has(key)) return true
  return false
}
