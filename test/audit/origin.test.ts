import { expect, test } from 'vitest'
import { openStore } from '../../src/compose-store.ts'
import type { Answered } from '../api/stewards.ts'
import { createBrowser } from '../identity/browser.ts'
import { audience, startIssuer } from '../identity/issuer.ts'
import { gatewayConfig, startGateway } from '../support/gateway.ts'

const issuer = await startIssuer()
const config = {
  auth: {
    issuers: [{ issuer: issuer.url, audience, login: { clientId: 'modelwarden-web', clientSecret: 'web-secret' } }],
    groups: { readers: { roles: ['viewer'], clearance: 2 } },
  },
}
const gateway = await startGateway({ sources: [], config })
const { url } = gateway
issuer.account = { sub: 'ada', claims: { name: 'Ada', groups: ['readers'] } }

const { token: auditor } = await gateway.gateway.tokens.create({
  principalName: 'auditor',
  roles: ['auditor'],
  lifetimeMs: null,
})
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'
const refused = JSON.stringify({
  query: 'mutation { syncSource(input: { source: "none" }) { userErrors { code } } }',
})

/** Sends what is refused, and answers the event that came of it. */
async function eventOf(headers: Readonly<Record<string, string>>, browser = createBrowser()): Promise<Answered> {
  const { status } = await browser.post(`${url}/graphql`, { 'content-type': 'application/json', ...headers }, refused)
  expect(status).toBe(200)
  const query = `{ auditEvents(first: 1, filter: { decision: DENY }) { nodes {
    type authMethod ipPrefix traceparent requestId actor { name } event } } }`
  const { auditEvents } = await gateway.read<Answered>(query, {}, { token: auditor })
  return auditEvents.nodes[0]
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

async function loggedIn() {
  const browser = createBrowser()
  await browser.get(await browser.follow(`${url}/auth/login`, (next) => next.startsWith(`${url}/auth/callback`)))
  return browser
}

test('an event says how its caller was authenticated: by a token of the gateway, of the identity provider, or a session', async () => {
  const own = await gateway.tokenOf('vic', 'viewer')
  expect(await eventOf(bearer(own))).toMatchObject({ authMethod: 'TOKEN', actor: { name: 'vic' } })
  const { token: account } = await gateway.gateway.tokens.create({
    principalName: 'nightly',
    ownerName: 'vic',
    roles: ['viewer'],
    lifetimeMs: null,
  })
  expect(await eventOf(bearer(account))).toMatchObject({
    authMethod: 'TOKEN',
    event: { authtype: 'service_account' },
  })
  const { accessToken } = await issuer.userTokens()
  expect(await eventOf(bearer(accessToken))).toMatchObject({ authMethod: 'OIDC', event: { authtype: 'user' } })
  const page = { 'apollo-require-preflight': '1', origin: url }
  expect(await eventOf(page, await loggedIn())).toMatchObject({ authMethod: 'SESSION', actor: { name: 'Ada' } })
  // A header goes before the cookie, and is what counts.
  expect(await eventOf({ ...page, ...bearer(own) }, await loggedIn())).toMatchObject({ authMethod: 'TOKEN' })
})

test('an event has the place in a trace that its request came with, and nothing that only looks like one', async () => {
  const own = bearer(await gateway.tokenOf('vic', 'viewer'))
  expect(await eventOf({ ...own, traceparent, 'x-request-id': 'asked-1' })).toMatchObject({
    traceparent,
    requestId: 'asked-1',
    event: { traceparent },
  })
  for (const other of ['', 'ada@example.org', `${traceparent}, ${traceparent}`, traceparent.replace('4bf9', '4BF9')]) {
    const { traceparent: found, event } = await eventOf({ ...own, traceparent: other })
    expect([found, 'traceparent' in event]).toEqual([null, false])
  }
})

test('a login that fails, and a cookie from a page of somebody else, are recorded as failed authentications', async () => {
  await createBrowser().get(`${url}/auth/callback?code=forged&state=forged`)
  const browser = await loggedIn()
  const elsewhere = {
    'content-type': 'application/json',
    'apollo-require-preflight': '1',
    origin: 'https://evil.example',
  }
  expect((await browser.post(`${url}/graphql`, elsewhere, refused)).status).toBe(403)
  await gateway.close()
  await using store = await openStore(await gatewayConfig({ sources: [], config, directory: gateway.directory }))
  const { entries } = await store.audit.store.list({ stream: 'access' }, { first: 10, before: null })
  const failures = entries.filter(({ columns }) => columns.type === 'gov.authentication.failed.v1')
  const counts = failures.map(({ eventJson }): number => JSON.parse(eventJson).data.details.count)
  expect(counts).toEqual([1, 1])
})
