import type { EvidenceTables } from './evidence-tables.ts'

/** The columns of the tables of approvals and effects; see `Tables`. */
export interface ApprovalTables extends EvidenceTables {
  approval_policy: ApprovalPolicyTable
  approval_policy_proposal: ApprovalPolicyProposalTable
  approval_request: ApprovalRequestTable
  approval_review: ApprovalReviewTable
  approval_check: ApprovalCheckTable
  effect: EffectTable
  target_state: TargetStateTable
  target_change: TargetChangeTable
  idempotent_answer: IdempotentAnswerTable
  copy_clearing: CopyClearingTable
}

/** Approval policies as they were published; never changed. */
interface ApprovalPolicyTable {
  number: number
  policies_json: string
  digest: string
  author: string | null
  confirmed_by: string | null
  reason: string | null
  published_at: number
}

/** Approval policies that wait for a second steward. */
interface ApprovalPolicyProposalTable {
  id: string
  policies_json: string
  based_on: number
  requester_json: string
  reason: string
  requested_at: number
  lapses_at: number
  decision_json: string | null
}

/** A request. What lists filter by has a column; the whole of it is in `request_json`. */
interface ApprovalRequestTable {
  uid: string
  action: string
  state: string
  revision: number
  target_uid: string
  environment: string
  source: string
  model_uid: string
  version_uid: string
  requester: string
  plan_digest: string
  created_at: number
  not_before: number | null
  expires_at: number
  ended_at: number | null
  /** Of one for which glass was broken: the incident, and until when it must be ratified while it has not been. */
  incident_uid: string | null
  ratify_by: number | null
  request_json: string
}

/** What one reviewer said. */
interface ApprovalReviewTable {
  uid: string
  request_uid: string
  reviewer: string
  /** Whom the reviewer stood in for, and by which delegation. */
  on_behalf_of: string | null
  delegation_uid: string | null
  decision: string
  comment: string | null
  subject_digest: string
  plan_digest: string
  created_at: number
  dismissed_at: number | null
  dismissed_by: string | null
  dismiss_reason: string | null
}

/** What a gate found. */
interface ApprovalCheckTable {
  uid: string
  request_uid: string
  gate: string
  is_required: number
  subject_digest: string
  configuration_digest: string
  verdict: string
  result_json: string
  computed_at: number
}

/** What a place in a tool is to hold, and how far that has come. */
interface EffectTable {
  uid: string
  request_uid: string
  revision: number
  ordinal: number
  source: string
  place_json: string
  desired: string | null
  /** Whether `expects` is a condition; null in it then means that the place must be empty. */
  has_expectation: number
  expects: string | null
  state: string
  /** Whether `found` was looked at. */
  is_found: number
  found: string | null
  attempts: number
  fence: number
  claimed_by: string | null
  lease_until: number | null
  next_attempt_at: number
  sent_at: number | null
  ended_at: number | null
  error_json: string | null
  created_at: number
  updated_at: number
}

/** What a target is to stand for, by the last request that was completed. */
interface TargetStateTable {
  target_uid: string
  generation: number
  desired_version_uid: string | null
  artifact_digest: string | null
  request_uid: string | null
  changed_at: number
}

/** What a target stood for since when; one row a generation, never changed. */
interface TargetChangeTable {
  target_uid: string
  generation: number
  version_uid: string | null
  request_uid: string
  changed_at: number
}

/** What a mutation answered, for whoever sends it again under the same key. */
interface IdempotentAnswerTable {
  principal: string
  idempotency_key: string
  payload_digest: string
  answer_json: string
  created_at: number
}

/** Who clears old copies of a target. */
interface CopyClearingTable {
  target_uid: string
  worker: string
  /** It is nobody's after that. */
  lease_until: number
}
