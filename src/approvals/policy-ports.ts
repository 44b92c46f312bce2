import type { PeopleStores, StewardRequestStore } from '../access/ports.ts'
import type { AccessState, Principal, StewardRequest } from '../access/types.ts'
import type { Actor } from '../kernel/actor.ts'
import type { ApprovalEvent } from './ports.ts'
import type { ApprovalPolicy, ApprovalPolicyVersion } from './types.ts'

/** Approval policies that were proposed. They change once, when they are decided. */
export interface ApprovalPolicyProposal extends StewardRequest {
  readonly policies: readonly ApprovalPolicy[]
  /** Number of the version they were made from. */
  readonly basedOn: number
}

/** Everything that a change of approval policies reads and writes. Nobody else changes them until the transaction ends. */
export interface ApprovalPolicyTransaction extends PeopleStores {
  /** Time of the database. */
  readonly now: number
  /** What rights are decided by now. */
  load(): Promise<AccessState>
  /** In force; what came with the package before any. */
  latest(): Promise<ApprovalPolicyVersion>
  publish(version: ApprovalPolicyVersion & { readonly publishedAt: number }): Promise<void>
  readonly proposals: StewardRequestStore<ApprovalPolicyProposal>
  /** Recorded with the change, or nothing is changed. */
  record(event: ApprovalEvent): void
}

/** Changes approval policies, one change after the other in the whole installation. */
export interface ApprovalPolicyChanges {
  /** Runs `work` in a transaction; what it records is recorded as `by`'s. Throws a `Fault` when that is not possible. */
  change<Result>(by: Actor, work: (transaction: ApprovalPolicyTransaction) => Promise<Result>): Promise<Result>
}

/** Who publishes approval policies, and as whom it is recorded. */
export interface PublishCaller {
  readonly principal: Principal
  readonly actor: Actor
}
