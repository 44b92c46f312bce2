import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import { expect, test } from 'vitest'
import { firstRoles } from '../../src/access/index.ts'
import { grantAs, personOf, revokeMutation, wishFor } from '../api/stewards.ts'
import { startGateway, type TestGateway } from '../support/gateway.ts'
import { freshPostgresUrl, temporaryFolder } from '../support/tools.ts'
import { audience, startIssuer } from './issuer.ts'

const issuer = await startIssuer()
const config = {
  auth: {
    issuers: [{ issuer: issuer.url, audience }],
    groupsFile: 'groups.yaml',
    groups: {
      admins: { roles: ['administrator'], clearance: 3 },
      leads: {
        roles: ['administrator', 'ml-engineer'],
        teams: ['leading'],
        clearance: 3,
        regions: ['eu', 'us'],
      },
    },
  },
}
const directory = temporaryFolder('further')
writeFileSync(
  join(directory, 'groups.yaml'),
  'groups: { all: { members: [{ serviceAccount: robot }], roles: [auditor], clearance: 4, regions: [jp] } }\n',
)
const gateway = await startGateway({ sources: [], directory, config })
const createToken = `mutation ($input: CreateTokenInput!) { createToken(input: $input) {
  secret token { id } userErrors { code field } } }`
const viewerQuery = '{ viewer { id kind name roles clearance actions tokenExpiresAt } }'

interface Created {
  readonly createToken: { readonly secret: string; readonly token: { readonly id: string } }
}

const make = async (token: string, input: object, { read }: TestGateway = gateway) =>
  (await read<Created>(createToken, { input }, { token })).createToken
const viewerOf = async (token: string) => {
  const { data, status } = await gateway.ask<{ readonly viewer: Readonly<Record<string, unknown>> }>(
    viewerQuery,
    {},
    { token },
  )
  return status === 200 ? data?.viewer : status
}

test('a further token acts as its creator, narrowed to its scopes', async () => {
  const { secret } = await make(gateway.token, { name: 'ci', scopes: ['token:read', 'model:read', 'audit:read'] })
  const [creator, further] = [await viewerOf(gateway.token), await viewerOf(secret)]
  expect(further).toMatchObject({ kind: 'USER', name: 'admin', roles: [...firstRoles], actions: ['token:read'] })
  expect(further).toHaveProperty('id', Object(creator).id)
})

test('what is made with a narrowed token is as narrow, and ends with it', async () => {
  const narrow = await make(gateway.token, { name: 'narrow', scopes: ['token:create', 'token:read'], days: 1 })
  const inner = await make(narrow.secret, { name: 'inner', scopes: ['token:read', 'token:revoke'], days: 30 })
  const outer = await viewerOf(narrow.secret)
  expect(await viewerOf(inner.secret)).toMatchObject({
    actions: ['token:read'],
    tokenExpiresAt: Object(outer).tokenExpiresAt,
  })
  expect(await gateway.gateway.tokens.revoke(narrow.token.id)).toBe(true)
  expect(await viewerOf(inner.secret)).toBe(401)
})

test('a token that somebody from an identity provider made has what their groups give at its use', async () => {
  const { accessToken } = await issuer.userTokens({ sub: 'ada', claims: { name: 'Ada', groups: ['admins'] } })
  const { secret } = await make(accessToken, { name: 'laptop' })
  expect(await viewerOf(secret)).toMatchObject({ name: 'Ada', roles: ['administrator'], clearance: 3 })
  const later = await issuer.userTokens({ sub: 'ada', claims: { name: 'Ada', groups: [] } })
  await viewerOf(later.accessToken)
  expect(await viewerOf(secret)).toMatchObject({ roles: [], clearance: 1, actions: [] })
})

test('a token for a service account is never more than its maker may now, in anything', async () => {
  const claims = { name: 'Grace', groups: ['leads', 'forecast'] }
  const { accessToken } = await issuer.userTokens({ sub: 'grace', claims })
  const narrow = await make(accessToken, { name: 'narrow', scopes: ['token:create', 'model:read'] })
  const robot = await make(accessToken, { name: 'robot', serviceAccount: true })
  const narrowRobot = await make(narrow.secret, {
    name: 'robot',
    serviceAccount: true,
    scopes: ['model:read', 'run:read'],
  })
  const rightsOf = async ({ secret }: { readonly secret: string }) => {
    const principal = await gateway.gateway.tokens.authenticate(secret)
    const { kind, roles, teams, clearance, regions, scopes } = principal ?? {}
    return { kind, roles, teams, clearance, regions, scopes }
  }
  const all = {
    roles: ['administrator', 'ml-engineer'],
    teams: ['leading', 'forecast'],
    clearance: 3,
    regions: ['eu', 'us'],
  }
  const kind = 'SERVICE_ACCOUNT'
  // The groups file gives the account more than its maker has, which is for tokens that nobody made.
  expect(await rightsOf(robot)).toEqual({ kind, ...all, scopes: null })
  expect(await rightsOf(narrowRobot)).toEqual({ kind, ...all, scopes: ['model:read'] })
  const lower = await issuer.userTokens({ sub: 'grace', claims: { ...claims, groups: ['forecast'] } })
  await viewerOf(lower.accessToken)
  const less = { kind, roles: [], teams: ['forecast'], clearance: 1, regions: [] }
  expect(await rightsOf(robot)).toEqual({ ...less, scopes: null })
  expect(await rightsOf(narrowRobot)).toEqual({ ...less, scopes: ['model:read'] })
})

