import type { Resolvers } from '../generated/types.ts'
import { type NodeView, nodeOf, nodesOf, typeNameOf } from '../node-of.ts'
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
    // The generated type knows promises of items and null items, but not promises of null, which GraphQL takes as well.
    nodes: (_root, { ids }, context) => nodesOf(context, ids) as readonly Promise<NodeView>[],
    viewer: (_root, _args, { principal }) => principal,
    rateLimit: (_root, _args, { budget, now }) => rateLimitOf(budget, now()),
  },
  Viewer: {
    actions: async (principal, _args, { services }) => [...(await services.rights.actionsOf(principal))].toSorted(),
  },
}
