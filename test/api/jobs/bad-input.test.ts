import { test } from 'vitest'
import { cursorOf, expectListArguments } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const gateway = await apiGateway()

test('a page of more than 100, and a cursor that this list did not give out, are refused', async () => {
  await expectListArguments(gateway, (args) => `jobs(${args}) { nodes { id } }`, await cursorOf(gateway, 'models'))
})
