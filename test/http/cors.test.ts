import { beforeAll, expect, test } from 'vitest'
import { startGateway } from '../support/in-process-gateway.ts'

const portal = 'https://portal.example'
let open: Awaited<ReturnType<typeof startGateway>>
let closed: Awaited<ReturnType<typeof startGateway>>
beforeAll(async () => {
  open = await startGateway({ server: { cors: { origins: [portal, 'https://other.example'] } } })
  closed = await startGateway()
})

const preflight = (gateway: typeof open, origin: string) =>
  gateway.server.inject({
    method: 'OPTIONS',
    url: '/graphql',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,modelwarden-purpose,modelwarden-timeout-ms',
    },
  })
const corsHeaders = (headers: object) => Object.keys(headers).filter((name) => name.startsWith('access-control-'))

test('a configured origin may send tokens and queries, and no cookies', async () => {
  const { statusCode, headers } = await preflight(open, portal)
  expect([statusCode, headers]).toMatchObject([
    204,
    {
      'access-control-allow-origin': portal,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': 'authorization,content-type,modelwarden-purpose,modelwarden-timeout-ms',
      'access-control-max-age': '600',
      vary: expect.stringContaining('Origin'),
    },
  ])
  expect(headers['access-control-allow-credentials']).toBeUndefined()
})

test('its page can read an answer, a refusal, and the headers it needs', async () => {
  const answer = await open.query('{ viewer { name } }', { headers: { origin: portal } })
  expect(answer.headers).toMatchObject({
    'access-control-allow-origin': portal,
    'access-control-expose-headers': expect.stringContaining('retry-after'),
    vary: expect.stringMatching(/Origin.*Authorization, Modelwarden-Purpose/),
  })
  const refused = await open.server.inject({ url: '/graphql', headers: { origin: portal } })
  expect([refused.statusCode, refused.headers['access-control-allow-origin']]).toEqual([401, portal])
})

test.each([
  'https://evil.example',
  'http://portal.example',
  'https://portal.example.evil.example',
  'https://portal.example:8443',
  'HTTPS://PORTAL.EXAMPLE',
  'null',
])('the origin %s gets no header, neither before nor with an answer', async (origin) => {
  const asked = await preflight(open, origin)
  expect([asked.statusCode, corsHeaders(asked.headers)]).toEqual([401, []])
  const answer = await open.query('{ viewer { name } }', { headers: { origin } })
  expect([answer.status, corsHeaders(answer.headers)]).toEqual([200, []])
})

test('without configured origins nobody gets a header', async () => {
  expect(corsHeaders((await preflight(closed, portal)).headers)).toEqual([])
  expect(corsHeaders((await closed.query('{ __typename }', { headers: { origin: portal } })).headers)).toEqual([])
})

test.each([
  ['a GET without a header of its own', { method: 'GET', url: '/graphql?query={__typename}' }, 400],
  [
    'a GET that says it is no form',
    { method: 'GET', url: '/graphql?query={__typename}', headers: { 'apollo-require-preflight': '1' } },
    200,
  ],
  [
    'a GET with the name of its operation',
    { method: 'GET', url: '/graphql?query={__typename}', headers: { 'x-apollo-operation-name': 'a' } },
    200,
  ],
  [
    'a form',
    {
      method: 'POST',
      url: '/graphql',
      payload: 'query={__typename}',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    },
    415,
  ],
  [
    'a form with files',
    {
      method: 'POST',
      url: '/graphql',
      payload: '--x--',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
    },
    415,
  ],
  [
    'text',
    { method: 'POST', url: '/graphql', payload: '{"query":"{__typename}"}', headers: { 'content-type': 'text/plain' } },
    415,
  ],
  ['a body of no type', { method: 'POST', url: '/graphql', payload: Buffer.from('{"query":"{__typename}"}') }, 415],
  [
    'GraphQL as it is',
    { method: 'POST', url: '/graphql', payload: '{ __typename }', headers: { 'content-type': 'application/graphql' } },
    415,
  ],
  [
    'JSON',
    {
      method: 'POST',
      url: '/graphql',
      payload: '{"query":"{__typename}"}',
      headers: { 'content-type': 'application/json; charset=utf-8' },
    },
    200,
  ],
] as const)('%s, which any page could or could not send', async (_name, request, status) => {
  const headers = { ...closed.authorization(), ...('headers' in request ? request.headers : {}) }
  const answer = await closed.server.inject({ ...request, headers })
  expect(answer.statusCode).toBe(status)
  if (status !== 200) expect(answer.json().errors[0].extensions.code).toBe('BAD_USER_INPUT')
})

test('a mutation by GET is refused, however it is named', async () => {
  const mutation = 'mutation M { syncSource(input: { source: "x" }) { userErrors { code } } } query Q { __typename }'
  const ask = (operation: string) =>
    closed.server.inject({
      url: `/graphql?query=${encodeURIComponent(mutation)}&operationName=${operation}`,
      headers: { ...closed.authorization(), 'apollo-require-preflight': '1' },
    })
  const refused = await ask('M')
  expect([refused.statusCode, refused.headers['allow'], refused.json().data]).toEqual([405, 'POST', undefined])
  expect((await ask('Q')).statusCode).toBe(200)
})
