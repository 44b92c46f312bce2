import { describe, expect, test } from 'vitest'
import type { CatalogStore } from '../../src/catalog/ports.ts'
import type { MirroredKind, StreamProgress } from '../../src/catalog/types.ts'
import { engines, freshCatalog } from './engines.ts'
import { aBusyRun, aModel, anExperiment, anInput, aRun, aVersion } from './records.ts'

const source = 's'
const has = async (store: CatalogStore, kind: MirroredKind, nativeId: string) =>
  (await store.byNative([{ source, workspace: '', kind, nativeId }]))[0] !== null

const progressOf = (stream: string, generation: number): StreamProgress => {
  const place = {
    mode: null,
    cursor: null,
    nextCursor: null,
    processed: 0,
    completeAsOf: null,
    fullAsOf: null,
    error: null,
  }
  return { source, stream, state: 'IDLE', generation, ...place }
}

describe.each(engines)('a sweep on %s', (engine) => {
  test('deletes what the full crawl did not see, with its children, in its source and kinds only', async () => {
    const store = await freshCatalog(engine)
    const old = { observedAt: 10, generation: 1 }
    await store.ingest({
      source,
      records: [aModel('kept'), aModel('gone'), aVersion('gone', 1), anExperiment('e')],
      ...old,
    })
    await store.ingest({ source: 'other', records: [aModel('gone')], ...old })
    await store.ingest({ source, records: [aModel('kept')], observedAt: 20, generation: 2 })
    expect(await store.sweep(source, ['Model'], { generation: 2, beganAt: 15, now: 30 })).toBe(2)
    expect(await has(store, 'Model', 'kept')).toBe(true)
    expect(await has(store, 'Model', 'gone')).toBe(false)
    expect(await has(store, 'ModelVersion', 'gone\n1')).toBe(false)
    expect(await has(store, 'Experiment', 'e')).toBe(true)
    expect(await store.byName('Model', 'gone', 'other')).toHaveLength(1)
  })

  test('spares what a read met while the crawl went on, and what was found since the last crawl', async () => {
    const store = await freshCatalog(engine)
    await store.ingest({ source, records: [aModel('met'), aModel('found')], observedAt: 10, generation: 1 })
    await store.ingest({ source, records: [aModel('met')], observedAt: 20_000 })
    await store.saveProgress(progressOf('models', 2))
    await store.ingest({ source, records: [aModel('new')], observedAt: 9_000 })
    expect(await store.sweep(source, ['Model'], { generation: 2, beganAt: 15_000, now: 30_000 })).toBe(1)
    expect(await has(store, 'Model', 'met')).toBe(true)
    expect(await has(store, 'Model', 'new')).toBe(true)
    expect(await has(store, 'Model', 'found')).toBe(false)
  })

  test('keeps data while a live run reads it, and drops it with the last one', async () => {
    const store = await freshCatalog(engine)
    const kinds = ['Dataset', 'DataVersion', 'Run'] as const
    const reader = (id: string) => aRun(id, { inputs: [anInput('d', 'x')] })
    await store.ingest({ source, records: [reader('a'), reader('b')], observedAt: 10, generation: 1 })
    await store.ingest({ source, records: [aRun('a', { inputs: [anInput('d', 'x')] })], observedAt: 10, generation: 2 })
    await store.sweep(source, ['DataVersion'], { generation: 9, beganAt: 15, now: 30 })
    expect(await has(store, 'DataVersion', 'd\nx')).toBe(true)
    expect(await store.sweep(source, kinds, { generation: 9, beganAt: 15, now: 30 })).toBe(4)
    expect(await has(store, 'Dataset', 'd')).toBe(false)
  })

  test('of many objects is complete', async () => {
    const store = await freshCatalog(engine)
    const records = Array.from({ length: 700 }, (_, index) => aBusyRun(index))
    await store.ingest({ source, records, observedAt: 10, generation: 1 })
    await store.ingest({ source, records: records.slice(0, 5), observedAt: 20, generation: 2 })
    expect(await store.sweep(source, ['Run'], { generation: 2, beganAt: 15, now: 30 })).toBe(695)
    expect(await store.countBySource(source)).toMatchObject({ Run: 5 })
    expect(
      (await store.search({ words: ['run-'], kinds: ['Run'], source }, { first: 100, after: null })).items,
    ).toHaveLength(5)
  })

  test('progress is kept for each stream, and overwritten', async () => {
    const store = await freshCatalog(engine)
    const failed = { state: 'FAILED', error: { code: 'UPSTREAM_TIMEOUT', message: 'slow', retryable: true } } as const
    await store.saveProgress(progressOf('runs', 1))
    await store.saveProgress({ ...progressOf('runs', 2), ...failed, mode: 'FULL', cursor: 'c', processed: 7 })
    await store.saveProgress(progressOf('models', 5))
    expect(await store.progress(source)).toEqual([
      progressOf('models', 5),
      { ...progressOf('runs', 2), ...failed, mode: 'FULL', cursor: 'c', processed: 7 },
    ])
    expect(await store.progress('other')).toEqual([])
  })
})
