import { expect, test } from 'vitest'
import type { CatalogStore } from '../../src/catalog/index.ts'
import { startMlflow } from '../../tools/launch/mlflow.ts'
import { createRun, createVersion, mlflowWriter, seedMlflow } from '../support/seed-mlflow.ts'
import { ownTool, temporaryFolder, uniqueName } from '../support/tools.ts'
import { catalogWorld, freshStorePath, newCall } from './world.ts'

const server = await ownTool(startMlflow({ dataDir: temporaryFolder('mlflow'), release: 'newest' }))
const writer = mlflowWriter(server)
const seeded = await seedMlflow(server)
const source = { id: 'tracking', url: server.url }
const addVersion = (name: string) =>
  createVersion(writer, { name, source: seeded.model.versions[0]?.source ?? '', runId: seeded.children[0].runId })

const whole = { first: 100, after: null }

test('a full crawl mirrors every object once, with its parents', async () => {
  const { mirror, store } = await catalogWorld([source])
  const results = await mirror.runOnce('tracking', { full: true })
  expect(results.map(({ stream, finished, fault }) => ({ stream, finished, fault }))).toEqual(
    ['models', 'versions', 'experiments', 'runs', 'loggedModels'].map((stream) => ({
      stream,
      finished: true,
      fault: null,
    })),
  )
  const counts = await store.countBySource('tracking')
  expect(counts).toMatchObject({ Model: 2, ModelVersion: 3, Run: 3, LoggedModel: 2, Dataset: 1, DataVersion: 1 })
  await mirror.runOnce('tracking', { full: true })
  expect(await store.countBySource('tracking')).toEqual(counts)
})

test('a crawl that dies between two batches goes on where it stopped', async () => {
  const path = freshStorePath()
  const first = await catalogWorld([source], path)
  let written = 0
  // The process ends at the third write: the store is gone under the crawl.
  const dying: CatalogStore = {
    ...first.store,
    async ingest(batch) {
      if (written >= 2) throw new Error('the process died')
      written += 1
      return first.store.ingest(batch)
    },
    saveProgress: async (progress) =>
      written >= 2 && progress.state === 'FAILED' ? undefined : first.store.saveProgress(progress),
  }
  await first.mirrorOver(dying).runOnce('tracking', { full: true })
  await first.close()
  const second = await catalogWorld([source], path)
  const before = await second.store.progress('tracking')
  const finished = new Set(before.filter((row) => row.state === 'IDLE').map((row) => row.stream))
  expect(finished.size).toBeLessThan(5)
  await second.mirror.runOnce('tracking', { full: false })
  const counts = await second.store.countBySource('tracking')
  expect(counts).toMatchObject({ Model: 2, ModelVersion: 3, Run: 3, LoggedModel: 2 })
})

test('an unchanged server costs one turn a few calls, and writes nothing', async () => {
  const { mirror, calls } = await catalogWorld([source])
  await mirror.runOnce('tracking', { full: true })
  await mirror.runOnce('tracking', { full: false })
  calls.length = 0
  const results = await mirror.runOnce('tracking', { full: false })
  expect(results.map(({ changed, deleted }) => changed + deleted)).toEqual([0, 0, 0, 0, 0])
  expect(calls.length).toBeLessThanOrEqual(8)
})

test('a turn notices deleted models, versions and runs; a full one all of them', async () => {
  const { mirror, store, catalog } = await catalogWorld([source])
  const name = uniqueName('short-lived')
  await writer.post('/registered-models/create', { name })
  await addVersion(name)
  const [experimentId = ''] = seeded.experimentIds
  const run = await createRun(writer, { experimentId, name: 'short', startTime: 1_700_000_009_000 })
  await mirror.runOnce('tracking', { full: true })
  const before = await store.countBySource('tracking')
  await writer.send('DELETE', '/registered-models/delete', { name })
  await writer.post('/runs/delete', { run_id: run.runId })
  await mirror.runOnce('tracking', { full: false })
  expect((await store.countBySource('tracking')).Model).toBe((before.Model ?? 0) - 1)
  expect((await store.countBySource('tracking')).ModelVersion).toBe((before.ModelVersion ?? 0) - 1)
  await mirror.runOnce('tracking', { full: true })
  expect((await store.countBySource('tracking')).Run).toBe((before.Run ?? 0) - 1)
  expect(await catalog.resolve(`runs:/${run.runId}`, { source: null, kinds: null }, newCall())).toMatchObject({
    ok: false,
    problem: { code: 'NOT_FOUND' },
  })
})

test('what was made while a full crawl was under way is not swept away', async () => {
  const world = await catalogWorld([source])
  const name = uniqueName('made-meanwhile')
  let isMade = false
  const interrupted: CatalogStore = {
    ...world.store,
    async sweep(...args) {
      if (!isMade) {
        isMade = true
        await writer.post('/registered-models/create', { name })
        await world.catalog.resolve(`models:/${name}`, { source: null, kinds: null }, newCall())
      }
      return world.store.sweep(...args)
    },
  }
  await world.mirrorOver(interrupted).runOnce('tracking', { full: true })
  expect(await world.store.byName('Model', name, 'tracking')).toHaveLength(1)
})

test('stopping ends within a batch and leaves no failure behind', async () => {
  const world = await catalogWorld([source])
  const running = world.mirror.runOnce('tracking', { full: true })
  await world.mirror.stop()
  await running
  const states = (await world.store.progress('tracking')).map((row) => row.error)
  expect(states.filter((error) => error !== null)).toEqual([])
})

test('a source that is away keeps its rows, and says so', async () => {
  const own = await ownTool(startMlflow({ dataDir: temporaryFolder('away'), release: 'newest' }))
  await seedMlflow(own)
  const world = await catalogWorld([source, { id: 'away', url: own.url, timeoutMs: 3_000 }])
  await world.mirror.runOnce('away', { full: true })
  await world.mirror.runOnce('tracking', { full: true })
  await own.stop()
  const { page, sourceStatus } = await world.catalog.list({ kind: 'Model', order: 'NAME' }, whole, newCall())
  expect(new Set(page.items.map(({ item }) => item.source))).toEqual(new Set(['tracking', 'away']))
  expect(sourceStatus.find((status) => status.source === 'tracking')).toMatchObject({
    health: { state: 'UP', error: null },
  })
  const away = sourceStatus.find((status) => status.source === 'away')
  expect(away).toMatchObject({ complete: true, health: { error: { code: 'UPSTREAM_UNAVAILABLE', retryable: true } } })
  const [failed] = await world.mirror.runOnce('away', { full: false })
  expect(failed).toMatchObject({ stream: 'models', finished: false, fault: { code: 'UPSTREAM_UNAVAILABLE' } })
})
