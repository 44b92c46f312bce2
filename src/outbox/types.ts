import type { EffectPlace } from '../connector/effects.ts'
import type { Uid } from '../kernel/ids.ts'

/**
 * How an effect stands. PLANNED, CLAIMED, SENT, APPLIED and VERIFIED follow each other; SKIPPED was as wanted before anything
 * was sent. RETRY_WAIT waits for its next attempt. The rest are ways out: see `docs/effects.md`.
 */
export const effectStates = [
  'PLANNED',
  'CLAIMED',
  'SENT',
  'APPLIED',
  'VERIFIED',
  'SKIPPED',
  'RETRY_WAIT',
  'FAILED',
  'CANCELLED',
  'COMPENSATING',
  'COMPENSATED',
  'COMPENSATION_FAILED',
] as const

/** One of {@link effectStates}. */
export type EffectState = (typeof effectStates)[number]

/** What a place in a tool is to hold, and how far that has come. The row is the queue. */
export interface Effect {
  /** UUIDv5 of request, revision and ordinal: the same effect has the same id however often it is planned. */
  readonly uid: Uid
  /** The approved request that it carries out. */
  readonly request: Uid
  readonly revision: number
  /** Effects of one request run in this order, and are undone in the reverse. */
  readonly ordinal: number
  readonly source: string
  readonly place: EffectPlace
  readonly desired: string | null
  /** What the place must hold just before; absent where that does not matter. */
  readonly expects?: string | null
  readonly state: EffectState
  /** What the place held when it was looked at before sending: what compensation brings back. Absent until then. */
  readonly found?: string | null
  readonly attempts: number
  /** Grows with every claim; what a worker writes under an older one is refused. */
  readonly fence: number
  readonly claimedBy: string | null
  readonly leaseUntil: number | null
  readonly nextAttemptAt: number
  readonly sentAt: number | null
  /** Set when it is over. */
  readonly endedAt: number | null
  /** Why the last attempt failed. */
  readonly error: EffectError | null
  readonly createdAt: number
  readonly updatedAt: number
}

/** Why an effect did not come about. */
export interface EffectError {
  /** `TARGET_MOVED`, `NOT_SHOWN`, or one of the codes that callers meet. */
  readonly code: string
  /** Names no address and no credential. */
  readonly message: string
}
