import { faultOf, type Problem } from '../kernel/problem.ts'
import type { PublishApprovalPolicyErrorCode, PublishPolicyErrorCode } from './generated/types.ts'

const codes = [
  'BAD_USER_INPUT',
  'FORBIDDEN',
  'INVALID_POLICY',
  'CONFLICT',
  'SECOND_STEWARD_NEEDED',
  'NOT_FOUND',
  'NOT_PENDING',
  'SAME_STEWARD',
  'STEWARD_LOST_RIGHT',
] as const satisfies readonly (PublishPolicyErrorCode & PublishApprovalPolicyErrorCode)[]

/** The code of a refusal to publish. Throws the fault of a problem that is no such refusal. */
export function publishCodeOf(refusal: Problem): (typeof codes)[number] {
  const code = codes.find((candidate) => candidate === refusal.code)
  if (code === undefined) throw faultOf(refusal)
  return code
}
