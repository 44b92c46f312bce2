export { type Abilities, abilitiesOf } from './abilities.ts'
export { cancelRequest } from './cancel.ts'
export { createCarriedOut } from './carried-out.ts'
export type * from './commands.ts'
export { defaultApprovalPolicies } from './default-policies.ts'
export { digestOfPolicies, type SubjectParts, subjectDigestOf } from './digests.ts'
export { makersOf } from './duties.ts'
export { packagedEvidenceGates } from './gates/evidence-gates.ts'
export { createGateEvidence } from './gates/catalog-evidence.ts'
export { createGates } from './gates/registry.ts'
export type * from './policy-ports.ts'
export type * from './ports.ts'
export {
  type ApprovalPolicyCommand,
  type ApprovalPolicyPorts,
  type ApprovalPolicyResult,
  confirmApprovalPolicy,
  publishApprovalPolicy,
} from './publish-policies.ts'
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
