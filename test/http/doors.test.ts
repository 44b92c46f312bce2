import { beforeAll, describe, expect, test } from 'vitest'
import { startGateway } from '../support/in-process-gateway.ts'

let gateway: Awaited<ReturnType<typeof startGateway>>
beforeAll(async () => {
  gateway = await startGateway()
})

const call = (url: string, options: object = {}) => gateway.server.inject({ method: 'GET', url, ...options })

describe('a caller without a token', () => {
  test.each([
    ['GET', '/graphql?query={__typename}'],
    ['POST', '/graphql'],
    ['GET', '/metrics'],
    ['GET', '/artifacts/x'],
    ['GET', '/nothing/here'],
    ['PUT', '/graphql'],
  ] as const)('%s %s is refused with a challenge', async (method, url) => {
    const answer = await call(url, { method })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer')
    expect(answer.json().errors[0].extensions.code).toBe('UNAUTHENTICATED')
  })

  test('learns whether the gateway is ready, and nothing else', async () => {
    expect((await call('/health/live')).json()).toEqual({ status: 'live' })
    expect((await call('/health/ready')).json()).toEqual({ status: 'ready' })
  })

  test('gets the page with everything on it from this gateway', async () => {
    const page = await call('/graphql', { headers: { accept: 'text/html' } })
    expect(page.statusCode).toBe(200)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    const files = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address ?? '')
    for (const file of files.filter((address) => address !== 'data:,' && !address.startsWith('/auth/'))) {
      expect(file).toMatch(/^\/graphiql\/[a-z.-]+$/)
      expect((await call(file)).statusCode).toBe(200)
    }
  })

  test('is led to the page by the bare address in a browser, and refused there otherwise', async () => {
    for (const url of ['/', '/?x=1']) {
      const answer = await call(url, { headers: { accept: 'text/html,application/xhtml+xml' } })
      expect([answer.statusCode, answer.headers['location']]).toEqual([302, '/graphql'])
    }
    expect((await call('/', { headers: { accept: 'application/json' } })).statusCode).toBe(401)
    expect((await call('/nothing', { headers: { accept: 'text/html' } })).statusCode).toBe(401)
  })

  test('cannot walk out of the folder of the page', async () => {
    for (const path of ['/graphiql/..%2fpackage.json', '/graphiql/../package.json', '/graphiql/package.json']) {
      expect((await call(path)).statusCode).toBe(401)
    }
  })
})

test('a wrong token is told apart from none, without a word on why', async () => {
  const answer = await call('/metrics', { headers: { authorization: `Bearer mw_${'x'.repeat(43)}` } })
  expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"'])
})

test('metrics need the right to read them', async () => {
  expect((await call('/metrics', { headers: gateway.authorization('viewer') })).statusCode).toBe(403)
  const answer = await call('/metrics', { headers: gateway.authorization() })
  expect(answer.body).toContain('modelwarden_http_requests_total')
})

test('readiness has one entry for each dependency for those who may see it', async () => {
  const { status, dependencies } = (await call('/health/ready', { headers: gateway.authorization() })).json()
  expect(status).toBe('ready')
  expect(dependencies.map(({ kind }: { kind: string }) => kind)).toContain('store')
})

test.each([
  ['an unknown address', { url: '/nothing/here' }, 404, 'NOT_FOUND'],
  ['the bare address', { url: '/' }, 404, 'NOT_FOUND'],
  ['another method', { method: 'PUT', url: '/graphql' }, 405, 'BAD_USER_INPUT'],
  [
    'a body that is too large',
    { method: 'POST', url: '/graphql', payload: { query: 'x'.repeat(300_000) } },
    413,
    'BAD_USER_INPUT',
  ],
  [
    'a body that is not JSON',
    { method: 'POST', url: '/graphql', payload: '{', headers: { 'content-type': 'application/json' } },
    400,
    'BAD_USER_INPUT',
  ],
  [
    'plain text',
    { method: 'POST', url: '/graphql', payload: 'x', headers: { 'content-type': 'text/plain' } },
    415,
    'BAD_USER_INPUT',
  ],
  [
    'a form',
    {
      method: 'POST',
      url: '/graphql',
      payload: 'query=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    415,
    'BAD_USER_INPUT',
  ],
  [
    'a timeout that is no number',
    { method: 'POST', url: '/graphql', payload: {}, headers: { 'modelwarden-timeout-ms': 'soon' } },
    400,
    'BAD_USER_INPUT',
  ],
  ['an artifact that is unknown', { url: '/artifacts/nope' }, 404, 'NOT_FOUND'],
] as const)('%s is answered with coded JSON', async (_name, request, status, code) => {
  const headers = { ...('headers' in request ? request.headers : {}), ...gateway.authorization() }
  const answer = await gateway.server.inject({ method: 'GET', ...request, headers })
  expect([answer.statusCode, answer.json().errors[0].extensions.code]).toEqual([status, code])
})

test('a sane request id is kept, any other is replaced', async () => {
  expect((await call('/health/live', { headers: { 'x-request-id': 'abc-1' } })).headers['x-request-id']).toBe('abc-1')
  const forged = await call('/health/live', { headers: { 'x-request-id': 'a b\tc' } })
  expect(forged.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
})

test('answers are kept by no shared cache and sniffed by no browser', async () => {
  const { headers } = await gateway.query('{ viewer { name } }')
  expect(headers).toMatchObject({ 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' })
  expect(headers['vary']).toContain('Authorization')
})

test('a GET with a query is answered, and a mutation by GET is not', async () => {
  const headers = { ...gateway.authorization(), 'apollo-require-preflight': '1' }
  const read = await call(`/graphql?query=${encodeURIComponent('{ viewer { name } }')}`, { headers })
  expect(read.json().data.viewer.name).toBe('administrator')
  const mutation = 'mutation { syncSource(input: { source: "x" }) { userErrors { code } } }'
  expect((await call(`/graphql?query=${encodeURIComponent(mutation)}`, { headers })).statusCode).toBe(405)
})

test('a refused mutation has no result and a code of its own list', async () => {
  const mutation = 'mutation { syncSource(input: { source: "nope" }) { source { id } userErrors { code field } } }'
  const { body } = await gateway.query(mutation)
  expect(body.data.syncSource).toEqual({ source: null, userErrors: [{ code: 'NOT_FOUND', field: ['source'] }] })
  const refused = await gateway.query(mutation, { role: 'viewer' })
  expect(refused.body.data.syncSource.userErrors[0].code).toBe('FORBIDDEN')
})
