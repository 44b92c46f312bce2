import type { LineageGraph, ShownNode } from './types.ts'

/** Beyond this, a picture of single nodes cannot be read, and browsers take seconds to draw it. */
const drawnMax = 300

/** The longest name that is drawn. */
const nameLengthMax = 80

/** What stands for something that the caller may not see. */
const restrictedLabel = 'restricted'

/** What a picture shows. */
export interface Drawing {
  readonly nodes: readonly { readonly id: string; readonly label: string; readonly isLive: boolean }[]
  readonly edges: readonly { readonly from: string; readonly to: string; readonly label: string }[]
}

/** The drawing of a graph: each node, or each kind with its count when there are more than can be read. */
export function summarise(graph: Pick<LineageGraph, 'nodes' | 'edges'>): Drawing {
  return graph.nodes.length > drawnMax ? byKind(graph) : oneByOne(graph)
}

function oneByOne({ nodes, edges }: Pick<LineageGraph, 'nodes' | 'edges'>): Drawing {
  return {
    nodes: nodes.map((node) => ({
      id: node.id,
      label: node.restricted ? restrictedLabel : `${node.kind}: ${shortened(node.name)}`,
      isLive: isLive(node),
    })),
    edges: edges.map(({ from, to, kind }) => ({ from, to, label: kind ?? '' })),
  }
}

function byKind({ nodes, edges }: Pick<LineageGraph, 'nodes' | 'edges'>): Drawing {
  const kindById = new Map(nodes.map((node) => [node.id, node.kind ?? restrictedLabel]))
  const groups = [...Map.groupBy(nodes, (node) => node.kind ?? restrictedLabel)]
  const counts = new Map<
    string,
    { readonly from: string; readonly to: string; readonly kind: string; readonly count: number }
  >()
  for (const edge of edges) {
    const [from, to] = [kindById.get(edge.from), kindById.get(edge.to)]
    if (from === undefined || to === undefined) continue
    const kind = edge.kind ?? ''
    const key = `${from} ${to} ${kind}`
    counts.set(key, { from, to, kind, count: (counts.get(key)?.count ?? 0) + 1 })
  }
  return {
    nodes: groups.map(([kind, members]) => ({
      id: kind,
      label: `${members.length} x ${kind}`,
      isLive: members.some(isLive),
    })),
    edges: [...counts.values()].map(({ from, to, kind, count }) => ({ from, to, label: `${kind} x ${count}` })),
  }
}

function isLive(node: ShownNode): boolean {
  return node.kind === 'ENDPOINT' && node.properties['isLive'] === true
}

function shortened(given: string): string {
  // Marks that turn the direction of writing make a name look like another one, and reach beyond its own label.
  const name = given.replaceAll(/\p{Bidi_Control}/gu, '')
  // Cut between code points: half of a surrogate pair is no character at all.
  const cut = name.slice(0, nameLengthMax - 1).replace(/[\uD800-\uDBFF]$/, '')
  return name.length > nameLengthMax ? `${cut}…` : name
}
