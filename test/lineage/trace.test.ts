import { expect, test } from 'vitest'
import type { LineageGraph } from '../../src/lineage/index.ts'
import { startMlflow } from '../../tools/launch/mlflow.ts'
import { catalogWorld, newCall } from '../catalog/world.ts'
import { createRun, logDataset, mlflowWriter, seedMlflow } from '../support/seed-mlflow.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { defaults, tracing } from './trace-of.ts'

const server = await ownTool(startMlflow({ dataDir: temporaryFolder('mlflow'), release: 'newest' }))
const writer = mlflowWriter(server)
const seeded = await seedMlflow(server)
const [trained, sibling] = seeded.children
const [loggedModelId = ''] = seeded.loggedModelIds
const evaluated = await evaluate()
const world = await catalogWorld([{ id: 'tracking', url: server.url }])

/** Registers the logged model, and measures it on a test set in a run of its own. */
async function evaluate() {
  const name = `registered-${seeded.model.name.slice(-8)}`
  await writer.post('/registered-models/create', { name })
  await writer.post('/model-versions/create', { name, source: `models:/${loggedModelId}`, model_id: loggedModelId })
  const [, experimentId = ''] = seeded.experimentIds
  const run = await createRun(writer, { experimentId, name: 'measure', startTime: 1_700_000_020_000 })
  const dataset = { ...seeded.dataset, name: 'held-out', digest: 'abcd1234' }
  await logDataset(writer, { runId: run.runId, dataset, context: 'eval' })
  // As mlflow.evaluate does: the model is an input of the run, and its metrics name the data.
  await writer.post('/runs/log-inputs', { run_id: run.runId, models: [{ model_id: loggedModelId }] })
  const measured = { model_id: loggedModelId, dataset_name: dataset.name, dataset_digest: dataset.digest }
  await writer.post('/runs/log-metric', {
    run_id: run.runId,
    key: 'auc',
    value: 0.9,
    timestamp: 1,
    step: 0,
    ...measured,
  })
  return { name, run, dataset }
}

const trace = tracing(world.lineage)

/** Steps as `KIND name -EDGE-> KIND name`. */
function stepsOf(graph: LineageGraph): readonly string[] {
  const names = new Map(graph.nodes.map((node) => [node.id, `${node.kind} ${node.ref ?? node.name}`]))
  return graph.edges.map((edge) => `${names.get(edge.from)} -${edge.kind}-> ${names.get(edge.to)}`).toSorted()
}

const data = `DATA_VERSION dataset:${seeded.dataset.name}@${seeded.dataset.digest}`
const dataset = `DATASET dataset:${seeded.dataset.name}`
const commit = `CODE risk.git@${'f'.repeat(12)}`
const version = `MODEL_VERSION models:/${evaluated.name}/1`

test('up from a version are its run, the data, the code and the parent, and no sibling', async () => {
  const graph = await trace({ ref: `models:/${evaluated.name}/1`, direction: 'UP' })
  expect(stepsOf(graph)).toEqual(
    [
      `RUN runs:/${trained.runId} -PRODUCED-> ${version}`,
      `${data} -CONSUMED-> RUN runs:/${trained.runId}`,
      `${dataset} -VERSION_OF-> ${data}`,
      `RUN runs:/${seeded.parent.runId} -STARTED-> RUN runs:/${trained.runId}`,
      `${commit} -USED_BY-> RUN runs:/${trained.runId}`,
      `${commit} -USED_BY-> RUN runs:/${seeded.parent.runId}`,
    ].toSorted(),
  )
  expect(graph).toMatchObject({ complete: true, truncation: null, depthReached: 3, nodesOmitted: 0 })
  expect(graph.nodes.map((node) => node.ref)).not.toContain(`runs:/${sibling.runId}`)
})

test('down from a version are its model, the run that measured it, and the data that it was measured on', async () => {
  const graph = await trace({ ref: `models:/${evaluated.name}/1`, direction: 'DOWN' })
  expect(stepsOf(graph)).toEqual(
    [
      `${version} -VERSION_OF-> MODEL models:/${evaluated.name}`,
      `${version} -EVALUATED-> EVALUATION runs:/${evaluated.run.runId}`,
      `DATA_VERSION dataset:held-out@abcd1234 -CONSUMED-> EVALUATION runs:/${evaluated.run.runId}`,
    ].toSorted(),
  )
})

test('up from an evaluation are the data and the version that it measured', async () => {
  const graph = await trace({ ref: `runs:/${evaluated.run.runId}`, direction: 'UP', depth: 1 })
  expect(stepsOf(graph)).toEqual(
    [
      `${version} -EVALUATED-> EVALUATION runs:/${evaluated.run.runId}`,
      `DATA_VERSION dataset:held-out@abcd1234 -CONSUMED-> EVALUATION runs:/${evaluated.run.runId}`,
      `${commit} -USED_BY-> EVALUATION runs:/${evaluated.run.runId}`,
    ].toSorted(),
  )
  expect(graph).toMatchObject({ truncation: 'DEPTH', complete: false, depthReached: 1 })
  expect(graph.nodesOmitted).toBeGreaterThan(0)
})

