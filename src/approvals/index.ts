export { type Abilities, abilitiesOf } from './abilities.ts'
export { breakGlass, previewBreakGlass } from './break-glass.ts'
export { cancelRequest } from './cancel.ts'
export { createCarriedOut } from './carried-out.ts'
export { closeIncident } from './close-incident.ts'
export type * from './commands.ts'
export { defaultApprovalPolicies } from './default-policies.ts'
export { delegateReviews, endDelegation } from './delegate-reviews.ts'
export { digestOfPolicies, type SubjectParts, subjectDigestOf } from './digests.ts'
export { createGateEvidence } from './gates/catalog-evidence.ts'
export { createGates } from './gates/registry.ts'
export { openIncident } from './open-incident.ts'
export type * from './people-ports.ts'
export type * from './people-types.ts'
export type * from './policy-ports.ts'
export type * from './ports.ts'
export {
  type ApprovalPolicyCommand,
  type ApprovalPolicyPorts,
  type ApprovalPolicyResult,
  confirmApprovalPolicy,
  publishApprovalPolicy,
} from './publish-policies.ts'
export { ratifyBreakGlass } from './ratify-break-glass.ts'
export { faultsOf, type PolicyDraft, policiesOf } from './read-policies.ts'
export { previewRequest, requestApproval } from './request.ts'
export { resubmitRequest } from './resubmit.ts'
export { reviewRequest } from './review.ts'
export { revokeApproval } from './revoke.ts'
export { rollBack } from './roll-back.ts'
export { seedApprovalPolicies } from './seed-policies.ts'
export { standingNow } from './standing.ts'
export { createSweeping, sweepRequests } from './sweep.ts'
export type * from './types.ts'
