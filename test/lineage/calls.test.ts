import { expect, test } from 'vitest'
import { catalogWorld, newCall } from '../catalog/world.ts'
import { createRun, createVersion, logDataset, mlflowWriter, textAt } from '../support/seed-mlflow.ts'
import { sharedTools, uniqueName } from '../support/tools.ts'

const { mlflowUrl } = sharedTools()
const writer = mlflowWriter({ url: mlflowUrl })
const experimentId = textAt(await writer.post('/experiments/create', { name: uniqueName('calls') }), 'experiment_id')
const model = uniqueName('many-versions')
const startTime = 1_700_000_000_000
await writer.post('/registered-models/create', { name: model })
const sweeps = await Promise.all(['a', 'b', 'c'].map((name) => createRun(writer, { experimentId, name, startTime })))
for (let number = 0; number < 12; number += 1) {
  const parent = sweeps[number % 3]?.runId ?? ''
  const { runId } = await createRun(writer, { experimentId, name: `train-${number}`, startTime, parent })
  const data = { name: model, digest: `digest-${number % 4}`, rowCount: 1, columns: ['a'] }
  await logDataset(writer, { runId, dataset: data, context: 'training' })
  await createVersion(writer, { name: model, source: `s3://models/${runId}`, runId })
}
// With a logged model somewhere, any run could have measured it.
await writer.post('/logged-models', { experiment_id: experimentId, name: 'elsewhere' })

test('many versions with their runs, parents and data cost a call a kind, and no call is made twice', async () => {
  const world = await catalogWorld([{ id: 'tracking', url: mlflowUrl }])
  const walk = async () => {
    const before = world.calls.length
    const query = { ref: `models:/${model}`, source: null, direction: 'UP', depth: 10, kinds: null } as const
    const outcome = await world.lineage.trace({ ...query, at: null, columns: false, maxNodes: 2_000 }, newCall())
    if (!outcome.ok) throw new Error(outcome.problem.message)
    return { graph: outcome.value, calls: world.calls.slice(before) }
  }
  const cold = await walk()
  const { graph, calls } = await walk()
  expect(graph.nodes.map(({ id }) => id)).toEqual(cold.graph.nodes.map(({ id }) => id))
  const count = (kind: string) => graph.nodes.filter((node) => node.kind === kind).length
  expect(['MODEL_VERSION', 'RUN', 'DATA_VERSION'].map(count)).toEqual([12, 15, 4])
  expect(graph.complete).toBe(true)
  const times = (path: string) => calls.filter((call) => call.endsWith(path)).length
  expect(['/model-versions/search', '/runs/search', '/logged-models/search'].map(times)).toEqual([1, 1, 1])
  // Runs that made no logged model could be evaluations, and only reading each by itself tells.
  expect(times('/runs/get')).toBeLessThanOrEqual(16)
  expect(calls.length).toBeLessThanOrEqual(20)
})
