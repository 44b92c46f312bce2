import { expect, test } from 'vitest'
import type { LineageGraph } from '../../src/lineage/index.ts'
import { catalogWorld } from '../catalog/world.ts'
import { createRun, logDataset, mlflowWriter, seedMlflow, textAt } from '../support/seed-mlflow.ts'
import { sharedTools, uniqueName } from '../support/tools.ts'
import { tracing } from './trace-of.ts'

const { mlflowUrl } = sharedTools()
const writer = mlflowWriter({ url: mlflowUrl })
const seeded = await seedMlflow({ url: mlflowUrl })
const [experimentId = ''] = seeded.experimentIds
const [trained] = seeded.children
const [championId = '', unregisteredId = ''] = seeded.loggedModelIds
const held = { ...seeded.dataset, name: uniqueName('held-out'), digest: 'feedbeef' }
const champion = await register(championId)
const startTime = 1_700_000_030_000

// Enough readers of one data version that none of them is read by itself.
const comparison = await run('compare', { evaluates: [championId, unregisteredId], on: held })
const spotCheck = await run('spot-check', { evaluates: [championId], on: held })
const readers = await Promise.all(['a', 'b', 'c', 'd'].map((name) => run(name, { evaluates: [], on: held })))
const retrained = await retrain()

const world = await catalogWorld([{ id: 'tracking', url: mlflowUrl }])

async function register(modelId: string): Promise<string> {
  const name = uniqueName('measured')
  await writer.post('/registered-models/create', { name })
  await writer.post('/model-versions/create', { name, source: `models:/${modelId}`, model_id: modelId })
  return `models:/${name}/1`
}

async function run(
  name: string,
  { evaluates, on }: { readonly evaluates: readonly string[]; readonly on: typeof held },
): Promise<string> {
  const { runId } = await createRun(writer, { experimentId, name, startTime })
  await logDataset(writer, { runId, dataset: on, context: 'eval' })
  if (evaluates.length > 0)
    await writer.post('/runs/log-inputs', { run_id: runId, models: evaluates.map((id) => ({ model_id: id })) })
  for (const id of evaluates) {
    const measured = { model_id: id, dataset_name: on.name, dataset_digest: on.digest }
    await writer.post('/runs/log-metric', {
      run_id: runId,
      key: 'auc',
      value: 0.9,
      timestamp: 1,
      step: 0,
      ...measured,
    })
  }
  return `runs:/${runId}`
}

/** A training on the held-out data that measures the champion beside the model that it makes. */
async function retrain(): Promise<string> {
  const ref = await run('retrain', { evaluates: [championId], on: held })
  const made = { experiment_id: experimentId, name: 'next', source_run_id: ref.slice('runs:/'.length) }
  const model = textAt(await writer.post('/logged-models', made), 'model', 'info', 'model_id')
  await writer.post('/runs/outputs', { run_id: made.source_run_id, models: [{ model_id: model, step: 0 }] })
  return ref
}

const trace = tracing(world.lineage)

const kindsOf = (graph: LineageGraph) => new Map(graph.nodes.map(({ id, kind }) => [id, kind]))
const kindByRef = (graph: LineageGraph, ref: string) => graph.nodes.find((node) => node.ref === ref)?.kind
const textOf = (edge: LineageGraph['edges'][number]) => `${edge.from} ${edge.kind} ${edge.to}`

test('down from validation data are the evaluations on it, among other readers, with the models that they measured', async () => {
  const graph = await trace({ ref: `dataset:${held.name}@${held.digest}`, direction: 'DOWN' })
  const names = new Map(graph.nodes.map((node) => [node.id, node.ref ?? node.name]))
  const measured = graph.edges.filter(({ kind }) => kind === 'EVALUATED')
  expect(measured.map(({ from, to }) => `${names.get(from)} ${names.get(to)}`).toSorted()).toEqual(
    [
      `${champion} ${comparison}`,
      `${champion} ${spotCheck}`,
      `${champion} ${retrained}`,
      `forest ${comparison}`,
    ].toSorted(),
  )
  expect([comparison, spotCheck].map((ref) => kindByRef(graph, ref))).toEqual(['EVALUATION', 'EVALUATION'])
  expect(readers.map((ref) => kindByRef(graph, ref))).toEqual(['RUN', 'RUN', 'RUN', 'RUN'])
  // Met at the far end of an evaluation: what else is known of the champion is nothing that came of these data.
  expect(kindByRef(graph, `runs:/${trained.runId}`)).toBeUndefined()
})

test('a version that was measured shows the data that it was measured on', async () => {
  const graph = await trace({ ref: champion })
  expect(kindByRef(graph, `dataset:${held.name}@${held.digest}`)).toBe('DATA_VERSION')
})

test('a training that also measured another model stays a training', async () => {
  const roots = [champion, retrained, `dataset:${held.name}@${held.digest}`]
  const kinds = await Promise.all(roots.map(async (ref) => kindByRef(await trace({ ref }), retrained)))
  expect(kinds).toEqual(['RUN', 'RUN', 'RUN'])
})

test('nodes have the same kinds, and the same edges between them, from whichever of them the walk starts', async () => {
  const first = await trace({ ref: champion })
  const roots = first.nodes.map(({ id, kind }) => ({ id, kind })).filter(({ kind }) => kind !== 'CODE')
  expect(roots.length).toBeGreaterThan(8)
  const graphs = [first]
  for (const { id } of roots) graphs.push(await trace({ ref: id }))
  for (const [index, graph] of graphs.entries()) {
    for (const other of graphs.slice(index + 1)) {
      const [kinds, otherKinds] = [kindsOf(graph), kindsOf(other)]
      const shared = [...kinds.keys()].filter((id) => otherKinds.has(id))
      expect(shared.map((id) => otherKinds.get(id))).toEqual(shared.map((id) => kinds.get(id)))
      const within = (edges: LineageGraph['edges']) =>
        edges.filter(({ from, to }) => otherKinds.has(from) && otherKinds.has(to) && kinds.has(from) && kinds.has(to))
      expect(within(other.edges).map(textOf).toSorted()).toEqual(within(graph.edges).map(textOf).toSorted())
    }
  }
})
