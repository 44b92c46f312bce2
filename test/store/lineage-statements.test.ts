import { describe, expect, test } from 'vitest'
import { virtualLineageKey } from '../../src/kernel/lineage-key.ts'
import type { LineageIndexStore, LineageStatement, StatedEdge } from '../../src/lineage/index-ports.ts'
import { createLineageIndexStore } from '../../src/persistence/lineage-index-store.ts'
import { type EngineName, engines, freshDatabase } from './engines.ts'

const key = (id: string) => virtualLineageKey(id)
const indexOn = async (engine: EngineName): Promise<LineageIndexStore> =>
  createLineageIndexStore(await freshDatabase(engine), { now: () => 1_000 })

const edge = (from: string, to: string, facts: Partial<StatedEdge> = {}): StatedEdge => ({
  from: key(from),
  to: key(to),
  kind: 'CONSUMED',
  confidence: 'OBSERVED',
  validFrom: 5,
  validTo: null,
  basis: 'TOLD',
  ...facts,
})

const says = (statedBy: string, observedAt: number, edges: readonly StatedEdge[]): LineageStatement => ({
  statedBy,
  source: null,
  sender: 'p',
  observedAt,
  nodes: edges
    .flatMap(({ from, to }) => [from, to])
    .flatMap((each) => names.filter((id) => key(id) === each))
    .map((id) => ({ id, kind: 'JOB', name: id, source: null, subject: null, properties: { b: 1, a: id } })),
  edges,
})
const names = ['a', 'b', 'c', 'd', 'e']

const now = { at: null, limit: 100 }
const pairs = async (index: LineageIndexStore, from: string, at: number | null = null, limit = 100) =>
  (await index.edgesOf([key(from)], 'DOWN', { at, limit })).map((each) => [
    names.find((id) => key(id) === each.to) ?? each.to,
    each.validFrom,
    each.validTo,
  ])

