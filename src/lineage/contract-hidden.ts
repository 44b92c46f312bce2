import type { LineageConfidence, LineageEdge, LineageNode } from './types.ts'

/** A graph with its hidden nodes taken out. */
export interface ContractedGraph {
  readonly nodes: readonly LineageNode[]
  readonly edges: readonly LineageEdge[]
  /** Whether the edges were more than allowed. */
  readonly isCut: boolean
}

/**
 * Takes hidden nodes out and draws an edge wherever a path led through hidden nodes only, so that what hung together
 * still does. Such an edge has the kind of its last step, is as sure as its least sure step, and holds while all do.
 */
export function contractHidden(
  graph: { readonly nodes: readonly LineageNode[]; readonly edges: readonly LineageEdge[] },
  isShown: (node: LineageNode) => boolean,
  edgesMax: number,
): ContractedGraph {
  const nodes = graph.nodes.filter(isShown)
  if (nodes.length === graph.nodes.length) return { ...graph, isCut: false }
  const shown = new Set(nodes.map((node) => node.id))
  const outgoing = Map.groupBy(graph.edges, (edge) => edge.from)
  const edges = new Map<string, LineageEdge>()
  for (const node of nodes) {
    for (const edge of edgesThroughHidden(node.id, outgoing, shown)) {
      const key = JSON.stringify([edge.from, edge.to, edge.kind])
      if (edges.has(key)) continue
      if (edges.size >= edgesMax) return { nodes, edges: [...edges.values()], isCut: true }
      edges.set(key, edge)
    }
  }
  return { nodes, edges: [...edges.values()], isCut: false }
}

/** Edges from one shown node to each shown node that it leads to, straight or over hidden ones. */
function edgesThroughHidden(
  from: string,
  outgoing: ReadonlyMap<string, readonly LineageEdge[]>,
  shown: ReadonlySet<string>,
): readonly LineageEdge[] {
  const found: LineageEdge[] = []
  const passed = new Set<string>()
  const open = [...(outgoing.get(from) ?? [])]
  for (let edge = open.shift(); edge !== undefined; edge = open.shift()) {
    if (shown.has(edge.to)) {
      found.push(edge)
      continue
    }
    if (passed.has(edge.to)) continue
    passed.add(edge.to)
    for (const next of outgoing.get(edge.to) ?? []) open.push(joined(edge, next))
  }
  return found
}

const sureness: readonly LineageConfidence[] = ['INFERRED', 'OBSERVED', 'DECLARED']

function joined(first: LineageEdge, second: LineageEdge): LineageEdge {
  const confidence = sureness.find((level) => level === first.confidence || level === second.confidence) ?? 'INFERRED'
  return {
    from: first.from,
    to: second.to,
    kind: second.kind,
    confidence,
    observedAt: Math.min(first.observedAt, second.observedAt),
    validFrom: latest(first.validFrom, second.validFrom),
    validTo: earliest(first.validTo, second.validTo),
    validity: first.validity === 'OBSERVED' ? second.validity : first.validity,
    columns: null,
  }
}

function latest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b)
}

function earliest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b)
}
