import type { GraphQLResolveInfo } from 'graphql'
import type { MirroredObject } from '../../catalog/types.ts'
import { toGlobalId } from '../../kernel/ids.ts'
import type { LineageGraph, ShownNode } from '../../lineage/types.ts'
import type { GraphContext } from '../context.ts'
import { drawnGraph } from '../drawn-graph.ts'
import type { ModelLineageArgs, QueryLineageArgs, Resolvers } from '../generated/types.ts'
import { diffQuery, impactQuery, lineageQuery } from '../lineage-query.ts'
import type { LineageAnswer } from '../services.ts'
import { shownChanges } from '../shown-changes.ts'
import { unwrap } from '../unwrap.ts'

type WalkArgs = ModelLineageArgs & Pick<QueryLineageArgs, 'ref' | 'source'>

async function traced({ services, principal, call, deadline, loaders }: GraphContext, args: WalkArgs) {
  const answer = unwrap(await services.lineage.trace(principal, lineageQuery(args, deadline.at), call))
  await loadRights(loaders, answer.graph.nodes)
  return answer
}

/** So that thousands of nodes are answered without a promise for each. */
async function loadRights({ sensitive }: GraphContext['loaders'], nodes: readonly ShownNode[]): Promise<void> {
  await sensitive.loadMany(nodes.flatMap((node) => ('subject' in node ? (node.subject ?? []) : [])))
}

/** The lineage of an object that was answered. */
const ofObject = {
  lineage: ({ kind, uid }: MirroredObject, args: ModelLineageArgs, context: GraphContext) =>
    traced(context, { ...args, ref: toGlobalId(kind, uid), source: null }),
}

/** What a walk says of itself. */
const walked = {
  root: ({ graph }: LineageAnswer) => graph.root,
  truncated: ({ graph }: LineageAnswer) => graph.truncation !== null,
  truncationReason: ({ graph }: LineageAnswer) => graph.truncation,
  depthReached: ({ graph }: LineageAnswer) => graph.depthReached,
  nodesOmitted: ({ graph }: LineageAnswer) => graph.nodesOmitted,
  complete: ({ graph }: LineageAnswer) => graph.complete,
  asOf: ({ graph }: LineageAnswer) => graph.asOf,
  sources: ({ graph }: LineageAnswer) => graph.sources,
}

function drawn(draw: 'toMermaid' | 'toDot') {
  return ({ graph }: LineageAnswer, _args: unknown, context: GraphContext, info: GraphQLResolveInfo) =>
    context.services.lineage[draw](drawnGraph(context, info, graph))
}

/** The lineage graph, what changes would reach, and in what two graphs differ. */
export const lineageResolvers: Resolvers = {
  Query: {
    lineage: (_root, args, context) => traced(context, args),
    impact: async (_root, args, { services, principal, call, deadline, loaders }) => {
      const answer = unwrap(await services.lineage.impact(principal, impactQuery(args, deadline.at), call))
      await loadRights(loaders, answer.graph.nodes)
      return answer
    },
    diffLineage: async (_root, args, { services, principal, call, deadline, loaders }) => {
      const answer = unwrap(await services.lineage.diff(principal, diffQuery(args, deadline.at), call))
      await loadRights(
        loaders,
        answer.graphs.flatMap(({ nodes }) => nodes),
      )
      return answer
    },
  },
  LineageGraph: {
    ...walked,
    nodes: ({ graph }) => graph.nodes,
    edges: ({ graph }) => graph.edges,
    mermaid: drawn('toMermaid'),
    dot: drawn('toDot'),
  },
  LineageImpact: walked,
  ImpactedObject: { environment: ({ place }) => place?.name ?? null },
  LineageDiff: {
    a: ({ graphs }) => graphs[0].root,
    b: ({ graphs }) => graphs[1].root,
    added: ({ difference }) => difference.added,
    removed: ({ difference }) => difference.removed,
    changed: ({ difference }, _args, context, info) => shownChanges(context, info, difference).changed,
    addedEdges: ({ difference }) => difference.addedEdges,
    removedEdges: ({ difference }) => difference.removedEdges,
    unchanged: ({ difference }, _args, context, info) => shownChanges(context, info, difference).unchanged,
    truncated: ({ graphs }) => graphs.some(({ truncation }) => truncation !== null),
    truncationReason: ({ graphs }) => graphs.find(({ truncation }) => truncation !== null)?.truncation ?? null,
    complete: ({ graphs }) => graphs.every(({ complete }) => complete),
    asOf: ({ graphs }) => Math.min(...graphs.map(({ asOf }) => asOf)),
    sources: ({ graphs }) => sourcesOf(graphs),
  },
  LineageSource: {
    lagSeconds: ({ asOf }, _args, { now }) => (asOf === null ? null : Math.max(0, now() - asOf) / 1000),
  },
  Model: ofObject,
  ModelVersion: ofObject,
  Run: ofObject,
  LoggedModel: ofObject,
  Dataset: ofObject,
  DataVersion: ofObject,
  Deployment: ofObject,
  Job: ofObject,
}

/** Each source once, with the worse of what it told the two walks. */
function sourcesOf(graphs: readonly LineageGraph[]): LineageGraph['sources'] {
  const all = graphs.flatMap(({ sources }) => sources)
  const groups = Map.groupBy(all, ({ source }) => source)
  return [...groups.values()].flatMap(([first, second]) => {
    if (first === undefined || second === undefined) return first ?? []
    const worse = first.error === null ? second : first
    const times = [first.asOf, second.asOf].filter((asOf) => asOf !== null)
    return { ...worse, asOf: times.length === 0 ? null : Math.min(...times) }
  })
}