describe.each(engines)('statements of lineage on %s', (engine) => {
  test('are read from both ends, with their nodes', async () => {
    const index = await indexOn(engine)
    const columns = [{ from: 'x', to: 'y', type: 'DIRECT', subtype: null, masking: false }]
    await index.state([says('p1', 10, [edge('a', 'b', { columns })])])
    const expected = { ...edge('a', 'b', { columns }), source: null, sender: 'p', observedAt: 10 }
    expect(await index.edgesOf([key('a')], 'DOWN', now)).toEqual([expected])
    expect(await index.edgesOf([key('b'), key('z')], 'UP', now)).toEqual([expected])
    expect(await index.edgesOf([key('a')], 'UP', now)).toEqual([])
    const node = { key: key('a'), id: 'a', kind: 'JOB', name: 'a', source: null, object: null, subject: null }
    expect(await index.nodesOf([key('a'), key('z')], null)).toEqual([
      { ...node, alsoKnownAs: [], properties: { a: 'a', b: 1 } },
    ])
  })

  test('replace what the same party said: what it leaves out ends, and what it says again began anew', async () => {
    const index = await indexOn(engine)
    await index.state([says('p', 10, [edge('a', 'b'), edge('a', 'c')])])
    await index.state([says('p', 20, [edge('a', 'c')])])
    await index.state([says('p', 30, [edge('a', 'b'), edge('a', 'c')])])
    expect(await pairs(index, 'a')).toEqual(
      expect.arrayContaining([
        ['b', 30, null],
        ['c', 5, null],
      ]),
    )
    expect(await pairs(index, 'a', 15)).toEqual(expect.arrayContaining([['b', 5, 20]]))
    expect(await pairs(index, 'a', 25)).toEqual([['c', 5, null]])
    expect(await pairs(index, 'a', 4)).toEqual([])
  })

  test('that are older than the last of their party change nothing, and neither do repetitions', async () => {
    const index = await indexOn(engine)
    await index.state([says('p', 20, [edge('a', 'b')]), says('q', 20, [edge('a', 'c')])])
    const head = await index.head()
    await index.state([says('p', 10, []), says('q', 19, [edge('a', 'd')]), says('p', 20, [edge('a', 'b')])])
    await index.state([says('p', 30, [edge('a', 'b')])])
    expect(await index.head()).toBe(head)
    expect(await pairs(index, 'a')).toHaveLength(2)
  })

  test('of one moment end alike in whichever order they arrive', async () => {
    const both = [says('p', 10, [edge('a', 'b')]), says('p', 10, [edge('a', 'c')])]
    const [one, other] = [await indexOn(engine), await indexOn(engine)]
    await one.state(both)
    await other.state(both.toReversed())
    expect(await pairs(one, 'a')).toEqual(await pairs(other, 'a'))
  })

  test('what several parties say is one edge, which holds as long as one of them says it', async () => {
    const index = await indexOn(engine)
    const seen = { basis: 'SEEN', validFrom: null, confidence: 'DECLARED' } as const
    await index.state([says('p', 10, [edge('a', 'b')]), says('q', 12, [edge('a', 'b', seen)])])
    expect(await index.edgesOf([key('a')], 'DOWN', now)).toMatchObject([
      { confidence: 'DECLARED', basis: 'TOLD', validFrom: 5, validTo: null, observedAt: 12 },
    ])
    await index.state([says('p', 20, [])])
    expect(await pairs(index, 'a')).toEqual([['b', 12, null]])
  })

  test('a limit gives whole edges, however many state them, and the same ones each time', async () => {
    const index = await indexOn(engine)
    for (const party of ['p', 'q', 'r', 's', 't'])
      await index.state([says(party, 10, [edge('a', 'b'), edge('a', 'c'), edge('a', 'd')])])
    const all = await pairs(index, 'a')
    expect(all).toHaveLength(3)
    expect(await pairs(index, 'a', null, 2)).toEqual(all.slice(0, 2))
    expect(await pairs(index, 'a', null, 1)).toEqual(all.slice(0, 1))
  })

  test('proven equals are one node with the edges of all, in whichever order they are proven', async () => {
    const links = [
      { a: key('b'), b: key('c'), proof: 'digest' },
      { a: key('d'), b: key('c'), proof: 'names' },
    ]
    for (const equalities of [links, links.toReversed()]) {
      const index = await indexOn(engine)
      await index.state([says('p', 10, [edge('a', 'b'), edge('c', 'e'), edge('b', 'd')])])
      for (const equality of equalities) await index.equate([equality])
      const before = await index.head()
      await index.equate(equalities)
      expect(await index.head()).toBe(before)
      const [least] = [key('b'), key('c'), key('d')].toSorted()
      const edges = await index.edgesOf([key('d')], 'DOWN', now)
      expect(edges.map(({ from, to }) => [from, to])).toEqual([[least, key('e')]])
      expect(await index.edgesOf([key('a')], 'DOWN', now)).toMatchObject([{ to: least }])
      expect(await index.nodesOf([key('b'), key('c')], null)).toMatchObject([{ key: least, alsoKnownAs: [] }])
    }
  })

  test('changes name every node that they touch, and this process is told at once', async () => {
    const index = await indexOn(engine)
    const heard: number[] = []
    const end = index.subscribe((sequence) => heard.push(sequence))
    await index.state([says('p', 10, [edge('a', 'b')])])
    await index.state([says('p', 20, [edge('b', 'c')])])
    expect(heard).toEqual([1, 2])
    end()
    await index.equate([{ a: key('c'), b: key('d'), proof: 'x' }])
    expect(heard).toEqual([1, 2])
    const changedIn = async (after: number) => {
      const changes = await index.changesSince(after)
      return new Set(changes?.map((change) => change.key))
    }
    expect(await changedIn(0)).toEqual(new Set(['a', 'b', 'c', 'd'].map(key)))
    expect(await changedIn(1)).toEqual(new Set(['a', 'b', 'c', 'd'].map(key)))
    expect(await changedIn(2)).toEqual(new Set(['c', 'd'].map(key)))
    expect(await changedIn(3)).toEqual(new Set())
  })
})
