import { expect, test } from 'vitest'
import { quoted } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()

test('objects come in the order asked, an unknown id as null and a repeated one twice', async () => {
  const found = await read<Record<'model' | 'run', { id: string }>>(
    `{ model(ref: ${quoted(`models:/${world.model.name}`)}) { id } run(ref: ${quoted(`runs:/${world.parent.runId}`)}) { id } }`,
  )
  const ids = [found.run.id, 'nonsense', found.model.id, found.run.id]
  const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Model { name } ... on Run { runId } } }'
  expect(await read(query, { ids })).toEqual({
    nodes: [
      { id: found.run.id, runId: world.parent.runId },
      null,
      { id: found.model.id, name: world.model.name },
      { id: found.run.id, runId: world.parent.runId },
    ],
  })
  expect(await read(query, { ids: [] })).toEqual({ nodes: [] })
})
