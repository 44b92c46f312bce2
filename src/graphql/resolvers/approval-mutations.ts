import { onRequestCommand, requestCommand, reviewCommand, revokeCommand, rollBackCommand } from '../approval-input.ts'
import { endingCodes } from '../ending-codes.ts'
import type {
  RequestApprovalErrorCode,
  Resolvers,
  ResubmitRequestErrorCode,
  ReviewRequestErrorCode,
} from '../generated/types.ts'
import { payload, whenRead } from '../payload.ts'

const ofNew: readonly RequestApprovalErrorCode[] = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'AMBIGUOUS_REF',
  'FORBIDDEN',
  'UNSUPPORTED',
  'UNSUPPORTED_BY_TARGET',
  'NO_POLICY',
  'NOTHING_TO_DO',
  'VERSION_RETIRED',
  'DUPLICATE_REQUEST',
  'IDEMPOTENCY_CONFLICT',
  'CONFLICT',
]

const ofReview: readonly ReviewRequestErrorCode[] = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'FORBIDDEN',
  'OWN_WORK',
  'ALREADY_REVIEWED',
  'NOT_REVIEWABLE',
  'WRONG_STATE',
  'SUBJECT_CHANGED',
  'REVISION_CONFLICT',
  'IDEMPOTENCY_CONFLICT',
  'CONFLICT',
]

const ofResubmit: readonly ResubmitRequestErrorCode[] = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'FORBIDDEN',
  'WRONG_STATE',
  'UNSUPPORTED',
  'UNSUPPORTED_BY_TARGET',
  'NO_POLICY',
  'NOTHING_TO_DO',
  'VERSION_RETIRED',
  'VERSION_IN_USE',
  'DUPLICATE_REQUEST',
  'REVISION_CONFLICT',
  'IDEMPOTENCY_CONFLICT',
  'CONFLICT',
]

/** Asking for changes, judging them, and taking them back. */
export const approvalMutationResolvers: Resolvers = {
  Mutation: {
    requestApproval: async (_root, { input }, { services: { approvals }, call }) => {
      if (input.dryRun) {
        const outcome = await whenRead(requestCommand(input), (command) => approvals.preview(command, call))
        return payload(outcome, { codes: ofNew, show: (preview) => ({ preview }) })
      }
      const outcome = await whenRead(requestCommand(input), (command) => approvals.request(command, call))
      return payload(outcome, { codes: ofNew, show: (request) => ({ request }) })
    },
    reviewRequest: async (_root, { input }, { services: { approvals }, call }) => {
      const outcome = await whenRead(reviewCommand(input), (command) => approvals.review(command, call))
      return payload(outcome, { codes: ofReview, show: ({ view, review }) => ({ request: view, review }) })
    },
    resubmitRequest: async (_root, { input }, { services: { approvals }, call }) => {
      const outcome = await whenRead(onRequestCommand(input), (command) => approvals.resubmit(command, call))
      return payload(outcome, { codes: ofResubmit, show: (request) => ({ request }) })
    },
    cancelRequest: async (_root, { input }, { services: { approvals }, call }) => {
      const outcome = await whenRead(onRequestCommand(input), (command) => approvals.cancel(command, call))
      return payload(outcome, { codes: endingCodes, show: (request) => ({ request }) })
    },
    revokeApproval: async (_root, { input }, { services: { approvals }, call }) => {
      const outcome = await whenRead(revokeCommand(input), (command) => approvals.revoke(command, call))
      return payload(outcome, { codes: endingCodes, show: ({ view, rollback }) => ({ request: view, rollback }) })
    },
    rollBack: async (_root, { input }, { services: { approvals }, call }) => {
      const outcome = await whenRead(rollBackCommand(input), (command) => approvals.rollBack(command, call))
      return payload(outcome, { codes: ofNew, show: (request) => ({ request }) })
    },
  },
}
