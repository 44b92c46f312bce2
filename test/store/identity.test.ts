import { describe, expect, test } from 'vitest'
import type { CatalogStore, IngestBatch, NativeRef } from '../../src/catalog/ports.ts'
import type { MirroredKind } from '../../src/catalog/types.ts'
import { catalogOn, engines, freshCatalog, freshUrl, openUntilEnd, runScript } from './engines.ts'
import { aBusyRun, aLoggedModel, aModel, anExperiment, anInput, aRun, aVersion } from './records.ts'

const source = 'tracking'
const ref = (kind: MirroredKind, nativeId: string): NativeRef => ({ source, workspace: '', kind, nativeId })
const find = async (store: CatalogStore, kind: MirroredKind, id: string) =>
  (await store.byNative([ref(kind, id)]))[0] ?? null
let time = 10_000
const ingest = (store: CatalogStore, records: IngestBatch['records'], more: Partial<IngestBatch> = {}) =>
  store.ingest({ source, records, observedAt: (time += 100_000), ...more })

describe.each(engines)('identity on %s', (engine) => {
  test('the same record again is the same object, and nothing is rewritten', async () => {
    const store = await freshCatalog(engine)
    expect(await ingest(store, [aModel('m')])).toMatchObject({ created: 1, updated: 0, unchanged: 0 })
    const before = await find(store, 'Model', 'm')
    expect(await ingest(store, [aModel('m')])).toMatchObject({ created: 0, updated: 0, unchanged: 1 })
    const after = await find(store, 'Model', 'm')
    expect(after).toEqual({ ...before, observedAt: time })
  })

  test('a change keeps the uid and shows at once', async () => {
    const store = await freshCatalog(engine)
    await ingest(store, [aModel('m')])
    const before = await find(store, 'Model', 'm')
    const change = aModel('m', { description: 'new', updatedAt: 5_000, tags: { team: 'risk' } })
    expect(await ingest(store, [change])).toMatchObject({ updated: 1 })
    expect(await find(store, 'Model', 'm')).toMatchObject({ uid: before?.uid, description: 'new', updatedAt: 5_000 })
  })

  test('names differ by source and workspace', async () => {
    const store = await freshCatalog(engine)
    await ingest(store, [aModel('m'), aModel('m', { workspace: 'w' })])
    await ingest(store, [aModel('m')], { source: 'other' })
    const all = await store.byName('Model', 'm', null)
    expect(new Set(all.map(({ uid }) => uid)).size).toBe(3)
    expect(await store.byName('Model', 'm', 'other')).toHaveLength(1)
  })

  test('a re-created name is another object, and the old one goes with its children', async () => {
    const store = await freshCatalog(engine)
    await ingest(store, [aModel('m'), aVersion('m', 1), aVersion('m', 2)])
    const old = await find(store, 'Model', 'm')
    const { replaced } = await ingest(store, [aModel('m', { createdAt: 9_000 })])
    expect(replaced).toEqual([old?.uid])
    const fresh = await find(store, 'Model', 'm')
    expect(fresh?.uid).not.toBe(old?.uid)
    expect(await find(store, 'ModelVersion', 'm\n1')).toBeNull()
    expect(await store.byUids([old?.uid ?? raise()])).toEqual([null])
    expect(
      (await store.search({ words: ['m'], kinds: ['Model', 'ModelVersion'], source: null }, firstPage)).items,
    ).toHaveLength(1)
  })

  test('a version that was re-created before its model was seen again moves to the new model', async () => {
    const store = await freshCatalog(engine)
    await ingest(store, [aModel('m'), aVersion('m', 1)])
    await ingest(store, [aVersion('m', 1, { createdAt: 9_001 })])
    const version = await find(store, 'ModelVersion', 'm\n1')
    await ingest(store, [aModel('m', { createdAt: 9_000 })])
    const model = await find(store, 'Model', 'm')
    expect(await find(store, 'ModelVersion', 'm\n1')).toMatchObject({ uid: version?.uid, parentUid: model?.uid })
  })

  test('an unknown creation time does not make another object', async () => {
    const store = await freshCatalog(engine)
    await ingest(store, [aModel('m', { createdAt: null })])
    const before = await find(store, 'Model', 'm')
    await ingest(store, [aModel('m', { createdAt: 1_000 })])
    await ingest(store, [aModel('m', { createdAt: null })])
    expect(await find(store, 'Model', 'm')).toMatchObject({ uid: before?.uid, nativeCreatedAt: 1_000 })
  })

  test('a parent that nobody described yet has a placeholder, which its record fills', async () => {
    const store = await freshCatalog(engine)
    await ingest(store, [aVersion('m', 1), aRun('r'), aLoggedModel('l')])
    const placeholder = await find(store, 'Model', 'm')
    expect(placeholder).toMatchObject({ name: 'm', nativeCreatedAt: null })
    expect(await find(store, 'ModelVersion', 'm\n1')).toMatchObject({ parentUid: placeholder?.uid })
    await ingest(store, [aModel('m', { description: 'real' }), anExperiment('e', { name: 'Fraud' })])
    expect(await find(store, 'Model', 'm')).toMatchObject({
      uid: placeholder?.uid,
      description: 'real',
      nativeCreatedAt: 1_000,
    })
    expect(await find(store, 'Experiment', 'e')).toMatchObject({ name: 'Fraud' })
    await ingest(store, [aVersion('m', 2)])
    expect(await find(store, 'Model', 'm')).toMatchObject({ description: 'real' })
  })

  test('an object that the tool shows again is the same as before it was deleted', async () => {
    const store = await freshCatalog(engine)
    await ingest(store, [aModel('m', { tags: { a: 'findme' } })])
    const before = await find(store, 'Model', 'm')
    await store.markDeleted([before?.uid ?? raise()], time)
    expect(await find(store, 'Model', 'm')).toBeNull()
    await ingest(store, [aModel('m', { tags: { a: 'findme' } })])
    expect((await find(store, 'Model', 'm'))?.uid).toBe(before?.uid)
    expect((await store.search({ words: ['findme'], kinds: ['Model'], source: null }, firstPage)).items).toHaveLength(1)
    expect((await store.page({ kind: 'Model', order: 'NAME', tags: [{ key: 'a' }] }, firstPage)).items).toHaveLength(1)
  })

  test('what the tool calls deleted is deleted, with its children', async () => {
    const store = await freshCatalog(engine)
    await ingest(store, [anExperiment('e'), aRun('r'), aRun('s')])
    await ingest(store, [aRun('r', { lifecycle: 'DELETED' }), aRun('unknown', { lifecycle: 'DELETED' })])
    expect(await find(store, 'Run', 'r')).toBeNull()
    expect(await find(store, 'Run', 'unknown')).toBeNull()
    await ingest(store, [anExperiment('e', { lifecycle: 'DELETED' })])
    expect(await find(store, 'Run', 's')).toBeNull()
  })

  test('a record that was read before what the mirror holds changes nothing', async () => {
    const store = await freshCatalog(engine)
    await ingest(store, [aModel('m', { createdAt: 9_000, description: 'now' })], { observedAt: 50_000 })
    const { replaced } = await ingest(store, [aModel('m', { description: 'stale' })], { observedAt: 49_000 })
    expect(replaced).toEqual([])
    await ingest(store, [aModel('m', { createdAt: 9_000, description: 'older' })], {
      observedAt: 49_500,
      generation: 3,
    })
    expect(await find(store, 'Model', 'm')).toMatchObject({
      nativeCreatedAt: 9_000,
      description: 'now',
      observedAt: 50_000,
    })
  })

  test('a run brings its data, and readers that know less take nothing away', async () => {
    const store = await freshCatalog(engine)
    const columns = [{ name: 'age', type: 'long', required: true, shape: null }]
    const known = anInput('credit', 'abc', { columns, rowCount: 10, originUri: 's3://data/credit.csv' })
    const other = anInput('credit', 'def', { role: 'TEST', context: 'eval' })
    await ingest(store, [aRun('r', { inputs: [known, other] })])
    await ingest(store, [aRun('s', { inputs: [anInput('credit', 'abc')] })])
    const data = await find(store, 'DataVersion', 'credit\nabc')
    const dataset = await find(store, 'Dataset', 'credit')
    expect(data).toMatchObject({
      name: 'credit',
      parentUid: dataset?.uid,
      facts: { digest: 'abc', columns, rowCount: 10 },
    })
    expect(await store.byAddress('s3://data/credit.csv', null)).toEqual([data])
    const run = await find(store, 'Run', 'r')
    const inputs = await store.inputsOfRuns([run?.uid ?? raise()])
    expect(inputs.map(({ role, context }) => `${role} ${context}`).toSorted()).toEqual(['TEST eval', 'TRAIN null'])
  })

  test('text that PostgreSQL cannot hold is mended alike on both engines, and still found by its name', async () => {
    const store = await freshCatalog(engine)
    const odd = 'odd\u0000name\ud800'
    await ingest(store, [aModel(odd, { description: odd, tags: { [odd]: odd } })])
    expect(await ingest(store, [aModel(odd, { description: odd, tags: { [odd]: odd } })])).toMatchObject({
      unchanged: 1,
    })
    expect(await find(store, 'Model', odd)).toMatchObject({ name: 'odd\ufffdname\ufffd' })
    expect(await store.byName('Model', odd, null)).toHaveLength(1)
    const query = { kind: 'Model', order: 'NAME', nameContains: '\u0000n', tags: [{ key: odd, value: odd }] } as const
    expect((await store.page(query, firstPage)).items).toHaveLength(1)
  })

  test('names of any length are held', async () => {
    const store = await freshCatalog(engine)
    const long = Array.from({ length: 2_000 }, (_, index) =>
      String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000)),
    ).join('')
    await ingest(store, [
      aModel(long),
      aModel(`${long}!`),
      aRun('r', { inputs: [anInput(long, 'd')], params: { p: long } }),
    ])
    expect(await find(store, 'Model', long)).toMatchObject({ name: long })
    expect(await store.byName('Model', `${long}!`, null)).toHaveLength(1)
    const query = { kind: 'Run', order: 'NEWEST', params: [{ key: 'p', value: long }], datasetName: long } as const
    expect((await store.page(query, firstPage)).items).toHaveLength(1)
  })

  test('many who bring the same records at once, small and in bulk, make one object of each', async () => {
    const url = await freshUrl(engine)
    await runScript('start-first.ts', url, 'x')
    const stores = [catalogOn(await openUntilEnd(url)), catalogOn(await openUntilEnd(url))]
    const records = Array.from({ length: 150 }, (_, index) => aBusyRun(index))
    const bulk = stores.map((store) => ingest(store, records, { generation: 1 }))
    const small = stores.flatMap((store) => [0, 50, 149].map((index) => ingest(store, records.slice(index, index + 1))))
    const results = await Promise.all([...bulk, ...small])
    expect(results.reduce((sum, { created }) => sum + created, 0)).toBe(150 + 70 + 1)
    // Seven datasets of ten digests each, and the one that all validate on; their experiment is a placeholder.
    const counts = { Run: 150, DataVersion: 71, Dataset: 8, Experiment: 1 }
    expect(await stores[0]?.countBySource(source)).toEqual(counts)
  })
})

const firstPage = { first: 50, after: null }

function raise(): never {
  throw new Error('The object is missing')
}
