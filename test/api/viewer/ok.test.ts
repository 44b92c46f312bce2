import { expect, test } from 'vitest'
import { startGateway } from '../../support/gateway.ts'

const { read, tokenOf, gateway } = await startGateway({ sources: [] })
const query = '{ viewer { name roles actions tokenExpiresAt } }'

test('an administrator sees who they are and what they may do', async () => {
  expect(await read(query)).toEqual({
    viewer: {
      name: 'admin',
      roles: ['administrator'],
      actions: [
        'catalog:read',
        'lineage:live',
        'metrics:read',
        'policy:read',
        'schema:introspect',
        'source:sync',
        'token:create',
        'token:read',
        'token:revoke',
      ],
      tokenExpiresAt: null,
    },
  })
})

test('a viewer may read and nothing else', async () => {
  const token = await tokenOf('ada', 'viewer')
  expect(await read(query, {}, { token })).toEqual({
    viewer: { name: 'ada', roles: ['viewer'], actions: ['catalog:read'], tokenExpiresAt: null },
  })
})

test('a token tells when it ends', async () => {
  const made = await gateway.tokens.create({ principalName: 'guest', roles: ['viewer'], lifetimeMs: 3_600_000 })
  expect(await read(query, {}, { token: made.token })).toMatchObject({
    viewer: { tokenExpiresAt: new Date(made.row.expiresAt ?? 0).toISOString() },
  })
})
