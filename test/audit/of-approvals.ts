/**
 * Mutations about versions in a registry: tests of all the others have none. That each of these changes with its record or
 * not at all is for `approval-mutations.test.ts`.
 */
export const ofApprovals = [
  'attestEvidence',
  'breakGlass',
  'cancelRequest',
  'publishApprovalPolicy',
  'grantException',
  'ratifyBreakGlass',
  'requestApproval',
  'resubmitRequest',
  'retireModelVersion',
  'reviewRequest',
  'revokeApproval',
  'rollBack',
] as const
