import { expect, test } from 'vitest'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()
const [first, second] = world.children

test('runs stand side by side in the order asked', async () => {
  const answer = await read<{ compareRuns: { params: unknown[]; metrics: unknown[]; datasets: unknown[] } }>(
    `query ($refs: [String!]!) { compareRuns(refs: $refs) { runs { runId }
      params { key values differs } metrics { key values differs } datasets { key values differs } } }`,
    { refs: [`runs:/${second.runId}`, `runs:/${first.runId}`] },
  )
  expect(answer).toMatchObject({ compareRuns: { runs: [{ runId: second.runId }, { runId: first.runId }] } })
  expect(answer.compareRuns.params).toContainEqual({ key: 'depth', values: [null, '3'], differs: true })
  expect(answer.compareRuns.metrics).toContainEqual({ key: 'loss', values: [null, '0.25'], differs: true })
  const { name, digest } = world.dataset
  expect(answer.compareRuns.datasets).toContainEqual({ key: `train:${name}`, values: [null, digest], differs: true })
})
