import { type Drawn, partsOf } from './grouping.ts'
import { isLive } from './is-live.ts'
import { nameOfStack } from './node-names.ts'
import type { ShownEdge, ShownNode } from './types.ts'

/** One box: a node, or a stack of several that play the same part. */
export interface DrawnCard {
  readonly id: string
  readonly label: string
  readonly isStack: boolean
  readonly isRoot: boolean
  /** What stands for something hidden is marked so, and else what answers requests. */
  readonly mark: 'live' | 'restricted' | null
}

/** One arrow, for one edge or for several of one kind. */
export interface DrawnLink {
  readonly from: string
  readonly to: string
  readonly label: string
  /** Whether no edge of it holds any more. */
  readonly isEnded: boolean
  /** Whether every edge of it is inferred. */
  readonly isInferred: boolean
}

/** What a picture shows. */
export interface Drawing {
  readonly cards: readonly DrawnCard[]
  readonly links: readonly DrawnLink[]
}

/** The drawing of a graph: each node, or stacks of nodes that play the same part where there are more than can be read. */
export function summarise(graph: Drawn): Drawing {
  const parts = partsOf(graph)
  const stacks = Map.groupBy(graph.nodes, ({ id }) => parts.get(id) ?? id)
  const shown = graph.edges.flatMap((edge) => {
    const [from, to] = [parts.get(edge.from), parts.get(edge.to)]
    return from === undefined || to === undefined ? [] : [{ ...edge, from, to }]
  })
  const links = Map.groupBy(shown, ({ from, to, kind }) => JSON.stringify([from, to, kind]))
  return {
    cards: [...stacks].map(([id, nodes]) => cardOf(id, nodes, id === graph.root?.id)),
    links: [...links.values()].flatMap(linkOf),
  }
}

function cardOf(id: string, nodes: readonly ShownNode[], isRoot: boolean): DrawnCard {
  const mark = nodes.some(({ restricted }) => restricted) ? 'restricted' : nodes.some(isLive) ? 'live' : null
  return { id, label: labelOf(nodes), isStack: nodes.length > 1, isRoot, mark }
}

function labelOf(nodes: readonly ShownNode[]): string {
  const kind = nodes[0]?.kind ?? 'restricted'
  const counted = nodes.length === 1 ? kind : `${nodes.length} x ${kind}`
  if (nodes[0]?.kind == null) return counted
  return `${counted}: ${nameOfStack(nodes)}${placeOf(nodes)}${nodes.some(isLive) ? ' (live)' : ''}`
}

/** Where a deployment or an endpoint is. */
function placeOf([first, ...others]: readonly ShownNode[]): string {
  const place = others.length === 0 ? first?.properties?.['environment'] : undefined
  return typeof place === 'string' ? ` in ${place}` : ''
}

function linkOf(edges: readonly ShownEdge[]): readonly DrawnLink[] {
  const [first] = edges
  if (first === undefined) return []
  const isEnded = edges.every(({ validTo }) => validTo !== null)
  const many = edges.length === 1 ? '' : ` x ${edges.length}`
  const isInferred = edges.every(({ confidence }) => confidence === 'INFERRED')
  const label = `${first.kind ?? ''}${many}${isEnded ? ' (ended)' : ''}`.trim()
  return [{ from: first.from, to: first.to, label, isEnded, isInferred }]
}
