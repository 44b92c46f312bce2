export type * from './commands.ts'
export { defaultApprovalPolicies } from './default-policies.ts'
export { type SubjectParts, subjectDigestOf } from './digests.ts'
export type * from './policy-ports.ts'
export type * from './ports.ts'
export {
  type ApprovalPolicyCommand,
  type ApprovalPolicyPorts,
  type ApprovalPolicyResult,
  confirmApprovalPolicy,
  publishApprovalPolicy,
} from './publish-policies.ts'
export { faultsOf, type PolicyDraft, type PolicyWords } from './read-policies.ts'
export { seedApprovalPolicies } from './seed-policies.ts'
export { activeStates, busyStates } from './state-machine.ts'
export type * from './types.ts'
