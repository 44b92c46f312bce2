import { expect, test } from 'vitest'
import { globalIdOf } from '../../src/catalog/index.ts'
import { startMlflow } from '../../tools/launch/mlflow.ts'
import { catalogWorld, newCall } from '../catalog/world.ts'
import { createRun, logDataset, mlflowWriter, seedMlflow } from '../support/seed-mlflow.ts'
import { ownTool, temporaryFolder } from '../support/tools.ts'
import { expectSameGraph } from './same-graph.ts'
import { defaults } from './trace-of.ts'

const server = await ownTool(startMlflow({ dataDir: temporaryFolder('mlflow'), release: 'newest' }))
const writer = mlflowWriter(server)
const seeded = await seedMlflow(server)
const [loggedModelId = '', unregisteredId = ''] = seeded.loggedModelIds
await evaluate()
// As every client does for what it logs: a walk over the tools knows a run's models by the run alone.
await writer.post('/runs/outputs', {
  run_id: seeded.children[0].runId,
  models: [{ model_id: unregisteredId, step: 0 }],
})
const seededAt = Date.now()
const world = await catalogWorld([{ id: 'tracking', url: server.url }])
await world.mirror.runOnce('tracking', { full: true })
const roots = await everyObject()

/** Registers the logged model, and measures it on a test set in a run of its own. */
async function evaluate() {
  const name = `registered-${seeded.model.name.slice(-8)}`
  await writer.post('/registered-models/create', { name })
  await writer.post('/model-versions/create', { name, source: `models:/${loggedModelId}`, model_id: loggedModelId })
  const [, experimentId = ''] = seeded.experimentIds
  const run = await createRun(writer, { experimentId, name: 'measure', startTime: 1_700_000_020_000 })
  const dataset = { ...seeded.dataset, name: 'held-out', digest: 'abcd1234' }
  await logDataset(writer, { runId: run.runId, dataset, context: 'eval' })
  await writer.post('/runs/log-inputs', { run_id: run.runId, models: [{ model_id: loggedModelId }] })
  const measured = { model_id: loggedModelId, dataset_name: dataset.name, dataset_digest: dataset.digest }
  const metric = { run_id: run.runId, key: 'auc', value: 0.9, timestamp: 1, step: 0 }
  await writer.post('/runs/log-metric', { ...metric, ...measured })
}

async function everyObject() {
  const kinds = ['Model', 'ModelVersion', 'Run', 'LoggedModel', 'Dataset', 'DataVersion'] as const
  const lists = await Promise.all(
    kinds.map((kind) => world.catalog.list({ kind, order: 'NAME' }, { first: 100, after: null }, newCall())),
  )
  return lists.flatMap(({ page }) => page.items.map(({ item }) => item))
}

test.each(['UP', 'DOWN', 'BOTH'] as const)(
  '%s from anything the index gives the graph that the tools give',
  async (direction) => {
    let nodes = 0
    for (const root of roots) nodes += await expectSameGraph(world.lineage, { ref: globalIdOf(root), direction })
    expect(nodes).toBeGreaterThan(roots.length * 2)
  },
)

test('files asked for by name, filters and depths give the graph that the tools give', async () => {
  for (const root of roots) {
    const ref = globalIdOf(root)
    await expectSameGraph(world.lineage, { ref, kinds: ['ARTIFACT', 'MODEL_VERSION', 'RUN'] })
    await expectSameGraph(world.lineage, { ref, kinds: ['DATA_VERSION', 'CODE'], direction: 'UP' })
    for (const depth of [1, 2]) await expectSameGraph(world.lineage, { ref, depth, columns: true })
  }
})

test('a moment after everything was made gives the graph that the tools give', async () => {
  for (const root of roots)
    await expectSameGraph(world.lineage, { ref: globalIdOf(root), at: seededAt, direction: 'UP' })
})

test('at an earlier moment nothing is there that was made later', async () => {
  const at = 1_700_000_015_000
  const query = { ...defaults, ref: `models:/${seeded.model.name}`, at }
  const answer = await world.lineage.traceIndexed(query, newCall())
  if (answer?.ok !== true) throw new Error('the index did not answer')
  expect(answer.value.graph).toMatchObject({ nodes: [{ kind: 'MODEL' }], edges: [], complete: false, asOf: at })
  const down = await world.lineage.traceIndexed({ ...query, ref: `dataset:${seeded.dataset.name}` }, newCall())
  const kinds = down?.ok === true ? new Set(down.value.graph.nodes.map(({ kind }) => kind)) : null
  expect(kinds).toEqual(new Set(['DATASET', 'DATA_VERSION', 'RUN']))
})
