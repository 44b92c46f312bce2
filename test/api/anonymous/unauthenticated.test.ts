import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { ask } from '../../support/graphql.ts'

const gateway = await startGateway({ sources: [mlflowSource()] })
const anonymous = { token: null }

test.each(['{ viewer { name } }', '{ __typename }', '{ __schema { types { name } } }', 'nonsense', ''])(
  'a query without a token is refused, whatever it is: %j',
  async (query) => {
    const answer = await gateway.ask(query, {}, anonymous)
    expect(answer).toMatchObject({ status: 401, data: null, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    expect(answer.headers['www-authenticate']).toBe('Bearer')
    expect(answer.extensions).toEqual({})
  },
)

test.each(['mw_wrong', `mw_${'A'.repeat(43)}`, 'x', '0'.repeat(5_000)])(
  'a token that is none is refused: %s',
  async (token) => {
    const answer = await ask(gateway.url, { query: '{ viewer { name } }', token })
    expect(answer).toMatchObject({ status: 401, errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  },
)

test('without a token there are liveness, a bare readiness and the GraphiQL page', async () => {
  const live = await gateway.get('/health/live', anonymous)
  expect([live.status, JSON.parse(live.bytes.toString())]).toEqual([200, { status: 'live' }])
  const ready = await gateway.get('/health/ready', anonymous)
  expect(Object.keys(JSON.parse(ready.bytes.toString()))).toEqual(['status'])
  const page = await gateway.get('/graphql', { ...anonymous, headers: { accept: 'text/html' } })
  expect(page.status).toBe(200)
  expect(page.headers['content-type']).toContain('text/html')
})

test.each([
  '/metrics',
  '/artifacts/anything',
  '/graphql?query=%7B__typename%7D',
  '/',
  '/mlflow/tracking',
  '/nothing-here',
])('without a token there is nothing at %s', async (path) => {
  const { status, bytes } = await gateway.get(path, anonymous)
  expect([401, 404]).toContain(status)
  expect(bytes.toString()).not.toMatch(/tracking|mlflow/i)
})

test('readiness tells a viewer about each dependency, and metrics are for administrators', async () => {
  const token = await gateway.tokenOf('ada', 'viewer')
  const ready = await gateway.get('/health/ready', { token })
  expect(JSON.parse(ready.bytes.toString())).toMatchObject({
    dependencies: [
      { name: 'store', kind: 'store', state: 'UP' },
      { name: 'audit', kind: 'audit' },
      { name: 'tracking', kind: 'source' },
    ],
  })
  expect((await gateway.get('/metrics', { token })).status).toBe(403)
  expect((await gateway.get('/metrics')).bytes.toString()).toContain('# HELP')
})
