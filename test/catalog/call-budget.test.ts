import { expect, test } from 'vitest'
import { startMlflow } from '../../tools/launch/mlflow.ts'
import { createRun, createVersion, mlflowWriter, textAt } from '../support/seed-mlflow.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { catalogWorld, newCall } from './world.ts'

const server = await ownTool(startMlflow({ dataDir: temporaryFolder('mlflow'), release: 'newest' }))
const writer = mlflowWriter(server)

async function seedModels(count: number) {
  const experimentId = textAt(await writer.post('/experiments/create', { name: 'many' }), 'experiment_id')
  for (let number = 0; number < count; number += 1) {
    const name = `model-${String(number).padStart(3, '0')}`
    const run = await createRun(writer, { experimentId, name, startTime: 1_700_000_000_000 + number })
    await writer.post('/runs/log-metric', { run_id: run.runId, key: 'auc', value: 0.5, timestamp: 1, step: 0 })
    await writer.post('/registered-models/create', { name })
    const source = `${run.artifactUri}/model`
    for (const _ of [1, 2]) await createVersion(writer, { name, source, runId: run.runId })
    await writer.post('/registered-models/alias', { name, alias: 'champion', version: '2' })
  }
}

await seedModels(100)
const world = await catalogWorld([{ id: 'tracking', url: server.url }])
await world.mirror.runOnce('tracking', { full: true })

test('100 models with versions, aliases, runs and latest metrics cost at most 6 calls', async () => {
  world.calls.length = 0
  const call = newCall()
  const { page, sourceStatus } = await world.catalog.list(
    { kind: 'Model', order: 'NAME' },
    { first: 100, after: null },
    call,
  )
  const models = page.items.map(({ item }) => item)
  const live = await world.catalog.live.models(models, call)
  const pages = await world.catalog.childrenOfEach('ModelVersion', models, { first: 10, after: null }, call)
  const versions = [...pages.values()].flatMap((list) => list.page.items.map(({ item }) => item))
  const liveVersions = await world.catalog.live.versions(versions, call)
  const runRefs = liveVersions.flatMap((version) =>
    version !== null && 'record' in version && version.record.runId !== null
      ? [
          {
            source: 'tracking',
            workspace: version.object.workspace,
            kind: 'Run' as const,
            nativeId: version.record.runId,
          },
        ]
      : [],
  )
  const runs = (await world.catalog.byNative(runRefs, call)).filter((run) => run !== null && 'uid' in run)
  const liveRuns = await world.catalog.live.runs(runs, call)
  expect(sourceStatus).toMatchObject([{ complete: true }])
  expect(
    live.filter((model) => model !== null && 'record' in model && model.record.aliases[0]?.version === '2'),
  ).toHaveLength(100)
  expect(versions).toHaveLength(200)
  expect(
    liveRuns.filter((run) => run !== null && 'record' in run && run.record.metrics[0]?.value === 0.5),
  ).toHaveLength(200)
  expect(world.calls.length).toBeLessThanOrEqual(6)
})

test('the same question at the same time by many costs no more calls than by one', async () => {
  world.calls.length = 0
  const ask = async () => {
    const call = newCall()
    const { page } = await world.catalog.list({ kind: 'Model', order: 'NAME' }, { first: 100, after: null }, call)
    return page.items.length
  }
  expect(await Promise.all(Array.from({ length: 10 }, ask))).toEqual(Array.from({ length: 10 }, () => 100))
  expect(world.calls.length).toBeLessThanOrEqual(2)
})
