import { expect, test } from 'vitest'
import { startGateway } from '../../support/gateway.ts'

const { read, tokenOf } = await startGateway({ sources: [] })
const mutation = `mutation ($input: CreateTokenInput!) { createToken(input: $input) {
  secret token { id } userErrors { code field } } }`
const refusedWith = (code: string, field: readonly string[] | null) => ({
  createToken: { secret: null, token: null, userErrors: [{ code, field }] },
})

test.each([
  [{ name: ' ' }, ['input', 'name']],
  [{ name: 'x'.repeat(101) }, ['input', 'name']],
  [{ name: 'a\u202Eb' }, ['input', 'name']],
  [{ name: 'a', days: 0 }, ['input', 'days']],
  [{ name: 'a', days: 367 }, ['input', 'days']],
  [{ name: 'a', scopes: ['model:read', 'world:rule'] }, ['input', 'scopes']],
])('bad input is refused with its path: %j', async (input, field) => {
  expect(await read(mutation, { input })).toEqual(refusedWith('BAD_USER_INPUT', field))
})

test('a caller without token:create makes none', async () => {
  const token = await tokenOf('ada', 'viewer')
  expect(await read(mutation, { input: { name: 'mine' } }, { token })).toEqual(refusedWith('FORBIDDEN', null))
})
