import { expect, test } from 'vitest'
import { quoted } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()

test('every kind of object that has an id answers to it as itself', async () => {
  const found = await read<Record<string, unknown>>(`{
    sources { id }
    environments { id }
    model(ref: ${quoted(`models:/${world.model.name}`)}) { id }
    modelVersion(ref: ${quoted(`models:/${world.model.name}/1`)}) { id artifacts(first: 1) { nodes { id } } }
    run(ref: ${quoted(`runs:/${world.children[0].runId}`)}) { id experiment { id } inputs { dataVersion { id } } loggedModels { id } }
    dataset(ref: ${quoted(`dataset:${world.dataset.name}`)}) { id }
  }`)
  const ids = [...JSON.stringify(found).matchAll(/"id":"([^"]+)"/g)].map((match) => match[1] ?? '')
  const answer = await read<{ nodes: { id: string; __typename: string }[] }>(
    `query ($ids: [ID!]!) { nodes(ids: $ids) { id __typename } }`,
    { ids },
  )
  expect(answer.nodes.map(({ id }) => id)).toEqual(ids)
  expect(new Set(answer.nodes.map((node) => node.__typename))).toEqual(
    new Set([
      'Source',
      'Environment',
      'Model',
      'ModelVersion',
      'Artifact',
      'Run',
      'Experiment',
      'DataVersion',
      'LoggedModel',
      'Dataset',
    ]),
  )
  for (const { id, __typename } of answer.nodes) {
    expect(await read(`{ node(id: ${quoted(id)}) { id __typename } }`)).toEqual({ node: { id, __typename } })
  }
})
