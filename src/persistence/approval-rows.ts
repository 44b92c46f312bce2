import type { Selectable } from 'kysely'
import type {
  ApprovalPolicy,
  ApprovalPolicyVersion,
  ApprovalRequest,
  Check,
  Review,
  ReviewDecision,
  Verdict,
} from '../approvals/types.ts'
import type { Uid } from '../kernel/ids.ts'
import type { ApprovalTables } from './approval-tables.ts'
import { storableText } from './storable-text.ts'

type Row<Name extends keyof ApprovalTables> = Selectable<ApprovalTables[Name]>

/** A request as a row; the whole of it is in `request_json`. */
export function requestRow(request: ApprovalRequest): ApprovalTables['approval_request'] {
  const { uid, action, state, revision, target, subject, plan, requester, breakGlass } = request
  return {
    uid,
    action,
    state,
    revision,
    target_uid: target.uid,
    environment: target.environment,
    source: target.source,
    model_uid: subject.modelUid,
    version_uid: subject.uid,
    requester,
    plan_digest: plan.digest,
    created_at: request.createdAt,
    not_before: request.notBefore,
    expires_at: request.expiresAt,
    ended_at: request.endedAt,
    incident_uid: breakGlass?.incident ?? null,
    ratify_by: breakGlass?.outcome === null ? breakGlass.ratifyBy : null,
    request_json: JSON.stringify(request),
  }
}

/** The request in a row: written by {@link requestRow} from the same type. */
export function requestOf(row: Pick<Row<'approval_request'>, 'request_json'>): ApprovalRequest {
  const request = JSON.parse(row.request_json) as ApprovalRequest
  // Those that were written before there were others are of aliases, and do not say so.
  return { ...request, target: { ...alias, ...request.target } }
}

const alias = { kind: 'ALIAS' } as const

/** A review as a row. */
export function reviewRow(review: Review): ApprovalTables['approval_review'] {
  const { uid, request, reviewer, standsIn, decision, comment, dismissal } = review
  return {
    uid,
    request_uid: request,
    reviewer,
    on_behalf_of: standsIn?.for ?? null,
    delegation_uid: standsIn?.delegation ?? null,
    decision,
    comment: comment === null ? null : storableText(comment),
    subject_digest: review.subjectDigest,
    plan_digest: review.planDigest,
    created_at: review.createdAt,
    dismissed_at: dismissal?.at ?? null,
    dismissed_by: dismissal?.by ?? null,
    dismiss_reason: dismissal === null ? null : storableText(dismissal.reason),
  }
}

/** The review in a row: written by {@link reviewRow} from the same type. */
export function reviewOf(row: Row<'approval_review'>): Review {
  const {
    dismissed_at: at,
    dismissed_by: by,
    dismiss_reason: reason,
    on_behalf_of: other,
    delegation_uid: delegation,
  } = row
  return {
    uid: row.uid as Uid,
    request: row.request_uid as Uid,
    reviewer: row.reviewer,
    ...(other === null || delegation === null ? {} : { standsIn: { for: other, delegation: delegation as Uid } }),
    decision: row.decision as ReviewDecision,
    comment: row.comment,
    subjectDigest: row.subject_digest,
    planDigest: row.plan_digest,
    createdAt: row.created_at,
    dismissal: at === null || by === null ? null : { at, by, reason: reason ?? '' },
  }
}

/** What a gate found, as a row. What lists do not look at is in `result_json`. */
export function checkRow(check: Check): ApprovalTables['approval_check'] {
  const { uid, request, gate, required, subjectDigest, configurationDigest, computedAt, verdict, ...result } = check
  return {
    uid,
    request_uid: request,
    gate,
    is_required: required ? 1 : 0,
    subject_digest: subjectDigest,
    configuration_digest: configurationDigest,
    verdict,
    result_json: JSON.stringify(result),
    computed_at: computedAt,
  }
}

type CheckColumn =
  | 'uid'
  | 'request'
  | 'gate'
  | 'required'
  | 'subjectDigest'
  | 'configurationDigest'
  | 'computedAt'
  | 'verdict'

/** What a gate found, from a row: written by {@link checkRow} from the same type. */
export function checkOf(row: Row<'approval_check'>): Check {
  return {
    ...(JSON.parse(row.result_json) as Omit<Check, CheckColumn>),
    uid: row.uid as Uid,
    request: row.request_uid as Uid,
    gate: row.gate,
    required: row.is_required === 1,
    subjectDigest: row.subject_digest,
    configurationDigest: row.configuration_digest,
    verdict: row.verdict as Verdict,
    computedAt: row.computed_at,
  }
}

/** A version of the approval policies as a row. Versions of the package have none. */
export function policyRow(
  version: ApprovalPolicyVersion & { readonly publishedAt: number },
): ApprovalTables['approval_policy'] {
  const { number, policies, digest, author, confirmedBy, publishedAt, reason } = version
  return {
    number,
    policies_json: JSON.stringify(policies),
    digest,
    author,
    confirmed_by: confirmedBy,
    reason: reason === null ? null : storableText(reason),
    published_at: publishedAt,
  }
}

/** A version of the approval policies: written by {@link policyRow} from the same type. */
export function policyOf(row: Row<'approval_policy'>): ApprovalPolicyVersion {
  return {
    number: row.number,
    policies: JSON.parse(row.policies_json) as readonly ApprovalPolicy[],
    digest: row.digest,
    author: row.author,
    confirmedBy: row.confirmed_by,
    publishedAt: row.published_at,
    reason: row.reason,
  }
}
