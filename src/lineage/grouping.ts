import { isLive } from './is-live.ts'
import type { LineageGraph, ShownEdge, ShownNode } from './types.ts'

/** More cards than this are more than can be read. */
const cardsMax = 50

/** Fewer than this are drawn one by one all the same: a stack of two saves nothing. */
const stackMin = 3

/** More than this of what answers requests are a crowd, which is stacked too. */
const livesMax = 12

/** Each round tells apart what is one step further away, and costs a look at every edge. */
const roundsMax = 10

const servingKinds: ReadonlySet<ShownNode['kind']> = new Set(['DEPLOYMENT', 'ENDPOINT', 'CONSUMER'])

/** What is drawn of a graph. */
export type Drawn = Pick<LineageGraph, 'nodes' | 'edges'> & Partial<Pick<LineageGraph, 'root'>>

/** The part that each node plays, by id; a part goes by the id of its first node. */
export type Parts = ReadonlyMap<string, string>

/**
 * The cards of a drawing: every node by itself while that can be read, else those that are of one kind and have edges
 * with the same parts as one. Where that would be too many parts, those that fall into the fewest are told apart first,
 * and among them those near the root. The root and what answers requests stay by themselves, unless there is a crowd of
 * the latter. The Python client's `picture/grouping.py` is the same; both are held to `test/lineage/drawings`.
 */
export function partsOf(graph: Drawn): Parts {
  if (graph.nodes.length <= cardsMax) return new Map(graph.nodes.map(({ id }) => [id, id]))
  const kinds = new Map(graph.nodes.map(({ id, kind }) => [id, kind]))
  const isServing = (id: string) => servingKinds.has(kinds.get(id) ?? null)
  // What is served where is what people look for first, so it gets the room first.
  const served = graph.edges.filter(({ from, to }) => isServing(from) || isServing(to))
  const near = stepsFromRoot(graph)
  let parts = coarsest(graph)
  for (const edges of [served, graph.edges]) {
    for (let round = 0; round < roundsMax; round++) {
      const finer = finerThan(parts, { nodes: graph.nodes, edges, near })
      if (finer === null) break
      parts = finer
    }
  }
  return withoutSmallStacks(parts)
}

function coarsest({ nodes, edges, root }: Drawn): Parts {
  const up = reached(root?.id, edges, ({ from, to }) => [to, from])
  const down = reached(root?.id, edges, ({ from, to }) => [from, to])
  const lives = nodes.filter(isLive).map(({ id }) => id)
  const alone = new Set([...(root === undefined ? [] : [root.id]), ...(lives.length <= livesMax ? lives : [])])
  const sideOf = (id: string) => (up.has(id) ? 'up' : down.has(id) ? 'down' : 'beside')
  const firsts = new Map<string, string>()
  return new Map(
    nodes.map((node) => {
      const key = alone.has(node.id) ? `= ${node.id}` : `${node.kind} ${sideOf(node.id)} ${isLive(node)}`
      const first = firsts.get(key) ?? node.id
      firsts.set(key, first)
      return [node.id, first]
    }),
  )
}

interface Surroundings extends Pick<LineageGraph, 'nodes' | 'edges'> {
  /** Steps from the root. */
  readonly near: ReadonlyMap<string, number>
}

type Pieces = readonly (readonly string[])[]

/** Tells apart what has edges with different parts, as far as there is room; null when there is nothing more to tell. */
function finerThan(parts: Parts, surroundings: Surroundings): Parts | null {
  const all = [...piecesOf(parts, surroundings).values()]
  const cardsIfWhole = (pieces: Pieces) => cardsFor(pieces.flat().length)
  const cardsIfSplit = (pieces: Pieces) => sum(pieces.map(({ length }) => cardsFor(length)))
  let room = cardsMax - sum(all.map(cardsIfWhole))
  const splits = all
    .filter(({ length }) => length > 1)
    .map((pieces) => ({
      pieces,
      cost: cardsIfSplit(pieces) - cardsIfWhole(pieces),
      near: nearest(pieces, surroundings),
    }))
    .toSorted((a, b) => a.cost - b.cost || a.near - b.near)
  const result = new Map(parts)
  for (const { pieces, cost } of splits) {
    if (cost > room) break
    room -= cost
    for (const ids of pieces) for (const id of ids) result.set(id, ids[0] ?? id)
  }
  return [...result].some(([id, part]) => parts.get(id) !== part) ? result : null
}

/** For each part the groups of nodes that have the same edges with the same parts. */
function piecesOf(parts: Parts, { nodes, edges }: Surroundings): ReadonlyMap<string, Pieces> {
  const around = new Map(nodes.map(({ id }) => [id, new Set<string>()]))
  for (const { from, to, kind } of edges) {
    around.get(from)?.add(`to ${kind ?? ''} ${parts.get(to)}`)
    around.get(to)?.add(`from ${kind ?? ''} ${parts.get(from)}`)
  }
  const alike = Map.groupBy(nodes, ({ id }) =>
    JSON.stringify([parts.get(id), ...[...(around.get(id) ?? [])].toSorted()]),
  )
  const pieces = [...alike.values()].map((members) => members.map(({ id }) => id))
  return Map.groupBy(pieces, ([first = '']) => parts.get(first) ?? first)
}

function cardsFor(members: number): number {
  return members < stackMin ? members : 1
}

function nearest(pieces: Pieces, { near }: Surroundings): number {
  return pieces.flat().reduce((least, id) => Math.min(least, near.get(id) ?? Infinity), Infinity)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

function withoutSmallStacks(parts: Parts): Parts {
  const counts = new Map<string, number>()
  for (const part of parts.values()) counts.set(part, (counts.get(part) ?? 0) + 1)
  return new Map([...parts].map(([id, part]) => [id, (counts.get(part) ?? 0) >= stackMin ? part : id]))
}

function stepsFromRoot({ edges, root }: Drawn): ReadonlyMap<string, number> {
  return reached(
    root?.id,
    [...edges, ...edges.map((edge) => ({ ...edge, from: edge.to, to: edge.from }))],
    ({ from, to }) => [from, to],
  )
}

/** Everything that edges lead to from a node, with the number of steps; `ends` says which way an edge is walked. */
function reached(
  start: string | undefined,
  edges: readonly ShownEdge[],
  ends: (edge: ShownEdge) => readonly [string, string],
): ReadonlyMap<string, number> {
  const steps = new Map<string, number>(start === undefined ? [] : [[start, 0]])
  const after = Map.groupBy(edges.map(ends), ([from]) => from)
  for (const [id, step] of steps) for (const [, to] of after.get(id) ?? []) if (!steps.has(to)) steps.set(to, step + 1)
  return steps
}
