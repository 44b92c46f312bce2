import { expect, test } from 'vitest'
import { quoted } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()

test('experiments are listed by name with their tags, and one lists its runs', async () => {
  const { run } = await read<{ run: { experiment: { id: string; name: string } } }>(
    `{ run(ref: ${quoted(`runs:/${world.parent.runId}`)}) { experiment { id name } } }`,
  )
  const { id, name } = run.experiment
  const answer = await read<{ experiments: { nodes: { runs: { nodes: unknown[] } }[] } }>(
    `{ experiments(filter: { source: "tracking", nameContains: ${quoted(name.toUpperCase())} }) { nodes {
      id name workspace tags { key value } source { name } createdAt runs { nodes { runId } } } } }`,
  )
  expect(answer.experiments.nodes).toMatchObject([
    { id, name, workspace: null, tags: [{ key: 'team', value: 'risk' }], source: { name: 'tracking' } },
  ])
  expect(answer.experiments.nodes[0]?.runs.nodes).toHaveLength(3)
})
