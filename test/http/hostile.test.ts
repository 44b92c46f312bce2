import { beforeAll, expect, test } from 'vitest'
import { startGateway } from '../support/in-process-gateway.ts'

let gateway: Awaited<ReturnType<typeof startGateway>>
beforeAll(async () => {
  gateway = await startGateway()
})

const many = (count: number, part: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join(' ')
const nested = (depth: number) =>
  `{ node(id: "x") { ... on Model { ${'latestVersion { model { '.repeat(depth)} id ${'} } '.repeat(depth)} } } }`
const doubling = (count: number) =>
  `{ viewer { ...F0 } } ${many(count, (at) => `fragment F${at} on Viewer { name ...F${at + 1} ...F${at + 1} }`)} fragment F${count} on Viewer { name }`

const refused: readonly (readonly [string, string, number, string])[] = [
  ['more tokens than allowed', `{ viewer { ${'name '.repeat(5_000)} } }`, 400, 'QUERY_TOO_COMPLEX'],
  ['too deep', nested(10), 400, 'QUERY_TOO_COMPLEX'],
  ['too many aliases', `{ ${many(50, (at) => `a${at}: viewer { name }`)} }`, 400, 'QUERY_TOO_COMPLEX'],
  ['too many aliases of __typename', `{ ${many(50, (at) => `a${at}: __typename`)} }`, 400, 'QUERY_TOO_COMPLEX'],
  ['too many directives', `{ viewer { ${'name @include(if: true) '.repeat(20)} } }`, 400, 'QUERY_TOO_COMPLEX'],
  ['fragments that double at every step', doubling(40), 400, 'QUERY_TOO_COMPLEX'],
  [
    'lists of lists',
    '{ models(first: 100) { nodes { versions(first: 100) { nodes { id } } } } }',
    400,
    'QUERY_TOO_COMPLEX',
  ],
  ['a list far too long', '{ models(first: 1000000000) { nodes { id } } }', 400, 'QUERY_TOO_COMPLEX'],
  [
    'a live walk with pictures',
    '{ lineage(ref: "models:/x", freshness: LIVE) { mermaid dot } }',
    400,
    'QUERY_TOO_COMPLEX',
  ],
  ['a subscription', 'subscription { approvalChanged { cursor } }', 400, 'BAD_USER_INPUT'],
  ['fragments in a circle', '{ viewer { ...A } } fragment A on Viewer { ...A }', 200, 'BAD_USER_INPUT'],
  ['a field that does not exist', '{ viewr { name } }', 200, 'BAD_USER_INPUT'],
  ['no GraphQL at all', 'DROP TABLE models', 200, 'BAD_USER_INPUT'],
]

test.each(refused)('%s is refused before anything is executed', async (_name, query, status, code) => {
  const answer = await gateway.query(query)
  expect(answer.status).toBe(status)
  expect(answer.body.data).toBeUndefined()
  expect(answer.body.errors.length).toBeLessThanOrEqual(6)
  expect(new Set(answer.body.errors.map((error: { extensions: { code: string } }) => error.extensions.code))).toEqual(
    new Set([code]),
  )
})

test.each(refused)('%s is 4xx for clients that take the GraphQL media type', async (_name, query) => {
  const { status } = await gateway.query(query, { headers: { accept: 'application/graphql-response+json' } })
  expect(status).toBe(400)
})

test('a refusal for cost tells the cost, the limit, which list is to blame and what to do', async () => {
  const { body } = await gateway.query('{ models(first: 100) { nodes { versions(first: 100) { nodes { id } } } } }')
  expect(body.errors[0].extensions).toMatchObject({
    cost: 10_100,
    limit: 2_000,
    lists: [
      { path: 'models.nodes.versions', argument: 'first', asked: 100, points: 10_000 },
      { path: 'models', argument: 'first', asked: 100, points: 100 },
    ],
  })
  expect(body.errors[0].message).toMatch(/10100.*2000.*`models\.nodes\.versions` takes 10000.*smaller `first`/)
})

test('nothing about the schema is suggested', async () => {
  const { body } = await gateway.query('{ viewr { name } modles { nodes { id } } }')
  expect(JSON.stringify(body)).not.toMatch(/did you mean/i)
})

test('several operations in one request are refused', async () => {
  const answer = await gateway.server.inject({
    method: 'POST',
    url: '/graphql',
    headers: gateway.authorization(),
    payload: [{ query: '{ __typename }' }, { query: '{ __typename }' }],
  })
  expect(answer.statusCode).toBe(400)
  expect(answer.json().errors[0].extensions.code).toBe('BAD_USER_INPUT')
})

test('a viewer can neither introspect nor read the SDL through federation', async () => {
  for (const query of [
    '{ __schema { types { name } } }',
    '{ __type(name: "Query") { name } }',
    '{ _service { sdl } }',
  ]) {
    const answer = await gateway.query(query, { role: 'viewer' })
    expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([403, 'FORBIDDEN'])
    expect((await gateway.query(query)).status).toBe(200)
  }
})

test('more than 100 ids at once are refused', async () => {
  const ids = Array.from({ length: 101 }, () => 'x')
  const { body } = await gateway.query('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { variables: { ids } })
  expect(body.errors[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', max: 100 })
})

test('unknown ids are null without an error', async () => {
  const { body } = await gateway.query('{ node(id: "bm9wZQ") { id } nodes(ids: ["TW9kZWw6eA", "?"]) { id } }')
  expect(body).toMatchObject({ data: { node: null, nodes: [null, null] } })
  expect(body.errors).toBeUndefined()
})

test('a cursor of another list, or made by hand, is refused', async () => {
  for (const after of ['AAAA', Buffer.from('{"key":"a"}').toString('base64url')]) {
    const { body } = await gateway.query('query ($after: String) { models(after: $after) { nodes { id } } }', {
      variables: { after },
    })
    expect(body.errors[0].extensions.code).toBe('BAD_USER_INPUT')
  }
})
