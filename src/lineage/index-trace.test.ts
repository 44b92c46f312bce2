import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MirroredObject } from '../catalog/index.ts'
import type { Uid } from '../kernel/ids.ts'
import { type LineageKey, lineageKeyOf } from '../kernel/lineage-key.ts'
import { Coverage } from './coverage.ts'
import { indexClosingEdges } from './index-closing-edges.ts'
import { IndexExplorer } from './index-explorer.ts'
import type { IndexedEdge, IndexedNode, LineageIndex } from './index-ports.ts'
import { indexSteps } from './index-steps.ts'
import type { LineageSight } from './ports.ts'
import { ReadThrough } from './read-through.ts'
import type { LineageDirection, LineageQuery } from './types.ts'
import { budgetOf, walkFrom } from './walk-from.ts'

const never = (): never => {
  throw new Error('a walk over the index asks nothing else')
}

const job = (id: number): MirroredObject => ({
  uid: `uid-${id}` as Uid,
  kind: 'Job',
  source: 's',
  workspace: '',
  nativeId: String(id),
  nativeCreatedAt: null,
  parentUid: null,
  name: `job ${id}`,
  description: null,
  createdAt: null,
  updatedAt: null,
  observedAt: 0,
  facts: {},
  accessClass: '',
})
const keyOf = (id: number): LineageKey => lineageKeyOf(job(id))

const sight: LineageSight = {
  resolve: never,
  mirror: { byUids: never, byNative: never, byAddress: never },
  sources: { all: never, byId: never },
  noteHidden: never,
  see: async (objects) => objects.map(() => true),
  hiddenId: never,
  seesSource: () => true,
}

type World = readonly (readonly [number, number])[]

/** An index over jobs that started each other, and how often it was asked. */
function indexOf(world: World, isKnown: (id: number) => boolean) {
  const reads = { edges: 0, nodes: 0 }
  const ids = new Map(Array.from({ length: 12 }, (_, id) => [keyOf(id), id]))
  const edges = world.map(([from, to]): IndexedEdge => {
    const facts = { source: 's', sender: null, observedAt: 0, validFrom: 1, validTo: null, columns: null }
    return { ...facts, from: keyOf(from), to: keyOf(to), kind: 'STARTED', confidence: 'DECLARED', basis: 'TOLD' }
  })
  const index: LineageIndex = {
    async edgesOf(keys, way) {
      reads.edges += 1
      return edges.filter(({ from, to }) => from !== to && keys.includes(way === 'UP' ? to : from))
    },
    async edgesBetween(sources, targets) {
      reads.edges += 1
      return edges.filter(({ from, to }) => from !== to && sources.includes(from) && targets.includes(to))
    },
    async nodesOf(keys) {
      reads.nodes += 1
      return keys.flatMap((key): IndexedNode[] => {
        const id = ids.get(key)
        if (id === undefined || !isKnown(id)) return []
        const object = job(id)
        const facts = { name: null, source: 's', alsoKnownAs: [], properties: {} }
        return [{ ...facts, key, id: object.uid, kind: 'JOB', object, subject: object }]
      })
    },
    keysOf: never,
    aliasAt: never,
    indexedSince: never,
    head: never,
    changesSince: never,
  }
  return { index, reads }
}

async function walk(world: World, direction: LineageDirection, isKnown: (id: number) => boolean) {
  const { index, reads } = indexOf(world, isKnown)
  const query: LineageQuery = {
    ref: '',
    source: null,
    direction,
    depth: 100,
    kinds: null,
    at: 2,
    columns: false,
    maxNodes: 100,
  }
  const explorer = new IndexExplorer(index, query, budgetOf(query).edgesMax + 1)
  await explorer.readNodes([keyOf(0)])
  const root = explorer.met(keyOf(0))?.node
  if (root === undefined) throw new Error('the root is known')
  const signal = new AbortController().signal
  const coverage = new Coverage({ sources: { all: () => [], byId: () => null }, progress: never, index })
  const readThrough = new ReadThrough({ catalog: { byNative: never }, index }, coverage, { signal, requestId: 'test' })
  const graph = await walkFrom(
    {
      objectsOf: (node) => explorer.behind(node)?.objects ?? [],
      steps: (frontier) => indexSteps(explorer, readThrough, frontier),
      closingEdges: (nodes, isKnown) => indexClosingEdges(explorer, nodes, isKnown),
    },
    { root, query, sight, signal },
  )
  return { graph, reads, keys: explorer.keys }
}

/** What is reached one way, over nodes that are known, and in how many steps: the nearest first. */
function reached(world: World, way: 'UP' | 'DOWN', isKnown: (id: number) => boolean): ReadonlyMap<number, number> {
  const found = new Map([[0, 0]])
  for (const [id, steps] of found)
    for (const [from, to] of world) {
      const [near, far] = way === 'UP' ? [to, from] : [from, to]
      if (near === id && isKnown(far) && !found.has(far)) found.set(far, steps + 1)
    }
  return found
}

const world = fc.array(fc.tuple(fc.nat(11), fc.nat(11)), { maxLength: 40 })
const known = fc.func(fc.boolean()).map((is) => (id: number) => id === 0 || is(id))

test('a walk over any index finds what is reached, every edge between, and two reads a level', async () => {
  await fc.assert(
    fc.asyncProperty(
      world,
      fc.constantFrom<LineageDirection>('UP', 'DOWN', 'BOTH'),
      known,
      async (edges, direction, isKnown) => {
        const { graph, reads } = await walk(edges, direction, isKnown)
        const ways = direction === 'BOTH' ? (['UP', 'DOWN'] as const) : [direction]
        const wanted = new Set(ways.flatMap((way) => [...reached(edges, way, isKnown).keys()]))
        expect(new Set(graph.nodes.map(({ uid }) => uid))).toEqual(new Set([...wanted].map((id) => job(id).uid)))
        const between = edges.filter(([from, to]) => from !== to && wanted.has(from) && wanted.has(to))
        expect(new Set(graph.edges.map(({ from, to }) => `${from} ${to}`)).size).toBe(
          new Set(between.map(([from, to]) => `${from} ${to}`)).size,
        )
        // A node may lie near going one way, and far going the other.
        const levels = Math.max(...ways.map((way) => Math.max(...reached(edges, way, isKnown).values())))
        expect(reads.edges).toBeLessThanOrEqual(2 * (levels + 1) + 1)
        expect(reads.nodes).toBeLessThanOrEqual(levels + 2)
      },
    ),
  )
})

test('an answer rests on every node at either end of its edges, also on those that nobody has seen', async () => {
  await fc.assert(
    fc.asyncProperty(world, known, async (edges, isKnown) => {
      const { graph, keys } = await walk(edges, 'BOTH', isKnown)
      for (const { uid } of graph.nodes) expect(keys).toContain(keyOf(Number(uid?.slice('uid-'.length))))
      for (const way of ['UP', 'DOWN'] as const)
        for (const id of reached(edges, way, isKnown).keys())
          for (const [from, to] of edges) {
            const [near, far] = way === 'UP' ? [to, from] : [from, to]
            if (near === id) expect(keys).toContain(keyOf(far))
          }
    }),
  )
})
