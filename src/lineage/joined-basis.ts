import type { LineageBasis } from './cache-ports.ts'

/** What two answers together follow from: they hold as long as both do. Pure. */
export function joinedBasis(a: LineageBasis, b: LineageBasis): LineageBasis {
  const keys = new Set(a.keys)
  for (const key of b.keys) keys.add(key)
  return { sequence: Math.min(a.sequence, b.sequence), keys }
}
