import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { type LineageKey, virtualLineageKey } from '../kernel/lineage-key.ts'
import type { LineageChanges } from './cache-ports.ts'
import type { IndexedEdge, IndexedNode, LineageIndex } from './index-ports.ts'
import { RememberedIndex } from './remembered-index.ts'

const key = (name: string): LineageKey => virtualLineageKey(name)
const names = ['a', 'b', 'c', 'd']

function edge(from: string, to: string): IndexedEdge {
  const times = { observedAt: 0, validFrom: null, validTo: null, basis: 'TOLD' } as const
  return {
    from: key(from),
    to: key(to),
    kind: 'PRODUCED',
    confidence: 'OBSERVED',
    source: null,
    sender: null,
    columns: null,
    ...times,
  }
}

function node(name: string, version: number): IndexedNode {
  const facts = { kind: 'RUN', name, source: null, object: null, alsoKnownAs: [], subject: null } as const
  return { key: key(name), id: name, properties: { version }, ...facts }
}

/** A store of edges and nodes that logs what changes, and counts what is read of it. */
class Store {
  edges: readonly IndexedEdge[] = []
  readonly nodes = new Map<LineageKey, IndexedNode>()
  readonly changed = new Map<LineageKey, number>()
  head = 0
  reads = 0

  connect(from: string, to: string): void {
    this.edges = [...this.edges, edge(from, to)]
    this.#log(from, to)
  }

  cut(from: string, to: string): void {
    this.edges = this.edges.filter((each) => each.from !== key(from) || each.to !== key(to))
    this.#log(from, to)
  }

  rename(name: string): void {
    this.nodes.set(key(name), node(name, this.head))
    this.#log(name)
  }

  #log(...touched: readonly string[]): void {
    this.head += 1
    for (const name of touched) this.changed.set(key(name), this.head)
  }
}

const unasked = (): never => {
  throw new Error('not asked here')
}

let store = new Store()
let index = remembered()
beforeEach(() => {
  store = new Store()
  index = remembered()
})

function plain(): LineageIndex {
  return {
    async edgesOf(keys, way, { limit }) {
      store.reads += keys.length
      return store.edges.filter((each) => keys.includes(way === 'UP' ? each.to : each.from)).slice(0, limit)
    },
    async nodesOf(keys) {
      store.reads += keys.length
      return keys.flatMap((each) => store.nodes.get(each) ?? [])
    },
    edgesBetween: unasked,
    keysOf: unasked,
    aliasAt: unasked,
    indexedSince: unasked,
    head: unasked,
    changesSince: unasked,
  }
}

function remembered(): RememberedIndex {
  const isUnchanged: LineageChanges['isUnchanged'] = ({ sequence, keys }) =>
    ![...keys].some((each) => (store.changed.get(each) ?? 0) > sequence)
  return new RememberedIndex({
    index: plain(),
    changes: { known: async () => store.head, isUnchanged },
    bytesMax: 1_048_576,
  })
}

const now = { at: null, limit: 100 }

describe('what is remembered of an index', () => {
  test('is not read again, also what there is not, until it changes, whatever else does', async () => {
    store.connect('a', 'b')
    store.rename('a')
    const ask = async () => [
      await index.edgesOf([key('a'), key('c')], 'DOWN', now),
      await index.nodesOf([key('a'), key('c')], null),
    ]
    const first = await ask()
    expect(store.reads).toBe(4)
    store.rename('d')
    expect(await ask()).toEqual(first)
    expect(store.reads).toBe(4)
    store.rename('c')
    expect((await ask())[1]).toHaveLength(2)
    expect(store.reads).toBe(6)
  })

  test('is never of the past, nor cut off where there are too many edges', async () => {
    for (const to of ['b', 'c']) store.connect('a', to)
    for (const at of [1, 1]) await index.edgesOf([key('a')], 'DOWN', { at, limit: 100 })
    expect(store.reads).toBe(2)
    expect(await index.edgesOf([key('a')], 'DOWN', { at: null, limit: 1 })).toHaveLength(1)
    expect(await index.edgesOf([key('a')], 'DOWN', now)).toHaveLength(2)
    expect(await index.edgesOf([key('a')], 'DOWN', { at: null, limit: 1 })).toHaveLength(1)
  })

  test('is what the store would answer, after any changes and questions', async () => {
    const name = fc.constantFrom(...names)
    const some = fc.uniqueArray(name, { minLength: 1 })
    const step = fc.oneof(
      fc.record({ do: fc.constantFrom('connect', 'cut', 'rename'), from: name, to: name }),
      fc.record({ do: fc.constantFrom('UP', 'DOWN', 'nodes'), of: some }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        store = new Store()
        index = remembered()
        for (const each of steps) {
          if (!('of' in each)) {
            if (each.do === 'rename') store.rename(each.from)
            else if (each.do === 'cut') store.cut(each.from, each.to)
            else store.connect(each.from, each.to)
            continue
          }
          const keys = each.of.map(key)
          const ask = (asked: LineageIndex) =>
            each.do === 'nodes' ? asked.nodesOf(keys, null) : asked.edgesOf(keys, each.do === 'UP' ? 'UP' : 'DOWN', now)
          const found = await ask(index)
          expect(textsOf(found)).toEqual(textsOf(await ask(plain())))
        }
      }),
    )
  })
})

function textsOf(found: readonly unknown[]): readonly string[] {
  return found.map((each) => JSON.stringify(each)).toSorted()
}
