import { expect, test } from 'vitest'
import { toGlobalId } from '../../../src/kernel/ids.ts'
import { quoted } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const { read, world } = await apiGateway()
const strange = '019a0000-0000-7000-8000-000000000000'

test.each([
  '',
  'nonsense',
  'models:/fraud',
  ...(['Model', 'ModelVersion', 'Run', 'Source', 'Artifact', 'Target', 'Environment', 'Deployment'] as const).map(
    (kind) => toGlobalId(kind, strange),
  ),
  Buffer.from('User:1').toString('base64url'),
])('an id that names nothing is null, without an error: %j', async (id) => {
  expect(await read(`{ node(id: ${quoted(id)}) { id } }`)).toEqual({ node: null })
})

test("an object's id under another kind names nothing", async () => {
  const { model } = await read<{ model: { id: string } }>(
    `{ model(ref: ${quoted(`models:/${world.model.name}`)}) { id } }`,
  )
  const uid = Buffer.from(model.id, 'base64url')
    .toString()
    .replace(/^Model:/, '')
  expect(await read(`{ node(id: ${quoted(toGlobalId('Run', uid))}) { id } }`)).toEqual({ node: null })
})
