import { toGlobalId } from '../../kernel/ids.ts'
import { connectionOf, pageRequest } from '../connection.ts'
import { delegateWish } from '../delegation-input.ts'
import type { DelegateReviewsErrorCode, Resolvers, ReviewDelegationResolvers } from '../generated/types.ts'
import { payload, whenRead } from '../payload.ts'
import { named } from './approvals.ts'

const codes: readonly DelegateReviewsErrorCode[] = [
  'BAD_USER_INPUT',
  'NOT_FOUND',
  'AMBIGUOUS_REF',
  'FORBIDDEN',
  'ALREADY_ENDED',
  'IDEMPOTENCY_CONFLICT',
]

const ReviewDelegation: ReviewDelegationResolvers = {
  id: ({ delegation }) => toGlobalId('ReviewDelegation', delegation.uid),
  from: ({ delegation }, _args, context) => named(context, delegation.from),
  to: ({ delegation }, _args, context) => named(context, delegation.to),
  environments: ({ delegation }) => delegation.environments,
  models: ({ delegation }, _args, { loaders }) =>
    delegation.models === null ? null : Promise.all(delegation.models.map((uid) => loaders.byUid.load(uid))),
  startsAt: ({ delegation }) => delegation.startsAt,
  until: ({ delegation }) => delegation.until,
  reason: ({ delegation }) => delegation.reason,
  endedAt: ({ delegation }) => delegation.ending?.at ?? null,
  endedBy: ({ delegation: { ending } }, _args, context) => (ending === null ? null : named(context, ending.by)),
  endReason: ({ delegation }) => delegation.ending?.reason ?? null,
}

/** Who judges in whose place. */
export const delegationResolvers: Resolvers = {
  Query: {
    reviewDelegations: async (_root, args, { cursors, services }) => {
      const list = { cursors, scope: 'reviewDelegations', firstDefault: 20 }
      const request = pageRequest(args, list)
      const page = { first: request.first, after: request.after?.uid ?? null }
      const { items, hasNextPage } = await services.delegations.list(page)
      const keyed = items.map((item) => ({ item, cursor: { key: '', uid: item.delegation.uid } }))
      return connectionOf({ items: keyed, hasNextPage }, { ...list, request })
    },
  },
  Mutation: {
    delegateReviews: async (_root, { input }, { services: { delegations }, call }) => {
      const outcome = await whenRead(delegateWish(input), (asked) =>
        asked.kind === 'NEW' ? delegations.delegate(asked.wish, call) : delegations.end(asked.command),
      )
      return payload(outcome, { codes, show: (delegation) => ({ delegation }) })
    },
  },
  ReviewDelegation,
  ApprovalReview: {
    onBehalfOf: ({ standsIn }, _args, context) => (standsIn === undefined ? null : named(context, standsIn.for)),
  },
}
