import { expect, test } from 'vitest'
import { cursorOf, expectListArguments } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const gateway = await apiGateway()

test('a page of more than 100, and a cursor that this list did not give out, are refused', async () => {
  await expectListArguments(gateway, (args) => `runs(${args}) { nodes { id } }`, await cursorOf(gateway, 'experiments'))
})

test('a time that is none refuses the whole request before anything is executed', async () => {
  const answer = await gateway.ask('{ runs(filter: { startedAfter: "yesterday" }) { nodes { id } } viewer { name } }')
  expect(answer).toMatchObject({ status: 400, data: null, errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] })
})
