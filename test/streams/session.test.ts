import { expect, test } from 'vitest'
import { createBrowser } from '../identity/browser.ts'
import { audience, startIssuer } from '../identity/issuer.ts'
import { startGateway } from '../support/gateway.ts'
import { listenSse, type Result, tokensMade } from './listen.ts'

const issuer = await startIssuer()
issuer.account = { sub: 'ada', claims: { name: 'Ada', groups: ['auditors'] }, amr: ['pwd', 'mfa'] }
const { url, gateway } = await startGateway({
  sources: [],
  config: {
    auth: {
      issuers: [{ issuer: issuer.url, audience, login: { clientId: 'modelwarden-web', clientSecret: 'web-secret' } }],
      groups: { auditors: { roles: ['auditor'] } },
    },
  },
})
const asked = { query: tokensMade, variables: { marks: true } }

test('a page of the gateway follows with the session of its browser until that ends, and no other page does', async () => {
  const browser = createBrowser()
  const isBack = (next: string) => next.startsWith(`${url}/auth/callback`)
  await browser.get(await browser.follow(`${url}/auth/login?returnTo=/graphql`, isBack))
  const cookie = [...browser.cookiesOf(url)].map(([name, value]) => `${name}=${value}`).join('; ')
  const listen = (headers: Readonly<Record<string, string>>) =>
    listenSse(url, asked, { token: null, headers: { cookie, ...headers } })
  const stream = await listen({ 'apollo-require-preflight': '1', origin: url })
  expect(stream.status).toBe(200)
  await stream.next()
  const made = await gateway.tokens.create({ principalName: 'x', roles: ['viewer'], lifetimeMs: null })
  const result: Result = await stream.next()
  expect(result.data.auditEventAppended.event.resource.key).toBe(made.row.id)
  expect((await listen({ 'apollo-require-preflight': '1', origin: 'https://evil.example' })).status).toBe(403)
  expect((await listen({ origin: url })).status).toBe(403)
  await browser.post(`${url}/auth/logout`, { origin: url })
  await gateway.tokens.create({ principalName: 'unheard', roles: ['viewer'], lifetimeMs: null })
  expect(await stream.next()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
})
