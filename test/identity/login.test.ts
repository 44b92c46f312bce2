import { describe, expect, test } from 'vitest'
import { startGateway } from '../support/gateway.ts'
import { freshPostgresUrl } from '../support/tools.ts'
import { type Browser, createBrowser } from './browser.ts'
import { audience, startIssuer } from './issuer.ts'

const issuer = await startIssuer()
const config = {
  auth: {
    issuers: [{ issuer: issuer.url, audience, login: { clientId: 'modelwarden-web', clientSecret: 'web-secret' } }],
    groups: { readers: { roles: ['viewer'], clearance: 2 } },
  },
}
const { url, get } = await startGateway({ sources: [], config })
issuer.account = { sub: 'ada', claims: { name: 'Ada', groups: ['readers'] }, amr: ['pwd', 'mfa'] }

const cookieName = 'modelwarden-session'
const viewerQuery = JSON.stringify({ query: '{ viewer { name kind roles clearance mfa tokenExpiresAt } }' })

const ask = (browser: Browser, headers: Readonly<Record<string, string>> = {}, at = url) =>
  browser.post(
    `${at}/graphql`,
    { 'content-type': 'application/json', 'apollo-require-preflight': '1', origin: at, ...headers },
    viewerQuery,
  )

/** Goes to the issuer and back, up to the callback, which is not asked. */
const comeBack = async (browser: Browser, at = url) =>
  browser.follow(`${at}/auth/login?returnTo=/graphql`, (next) => next.startsWith(`${at}/auth/callback`))

async function logIn(at = url): Promise<Browser> {
  const browser = createBrowser()
  const { status } = await browser.get(await comeBack(browser, at))
  expect(status).toBe(303)
  return browser
}

describe('a browser login', () => {
  test('leads to the issuer and back, and then the cookie is the person', async () => {
    const browser = createBrowser()
    const done = await browser.get(await comeBack(browser))
    expect([done.status, done.location]).toEqual([303, `${url}/graphql`])
    const cookie = [done.headers['set-cookie'] ?? []].flat().find((line) => line.startsWith(cookieName))
    expect(cookie).toMatch(/^modelwarden-session=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
    const { status, text } = await ask(browser)
    expect([status, JSON.parse(text)]).toMatchObject([
      200,
      {
        data: {
          viewer: {
            name: 'Ada',
            kind: 'USER',
            roles: ['viewer'],
            clearance: 2,
            mfa: true,
            tokenExpiresAt: expect.any(String),
          },
        },
      },
    ])
  })

  test('asks with PKCE, state and nonce, other ones each time', async () => {
    const asked = await Promise.all(
      [1, 2].map(async () => new URL((await createBrowser().get(`${url}/auth/login`)).location ?? '')),
    )
    for (const name of ['code_challenge', 'state', 'nonce']) {
      const values = asked.map(({ searchParams }) => searchParams.get(name))
      expect(values[0]).toMatch(/^[\w-]{43}$/)
      expect(values[1]).not.toBe(values[0])
    }
    expect(asked[0]?.searchParams.get('code_challenge_method')).toBe('S256')
  })

  test('is taken once: the same answer again opens nothing', async () => {
    const browser = createBrowser()
    const callback = await comeBack(browser)
    const attempt = browser.cookiesOf(url).get('modelwarden-login') ?? ''
    expect((await browser.get(callback)).status).toBe(303)
    expect((await browser.get(callback)).status).toBe(401)
    browser.setCookie(url, 'modelwarden-login', attempt)
    expect((await browser.get(callback)).status).toBe(401)
  })

  test.each([
    ['without the cookie that it began with', (next: string) => next, true],
    ['with another state', (next: string) => next.replace(/state=[^&]+/, 'state=forged'), false],
    ['without a state', (next: string) => next.replace(/state=[^&]+&?/, ''), false],
    ['with another code', (next: string) => next.replace(/code=[^&]+/, 'code=forged'), false],
    ['with the word of another issuer', (next: string) => next.replace(/iss=[^&]+/, 'iss=https://evil.example'), false],
    ['with an error', () => `${url}/auth/callback?error=access_denied&state=x`, false],
    ['with nothing', () => `${url}/auth/callback`, false],
  ])('that comes back %s is refused', async (_case, change, isStripped) => {
    const browser = createBrowser()
    const callback = change(await comeBack(browser))
    const { status, text, headers } = await (isStripped ? createBrowser() : browser).get(callback)
    expect([status, JSON.parse(text)]).toMatchObject([401, { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] }])
    expect(JSON.stringify(headers['set-cookie'] ?? '')).not.toContain('modelwarden-session=')
  })

  test('of one browser is of no use to another', async () => {
    const [victim, attacker] = [createBrowser(), createBrowser()]
    await victim.get(`${url}/auth/login`)
    expect((await victim.get(await comeBack(attacker))).status).toBe(401)
  })

  test('never goes on with a cookie that was there before', async () => {
    const browser = createBrowser()
    const planted = 'A'.repeat(43)
    browser.setCookie(url, cookieName, planted)
    await browser.get(await comeBack(browser))
    expect(browser.cookiesOf(url).get(cookieName)).not.toBe(planted)
    browser.setCookie(url, cookieName, planted)
    expect((await ask(browser)).status).toBe(401)
  })

  test('again ends the session before', async () => {
    const browser = await logIn()
    const before = browser.cookiesOf(url).get(cookieName) ?? ''
    await browser.get(await comeBack(browser))
    expect((await ask(browser)).status).toBe(200)
    browser.setCookie(url, cookieName, before)
    expect((await ask(browser)).status).toBe(401)
  })

  test.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\r\nset-cookie:x',
    'graphql',
    '',
    '/\t/evil.example',
    'javascript:alert(1)',
  ])('returns to no other place: %j', async (returnTo) => {
    const { status, location } = await createBrowser().get(`${url}/auth/login?returnTo=${encodeURIComponent(returnTo)}`)
    expect([status, location]).toEqual([400, null])
  })

  test('names no issuer but a configured one', async () => {
    expect((await createBrowser().get(`${url}/auth/login?issuer=https://evil.example`)).status).toBe(400)
    expect((await createBrowser().get(`${url}/auth/login?issuer=${issuer.url}`)).status).toBe(302)
  })

  test('is said not to be possible while the issuer is away and was never reached', async () => {
    const away = await startIssuer()
    away.down()
    const auth = { issuers: [{ issuer: away.url, audience, login: { clientId: 'x' } }] }
    const other = await startGateway({ sources: [], config: { auth } })
    expect((await createBrowser().get(`${other.url}/auth/login`)).status).toBe(503)
  })

  test('is said not to be possible where none is configured, or cookies could be read on the way', async () => {
    const none = await startGateway({ sources: [] })
    expect((await createBrowser().get(`${none.url}/auth/login`)).status).toBe(501)
    const plain = await startGateway({
      sources: [],
      config: { ...config, server: { publicUrl: 'http://warden.example' } },
    })
    expect((await createBrowser().get(`${plain.url}/auth/login`)).status).toBe(501)
  })

  test('over https has cookies that are bound to this very origin', async () => {
    const secure = await startGateway({
      sources: [],
      config: { ...config, server: { publicUrl: 'https://warden.example' } },
    })
    const { headers } = await createBrowser().get(`${secure.url}/auth/login`)
    expect(headers['set-cookie']).toMatch(
      /^__Host-modelwarden-login=[\w.-]+; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
  })
})