test('down from data are all runs that read it and what they made, files that nobody registered included', async () => {
  const graph = await trace({ ref: `dataset:${seeded.dataset.name}`, direction: 'DOWN' })
  const refs = graph.nodes.map((node) => node.ref)
  expect(refs).toEqual(
    expect.arrayContaining([
      `runs:/${trained.runId}`,
      `runs:/${sibling.runId}`,
      `models:/${evaluated.name}/1`,
      `models:/${seeded.model.name}/1`,
    ]),
  )
  expect(refs).not.toContain(`runs:/${seeded.parent.runId}`)
})

test('a copy comes of its original and not straight of the run', async () => {
  const copy = seeded.copy.versions[0]
  const graph = await trace({ ref: `models:/${seeded.copy.name}/1`, direction: 'UP' })
  const steps = stepsOf(graph)
  expect(steps).toContain(
    `MODEL_VERSION models:/${seeded.model.name}/1 -COPIED_TO-> MODEL_VERSION models:/${copy?.name}/1`,
  )
  expect(steps.filter((step) => step.includes(`-PRODUCED-> MODEL_VERSION models:/${copy?.name}/1`))).toEqual([])
  const down = await trace({ ref: `models:/${seeded.model.name}/1`, direction: 'DOWN' })
  expect(stepsOf(down)).toContain(
    `MODEL_VERSION models:/${seeded.model.name}/1 -COPIED_TO-> MODEL_VERSION models:/${copy?.name}/1`,
  )
})

test('a model stands for its versions: data to model in one question', async () => {
  const graph = await trace({ ref: `models:/${seeded.model.name}` })
  const kinds = new Set(graph.nodes.map((node) => node.kind))
  expect(kinds).toEqual(
    new Set([
      'MODEL',
      'MODEL_VERSION',
      'RUN',
      'DATA_VERSION',
      'DATASET',
      'CODE',
      ...(kinds.has('EVALUATION') ? ['EVALUATION'] : []),
    ]),
  )
})

test('hidden kinds are passed through, so that data still leads to the version', async () => {
  const graph = await trace({
    ref: `models:/${evaluated.name}/1`,
    direction: 'UP',
    kinds: ['MODEL_VERSION', 'DATASET'],
  })
  expect(stepsOf(graph)).toEqual([`${dataset} -PRODUCED-> ${version}`])
})

test('nothing that came later is part of an earlier moment', async () => {
  const graph = await trace({ ref: `dataset:${seeded.dataset.name}`, direction: 'DOWN', at: trained.startTime - 1 })
  expect(graph.nodes.filter((node) => node.kind === 'RUN')).toEqual([])
  expect(graph.complete).toBe(false)
})

test('a budget keeps the nearest nodes and says what it left out', async () => {
  const graph = await trace({ ref: `models:/${evaluated.name}/1`, maxNodes: 2 })
  expect(graph).toMatchObject({ truncation: 'NODES', complete: false })
  expect(graph.nodes).toHaveLength(2)
  expect(graph.nodesOmitted).toBeGreaterThan(0)
})

test('more than the maxima is refused with the maximum', async () => {
  for (const [query, max] of [
    [{ depth: 0 }, 100],
    [{ depth: 101 }, 100],
    [{ maxNodes: 0 }, 10_000],
    [{ maxNodes: 10_001 }, 10_000],
  ] as const) {
    const outcome = await world.lineage.trace({ ...defaults, ref: `models:/${evaluated.name}`, ...query }, newCall())
    expect(outcome).toMatchObject({ ok: false, problem: { code: 'BAD_USER_INPUT', details: { max } } })
  }
})

test('time that runs out ends the walk with what was found', async () => {
  const warm = await catalogWorld([{ id: 'tracking', url: server.url }])
  await warm.mirror.runOnce('tracking', { full: true })
  const past = { ...defaults, ref: `dataset:${seeded.dataset.name}`, deadlineAt: Date.now() }
  const outcome = await warm.lineage.trace(past, newCall())
  if (!outcome.ok) throw new Error(outcome.problem.message)
  expect(outcome.value).toMatchObject({ truncation: 'TIME', complete: false, root: { kind: 'DATASET' } })
  expect(outcome.value.nodes.map((node) => node.kind)).not.toContain('RUN')
})

test('a tracker that is away costs its own part: what is known elsewhere is answered, with the reason', async () => {
  const away = await ownTool(startMlflow({ dataDir: temporaryFolder('away'), release: 'newest' }))
  const there = await seedMlflow(away)
  const both = await catalogWorld([{ id: 'away', url: away.url, timeoutMs: 3_000 }])
  await both.mirror.runOnce('away', { full: true })
  await away.stop()
  const outcome = await both.lineage.trace(
    { ...defaults, ref: `dataset:${there.dataset.name}`, direction: 'DOWN' },
    newCall(),
  )
  if (!outcome.ok) throw new Error(outcome.problem.message)
  expect(outcome.value.nodes.map((node) => node.kind)).toEqual(['DATASET', 'DATA_VERSION'])
  expect(outcome.value).toMatchObject({
    complete: false,
    sources: [{ source: 'away', error: { code: 'UPSTREAM_UNAVAILABLE' } }],
  })
})
