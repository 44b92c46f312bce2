import { beforeEach, describe, expect, test } from 'vitest'
import { type LineageKey, virtualLineageKey } from '../kernel/lineage-key.ts'
import type { Copies, Flights, LineageChanges } from './cache-ports.ts'
import type { IndexedEdge, LineageIndex } from './index-ports.ts'
import type { Skeleton } from './recorded-index.ts'
import { createSkeletons } from './skeletons.ts'

const key = (name: string): LineageKey => virtualLineageKey(name)
const edge = (from: string, to: string): IndexedEdge => ({
  from: key(from),
  to: key(to),
  kind: 'PRODUCED',
  confidence: 'OBSERVED',
  source: null,
  sender: null,
  observedAt: 0,
  validFrom: null,
  validTo: null,
  basis: 'TOLD',
  columns: null,
})

const unasked = (): never => {
  throw new Error('not asked here')
}

let edges: IndexedEdge[] = []
let changed = new Map<LineageKey, number>()
let head = 0
let reads: LineageKey[] = []
let kept = new Map<string, Skeleton>()
let time = 0

const write = (from: string, to: string) => {
  head += 1
  edges.push(edge(from, to))
  for (const end of [from, to]) changed.set(key(end), head)
}
const index: LineageIndex = {
  async edgesOf(keys, way, { limit }) {
    reads.push(...keys)
    return edges.filter((each) => keys.includes(way === 'UP' ? each.to : each.from)).slice(0, limit)
  },
  async edgesBetween(from, to, { limit }) {
    reads.push(...from, ...to)
    return edges.filter((each) => from.includes(each.from) && to.includes(each.to)).slice(0, limit)
  },
  nodesOf: async (keys) => {
    reads.push(...keys)
    return []
  },
  keysOf: unasked,
  aliasAt: unasked,
  indexedSince: unasked,
  head: unasked,
  changesSince: unasked,
}
const changes: LineageChanges = {
  head: async () => head,
  known: async () => head,
  vouchedTo: async (basis) => (changes.isUnchanged(basis) ? head : null),
  isUnchanged: ({ sequence, keys }) => ![...keys].some((each) => (changed.get(each) ?? 0) > sequence),
}
const copies: Copies<Skeleton> = {
  get: async (name) => kept.get(name) ?? null,
  set: async (name, value) => void kept.set(name, value),
}
const flights: Flights = { join: (_key, { make }) => make() }
const failures: unknown[] = []
const skeletons = createSkeletons({
  index,
  changes,
  copies,
  flights,
  clock: { now: () => time },
  observe: () => undefined,
  onRenewalFailed: (error) => failures.push(error),
})

/** Everything above a node. */
const above =
  (name: string, limit = 100) =>
  async (asked: LineageIndex) => {
    const met = new Set([key(name)])
    let level = [key(name)]
    while (level.length > 0) {
      const found = await asked.edgesOf(level, 'UP', { at: null, limit })
      level = [...new Set(found.map(({ from }) => from))].filter((from) => !met.has(from))
      for (const each of level) met.add(each)
      await asked.nodesOf(level, null)
    }
    return met
  }
const ask = (walk = above('model'), { mayBeStale = false, depth = 10 } = {}) =>
  skeletons.over({ arguments: { depth, ref: 'model' }, mayBeStale }, walk, new AbortController().signal)

beforeEach(() => {
  edges = []
  changed = new Map()
  head = 0
  reads = []
  kept = new Map()
  time = 1_000
  write('data', 'run')
  write('run', 'model')
})

describe('a walk like one before', () => {
  test('finds the same and asks the index for nothing', async () => {
    const first = await ask()
    reads = []
    time += 50
    const second = await ask()
    expect(reads).toEqual([])
    expect(second.value).toEqual(first.value)
    expect([first.state, first.ageMs, second.state, second.ageMs]).toEqual(['MISS', 0, 'HIT', 50])
    expect(second.basis?.keys).toEqual(new Set([key('data'), key('model'), key('run')]))
  })

  test('with another argument is another', async () => {
    await ask()
    expect((await ask(above('model'), { depth: 9 })).state).toBe('MISS')
  })

  test('sees an edge that came to anything it met, also beyond where it ended', async () => {
    await ask()
    write('raw', 'data')
    const again = await ask()
    expect(again.state).toBe('MISS')
    expect(again.value).toContain(key('raw'))
  })

  test('is not disturbed by what came elsewhere, however often', async () => {
    await ask()
    reads = []
    for (const name of ['x', 'y', 'z']) {
      write(name, 'elsewhere')
      expect((await ask()).state).toBe('HIT')
    }
    expect(reads).toEqual([])
  })

  test('that goes further reads the rest alone, and the next one finds that too', async () => {
    await ask(async (asked) => new Set((await asked.edgesOf([key('model')], 'UP', all)).map(({ from }) => from)))
    reads = []
    expect((await ask()).state).toBe('MISS')
    expect(reads).not.toContain(key('model'))
    expect((await ask()).state).toBe('HIT')
  })

  test('finds the edges between the same nodes again, until one comes to them', async () => {
    const between = (limit: number) => async (asked: LineageIndex) =>
      new Set(
        (await asked.edgesBetween([key('run'), key('data')], [key('model')], { at: null, limit })).map(
          ({ from }) => from,
        ),
      )
    expect((await ask(between(100))).state).toBe('MISS')
    write('other', 'model')
    expect((await ask(between(100))).value).toEqual(new Set([key('run')]))
    expect((await ask(between(100))).state).toBe('HIT')
    expect((await ask(between(1))).state).toBe('MISS')
    write('data', 'model')
    expect((await ask(between(100))).value).toEqual(new Set([key('run'), key('data')]))
  })

  test('that was cut off is answered by the index each time', async () => {
    write('other', 'model')
    const cut = async (asked: LineageIndex) =>
      new Set((await asked.edgesOf([key('model')], 'UP', { at: null, limit: 1 })).map(({ from }) => from))
    const first = await ask(cut)
    const second = await ask(cut)
    expect([first.value, second.value]).toEqual([new Set([key('run')]), new Set([key('run')])])
    expect(second.state).toBe('MISS')
    expect((await ask()).value).toContain(key('other'))
  })

  test('that fits all together is cut where it has to be, as by the index', async () => {
    write('other', 'data')
    const both = (limit: number) => async (asked: LineageIndex) =>
      (await asked.edgesOf([key('model'), key('data')], 'UP', { at: null, limit })).length
    await ask(above('model'))
    expect((await ask(both(100) as never)).value).toBe(2)
    expect((await ask(both(1) as never)).value).toBe(1)
  })
})

describe('what is out of date', () => {
  test('will do for who says so, is told as such, and is renewed', async () => {
    await ask()
    time += 10
    write('raw', 'data')
    const stale = await ask(above('model'), { mayBeStale: true })
    expect([stale.state, stale.ageMs, stale.basis]).toEqual(['STALE', 10, null])
    expect(stale.value).not.toContain(key('raw'))
    await expect.poll(async () => (await ask(above('model'), { mayBeStale: true })).state).toBe('HIT')
    expect((await ask()).value).toContain(key('raw'))
    expect(failures).toEqual([])
  })

  test('still tells each node as it is now', async () => {
    await ask()
    write('raw', 'data')
    reads = []
    const seen: LineageKey[] = []
    await ask(
      async (asked) => {
        const from = reads.length
        await asked.nodesOf([key('run')], null)
        seen.push(...reads.slice(from))
        return new Set()
      },
      { mayBeStale: true },
    )
    expect(seen).toContain(key('run'))
  })
})

const all = { at: null, limit: 100 }
