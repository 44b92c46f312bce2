import type { CancelRequestErrorCode, CloseIncidentErrorCode, ResolveViolationErrorCode } from './generated/types.ts'

/** How ending something is refused, whatever it is. */
export const endingCodes = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'FORBIDDEN',
  'WRONG_STATE',
  'REVISION_CONFLICT',
  'IDEMPOTENCY_CONFLICT',
] as const satisfies readonly (CancelRequestErrorCode & CloseIncidentErrorCode & ResolveViolationErrorCode)[]
