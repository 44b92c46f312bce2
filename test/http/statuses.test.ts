import { beforeAll, describe, expect, test } from 'vitest'
import { startGateway } from '../support/in-process-gateway.ts'

let gateway: Awaited<ReturnType<typeof startGateway>>
beforeAll(async () => {
  gateway = await startGateway()
})

const json = 'application/json'
const graphql = 'application/graphql-response+json'
const tooDear = '{ models(first: 100) { nodes { versions(first: 100) { nodes { id } } } } }'
const mutation = 'mutation { syncSource(input: { source: "x" }) { userErrors { code } } }'

/** What is asked, its status for a client that takes plain JSON, for one that takes the GraphQL type, and the code. */
const requests: readonly (readonly [string, object, number, number, string | undefined])[] = [
  ['a query', { query: '{ viewer { name } }' }, 200, 200, undefined],
  ['a refused mutation', { query: mutation }, 200, 200, undefined],
  ['a field that failed', { query: '{ model(ref: "models:/nope") { id } }' }, 200, 200, 'NOT_FOUND'],
  ['an argument out of range', { query: '{ models(first: 0) { nodes { id } } }' }, 200, 200, 'BAD_USER_INPUT'],
  ['a document that does not parse', { query: '{' }, 200, 400, 'BAD_USER_INPUT'],
  ['an unknown field', { query: '{ nope }' }, 200, 400, 'BAD_USER_INPUT'],
  [
    'two operations and no name',
    { query: 'query A { __typename } query B { __typename }' },
    200,
    400,
    'BAD_USER_INPUT',
  ],
  [
    'a variable of another type',
    { query: 'query ($n: Int!) { models(first: $n) { nodes { id } } }', variables: { n: 'x' } },
    200,
    400,
    'BAD_USER_INPUT',
  ],
  [
    'a variable left out',
    { query: 'query ($n: Int!) { models(first: $n) { nodes { id } } }' },
    200,
    400,
    'BAD_USER_INPUT',
  ],
  [
    'a hash in place of a query',
    { extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
    200,
    400,
    'BAD_USER_INPUT',
  ],
  [
    'a query to be kept under its hash',
    { query: '{ __typename }', extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } } },
    200,
    400,
    'BAD_USER_INPUT',
  ],
  ['a query too dear', { query: tooDear }, 400, 400, 'QUERY_TOO_COMPLEX'],
  ['a subscription', { query: 'subscription { approvalChanged { cursor } }' }, 400, 400, 'BAD_USER_INPUT'],
  ['a body without a query', {}, 400, 400, 'BAD_USER_INPUT'],
  ['a list of operations', [{ query: '{ __typename }' }], 400, 400, 'BAD_USER_INPUT'],
  ['variables that are no object', { query: '{ __typename }', variables: 'x' }, 400, 400, 'BAD_USER_INPUT'],
]

const accepted: readonly (readonly [string | undefined, string])[] = [
  [undefined, json],
  ['*/*', json],
  [json, json],
  [`${json}, ${graphql};q=0.5`, json],
  [graphql, graphql],
  [`${graphql}, ${json}`, graphql],
  [graphql.toUpperCase(), graphql],
]

describe.each(requests)('%s', (_name, ...[payload, plain, typed, code]) => {
  test.each(accepted)('accepting %s', async (accept, type) => {
    const headers = { ...gateway.authorization(), ...(accept === undefined ? {} : { accept }) }
    const answer = await gateway.server.inject({ method: 'POST', url: '/graphql', headers, payload })
    expect([answer.statusCode, answer.json().errors?.[0].extensions.code]).toEqual([
      type === json ? plain : typed,
      code,
    ])
    expect(answer.headers['content-type']).toBe(`${type}; charset=utf-8`)
  })
})

test.each(['text/html', 'image/png', 'multipart/mixed', `${json};q=0`])(
  'a caller who takes only %s is refused before anything is done',
  async (accept) => {
    const answer = await gateway.query(mutation, { headers: { accept } })
    expect([answer.status, answer.body.data, answer.body.errors[0].extensions.code]).toEqual([
      406,
      undefined,
      'BAD_USER_INPUT',
    ])
  },
)

test('a schema that the caller may not read is 403 for every client', async () => {
  for (const accept of [json, graphql]) {
    const answer = await gateway.query('{ __schema { types { name } } }', { role: 'viewer', headers: { accept } })
    expect([answer.status, answer.body.errors[0].extensions.code]).toEqual([403, 'FORBIDDEN'])
  }
})
