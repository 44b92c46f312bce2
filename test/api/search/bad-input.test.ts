import { test } from 'vitest'
import { cursorOf, expectListArguments, expectRefused, quoted } from '../refusals.ts'
import { apiGateway } from '../world.ts'

const gateway = await apiGateway()
const search = (text: string, more = '') => `search(text: ${quoted(text)}${more}) { nodes { name } }`

test('a page of more than 100, and a cursor that this list did not give out, are refused', async () => {
  await expectListArguments(gateway, (args) => search('loan', `, ${args}`), await cursorOf(gateway, 'models'))
})

test('a text without a word, and one beyond 200 characters, are refused', async () => {
  for (const text of ['', '   ', '\n\t', 'x'.repeat(201)]) {
    await expectRefused(gateway, search(text), { code: 'BAD_USER_INPUT' })
  }
})
