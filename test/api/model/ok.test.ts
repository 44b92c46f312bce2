import { expect, test } from 'vitest'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()

test('a model answers by its name with what its registry holds now', async () => {
  const answer = await read(
    `query ($ref: String!) { model(ref: $ref) {
      name ref workspace description
      tags { key value } aliases { alias version modelVersion { version } }
      source { name kind } createdAt updatedAt freshness { source }
      latestVersion { version }
      versions(first: 1) { nodes { version status name } pageInfo { hasNextPage } sourceStatus { source complete error { code } } }
    } }`,
    { ref: `models:/${world.model.name}` },
  )
  expect(answer).toMatchObject({
    model: {
      name: world.model.name,
      ref: `models:/${world.model.name}`,
      workspace: null,
      description: 'Who pays back',
      tags: [{ key: 'team.name', value: 'risk' }],
      aliases: [{ alias: 'champion', version: '1', modelVersion: { version: '1' } }],
      source: { name: 'tracking', kind: 'mlflow' },
      freshness: { source: 'tracking' },
      latestVersion: { version: '2' },
      versions: {
        nodes: [{ version: '2', status: 'READY', name: world.model.name }],
        pageInfo: { hasNextPage: true },
        sourceStatus: [{ source: 'tracking', complete: true, error: null }],
      },
    },
  })
})

test('a model answers by its global id, and that id is the one `node` takes', async () => {
  const { model } = await read<{ model: { id: string } }>('query ($ref: String!) { model(ref: $ref) { id } }', {
    ref: `models:/${world.model.name}`,
  })
  const query = 'query ($id: String!, $node: ID!) { model(ref: $id) { id name } node(id: $node) { id __typename } }'
  expect(await read(query, { id: model.id, node: model.id })).toEqual({
    model: { id: model.id, name: world.model.name },
    node: { id: model.id, __typename: 'Model' },
  })
})
