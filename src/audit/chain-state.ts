import type { AuditReads } from './ports.ts'
import type { AuditStream } from './types.ts'

/**
 * How far a log is vouched for outside the store: by an anchor to its end (`ANCHORED`) or but for what came within the last
 * minutes (`PENDING`); `CHAIN_STALE` when something has waited too long for every anchor; `UNANCHORED` where there is none;
 * `BROKEN` when the log is not the one that was anchored, and changes are refused.
 */
export type ChainState = 'ANCHORED' | 'PENDING' | 'CHAIN_STALE' | 'UNANCHORED' | 'BROKEN'

/** How a log stands. */
export interface ChainStanding {
  readonly state: ChainState
  /** Entries up to the last checkpoint that any anchor holds. */
  readonly anchoredTo: number
  /** When the first entry after that was recorded; null when there is none. */
  readonly unanchoredSince: number | null
}

/** No new anchor for five minutes while events come is an alarm; two checkpoints must be due within the time. */
export function staleAfterMs(checkpointEveryMs: number): number {
  return Math.max(300_000, 2 * checkpointEveryMs)
}

/** What a log is judged by. */
export interface ChainFacts {
  readonly stream: AuditStream
  readonly isBroken: boolean
  /** Null where no anchor is configured. */
  readonly anchoredTo: number | null
  readonly now: number
  /** Nobody knew before what the anchors hold. */
  readonly since: number
  readonly staleMs: number
}

/** Judges a log. Reads one row at most. */
export async function chainStanding(store: Pick<AuditReads, 'entries'>, facts: ChainFacts): Promise<ChainStanding> {
  const anchoredTo = facts.anchoredTo ?? 0
  const [waiting] = await store.entries(facts.stream, { from: anchoredTo + 1, count: 1 })
  const unanchoredSince = waiting?.columns.recordedAt ?? null
  return { state: stateOf(facts, unanchoredSince), anchoredTo, unanchoredSince }
}

function stateOf(
  { isBroken, anchoredTo, now, since, staleMs }: ChainFacts,
  unanchoredSince: number | null,
): ChainState {
  if (isBroken) return 'BROKEN'
  if (anchoredTo === null) return 'UNANCHORED'
  if (unanchoredSince === null) return 'ANCHORED'
  return now - Math.max(unanchoredSince, since) >= staleMs ? 'CHAIN_STALE' : 'PENDING'
}
