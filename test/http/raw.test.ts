import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { startGateway } from '../support/in-process-gateway.ts'
import { head, rawHttp } from './raw-http.ts'

let gateway: Awaited<ReturnType<typeof startGateway>>
let url: string
beforeAll(async () => {
  gateway = await startGateway()
  url = await gateway.listen(0)
})

const authorization = () => `authorization: ${gateway.authorization().authorization}`
const json = 'content-type: application/json'

async function statusAndCode(text: string): Promise<readonly [number, string | undefined]> {
  const connection = await rawHttp(url)
  connection.write(text)
  const answer = await connection.until('}}]}')
  connection.end()
  return [Number(answer.split(' ')[1]), /"code":"(\w+)"/.exec(answer)?.[1]]
}

describe('refused with a code, whatever arrives:', () => {
  test.each([
    ['no HTTP at all', () => '\u0000\u0001 hello\r\n\r\n', 400],
    ['an address that cannot be decoded', () => head('GET /%zz'), 400],
    ['an address that is too long', () => head(`GET /artifacts/${'a'.repeat(5_000)}`, authorization()), 414],
    ['headers that are too large', () => head('GET /graphql', `x: ${'a'.repeat(20_000)}`), 431],
    ['a token that is too large', () => head('GET /graphql', `authorization: Bearer mw_${'a'.repeat(20_000)}`), 431],
    ['two lengths', () => `${head('POST /graphql', authorization(), 'content-length: 2', 'content-length: 3')}{}`, 400],
    [
      'a length and chunks',
      () => `${head('POST /graphql', authorization(), 'content-length: 4', 'transfer-encoding: chunked')}0\r\n\r\n`,
      400,
    ],
    ['two hosts', () => head('GET /health/live', 'host: other'), 400],
    ['two tokens', () => head('GET /graphql', authorization(), 'authorization: Bearer other'), 400],
    ['two tokens, the other way round', () => head('GET /graphql', 'authorization: Bearer x', authorization()), 400],
    [
      'a body in chunks without end',
      () =>
        `${head('POST /graphql', authorization(), json, 'transfer-encoding: chunked')}50000\r\n${'x'.repeat(0x50000)}`,
      413,
    ],
    [
      'a length beyond the limit, before any of it came',
      () => head('POST /graphql', authorization(), json, 'content-length: 300000'),
      413,
    ],
  ])('%s', async (_name, request, status) => {
    expect(await statusAndCode(request())).toEqual([status, 'BAD_USER_INPUT'])
  })

  test('a caller without a token, before any of its body came', async () => {
    expect(await statusAndCode(head('POST /graphql', json, 'content-length: 200000'))).toEqual([401, 'UNAUTHENTICATED'])
  })

  test.each(['gzip', 'deflate', 'br', 'zstd'])('a body in %s, before any of it was looked at', async (encoding) => {
    const request = head(
      'POST /graphql',
      authorization(),
      json,
      `content-encoding: ${encoding}`,
      'content-length: 9000',
    )
    expect(await statusAndCode(request)).toEqual([415, 'BAD_USER_INPUT'])
  })
})

test('a bomb of 100 MB in 100 kB is not unpacked', async () => {
  const payload = gzipSync(Buffer.alloc(100 * 1024 * 1024, ' '))
  const headers = { ...gateway.authorization(), 'content-type': 'application/json', 'content-encoding': 'gzip' }
  const answer = await gateway.server.inject({ method: 'POST', url: '/graphql', headers, payload })
  expect([answer.statusCode, answer.json().errors[0].extensions.code]).toEqual([415, 'BAD_USER_INPUT'])
})

test('long tokens that fit the headers are refused like any other', async () => {
  for (const token of ['a'.repeat(12_000), `mw_${'a'.repeat(12_000)}`, 'mw_', '%00', 'ü'.repeat(43)]) {
    const answer = await gateway.server.inject({ url: '/metrics', headers: { authorization: `Bearer ${token}` } })
    expect([answer.statusCode, answer.json().errors[0].extensions.code]).toEqual([401, 'UNAUTHENTICATED'])
  }
})

test('requests sent without waiting for answers are answered in their order', async () => {
  const connection = await rawHttp(url)
  const bodies = ['{ viewer { name } }', '{ nope }', '{ __typename }'].map((query) => JSON.stringify({ query }))
  const requests = bodies.map(
    (body) => head('POST /graphql', authorization(), json, `content-length: ${body.length}`) + body,
  )
  connection.write([...requests, head('GET /health/live')].join(''))
  const answer = await connection.until('"live"}')
  const places = ['"administrator"', 'BAD_USER_INPUT', '"Query"', '"live"'].map((text) => answer.indexOf(text))
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places).not.toContain(-1)
  connection.end()
})

test('a request that drips in is cut off, and others are served meanwhile', async () => {
  const { server } = gateway.server
  // What a deployment gets; the test itself need not wait that long.
  expect([server.headersTimeout, server.requestTimeout, server.timeout]).toEqual([15_000, 30_000, 120_000])
  const own = await startGateway()
  const ownUrl = await own.listen(0)
  own.server.server.headersTimeout = 200
  own.server.server.requestTimeout = 400
  const inHeaders = await rawHttp(ownUrl)
  inHeaders.write('POST /graphql HTTP/1.1\r\nhost: gateway\r\n')
  const inBody = await rawHttp(ownUrl)
  const bearer = `authorization: ${own.authorization().authorization}`
  inBody.write(`${head('POST /graphql', bearer, json, 'content-length: 100')}{"query":`)
  expect((await own.query('{ viewer { name } }')).status).toBe(200)
  const answers = await Promise.all([inHeaders.closed(), inBody.closed()])
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1\.1 408 [^]*"code":"BAD_USER_INPUT"/)
})
