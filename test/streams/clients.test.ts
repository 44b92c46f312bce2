import { createClient as createSseClient } from 'graphql-sse'
import { createClient as createWsClient } from 'graphql-ws'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { auditedGateway } from '../api/auditor.ts'
import { listenSse, type Result, tokensMade } from './listen.ts'

const gateway = await auditedGateway()
const { url, auditor } = gateway
const makeToken = async (name: string) =>
  (await gateway.gateway.tokens.create({ principalName: name, roles: ['viewer'], lifetimeMs: null })).row.id
const authorization = `Bearer ${auditor}`
const marked = { query: tokensMade, variables: { marks: true } }
const idOf = (result: Result) => result.data.auditEventAppended.event.resource.key

test('a plain reader of server-sent events is told of what is decided, by cost and in order', async () => {
  const stream = await listenSse(url, marked, { token: auditor })
  expect(stream.status).toBe(200)
  expect(await stream.next()).toMatchObject({
    data: { auditEventAppended: { cursor: expect.any(String), event: null } },
  })
  const made = [await makeToken('one'), await makeToken('two'), await makeToken('three')]
  const results = [await stream.next(), await stream.next(), await stream.next()]
  expect(results.map(idOf)).toEqual(made)
  expect(results[0].extensions.cost).toMatchObject({ requested: expect.any(Number) })
  stream.stop()
})

test('the client of graphql-sse follows', async () => {
  const client = createSseClient({ url: `${url}/graphql/stream`, headers: { authorization } })
  const results = client.iterate(marked)
  await results.next()
  const made = await makeToken('four')
  expect(idOf((await results.next()).value)).toBe(made)
  await results.return?.()
})

test('the client of graphql-ws follows several things on one connection, and ends each by itself', async () => {
  const client = createWsClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization },
  })
  const [left, right] = [client.iterate(marked), client.iterate(marked)]
  await Promise.all([left.next(), right.next()])
  const made = await makeToken('five')
  expect([idOf((await left.next()).value), idOf((await right.next()).value)]).toEqual([made, made])
  await left.return?.()
  const later = await makeToken('six')
  expect(idOf((await right.next()).value)).toBe(later)
  await right.return?.()
  await client.dispose()
})

test('what is asked by GET is followed too, and nothing is answered that is no stream', async () => {
  const query = encodeURIComponent('subscription { auditEventAppended(marks: true) { cursor } }')
  const reply = await fetch(`${url}/graphql/stream?query=${query}`, {
    headers: { authorization, accept: 'text/event-stream' },
  })
  expect(reply.headers.get('content-type')).toContain('text/event-stream')
  await reply.body?.cancel()
  const plain = await fetch(`${url}/graphql/stream?query=${query}`, { headers: { authorization } })
  expect(plain.status).toBe(406)
  await plain.body?.cancel()
})

test('queries, mutations, the schema and whatever is too large are refused as by POST, with their codes', async () => {
  const refused = async (query: string, token = auditor) => {
    const { status, refusal } = await listenSse(url, { query }, { token })
    return [status, refusal?.errors[0].extensions.code]
  }
  const { refusal } = await listenSse(url, { query: '{ viewer { name } }' }, { token: auditor })
  expect(refusal.errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'NOT_A_SUBSCRIPTION' })
  const mutation = 'mutation { syncSource(input: { source: "x" }) { userErrors { code } } }'
  expect(await refused(mutation)).toEqual([400, 'BAD_USER_INPUT'])
  expect(await refused('{ __schema { types { name } } }')).toEqual([400, 'BAD_USER_INPUT'])
  expect(await refused('subscription { nothing }')).toMatchObject([400, 'BAD_USER_INPUT'])
  expect(await refused('subscription {')).toMatchObject([400, 'BAD_USER_INPUT'])
  const aliases = Array.from({ length: 40 }, (_each, index) => `a${index}: cursor`).join(' ')
  expect(await refused(`subscription { auditEventAppended { ${aliases} } }`)).toMatchObject([400, 'QUERY_TOO_COMPLEX'])
  const dear =
    'subscription { approvalChanged { request { modelVersion { model { versions(first: 100) { nodes { model { versions(first: 100) { nodes { ref } } } } } } } } } }'
  expect(await refused(dear)).toMatchObject([400, 'QUERY_TOO_COMPLEX'])
  expect(await refused('subscription { auditEventAppended(after: "made up") { cursor } }')).toMatchObject([
    400,
    'BAD_USER_INPUT',
  ])
  const viewer = await gateway.tokenOf('viewer', 'viewer')
  expect(await refused('subscription { auditEventAppended { cursor } }', viewer)).toEqual([403, 'FORBIDDEN'])
  expect((await listenSse(url, marked, { token: 'mw_nobody' })).status).toBe(401)
})
