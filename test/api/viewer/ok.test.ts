import { expect, test } from 'vitest'
import { startGateway } from '../../support/gateway.ts'

const { read, tokenOf, gateway } = await startGateway({ sources: [] })
const query = '{ viewer { name roles actions tokenExpiresAt } }'

test('an administrator sees who they are and what they may do', async () => {
  expect(await read(query)).toEqual({
    viewer: {
      name: 'admin',
      roles: ['administrator', 'data-scientist'],
      actions: [
        'incident:read',
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

test('a viewer may read incidents, and do nothing to the organisation', async () => {
  const token = await tokenOf('ada', 'viewer')
  expect(await read(query, {}, { token })).toEqual({
    viewer: { name: 'ada', roles: ['viewer'], actions: ['incident:read'], tokenExpiresAt: null },
  })
})

test('a viewer sees as whom policies know them, without a name in the id', async () => {
  const token = await tokenOf('grace', 'viewer')
  const [first, again] = await Promise.all(
    [token, await tokenOf('grace', 'viewer')].map((each) =>
      read<{ readonly viewer: { readonly id: string } }>(
        '{ viewer { id kind teams clearance regions mfa } }',
        {},
        { token: each },
      ),
    ),
  )
  expect(first?.viewer).toMatchObject({ kind: 'USER', teams: [], clearance: 1, regions: [], mfa: false })
  expect(first?.viewer.id).toMatch(/^[\w-]{43}$/)
  expect(again).toEqual(first)
})

test('a token tells when it ends', async () => {
  const made = await gateway.tokens.create({ principalName: 'guest', roles: ['viewer'], lifetimeMs: 3_600_000 })
  expect(await read(query, {}, { token: made.token })).toMatchObject({
    viewer: { tokenExpiresAt: new Date(made.row.expiresAt ?? 0).toISOString() },
  })
})
