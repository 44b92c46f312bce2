import { toGlobalId, type Uid } from '../../kernel/ids.ts'
import type { Outcome } from '../../kernel/outcome.ts'
import { refuse } from '../../kernel/outcome.ts'
import type { GrantView } from '../access-service.ts'
import { connectionOf, pageRequest } from '../connection.ts'
import type { GraphContext } from '../context.ts'
import type { GrantFilter, GrantInput, GrantResolvers, GrantScopeResolvers, Resolvers } from '../generated/types.ts'
import {
  grantIdOf,
  grantWish,
  holderOf,
  noGrant,
  reasonOf,
  roleName,
  roleOf,
  scopeOf,
  scopeTypeName,
} from '../grant-input.ts'
import { scopeGlobalId, scopeRef } from '../grant-scope.ts'
import { payload } from '../payload.ts'
import { unwrap } from '../unwrap.ts'

const Grant: GrantResolvers = {
  id: ({ record }) => toGlobalId('Grant', record.id),
  holder: ({ record: { holder }, names }) => ({ ...holder, name: names.get(holder.id) ?? null }),
  role: ({ record }) => roleName(record.role),
  scope: ({ record }) => record.scope,
  expiresAt: ({ record }) => record.expiresAt,
  reason: ({ record }) => record.reason,
  createdBy: ({ record, names }) => ({ id: record.createdBy, name: names.get(record.createdBy) ?? null }),
  createdAt: ({ record }) => record.createdAt,
  confirmedBy: ({ record: { standing }, names }) => {
    const id = standing.kind === 'GRANTED' ? standing.confirmedBy : null
    return id === null ? null : { id, name: names.get(id) ?? null }
  },
  lapsesAt: ({ record: { standing } }) => (standing.kind === 'REQUESTED' ? standing.lapsesAt : null),
  revokedAt: ({ record: { standing } }) => (standing.kind === 'GRANTED' ? standing.revokedAt : standing.withdrawnAt),
}

const GrantScope: GrantScopeResolvers = {
  type: ({ type }) => scopeTypeName(type),
  id: scopeGlobalId,
  ref: (scope, _args, context) => scopeRef(context, scope),
}

/** Rights: who holds what. */
export const accessResolvers: Resolvers = {
  Query: {
    grants: async (_root, args, context) => {
      const list = { cursors: context.cursors, scope: 'grants', firstDefault: 50 }
      const request = pageRequest(args, list)
      const filter = await filterOf(context, args.filter ?? {})
      const { items, hasNextPage } = await context.services.access.grants(context, filter, {
        first: request.first,
        after: request.after?.uid ?? null,
      })
      // Grants are named by uids that were minted for them.
      const page = items.map((item) => ({ item, cursor: { key: '', uid: item.record.id as Uid } }))
      return connectionOf({ items: page, hasNextPage }, { ...list, request })
    },
  },
  Mutation: {
    grant: async (_root, { input }, context) =>
      payload(await granted(context, input), {
        codes: [
          'BAD_USER_INPUT',
          'NOT_FOUND',
          'AMBIGUOUS_REF',
          'FORBIDDEN',
          'SELF_WIDENING',
          'SAME_STEWARD',
          'STEWARD_LOST_RIGHT',
          'NOT_PENDING',
        ],
        show: (grant) => ({ grant }),
      }),
    revokeGrant: async (_root, { input }, context) => {
      const id = grantIdOf(input.id)
      const reason = reasonOf(input.reason)
      const outcome = !reason.ok
        ? reason
        : id === null
          ? refuse(noGrant(['id']))
          : await context.services.access.revokeGrant(context, { id, reason: reason.value })
      return payload(outcome, {
        codes: ['BAD_USER_INPUT', 'NOT_FOUND', 'FORBIDDEN', 'SELF_WIDENING', 'ALREADY_ENDED'],
        show: (grant) => ({ grant }),
      })
    },
  },
  Grant,
  GrantScope,
}

async function granted(context: GraphContext, input: GrantInput): Promise<Outcome<GrantView>> {
  const wish = await grantWish(context, input)
  if (!wish.ok) return wish
  const { access } = context.services
  if (wish.value.kind === 'NEW') return access.requestGrant(context, wish.value.command)
  return access.confirmGrant(context, wish.value.command)
}

async function filterOf(context: GraphContext, { holder, role, scope, states }: GrantFilter) {
  return {
    ...(holder == null ? {} : { holder: unwrap(holderOf(holder)) }),
    ...(role == null ? {} : { role: roleOf(role) }),
    ...(scope == null ? {} : { scope: unwrap(await scopeOf(context, scope)) }),
    ...(states == null ? {} : { states }),
  }
}
