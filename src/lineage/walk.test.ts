import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { contractHidden } from './contract-hidden.ts'
import type { LineageDirection, LineageEdge, LineageNode } from './types.ts'
import { type Expansion, startWalk, type Walk, type WalkBudget, type WalkResult, type Way } from './walk.ts'

const nodeOf = (id: number): LineageNode => ({
  id: String(id),
  kind: id % 3 === 0 ? 'RUN' : 'DATA_VERSION',
  name: `n${id}`,
  ref: null,
  source: null,
  uid: null,
  subject: null,
  properties: {},
  restricted: false,
})

const edgeOf = ([from, to]: readonly [number, number]): LineageEdge => ({
  from: String(from),
  to: String(to),
  kind: 'CONSUMED',
  confidence: 'OBSERVED',
  observedAt: 0,
  validFrom: null,
  validTo: null,
  validity: 'INFERRED',
  columns: null,
})

type World = readonly (readonly [number, number])[]

/** Any directed graph over a few nodes, cycles and loops included. */
const world: fc.Arbitrary<World> = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 40 })
const direction = fc.constantFrom<LineageDirection>('UP', 'DOWN', 'BOTH')
const ample: WalkBudget = { depth: 100, nodesMax: 1_000, walkedMax: 1_000, edgesMax: 1_000 }

const expand = (edges: World, walk: Walk, way: Way): Expansion =>
  new Map(
    walk
      .frontier(way)
      .map((node) => [
        node.id,
        edges
          .filter(([from, to]) => String(way === 'UP' ? to : from) === node.id)
          .map((edge) => ({ node: nodeOf(way === 'UP' ? edge[0] : edge[1]), edge: edgeOf(edge) })),
      ]),
  )

const walkAll = (
  edges: World,
  way: LineageDirection,
  budget: WalkBudget,
  isShown = (_node: LineageNode) => true,
): WalkResult => {
  const walk = startWalk(nodeOf(0), way, { budget, isShown })
  while (!walk.isOver) walk.admit(expand(edges, walk, 'UP'), expand(edges, walk, 'DOWN'))
  return walk.result()
}

const idsOf = (result: WalkResult) => result.nodes.map((node) => node.id).toSorted()

