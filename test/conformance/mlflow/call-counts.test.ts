import { expect, test } from 'vitest'
import { versionNativeId } from '../../../src/connector/index.ts'
import { inParallel } from '../../../src/kernel/in-parallel.ts'
import { createRun, createVersion, mlflowWriter, textAt } from '../../support/seed-mlflow.ts'
import { sharedTools, uniqueName } from '../../support/tools.ts'
import { connectTo, keyOf } from './session.ts'

const { mlflowOnS3Url: url } = sharedTools()
const writer = mlflowWriter({ url })
const width = 8

test('100 models with 10 versions each, their runs and latest metrics take three calls', {
  timeout: 300_000,
}, async () => {
  const tag = uniqueName('bench')
  const experimentId = textAt(await writer.post('/experiments/create', { name: tag }), 'experiment_id')
  const names = Array.from({ length: 100 }, (_, at) => `${tag}-model-${at}`)
  const made = await inParallel(names, width, async (name) => {
    const run = await createRun(writer, { experimentId, name, startTime: 1_700_000_000_000 })
    await writer.post('/runs/log-metric', { run_id: run.runId, key: 'accuracy', value: 0.5, timestamp: 1, step: 0 })
    await writer.post('/registered-models/create', { name })
    await inParallel(Array.from({ length: 10 }), 1, () =>
      createVersion(writer, { name, source: `${run.artifactUri}/m`, runId: run.runId }),
    )
    await writer.post('/registered-models/alias', { name, alias: 'champion', version: '10' })
    return run
  })
  await using session = connectTo({ url })
  const { registry, tracker, call } = session
  const numbers = Array.from({ length: 10 }, (_, at) => String(at + 1))
  const ids = names.flatMap((name) => numbers.map((version) => keyOf(versionNativeId(name, version))))
  const { result, calls } = await session.counting(async () => {
    const models = await registry.models(names.map(keyOf), call)
    const versions = await registry.versions(ids, call)
    const runs = await tracker.runs(
      made.map((run) => ({ ...keyOf(run.runId), experimentId })),
      call,
    )
    return { models, versions, runs }
  })
  expect(calls).toBeLessThanOrEqual(3)
  expect(result.models.every((model) => model?.aliases[0]?.version === '10')).toBe(true)
  expect(result.versions.map((version) => version?.nativeId)).toEqual(ids.map((id) => id.nativeId))
  expect(result.runs.every((run) => run?.metrics[0]?.value === 0.5)).toBe(true)
  const alone = await session.counting(() =>
    tracker.runs(
      made.map((run) => ({ ...keyOf(run.runId), experimentId: null })),
      call,
    ),
  )
  expect(alone.calls).toBe(2)
  expect(alone.result.every((run) => run !== null)).toBe(true)
  const byRun = await session.counting(() =>
    registry.versionsOfRuns(
      made.map((run) => keyOf(run.runId)),
      call,
    ),
  )
  expect([byRun.result.length, byRun.calls]).toEqual([1_000, 1])
})
