import { expect, test } from 'vitest'
import type { LineageQuery } from '../../src/lineage/index.ts'
import { catalogWorld } from '../catalog/world.ts'
import { startToolProxy } from '../e2e/tool-proxy.ts'
import { createRun, createVersion, logDataset, mlflowWriter, textAt } from '../support/seed-mlflow.ts'
import { sharedTools, uniqueName } from '../support/tools.ts'
import { tracing } from './trace-of.ts'

const { mlflowUrl } = sharedTools()
const writer = mlflowWriter({ url: mlflowUrl })
const experimentId = textAt(await writer.post('/experiments/create', { name: uniqueName('limits') }), 'experiment_id')
const data = { name: uniqueName('limits'), digest: '0123abcd', rowCount: 10, columns: ['a'] }
const runs = await chainOfRuns(4)
const model = uniqueName('limited')
await writer.post('/registered-models/create', { name: model })
await createVersion(writer, { name: model, source: 's3://models/limited', runId: runs[0] ?? '' })
const version = `models:/${model}/1`

const proxy = await startToolProxy(mlflowUrl)
const world = await catalogWorld([{ id: 'tracking', url: proxy.url }])

/** Runs of which each is part of the next, and the last of the first: MLflow lets anybody write that. */
async function chainOfRuns(length: number): Promise<readonly string[]> {
  const ids: string[] = []
  for (let index = 0; index < length; index += 1) {
    const { runId } = await createRun(writer, { experimentId, name: `run-${index}`, startTime: 1_700_000_000_000 })
    await logDataset(writer, { runId, dataset: data, context: 'training' })
    ids.push(runId)
  }
  for (const [index, id] of ids.entries()) {
    const tag = { key: 'mlflow.parentRunId', value: ids[(index + 1) % length] }
    await writer.post('/runs/set-tag', { run_id: id, ...tag })
  }
  return ids
}

const trace = (query: Partial<LineageQuery> = {}) => tracing(world.lineage)({ ref: version, ...query })

const roots = [version, `dataset:${data.name}`, `runs:/${runs[1]}`]

test.each(roots.map((ref) => [ref.split(':')[0], ref]))(
  'runs that are parts of each other end the walk from %s',
  async (_kind, ref) => {
    const graph = await trace({ ref, depth: 100, maxNodes: 10_000 })
    const refs = graph.nodes.map((node) => node.ref)
    expect(refs).toEqual(expect.arrayContaining(runs.map((id) => `runs:/${id}`)))
    expect(new Set(graph.nodes.map(({ id }) => id)).size).toBe(graph.nodes.length)
    expect(graph.edges.filter(({ kind }) => kind === 'STARTED')).toHaveLength(runs.length)
    expect(graph).toMatchObject({ truncation: null, complete: true, nodesOmitted: 0 })
  },
)

test.each(roots.map((ref) => [ref.split(':')[0], ref]))(
  'a depth is exact to the step from %s: what fits is whole, one less says that more follows',
  async (_kind, ref) => {
    const whole = await trace({ ref })
    const fitting = await trace({ ref, depth: whole.depthReached })
    expect(fitting).toMatchObject({ truncation: null, complete: true, depthReached: whole.depthReached })
    expect(fitting.nodes.map(({ id }) => id)).toEqual(whole.nodes.map(({ id }) => id))
    const short = await trace({ ref, depth: whole.depthReached - 1 })
    expect(short).toMatchObject({ truncation: 'DEPTH', complete: false, depthReached: whole.depthReached - 1 })
    expect(short.nodes.length).toBeLessThan(whole.nodes.length)
    expect(short.nodesOmitted).toBeGreaterThan(0)
  },
)

test('a number of nodes is exact to the node, with the nearest kept', async () => {
  const whole = await trace()
  const count = whole.nodes.length
  expect(await trace({ maxNodes: count })).toMatchObject({ truncation: null, complete: true, nodesOmitted: 0 })
  const short = await trace({ maxNodes: count - 1 })
  expect(short).toMatchObject({ truncation: 'NODES', complete: false, nodesOmitted: 1 })
  expect(short.nodes).toHaveLength(count - 1)
  const alone = await trace({ maxNodes: 1 })
  expect(alone.nodes).toEqual([whole.root])
  expect(alone).toMatchObject({ truncation: 'NODES', complete: false, depthReached: 0, edges: [] })
})

test('a number of nodes counts what is shown, not what the walk passes through', async () => {
  const kinds = ['MODEL_VERSION', 'DATASET'] as const
  const graph = await trace({ kinds, maxNodes: 2 })
  expect(graph).toMatchObject({ truncation: null, complete: true })
  expect(graph.nodes.map(({ kind }) => kind)).toEqual(['MODEL_VERSION', 'DATASET'])
})

test('edges join all nodes of a graph that was cut, also those of its last level', async () => {
  const graph = await trace({ ref: `dataset:${data.name}@${data.digest}`, direction: 'DOWN', depth: 1 })
  expect(graph.edges.filter(({ kind }) => kind === 'CONSUMED')).toHaveLength(runs.length)
  expect(graph.edges.filter(({ kind }) => kind === 'STARTED')).toHaveLength(runs.length)
})

test('a tracker that dies in the middle of a walk leaves what was found before, and the reason', async () => {
  const held = proxy.hold(/runs\/(get|search)$/)
  const walking = trace()
  await held.first
  proxy.behave('refuse')
  held.release()
  const graph = await walking
  proxy.behave('pass')
  expect(graph.nodes.map(({ kind }) => String(kind)).toSorted()).toEqual(['MODEL', 'MODEL_VERSION'])
  expect(graph).toMatchObject({
    complete: false,
    sources: [{ source: 'tracking', error: { code: 'UPSTREAM_UNAVAILABLE', retryable: true } }],
  })
})
