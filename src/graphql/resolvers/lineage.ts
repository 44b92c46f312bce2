import type { Resolvers } from '../generated/types.ts'
import { lineageQuery } from '../lineage-query.ts'
import { unwrap } from '../unwrap.ts'

/** The lineage graph. */
export const lineageResolvers: Resolvers = {
  Query: {
    lineage: async (_root, args, { services, principal, call, deadline }) =>
      unwrap(await services.lineage.trace(principal, lineageQuery(args, deadline.at), call)),
  },
  LineageGraph: {
    root: ({ graph }) => graph.root,
    nodes: ({ graph }) => graph.nodes,
    edges: ({ graph }) => graph.edges,
    truncated: ({ graph }) => graph.truncation !== null,
    truncationReason: ({ graph }) => graph.truncation,
    depthReached: ({ graph }) => graph.depthReached,
    nodesOmitted: ({ graph }) => graph.nodesOmitted,
    complete: ({ graph }) => graph.complete,
    asOf: ({ graph }) => graph.asOf,
    sources: ({ graph }) => graph.sources,
    mermaid: ({ graph }, _args, { services }) => services.lineage.toMermaid(graph),
    dot: ({ graph }, _args, { services }) => services.lineage.toDot(graph),
  },
  LineageSource: {
    lagSeconds: ({ asOf }, _args, { now }) => (asOf === null ? null : Math.max(0, now() - asOf) / 1000),
  },
}
