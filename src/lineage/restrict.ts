import type { LineageEdge, LineageNode, ShownEdge, ShownNode } from './types.ts'

/** A graph as its caller may have it. */
export interface RestrictedGraph {
  readonly nodes: readonly ShownNode[]
  readonly edges: readonly ShownEdge[]
}

/**
 * Puts opaque nodes in the place of hidden ones. Hidden nodes that hang together are one, and so are those that hang on
 * the very same visible nodes: neither their number nor what lies behind them is told, not even by their name, which
 * follows from the visible nodes beside them alone. Of an edge to one, only where it begins and ends is told, so that
 * several look like one. Deterministic.
 */
export function restrict(
  graph: { readonly nodes: readonly LineageNode[]; readonly edges: readonly LineageEdge[] },
  hidden: ReadonlySet<string>,
  hiddenId: (beside: readonly string[]) => string,
): RestrictedGraph {
  if (hidden.size === 0) return graph
  const visible = visibleBeside(graph.edges, hidden)
  const standIns = new Map<string, string>()
  for (const ids of groupsOf(graph.edges, hidden)) {
    const beside = new Set(ids.flatMap((member) => visible.get(member) ?? []))
    const id = hiddenId([...beside].toSorted())
    for (const member of ids) standIns.set(member, id)
  }
  const idOf = (id: string) => standIns.get(id) ?? id
  const isOpen = ({ from, to }: LineageEdge) => !standIns.has(from) && !standIns.has(to)
  const opaqueEdges = new Map<string, ShownEdge>()
  for (const edge of graph.edges.filter((each) => !isOpen(each))) {
    const [from, to] = [idOf(edge.from), idOf(edge.to)]
    if (from !== to) opaqueEdges.set(JSON.stringify([from, to]), opaque(from, to))
  }
  // Opaque ones stand last, in an order of their own: among the others, their place would tell their kind and name.
  return {
    nodes: [
      ...graph.nodes.filter(({ id }) => !standIns.has(id)),
      ...[...new Set(standIns.values())].toSorted().map(standIn),
    ],
    edges: [
      ...graph.edges.filter(isOpen),
      ...[...opaqueEdges.keys()].toSorted().flatMap((key) => opaqueEdges.get(key) ?? []),
    ],
  }
}

/** Takes hidden nodes out altogether, and every path over them. */
export function withoutHidden(
  { nodes, edges }: { readonly nodes: readonly LineageNode[]; readonly edges: readonly LineageEdge[] },
  hidden: ReadonlySet<string>,
): { readonly nodes: readonly LineageNode[]; readonly edges: readonly LineageEdge[] } {
  return {
    nodes: nodes.filter(({ id }) => !hidden.has(id)),
    edges: edges.filter(({ from, to }) => !hidden.has(from) && !hidden.has(to)),
  }
}

/** How many steps from the root the furthest node is, over edges in either direction. */
export function depthOf(root: string, { nodes, edges }: RestrictedGraph): number {
  const ids = new Set(nodes.map(({ id }) => id))
  return levelsFrom(root, neighbours(edges, ids)).length - 1
}

/** What each hidden node has an edge with that is not hidden, and which way it points. */
function visibleBeside(
  edges: readonly LineageEdge[],
  hidden: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const beside = new Map<string, string[]>([...hidden].map((id) => [id, []]))
  for (const { from, to } of edges) {
    if (hidden.has(from) && !hidden.has(to)) beside.get(from)?.push(`to ${to}`)
    if (hidden.has(to) && !hidden.has(from)) beside.get(to)?.push(`from ${from}`)
  }
  return beside
}

function groupsOf(edges: readonly LineageEdge[], hidden: ReadonlySet<string>): readonly (readonly string[])[] {
  const beside = neighbours(edges, hidden)
  const grouped = new Set<string>()
  return [...hidden].flatMap((start) => {
    if (grouped.has(start)) return []
    const group = levelsFrom(start, beside).flat()
    for (const id of group) grouped.add(id)
    return [group]
  })
}

/** What each of the nodes has an edge with, in either direction, among them. */
function neighbours(
  edges: readonly Pick<ShownEdge, 'from' | 'to'>[],
  ids: ReadonlySet<string>,
): ReadonlyMap<string, readonly string[]> {
  const beside = new Map<string, string[]>([...ids].map((id) => [id, []]))
  for (const { from, to } of edges) {
    if (!ids.has(from) || !ids.has(to)) continue
    beside.get(from)?.push(to)
    beside.get(to)?.push(from)
  }
  return beside
}

/** Everything that hangs together with a node, by the number of steps from it. */
function levelsFrom(start: string, beside: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const seen = new Set([start])
  const levels = [[start]]
  for (const level of levels) {
    const next = new Set(level.flatMap((id) => beside.get(id) ?? []).filter((id) => !seen.has(id)))
    for (const id of next) seen.add(id)
    if (next.size > 0) levels.push([...next])
  }
  return levels
}

function standIn(id: string): ShownNode {
  return { id, kind: null, name: null, ref: null, source: null, uid: null, properties: null, restricted: true }
}

function opaque(from: string, to: string): ShownEdge {
  const times = { observedAt: null, validFrom: null, validTo: null, validity: null }
  return { from, to, kind: null, confidence: null, ...times, columns: null }
}
