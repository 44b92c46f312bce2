import { expect, test } from 'vitest'
import { startGateway } from '../../support/gateway.ts'

const { read } = await startGateway({ sources: [] })

test('a token is made, and its text is shown in this answer and in no list', async () => {
  const made = await read<{ readonly createToken: { readonly secret: string } }>(`mutation {
    createToken(input: { name: " ci ", days: 7, scopes: ["model:read"] }) {
      secret token { id name kind holder creator roles scopes lastUsedAt revokedAt } userErrors { code } } }`)
  expect(made).toMatchObject({
    createToken: {
      secret: expect.stringMatching(/^mw_[\w-]{43}$/),
      token: { name: 'ci', kind: 'USER', roles: [], scopes: ['model:read'], lastUsedAt: null, revokedAt: null },
      userErrors: [],
    },
  })
  const listed = await read('{ tokens { nodes { id name holder creator scopes createdAt expiresAt } } }')
  expect(JSON.stringify(listed)).toContain('"ci"')
  expect(JSON.stringify(listed)).not.toContain(made.createToken.secret)
})
