import type { CallContext } from '../connector/contract.ts'
import { createDigester } from './digester.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { lookUpServed } from './look-up-served.ts'
import { type MatchEvidence, matchServedVersion } from './match-version.ts'
import type { MatchPorts } from './ports.ts'
import { stopWhenAborted } from './stop-when-aborted.ts'
import type { ServedItem, ServedMatch } from './types.ts'

/** What one call may cost. */
export interface MatchLimits {
  /** Bytes that may be read to compare, over all items of the call. Small for a query; a background task may take its time. */
  readonly bytesMax: number
  /** How long files that are not known yet are looked at. What is learnt is kept, so the next call goes on from there. */
  readonly timeMsMax: number
  /** Files of one served artifact that are looked at; with more, its bytes are not compared. */
  readonly filesMax: number
}

/** What a query may read: enough for usual small models, far below its deadline. */
export const queryMatchLimits: MatchLimits = { bytesMax: 16 * 1024 * 1024, timeMsMax: 2_500, filesMax: 2_000 }

const itemsAtOnce = 8

/**
 * Says for each served version which registered version it is, in the order given. Names and addresses of all items
 * are looked up together; bytes are compared within the limits, and what is left then says so in `reason`. With
 * larger limits the same call is the background task that compares the rest: what it learns is kept by the ports.
 */
export async function matchServed(
  ports: MatchPorts,
  { items, limits }: { readonly items: readonly ServedItem[]; readonly limits: MatchLimits },
  call: CallContext,
): Promise<readonly ServedMatch[]> {
  if (items.length === 0) return []
  const work = { ports, limits, digester: createDigester(ports.bytes, limits) }
  const found = await lookUpServed(ports, items, call)
  const evidence: MatchEvidence[] = []
  for (let start = 0; start < found.length; start += itemsAtOnce) {
    stopWhenAborted(call)
    const chunk = found.slice(start, start + itemsAtOnce)
    evidence.push(...(await Promise.all(chunk.map((one) => gatherEvidence(work, one, call)))))
  }
  const matches = evidence.map(matchServedVersion)
  const isOpen = matches.some(({ match, reason }) => match === 'UNKNOWN' && reason === null)
  const missing = isOpen && !(await ports.facts.isComplete()) ? 'VERSIONS_NOT_INDEXED_YET' : null
  return matches.map((match) => (match.match === 'UNKNOWN' ? { ...match, reason: match.reason ?? missing } : match))
}
