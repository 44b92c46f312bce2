import type { ApprovalReads, ApprovalTransaction } from '../approvals/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { SpareCopies, StagedFiles } from '../connector/effects.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Uid } from '../kernel/ids.ts'

/** A target that versions are copied for. */
export interface ServedTarget {
  readonly uid: Uid
  /** Id of the source of the server. */
  readonly source: string
  /** Name on the server. */
  readonly deployment: string
}

/** Who has taken a target on, for clearing, within one transaction. */
export interface ClearingRows {
  /** Nothing begins on the target until it is given back, or the lease has run out. */
  takeOn(target: Uid, worker: string, leaseMs: number): Promise<void>
  /** Nothing happens where another has taken it on since. */
  giveBack(target: Uid, worker: string): Promise<void>
}

/** What one transaction about clearing reads and writes. Targets are locked first, in the order of their uids, then requests. */
export interface ClearingTransaction {
  readonly approvals: ApprovalTransaction
  readonly clearing: ClearingRows
}

/** Takes targets on, each change with its record. */
export interface ClearingChanges {
  /** Runs `work` in a transaction; what it records is recorded as `by`'s. Throws a `Fault` when that is not possible. */
  change<Result>(by: Actor, work: (transaction: ClearingTransaction) => Promise<Result>): Promise<Result>
}

/** Copies at one tool. */
export interface ToolCopies extends SpareCopies {
  remove(copy: StagedFiles, call: CallContext): Promise<void>
}

/** What finding old copies takes. */
export interface OldCopyPorts {
  readonly reads: Pick<ApprovalReads, 'list' | 'changes' | 'byUids' | 'targetState'>
  /** Every target that versions are copied for. */
  targets(): Promise<readonly ServedTarget[]>
  /** Null where a source keeps none that may go, or is not there. */
  copiesOf(source: string): ToolCopies | null
  /** How many of the versions that a target stood for last keep their copies. */
  readonly keep: number
}

/** Where clearing writes its log; pino fits. */
export interface ClearingLogger {
  info(facts: Readonly<Record<string, unknown>>, message: string): void
  warn(facts: Readonly<Record<string, unknown>>, message: string): void
}

/** What clearing takes. */
export interface ClearingPorts extends OldCopyPorts {
  readonly changes: ClearingChanges
  /** Digest of the files of a version where the registry says they are, hashed now; null where they cannot be read, or it is gone. */
  originalOf(version: Uid, call: CallContext): Promise<string | null>
  /** Name of this process, another one for each. */
  readonly worker: string
  readonly log: ClearingLogger
}
