import type { LineageBasis } from './cache-ports.ts'

/** What two answers together follow from: they hold as long as both do. Pure. */
export function joinedBasis(a: LineageBasis, b: LineageBasis): LineageBasis {
  return { sequence: Math.min(a.sequence, b.sequence), keys: new Set([...a.keys, ...b.keys]) }
}
