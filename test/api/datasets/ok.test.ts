import { expect, test } from 'vitest'
import { quoted } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()

test('datasets are listed with their versions, and a version with the runs that read it', async () => {
  const answer = await read(
    `{ datasets(first: 5, filter: { nameContains: ${quoted(world.dataset.name)} }) {
      nodes { name ref source { name } versions(first: 3) { nodes { digest ref rowCount runs(first: 5) { nodes { runId } } } } }
      sourceStatus { source complete } } }`,
  )
  const { name, digest, rowCount } = world.dataset
  expect(answer).toEqual({
    datasets: {
      nodes: [
        {
          name,
          ref: `dataset:${name}`,
          source: { name: 'tracking' },
          versions: {
            nodes: [
              {
                digest,
                ref: `dataset:${name}@${digest}`,
                rowCount,
                runs: { nodes: expect.arrayContaining(world.children.map(({ runId }) => ({ runId }))) },
              },
            ],
          },
        },
      ],
      sourceStatus: [{ source: 'tracking', complete: true }],
    },
  })
})
