import type { Uid } from '../../kernel/ids.ts'
import { connectionOf, pageOfWhole, pageRequest } from '../connection.ts'
import type { Resolvers } from '../generated/types.ts'
import { payload } from '../payload.ts'

const listScope = 'tokens'

/** Tokens of the gateway. */
export const tokenResolvers: Resolvers = {
  Query: {
    tokens: async (_root, args, { services, principal, cursors }) => {
      const list = { cursors, scope: listScope, firstDefault: 50 }
      const request = pageRequest(args, list)
      const rows = await services.tokens.list(principal)
      // Ids of tokens are ordered by the time of their making, as those of objects are.
      const page = pageOfWhole(rows, ({ createdAt, id }) => ({ key: createdAt, uid: id as Uid }), request)
      return connectionOf(page, { ...list, request })
    },
  },
  Mutation: {
    createToken: async (_root, { input }, { services, principal, origin }) => {
      const { name, days, scopes, serviceAccount } = input
      const wish = { name, days: days ?? 90, scopes: scopes ?? null, serviceAccount: serviceAccount ?? false }
      const outcome = await services.tokens.create({ principal, origin }, wish)
      return payload(outcome, {
        codes: ['FORBIDDEN', 'BAD_USER_INPUT'],
        show: ({ token: secret, row: token }) => ({ secret, token }),
      })
    },
    revokeToken: async (_root, { input }, { services, principal, origin }) => {
      const outcome = await services.tokens.revoke({ principal, origin }, input.id)
      return payload(outcome, { codes: ['NOT_FOUND'], show: (token) => ({ token }) })
    },
  },
  Token: {
    name: ({ principalName }) => principalName,
    holder: ({ holderId }) => holderId,
    creator: ({ creatorId }) => creatorId,
  },
}
