import type { GraphContext } from '../context.ts'
import { type NodeView, nodesOf, typeNameOf } from '../node-of.ts'

/** What a router sends to name an object: its type, and the `id` that every `@key` of ours holds. */
interface Representation {
  readonly __typename?: unknown
  readonly id?: unknown
}

/** Entities for a router: the same limit, cost and rights as `nodes`; null for what is unknown. */
export const federationResolvers = {
  Query: {
    _entities: (
      _root: unknown,
      { representations }: { readonly representations: readonly Representation[] },
      context: GraphContext,
    ): readonly Promise<NodeView | null>[] => {
      const nodes = nodesOf(
        context,
        representations.map(({ id }) => String(id)),
      )
      // oxlint-disable-next-line no-underscore-dangle -- the federation specification names it so
      return nodes.map(async (node, at) => ofType(await node, representations[at]?.__typename))
    },
  },
  _Entity: { __resolveType: typeNameOf },
}

function ofType(node: NodeView | null, typeName: unknown): NodeView | null {
  return node !== null && typeNameOf(node) === typeName ? node : null
}
