import {
  type ApprovalChanges,
  type ApprovalPolicyChanges,
  type ApprovalPolicyProposal,
  type ApprovalReads,
  type ApprovalTransaction,
  defaultApprovalPolicies,
  placeName,
} from '../approvals/index.ts'
import type { ClearingChanges } from '../copies/index.ts'
import type { EffectView } from '../graphql/approval-service.ts'
import { systemActor } from '../kernel/actor.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Effect, EffectStore } from '../outbox/index.ts'
import { createApprovalChanges, createApprovalWork } from '../persistence/approval-changes.ts'
import { approvalProposalOf, createApprovalPolicyChanges } from '../persistence/approval-policy-changes.ts'
import { createApprovalReads } from '../persistence/approval-reads.ts'
import type { AuditedStore } from '../persistence/audited-work.ts'
import { createClearingChanges } from '../persistence/clearing-store.ts'
import type { Database } from '../persistence/database.ts'
import { effectsOf } from '../persistence/effect-rows.ts'
import { createEffectStore } from '../persistence/effect-store.ts'
import { createObjectTags, type ObjectTags } from '../persistence/object-tags.ts'
import { createDriftChanges, createDriftReads } from '../persistence/violation-store.ts'
import type { DriftChanges, DriftReads } from '../reconciliation/index.ts'

/** Approvals as they are kept. */
export interface ApprovalStore {
  readonly changes: ApprovalChanges
  readonly reads: ApprovalReads
  readonly policyChanges: ApprovalPolicyChanges
  readonly effects: EffectStore<ApprovalTransaction>
  /** Null where unknown. */
  proposalOf(id: string): Promise<ApprovalPolicyProposal | null>
  effectsOf(request: Uid): Promise<readonly EffectView[]>
  readonly tagsOf: ObjectTags
  readonly drift: { readonly changes: DriftChanges; readonly reads: DriftReads }
  readonly clearing: ClearingChanges
}

/** Keeps approvals in an open store. */
export function createApprovalStore(database: Database, audited: AuditedStore): ApprovalStore {
  const work = createApprovalWork(database, defaultApprovalPolicies)
  return {
    changes: createApprovalChanges(audited, work),
    reads: createApprovalReads(database, defaultApprovalPolicies),
    policyChanges: createApprovalPolicyChanges(database, audited, defaultApprovalPolicies),
    effects: createEffectStore<ApprovalTransaction>(database, audited, {
      within: (trx, append, settle) => work({ trx, append, by: systemActor }, settle),
    }),
    proposalOf: (id) => approvalProposalOf(database.kysely, id),
    effectsOf: async (request) => (await effectsOf(database.kysely, request)).map(viewOf),
    tagsOf: createObjectTags(database),
    drift: { changes: createDriftChanges(database, audited, work), reads: createDriftReads(database) },
    clearing: createClearingChanges(audited, work),
  }
}

function viewOf(effect: Effect): EffectView {
  const { source, place, desired, found = null, state, attempts, nextAttemptAt, error, createdAt, endedAt } = effect
  return {
    source,
    place: placeName(place),
    value: desired,
    found,
    state,
    attempts,
    nextAttemptAt: state === 'RETRY_WAIT' ? nextAttemptAt : null,
    errorCode: error?.code ?? null,
    errorMessage: error?.message ?? null,
    createdAt,
    endedAt,
  }
}
