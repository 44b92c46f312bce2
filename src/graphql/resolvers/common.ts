import { actionsOf } from '../../access/index.ts'
import type { Resolvers } from '../generated/types.ts'
import { nodeOf, nodesOf, typeNameOf } from '../node-of.ts'
import { rateLimitOf } from '../rate-limit.ts'
import { dateTime, json, long } from '../scalars.ts'

/** What every domain shares: ids, the caller, the budget, the scalars. */
export const commonResolvers: Resolvers = {
  DateTime: dateTime,
  JSON: json,
  Long: long,
  Node: { __resolveType: typeNameOf },
  Query: {
    node: (_root, { id }, context) => nodeOf(context, id),
    nodes: (_root, { ids }, context) => nodesOf(context, ids),
    viewer: (_root, _args, { principal }) => principal,
    rateLimit: (_root, _args, { budget, now }) => rateLimitOf(budget, now()),
  },
  Viewer: { actions: (principal) => [...actionsOf(principal)].toSorted() },
}
