import { drawnGraph } from '../drawn-graph.ts'
import type { Resolvers } from '../generated/types.ts'
import { lineageQuery } from '../lineage-query.ts'
import { unwrap } from '../unwrap.ts'

/** The lineage graph. */
export const lineageResolvers: Resolvers = {
  Query: {
    lineage: async (_root, args, { services, principal, call, deadline, loaders }) => {
      const answer = unwrap(await services.lineage.trace(principal, lineageQuery(args, deadline.at), call))
      // So that thousands of nodes are answered without a promise for each.
      await loaders.sensitive.loadMany(
        answer.graph.nodes.flatMap((node) => ('subject' in node ? (node.subject ?? []) : [])),
      )
      return answer
    },
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
    mermaid: ({ graph }, _args, context, info) => context.services.lineage.toMermaid(drawnGraph(context, info, graph)),
    dot: ({ graph }, _args, context, info) => context.services.lineage.toDot(drawnGraph(context, info, graph)),
  },
  LineageSource: {
    lagSeconds: ({ asOf }, _args, { now }) => (asOf === null ? null : Math.max(0, now() - asOf) / 1000),
  },
}