describe('a walk', () => {
  it('finds exactly what lies up or down, never what lies round a corner', () => {
    fc.assert(
      fc.property(world, direction, fc.integer({ min: 1, max: 12 }), (edges, way, depth) => {
        const ways = way === 'BOTH' ? (['UP', 'DOWN'] as const) : [way]
        const expected = new Set(ways.flatMap((one) => [...levels(edges, one, depth)]))
        expect(idsOf(walkAll(edges, way, { ...ample, depth }))).toEqual([...expected].toSorted())
      }),
    )
  })

  it('gives the same graph in whatever order neighbours are found', () => {
    fc.assert(
      fc.property(world, direction, fc.integer({ min: 1, max: 6 }), fc.func(fc.nat()), (edges, way, nodesMax, rank) => {
        const shuffled = edges.toSorted((a, b) => rank(a) - rank(b))
        const budget = { ...ample, nodesMax }
        expect(walkAll(shuffled, way, budget)).toEqual(walkAll(edges, way, budget))
      }),
    )
  })

  it('uses up no budget for edges with what may not be told of', () => {
    const edges: World = [...Array.from({ length: 20 }, (_each, index) => [0, 100 + index] as const), [0, 3]]
    const mayCount = ({ id }: LineageNode) => Number(id) < 100
    const walk = startWalk(nodeOf(0), 'DOWN', {
      budget: { ...ample, nodesMax: 2, edgesMax: 1 },
      isShown: mayCount,
      mayCount,
    })
    while (!walk.isOver) walk.admit(expand(edges, walk, 'UP'), expand(edges, walk, 'DOWN'))
    expect(walk.result()).toMatchObject({ truncation: null, nodesOmitted: 0 })
    expect(idsOf(walk.result())).toContain('3')
  })

  it('tells by no depth how long a chain of hidden nodes is', () => {
    const walkPast = (edges: World, way: LineageDirection, depth: number) => {
      const mayCount = ({ id }: LineageNode) => isTold(Number(id))
      const walk = startWalk(nodeOf(0), way, { budget: { ...ample, depth }, isShown: mayCount, mayCount })
      while (!walk.isOver) walk.admit(expand(edges, walk, 'UP'), expand(edges, walk, 'DOWN'))
      const result = walk.result()
      return { told: idsOf(result).filter((id) => isTold(Number(id))), truncation: result.truncation }
    }
    const isTold = (id: number) => id < 6
    // Every hidden node becomes a chain of three.
    const stretched = (edges: World): World => [
      ...edges.map(([from, to]) => [isTold(from) ? from : from + 200, to] as const),
      ...[6, 7, 8, 9, 10, 11].flatMap((id) => [[id, id + 100] as const, [id + 100, id + 200] as const]),
    ]
    fc.assert(
      fc.property(world, direction, fc.integer({ min: 1, max: 6 }), (edges, way, depth) => {
        expect(walkPast(stretched(edges), way, depth)).toEqual(walkPast(edges, way, depth))
      }),
    )
  })

  it('keeps every budget, and says so when it left something out', () => {
    const budgets = fc.record({
      nodesMax: fc.integer({ min: 1, max: 12 }),
      edgesMax: fc.integer({ min: 1, max: 20 }),
      depth: fc.integer({ min: 1, max: 6 }),
      walkedMax: fc.constant(1_000),
    })
    fc.assert(
      fc.property(world, direction, budgets, (edges, way, budget) => {
        const cut = walkAll(edges, way, budget)
        const whole = walkAll(edges, way, ample)
        expect(cut.nodes.length).toBeLessThanOrEqual(budget.nodesMax)
        expect(cut.edges.length).toBeLessThanOrEqual(budget.edgesMax)
        expect(cut.depthReached).toBeLessThanOrEqual(budget.depth)
        const isWhole = cut.nodes.length === whole.nodes.length && cut.edges.length === whole.edges.length
        expect(cut.truncation === null).toBe(isWhole)
        const isCut = cut.nodes.length < whole.nodes.length
        if (cut.nodesOmitted > 0) expect(isCut).toBe(true)
        // What lies beyond an edge that did not fit is not known.
        if (isCut && cut.truncation !== 'EDGES') expect(cut.nodesOmitted).toBeGreaterThan(0)
      }),
    )
  })

  it('answers only edges between nodes that it answers', () => {
    fc.assert(
      fc.property(world, direction, fc.integer({ min: 1, max: 12 }), (edges, way, nodesMax) => {
        const { nodes, edges: found } = walkAll(edges, way, { ...ample, nodesMax })
        const ids = new Set(nodes.map((node) => node.id))
        expect(found.filter((edge) => !ids.has(edge.from) || !ids.has(edge.to))).toEqual([])
      }),
    )
  })

  it('shows ends and goes no further from them, unless a step in its own way leads there too', () => {
    fc.assert(
      fc.property(world, world, direction, (edges, ends, way) => {
        const plain = walkAll(edges, way, ample)
        const marked = (walk: Walk, one: Way): Expansion =>
          new Map(
            [...expand(edges, walk, one)].map(([id, steps]) => {
              const beside = ends
                .filter(([from]) => String(from) === id)
                .map((edge) => ({ node: nodeOf(edge[1]), edge: edgeOf(edge), isEnd: true }))
              return [id, [...steps, ...beside]]
            }),
          )
        const walk = startWalk(nodeOf(0), way, { budget: ample, isShown: () => true })
        while (!walk.isOver) walk.admit(marked(walk, 'UP'), marked(walk, 'DOWN'))
        const reached = new Set(idsOf(plain))
        const beside = ends.filter(([from]) => reached.has(String(from))).map(([, to]) => String(to))
        expect(idsOf(walk.result())).toEqual([...new Set([...reached, ...beside])].toSorted())
      }),
    )
  })

  it('adds edges afterwards only between its own nodes, and no more than fit', () => {
    fc.assert(
      fc.property(world, world, fc.integer({ min: 1, max: 12 }), (edges, late, edgesMax) => {
        const walk = startWalk(nodeOf(0), 'DOWN', { budget: { ...ample, edgesMax }, isShown: () => true })
        while (!walk.isOver) walk.admit(expand(edges, walk, 'UP'), expand(edges, walk, 'DOWN'))
        const before = walk.result()
        walk.connect(late.map(edgeOf))
        const { nodes, edges: after, truncation } = walk.result()
        const ids = new Set(nodes.map((node) => node.id))
        expect(after.length).toBeLessThanOrEqual(edgesMax)
        expect(after.every((edge) => ids.has(edge.from) && ids.has(edge.to))).toBe(true)
        const fitting = late.filter(([from, to]) => ids.has(String(from)) && ids.has(String(to)))
        const wanted = new Set([...before.edges.map(pairOf), ...fitting.map(([from, to]) => `${from}>${to}`)])
        if (before.truncation === null) expect(truncation).toBe(wanted.size > edgesMax ? 'EDGES' : null)
      }),
    )
  })

  it('keeps connected what was connected when kinds are hidden', () => {
    fc.assert(
      fc.property(world, direction, (edges, way) => {
        const isShown = (node: LineageNode) => node.id === '0' || node.kind !== 'RUN'
        const whole = walkAll(edges, way, ample, isShown)
        const shown = contractHidden(whole, isShown, 1_000)
        const joined = (graph: { readonly edges: readonly LineageEdge[] }) => pairs(graph.edges)
        const ids = shown.nodes.map((node) => node.id)
        const before = closure(joined(whole))
        const after = closure(joined(shown))
        const shownPairs = ids.flatMap((from) => ids.filter((to) => to !== from).map((to) => `${from}>${to}`))
        expect(shownPairs.filter((pair) => after.has(pair))).toEqual(shownPairs.filter((pair) => before.has(pair)))
      }),
    )
  })
})

/** The plainest way to say what can be reached: add neighbours, a level at a time. */
function levels(edges: World, way: Way, depth: number): ReadonlySet<string> {
  let reached = new Set([0])
  for (let step = 0; step < depth; step += 1) {
    const found = edges.flatMap(([from, to]) =>
      way === 'UP' ? (reached.has(to) ? [from] : []) : reached.has(from) ? [to] : [],
    )
    reached = new Set([...reached, ...found])
  }
  return new Set([...reached].map(String))
}

const pairOf = (edge: LineageEdge) => `${edge.from}>${edge.to}`

function pairs(edges: readonly LineageEdge[]): ReadonlySet<string> {
  return new Set(edges.map(pairOf))
}

/** Every pair that a path joins. */
function closure(joined: ReadonlySet<string>): ReadonlySet<string> {
  const all = new Set(joined)
  const ids = new Set([...joined].flatMap((pair) => pair.split('>')))
  for (const via of ids)
    for (const from of ids)
      for (const to of ids) if (all.has(`${from}>${via}`) && all.has(`${via}>${to}`)) all.add(`${from}>${to}`)
  return all
}