describe('the cookie of a session', () => {
  test.each([
    ['from a page of another origin', { origin: 'https://evil.example' }],
    ['from a page without an origin', { origin: 'null' }],
    ['without the header that no form can send', { 'apollo-require-preflight': '' }],
  ])('is not taken %s', async (_case, headers) => {
    const { status, text } = await ask(await logIn(), headers)
    expect([status, JSON.parse(text)]).toMatchObject([403, { errors: [{ extensions: { code: 'FORBIDDEN' } }] }])
  })

  test('is not taken from what does not say where it comes from', async () => {
    const browser = await logIn()
    const headers = { 'content-type': 'application/json', 'apollo-require-preflight': '1' }
    expect((await browser.post(`${url}/graphql`, headers, viewerQuery)).status).toBe(403)
    const own = { ...headers, 'sec-fetch-site': 'same-origin' }
    expect((await browser.post(`${url}/graphql`, own, viewerQuery)).status).toBe(200)
  })

  test('opens files and no other door', async () => {
    const browser = await logIn()
    expect((await browser.get(`${url}/artifacts/unknown`)).status).toBe(404)
    expect((await browser.get(`${url}/metrics`, { origin: url })).status).toBe(401)
  })

  test('goes behind a token that is sent as well', async () => {
    expect((await ask(await logIn(), { authorization: 'Bearer mw_nothing' })).status).toBe(401)
  })

  test('is no bearer token', async () => {
    const browser = await logIn()
    const token = browser.cookiesOf(url).get(cookieName) ?? ''
    expect((await get('/graphql?query={viewer{name}}', { token })).status).toBe(401)
  })

  test('is worth nothing after a logout, which only an own page can ask for', async () => {
    const browser = await logIn()
    const secret = browser.cookiesOf(url).get(cookieName) ?? ''
    expect((await browser.post(`${url}/auth/logout`, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await ask(browser)).status).toBe(200)
    expect((await browser.post(`${url}/auth/logout`, { origin: url })).status).toBe(204)
    expect(browser.cookiesOf(url).has(cookieName)).toBe(false)
    browser.setCookie(url, cookieName, secret)
    expect((await ask(browser)).status).toBe(401)
  })
})

test('two replicas on PostgreSQL share logins under way and sessions, and a logout on one holds on the other', async () => {
  const shared = {
    ...config,
    store: { url: await freshPostgresUrl() },
    server: { secret: 'x'.repeat(48), publicUrl: 'http://127.0.0.1:1' },
  }
  const [first, second] = [
    await startGateway({ sources: [], config: shared }),
    await startGateway({ sources: [], config: shared }),
  ]
  const browser = createBrowser()
  const own = 'http://127.0.0.1:1'
  const callback = await browser.follow(`${first.url}/auth/login`, (next) => next.startsWith(`${own}/auth/callback`))
  const carry = (from: string, to: string) => {
    for (const [name, value] of browser.cookiesOf(from)) browser.setCookie(to, name, value)
  }
  carry(first.url, second.url)
  expect((await browser.get(callback.replace(own, second.url))).status).toBe(303)
  carry(second.url, first.url)
  expect((await ask(browser, { origin: own }, first.url)).status).toBe(200)
  expect((await browser.post(`${second.url}/auth/logout`, { origin: own })).status).toBe(204)
  expect((await ask(browser, { origin: own }, first.url)).status).toBe(401)
})
