import { expect, test } from 'vitest'
import { startGateway } from '../../support/gateway.ts'

const { read, tokenOf, gateway } = await startGateway({ sources: [] })
const mutation = `mutation ($id: ID!) { revokeToken(input: { id: $id }) {
  token { id } userErrors { code field message } } }`
const notFound = {
  revokeToken: {
    token: null,
    userErrors: [{ code: 'NOT_FOUND', field: ['input', 'id'], message: expect.any(String) }],
  },
}

test("somebody else's token looks as one that does not exist, and stays", async () => {
  const token = await tokenOf('ada', 'viewer')
  const other = await gateway.tokens.create({ principalName: 'eve', roles: ['viewer'], lifetimeMs: null })
  const [known, unknown] = await Promise.all([other.row.id, 'nothing'].map((id) => read(mutation, { id }, { token })))
  expect(known).toEqual(notFound)
  expect(unknown).toEqual(known)
  expect(await gateway.tokens.authenticate(other.token)).not.toBeNull()
})

test('a token that was revoked before is no live one', async () => {
  const { row } = await gateway.tokens.create({ principalName: 'eve', roles: [], lifetimeMs: null })
  expect(await read(mutation, { id: row.id })).toMatchObject({ revokeToken: { token: { id: row.id } } })
  expect(await read(mutation, { id: row.id })).toEqual(notFound)
})
