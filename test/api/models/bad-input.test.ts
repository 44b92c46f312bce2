import { expect, test } from 'vitest'
import { cursorOf, expectListArguments, quoted } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const gateway = await apiGateway()

test('a page of more than 100 models, and a cursor that this list did not give out, are refused', async () => {
  await expectListArguments(
    gateway,
    (args) => `models(${args}) { nodes { id } }`,
    await cursorOf(gateway, 'experiments'),
  )
})

test('a cursor of the versions of one model is refused by the versions of another', async () => {
  const { world, read, ask } = gateway
  const versions = (name: string, after: string) =>
    `{ model(ref: ${quoted(`models:/${name}`)}) { versions(first: 1${after}) { pageInfo { endCursor } } } }`
  const first = await read<{ model: { versions: { pageInfo: { endCursor: string } } } }>(versions(world.model.name, ''))
  const after = `, after: ${quoted(first.model.versions.pageInfo.endCursor)}`
  const answer = await ask(versions(world.copy.name, after))
  expect(answer.errors).toMatchObject([{ path: ['model', 'versions'], extensions: { code: 'BAD_USER_INPUT' } }])
  expect((await ask(versions(world.model.name, after))).errors).toEqual([])
})