test('a role that was granted to its maker and binds them binds a token for a service account as well', async () => {
  const steward = await personOf(gateway, 'stewart', 'policy-steward')
  const { accessToken } = await issuer.userTokens({ sub: 'gus', claims: { name: 'Gus', groups: ['admins'] } })
  const robot = await make(accessToken, { name: 'gusbot', serviceAccount: true })
  const inner = await make(robot.secret, { name: 'inner' })
  const other = await make(robot.secret, { name: 'gusbot2', serviceAccount: true })
  const makers = [robot, inner, other].map(({ secret }) => secret)
  const mayMake = async () =>
    (await Promise.all(makers.map(viewerOf))).map((viewer) => Object(viewer).actions.includes('token:create'))
  expect(await mayMake()).toEqual([true, true, true])
  const gus = Object(await viewerOf(accessToken)).id
  const scope = { type: 'TEAM', id: 'anything' }
  const { id } = await grantAs(steward, wishFor(gus, { role: 'AUDITOR', scope }))
  expect(Object(await viewerOf(accessToken)).actions).not.toContain('token:create')
  expect(await mayMake()).toEqual([false, false, false])
  await steward.read(revokeMutation, { input: { id } })
  expect(await mayMake()).toEqual([true, true, true])
})

test('a service account has a principal of its own, and one owner', async () => {
  const { secret } = await make(gateway.token, { name: 'nightly', serviceAccount: true, scopes: ['token:create'] })
  expect(await viewerOf(secret)).toMatchObject({ kind: 'SERVICE_ACCOUNT', name: 'nightly', actions: ['token:create'] })
  expect(await viewerOf(secret)).not.toHaveProperty('id', Object(await viewerOf(gateway.token)).id)
  const eve = await gateway.tokenOf('eve', 'administrator')
  const { createToken: refused } = await gateway.read<Record<string, unknown>>(
    createToken,
    { input: { name: 'nightly', serviceAccount: true } },
    { token: eve },
  )
  expect(refused).toMatchObject({
    secret: null,
    token: null,
    userErrors: [{ code: 'FORBIDDEN', field: ['input', 'name'] }],
  })
})

test('a token that is revoked between two requests of one connection is refused at the second', async () => {
  const { secret, token } = await make(gateway.token, { name: 'brief' })
  const dispatcher = new Agent({ connections: 1, pipelining: 1 })
  let connections = 0
  gateway.gateway.server.server.on('connection', () => (connections += 1))
  const send = async () => {
    const reply = await request(`${gateway.url}/graphql?query={viewer{name}}`, {
      dispatcher,
      headers: { authorization: `Bearer ${secret}`, 'apollo-require-preflight': '1' },
    })
    await reply.body.dump()
    return reply.statusCode
  }
  expect(await send()).toBe(200)
  await gateway.gateway.tokens.revoke(token.id)
  expect(await send()).toBe(401)
  expect(connections).toBe(1)
  await dispatcher.close()
})

test('two replicas on PostgreSQL take the same tokens, and refuse them at once when one of them revoked', async () => {
  const shared = { ...config, store: { url: await freshPostgresUrl() }, server: { secret: 'x'.repeat(48) } }
  const first = await startGateway({ sources: [], directory, config: shared })
  const second = await startGateway({ sources: [], directory, config: shared })
  const { secret, token } = await make(first.token, { name: 'ci' }, first)
  const idAt = async ({ read }: TestGateway) => read('{ viewer { id } }', {}, { token: secret })
  expect(await idAt(second)).toEqual(await idAt(first))
  const revoke = 'mutation ($id: ID!) { revokeToken(input: { id: $id }) { token { revokedAt } userErrors { code } } }'
  expect(await second.read(revoke, { id: token.id }, { token: first.token })).toMatchObject({
    revokeToken: { token: { revokedAt: expect.any(String) }, userErrors: [] },
  })
  expect((await first.ask('{ viewer { id } }', {}, { token: secret })).status).toBe(401)
})
