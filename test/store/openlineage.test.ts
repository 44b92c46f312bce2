import { describe, expect, test } from 'vitest'
import { lineageKeyOf } from '../../src/kernel/lineage-key.ts'
import type { LineageIndex } from '../../src/lineage/index-ports.ts'
import type { Database } from '../../src/persistence/database.ts'
import { createLineageIndexStore } from '../../src/persistence/lineage-index-store.ts'
import { createOpenLineageStore } from '../../src/persistence/openlineage-store.ts'
import { dataset, facet, minute, numbered, runEvent } from '../ingest/events.ts'
import { catalogOn, engines, freshDatabase, freshUrl, killAfterLines, openUntilEnd } from './engines.ts'
import { contentOf, take } from './lineage-content.ts'

const keyOf = (kind: string, workspace: string, nativeId: string, source = 'openlineage') =>
  lineageKeyOf({ kind, source, workspace, nativeId })
const load = keyOf('Job', 'airflow', 'load')
const raw = (name: string) => keyOf('Dataset', 's3://raw', name)

function open(database: Database) {
  const store = createOpenLineageStore(database, { policyTags: [], now: () => minute(1_000) })
  return { store, index: createLineageIndexStore(database, { now: () => minute(1_000) }) }
}

async function inputsAt(index: LineageIndex, at: number | null) {
  const edges = await index.edgesOf([load], 'UP', { at, limit: 100 })
  return edges
    .filter(({ kind }) => kind === 'CONSUMED')
    .map(({ from, sender, confidence }) => ({ from, sender, confidence }))
}

const reading = (run: string, at: number, names: readonly string[], type = 'COMPLETE') =>
  runEvent({ run, at: minute(at), type, inputs: names.map((name) => dataset('s3://raw', name)) })

describe.each(engines)('events on %s', (engine) => {
  test('tell what a job read at any time: until a later run completed without it', async () => {
    const { store, index } = open(await freshDatabase(engine))
    await take(store, reading('r1', 10, ['a', 'b']))
    await take(store, reading('r2', 20, ['a'], 'FAIL'), 'bob')
    await take(store, reading('r3', 30, []))
    await take(store, reading('r4', 40, ['a']))
    await take(store, reading('r5', 50, ['a', 'b']), 'bob')
    const a = { from: raw('a'), sender: 'ada', confidence: 'OBSERVED' }
    const b = { from: raw('b'), sender: 'ada', confidence: 'OBSERVED' }
    const byKey = (list: readonly { readonly from: string }[]) => list.toSorted((x, y) => (x.from < y.from ? -1 : 1))
    expect(await inputsAt(index, minute(5))).toEqual([])
    // Neither a run that failed nor one that names no data ends anything.
    expect(byKey(await inputsAt(index, minute(35)))).toEqual(byKey([a, b]))
    expect(await inputsAt(index, minute(45))).toEqual([a])
    expect(byKey(await inputsAt(index, null))).toEqual(byKey([a, { ...b, sender: 'bob' }]))
    // An event of long ago corrects what is told of then.
    await take(store, reading('r0', 15, ['a']))
    expect(await inputsAt(index, minute(35))).toEqual([a])
  })

  test('make one node of data that a tool knows by the same digest, whichever was seen first', async () => {
    for (const isToolFirst of [true, false]) {
      const database = await freshDatabase(engine)
      const { store, index } = open(database)
      const catalog = catalogOn(database)
      const version = { digest: 'd1', originType: null, originUri: null, columns: null, rowCount: null }
      const plain = { createdAt: 1, updatedAt: 1, description: null, tags: {} }
      const record = { kind: 'Dataset', workspace: '', nativeId: 'loans', name: 'loans', ...plain } as const
      const batch = { source: 's', records: [{ ...record, versions: [version] }], observedAt: minute(2) }
      const crawl = () => catalog.ingest(batch)
      if (isToolFirst) await crawl()
      const facets = { version: facet({ datasetVersion: 'd1' }) }
      await take(store, runEvent({ at: minute(1), inputs: [dataset('bank', 'loans', facets)] }))
      if (!isToolFirst) await crawl()
      const [node, ...more] = await index.nodesOf([keyOf('DataVersion', 'bank', 'loans\nd1')], null)
      expect([node?.source, node?.alsoKnownAs.map(({ source }) => source), more]).toEqual(['s', ['openlineage'], []])
      const edges = await index.edgesOf(node === undefined ? [] : [node.key], 'DOWN', { at: null, limit: 10 })
      expect(edges.map(({ to }) => to)).toEqual([load])
    }
  })

  test('put data under the name that the configuration or a symlink gives it', async () => {
    const { store, index } = open(await freshDatabase(engine))
    const symlinks = facet({ identifiers: [{ namespace: 's3://lake', name: 'orders', type: 'LOCATION' }] })
    const mapping = { namespace: 'hive', source: 'tracking', workspace: '', prefix: 'shop.' }
    const body = runEvent({ at: minute(1), inputs: [dataset('hive', 'orders', { symlinks })] })
    await take(store, body, 'ada', [mapping])
    const names = [
      keyOf('Dataset', 'hive', 'orders'),
      keyOf('Dataset', 's3://lake', 'orders'),
      keyOf('Dataset', '', 'shop.orders', 'tracking'),
    ]
    for (const name of names) expect((await index.edgesOf([name], 'DOWN', { at: null, limit: 10 })).length).toBe(1)
  })
})

test('a process that is killed leaves whole events, and is made good by sending them again', {
  timeout: 120_000,
}, async () => {
  const url = await freshUrl('sqlite')
  await killAfterLines(20, 'take-events.ts', url)
  const killed = await openUntilEnd(url)
  const { runs: { length: count } = [] } = await contentOf(killed)
  expect(count).toBeGreaterThanOrEqual(20)
  const other = await freshDatabase('sqlite')
  for (let at = 0; at < count; at += 1) await take(open(other).store, numbered(at))
  expect(await contentOf(killed)).toEqual(await contentOf(other))
})
