import { expect, test } from 'vitest'
import { quoted } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()
const [first, second] = world.children

const idsOf = async (filter: string) => {
  const query = `{ runs(filter: { datasetName: ${quoted(world.dataset.name)}, ${filter} }) { nodes { runId } sourceStatus { complete } } }`
  const { runs } = await read<{ runs: { nodes: { runId: string }[]; sourceStatus: unknown } }>(query)
  expect(runs.sourceStatus).toEqual([{ complete: true }])
  return runs.nodes.map(({ runId }) => runId).toSorted()
}

const both = [first.runId, second.runId].toSorted()

test.each([
  ['nothing more', '', both],
  ['a digest', `datasetDigest: ${quoted(world.dataset.digest)}`, both],
  ['a digest that nobody read', 'datasetDigest: "00000000"', []],
  ['a user', 'user: "dana"', both],
  ['a status', 'status: FINISHED', [first.runId]],
  ['a parameter', 'params: [{ key: "depth", value: "3" }]', [first.runId]],
  ['a metric within bounds', 'metrics: [{ key: "accuracy", min: 0.8, max: 0.9 }]', [first.runId]],
  ['a metric out of bounds', 'metrics: [{ key: "accuracy", min: 0.9 }]', []],
  ['a tag', 'tags: [{ key: "note", value: "first" }]', [first.runId]],
  ['a name', 'nameContains: "B"', [second.runId]],
  ['a start after', 'startedAfter: "2023-11-14T00:00:00.000Z"', both],
  ['a start before', 'startedBefore: "2023-11-14T00:00:00.000Z"', []],
])('runs are found by %s', async (_name, filter, expected) => {
  expect(await idsOf(filter)).toEqual(expected)
})

test('runs of an experiment are found by its name, and the experiment lists the same', async () => {
  const query = `{ run(ref: ${quoted(`runs:/${first.runId}`)}) { experiment { name runs { nodes { runId } } } } }`
  const { run } = await read<{ run: { experiment: { name: string; runs: { nodes: { runId: string }[] } } } }>(query)
  const listed = await read<{ runs: { nodes: { runId: string }[] } }>(
    `{ runs(filter: { experiment: ${quoted(run.experiment.name)} }) { nodes { runId } } }`,
  )
  const ids = (nodes: readonly { runId: string }[]) => nodes.map(({ runId }) => runId).toSorted()
  expect(ids(listed.runs.nodes)).toEqual(world.runs.map(({ runId }) => runId).toSorted())
  expect(ids(run.experiment.runs.nodes)).toEqual(ids(listed.runs.nodes))
})
