import { isDeepStrictEqual } from 'node:util'
import type { LineageGraph, LineageNode, ShownEdge, ShownNode } from './types.ts'

/** Two nodes with the same part in two graphs. */
export interface NodeChange {
  readonly before: LineageNode
  readonly after: LineageNode
  /** `name`, and keys of properties. */
  readonly fields: readonly string[]
}

/** In what two graphs differ. */
export interface LineageDifference {
  readonly added: readonly ShownNode[]
  readonly removed: readonly ShownNode[]
  readonly changed: readonly NodeChange[]
  readonly addedEdges: readonly ShownEdge[]
  readonly removedEdges: readonly ShownEdge[]
  /** How many nodes are alike in both. */
  readonly unchanged: number
}

type Graph = Pick<LineageGraph, 'root' | 'nodes' | 'edges'>

/**
 * In what the second graph differs from the first. Nodes are the same by their id; of the others, those with the same
 * part are told as one that changed. Edges are compared with such nodes taken for one. Only what the graphs show counts.
 */
export function diffOf(a: Graph, b: Graph): LineageDifference {
  const pairs = pairNodes(a, b)
  const paired = new Set(pairs.values())
  const changed = changesOf(pairs, { a, b })
  const edgesOf = (graph: Graph, idOf: (id: string) => string) =>
    new Map(graph.edges.map((edge) => [JSON.stringify([idOf(edge.from), idOf(edge.to), edge.kind]), edge]))
  const before = edgesOf(a, (id) => pairs.get(id) ?? id)
  const after = edgesOf(b, (id) => id)
  return {
    added: b.nodes.filter(({ id }) => !paired.has(id)),
    removed: a.nodes.filter(({ id }) => !pairs.has(id)),
    changed,
    addedEdges: [...after].flatMap(([key, edge]) => (before.has(key) ? [] : [edge])),
    removedEdges: [...before].flatMap(([key, edge]) => (after.has(key) ? [] : [edge])),
    unchanged: pairs.size - changed.length,
  }
}

/** Which node of the second graph each node of the first is, by id. */
type Pairs = ReadonlyMap<string, string>

function pairNodes(a: Graph, b: Graph): Pairs {
  const pairs = new Map<string, string>()
  const taken = new Set<string>()
  const pair = (first: ShownNode, second: ShownNode) => {
    if (pairs.has(first.id) || taken.has(second.id)) return
    pairs.set(first.id, second.id)
    taken.add(second.id)
  }
  const inB = new Map(b.nodes.map((node) => [node.id, node]))
  for (const node of a.nodes) {
    const same = inB.get(node.id)
    if (same !== undefined) pair(node, same)
  }
  if (a.root.kind === b.root.kind) pair(a.root, b.root)
  pairInOrder(a.nodes, b.nodes, { partOf, isLeft: (id) => !pairs.has(id) && !taken.has(id), pair })
  const inverse = new Map([...pairs].map(([first, second]) => [second, first]))
  const madeInA = makers(a, (id) => (pairs.has(id) ? id : null))
  const madeInB = makers(b, (id) => inverse.get(id) ?? null)
  const isLeft = (id: string) => !pairs.has(id) && !taken.has(id)
  pairInOrder(a.nodes, b.nodes, {
    partOf: (node) => madeInA.get(node.id) ?? madeInB.get(node.id) ?? null,
    isLeft,
    pair,
  })
  return pairs
}

interface Pairing {
  readonly partOf: (node: ShownNode) => string | null
  readonly isLeft: (id: string) => boolean
  readonly pair: (first: ShownNode, second: ShownNode) => void
}

/** The nearest of a part in one graph with the nearest of it in the other, and so on. */
function pairInOrder(a: readonly ShownNode[], b: readonly ShownNode[], { partOf: part, isLeft, pair }: Pairing): void {
  const byPart = (nodes: readonly ShownNode[]) =>
    Map.groupBy(
      nodes.filter(({ id }) => isLeft(id)),
      part,
    )
  const others = byPart(b)
  for (const [name, firsts] of byPart(a)) {
    const seconds = name === null ? [] : (others.get(name) ?? [])
    for (const [index, first] of firsts.entries()) {
      const second = seconds[index]
      if (second !== undefined) pair(first, second)
    }
  }
}

/** Versions of one model or dataset have one part, and commits of one repository. */
function partOf(node: ShownNode): string | null {
  if (node.kind === 'MODEL_VERSION' || node.kind === 'DATA_VERSION') {
    const parent = node.subject?.parentUid ?? null
    return parent === null ? null : JSON.stringify([node.kind, parent])
  }
  const repository = node.kind === 'CODE' ? node.properties['repository'] : null
  return typeof repository === 'string' ? JSON.stringify([node.kind, repository]) : null
}

/** The part of each run that made a paired node: to have made that. */
function makers(graph: Graph, pairedAs: (id: string) => string | null): ReadonlyMap<string, string> {
  const runs = new Set(graph.nodes.flatMap(({ id, kind }) => (kind === 'RUN' ? [id] : [])))
  return new Map(
    graph.edges.flatMap(({ from, to, kind }) => {
      const made = kind === 'PRODUCED' && runs.has(from) ? pairedAs(to) : null
      return made === null ? [] : [[from, made]]
    }),
  )
}

function changesOf(pairs: Pairs, { a, b }: { readonly a: Graph; readonly b: Graph }): readonly NodeChange[] {
  const inB = new Map(b.nodes.map((node) => [node.id, node]))
  return a.nodes.flatMap((before) => {
    const after = inB.get(pairs.get(before.id) ?? '')
    // What is hidden is the same, or it has another id and is no pair.
    if (after === undefined || before.restricted || after.restricted) return []
    const fields = fieldsThatDiffer(before, after)
    return before.id === after.id && fields.length === 0 ? [] : [{ before, after, fields }]
  })
}

function fieldsThatDiffer(before: LineageNode, after: LineageNode): readonly string[] {
  const keys = new Set([...Object.keys(before.properties), ...Object.keys(after.properties)])
  const differing = [...keys].filter((key) => !isDeepStrictEqual(before.properties[key], after.properties[key]))
  return before.name === after.name ? differing : ['name', ...differing]
}
