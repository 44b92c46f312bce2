import type { GraphQLResolveInfo } from 'graphql'
import type { LineageGraph, LineageNode, ShownNode } from '../lineage/types.ts'
import type { GraphContext } from './context.ts'
import { noteMasked } from './note-masked.ts'

/** A graph for a picture: an endpoint whose address the caller may not read goes by its protocol. */
export function drawnGraph(context: GraphContext, info: GraphQLResolveInfo, graph: LineageGraph): LineageGraph {
  const isHeldBack = (node: ShownNode): node is LineageNode =>
    'subject' in node && node.kind === 'ENDPOINT' && !isShown(context, node)
  if (!graph.nodes.some(isHeldBack)) return graph
  noteMasked(context, info)
  const shown = (node: ShownNode) => (isHeldBack(node) ? { ...node, name: protocolOf(node) } : node)
  return { ...graph, nodes: graph.nodes.map(shown) }
}

function protocolOf({ properties: { protocol } }: LineageNode): string {
  return typeof protocol === 'string' ? protocol : ''
}

/** `Query.lineage` has loaded it for every node of its answer. */
function isShown({ loaders }: GraphContext, { subject }: LineageNode): boolean {
  const access = subject === null ? null : loaders.sensitive.peek(subject)
  return access != null && !(access instanceof Error) && access.isShown
}
