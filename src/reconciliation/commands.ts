import type { Uid } from '../kernel/ids.ts'

/** What every mutation of a violation takes. */
interface OnViolation {
  readonly violation: Uid
  readonly reason: string
  /** The revision that the caller looked at; null accepts whichever there is. */
  readonly expectedRevision: number | null
  /** Sent twice under one key, a mutation is done once; null for no such promise. */
  readonly idempotencyKey: string | null
}

/** Asks for what is there now to be approved. */
export interface AdoptCommand extends OnViolation {
  readonly ticket: string | null
}

/** Has what was approved put back. */
export type RevertCommand = OnViolation

/** Says that it may stay as it is, or is settled otherwise. */
export type ResolveCommand = OnViolation
