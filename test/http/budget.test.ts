import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { startGateway } from '../support/in-process-gateway.ts'

// Budgets refill with the clock, so it stands still.
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterEach(() => {
  vi.useRealTimers()
})

test('every answer tells its cost, and the field tells the same', async () => {
  const gateway = await startGateway()
  const { body } = await gateway.query(
    '{ rateLimit { cost limit remaining requestLimit resetAt } models(first: 7) { nodes { id } } }',
  )
  expect(body.extensions.cost).toMatchObject({ requested: 8, limit: 20_000, remaining: 19_992 })
  expect(body.data.rateLimit).toMatchObject({ cost: 8, limit: 20_000, remaining: 19_992, requestLimit: 2_000 })
  expect(body.data.rateLimit.resetAt).toMatch(/^\d{4}-.*Z$/)
  const invalid = await gateway.query('{ nope }')
  expect(invalid.body.extensions.cost.remaining).toBeLessThan(20_000)
})

test('a caller over its budget is told when to come back, and others are not held up', async () => {
  const gateway = await startGateway({ limits: { costPerMinute: 30 } })
  const list = '{ models(first: 20) { nodes { id } } }'
  expect((await gateway.query(list)).status).toBe(200)
  const refused = await gateway.query(list)
  expect(refused.status).toBe(429)
  expect(refused.body.errors[0].extensions).toMatchObject({
    code: 'RATE_LIMITED',
    limit: 30,
    retryAfterMs: expect.any(Number),
  })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThanOrEqual(1)
  expect((await gateway.query(list, { role: 'viewer' })).status).toBe(200)
})

/** A caller who has nothing left. */
async function spent() {
  const gateway = await startGateway({ limits: { costPerMinute: 20 } })
  expect((await gateway.query('{ models(first: 20) { nodes { id } } }')).status).toBe(200)
  return gateway
}

test.each([
  ['a document that does not parse', { payload: { query: '{' } }],
  ['a document of unknown fields', { payload: { query: '{ nope }' } }],
  ['a document that is too deep', { payload: { query: `${'{ node '.repeat(50)}${'}'.repeat(50)}` } }],
  ['a body without a query', { payload: {} }],
  ['several operations in one body', { payload: [{ query: '{ __typename }' }] }],
  ['a body that is no JSON', { payload: '{', headers: { 'content-type': 'application/json' } }],
  ['a form', { payload: 'query=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }],
  ['a body that is too large', { payload: { query: 'x'.repeat(300_000) } }],
  ['a query by GET', { method: 'GET', url: '/graphql?query={__typename}' }],
  ['a file', { method: 'GET', url: '/artifacts/nope' }],
  ['the size of a file', { method: 'HEAD', url: '/artifacts/nope' }],
  ['the metrics', { method: 'GET', url: '/metrics' }],
  ['an address that leads nowhere', { method: 'GET', url: '/nothing' }],
] as const)('a caller whose budget is used up is refused %s, and told when to come back', async (_name, asked) => {
  const gateway = await spent()
  const headers = { ...gateway.authorization(), ...('headers' in asked ? asked.headers : {}) }
  const payload = 'payload' in asked ? { payload: asked.payload } : {}
  const method = 'method' in asked ? asked.method : 'POST'
  const answer = await gateway.server.inject({
    url: 'url' in asked ? asked.url : '/graphql',
    method,
    headers,
    ...payload,
  })
  expect(answer.statusCode).toBe(429)
  expect(Number(answer.headers['retry-after'])).toBeGreaterThanOrEqual(1)
  if (method === 'HEAD') return
  expect(answer.json().errors[0].extensions).toMatchObject({
    code: 'RATE_LIMITED',
    limit: 20,
    retryAfterMs: expect.any(Number),
    retryable: true,
  })
})

test.each([
  ['a document that does not parse', { payload: { query: '{' } }, 1],
  ['a body that is no JSON', { payload: '{', headers: { 'content-type': 'application/json' } }, 1],
  ['an address that leads nowhere', { method: 'GET', url: '/nothing' }, 1],
  ['a file', { method: 'GET', url: '/artifacts/nope' }, 5],
] as const)('%s is charged', async (_name, asked, points) => {
  const gateway = await startGateway()
  const headers = { ...gateway.authorization(), ...('headers' in asked ? asked.headers : {}) }
  const payload = 'payload' in asked ? { payload: asked.payload } : {}
  const method = 'method' in asked ? asked.method : 'POST'
  await gateway.server.inject({ url: 'url' in asked ? asked.url : '/graphql', method, headers, ...payload })
  const { body } = await gateway.query('{ rateLimit { remaining } }')
  expect(body.data.rateLimit.remaining).toBe(20_000 - points - 1)
})

test('health and the page stay open to a caller whose budget is used up', async () => {
  const gateway = await spent()
  for (const url of ['/health/live', '/health/ready']) {
    expect((await gateway.server.inject({ url, headers: gateway.authorization() })).statusCode).toBe(200)
  }
  const page = await gateway.server.inject({ url: '/graphql', headers: { accept: 'text/html' } })
  expect(page.statusCode).toBe(200)
})

test('waiting as long as told is enough for the same request', async () => {
  const gateway = await startGateway({ limits: { costPerMinute: 600 } })
  const list = '{ models(first: 100) { nodes { versions(first: 4) { nodes { id } } } } }'
  expect((await gateway.query(list)).status).toBe(200)
  const { status, body } = await gateway.query(list)
  expect(status).toBe(429)
  vi.setSystemTime(Date.now() + body.errors[0].extensions.retryAfterMs)
  expect((await gateway.query(list)).status).toBe(200)
})
