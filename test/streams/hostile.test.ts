import { expect, test } from 'vitest'
import { head, rawHttp } from '../http/raw-http.ts'
import { startGateway } from '../support/gateway.ts'
import { listenSse, loggedInSocket, openSocket, type Result, tokensMade } from './listen.ts'

const config = {
  server: { cors: { origins: ['https://portal.example'] } },
  limits: { streamsPerPrincipal: 3, streamsPerConnection: 2, costPerMinute: 100_000 },
}
const gateway = await startGateway({ sources: [], config })
const { url } = gateway
const subscribe = (id: string, payload: unknown = { query: tokensMade, variables: { marks: true } }) => ({
  id,
  type: 'subscribe',
  payload,
})
const person = async (principalName: string) =>
  (await gateway.gateway.tokens.create({ principalName, roles: ['auditor'], lifetimeMs: null })).token
/** The gateway still serves whoever behaves. */
const isWell = async () => expect((await gateway.read<Result>('{ viewer { name } }')).viewer.name).toBe('admin')

test('pages of other origins are refused before there is a socket, and those of known ones are not', async () => {
  await expect(openSocket(url, { origin: 'https://evil.example' })).rejects.toThrow('refused with 403')
  await expect(openSocket(url, { origin: 'null' })).rejects.toThrow('refused with 403')
  for (const origin of ['https://portal.example', url]) (await openSocket(url, { origin })).socket.terminate()
})

test('a socket without a token is closed within seconds, one with a bad token at once, and neither is told anything', async () => {
  const silent = await openSocket(url)
  const early = await openSocket(url)
  early.send(subscribe('one'))
  expect(await early.closed).toBe(4401)
  const wrong = await openSocket(url)
  wrong.send({ type: 'connection_init', payload: { authorization: 'Bearer mw_wrong' } })
  expect(await wrong.closed).toBe(4401)
  const without = await openSocket(url)
  without.send({ type: 'connection_init' })
  expect(await without.closed).toBe(4401)
  expect(await silent.closed).toBe(4408)
})

test('streams over the limit of a principal are refused, and there is room again once one ends', async () => {
  const busy = await person('busy')
  const asked = { query: tokensMade, variables: { marks: true } }
  const open = await Promise.all([1, 2, 3].map(() => listenSse(url, asked, { token: busy })))
  await Promise.all(open.map((stream) => stream.next()))
  const fourth = await listenSse(url, asked, { token: busy })
  expect(fourth.status).toBe(429)
  expect(fourth.refusal.errors[0].extensions).toMatchObject({
    code: 'RATE_LIMITED',
    reason: 'TOO_MANY_STREAMS',
    max: 3,
  })
  const socket = await loggedInSocket(url, busy)
  socket.send(subscribe('one'))
  expect(await socket.next()).toMatchObject({
    type: 'error',
    payload: [{ extensions: { reason: 'TOO_MANY_STREAMS' } }],
  })
  open[0]?.stop()
  const isOpen = async () => {
    socket.send(subscribe('again'))
    return (await socket.next()).type === 'next'
  }
  while (!(await isOpen()));
  const metrics = (await gateway.get('/metrics')).bytes.toString()
  expect(metrics).toContain('modelwarden_streams_open{transport="sse"} 2')
  expect(metrics).toContain('modelwarden_streams_open{transport="websocket"} 1')
  socket.socket.terminate()
  for (const stream of open) stream.stop()
})

test('many subscriptions in one packet end the connection by a code', async () => {
  const socket = await loggedInSocket(url, await person('flood'))
  for (let at = 0; at < 5_000; at += 1) socket.send(subscribe(`s${at}`))
  expect(await socket.closed).toBe(4429)
  await isWell()
})

test.each<[string, number, (send: (message: unknown) => void) => void]>([
  ['what is no JSON', 4400, (send) => send('{{{')],
  ['what is no message', 4400, (send) => send({ type: 'nonsense' })],
  ['a message of servers', 4400, (send) => send({ type: 'next', id: 'x', payload: { data: null } })],
  ['a subscription without a query', 4400, (send) => send(subscribe('x', { query: 7 }))],
  ['one id twice', 4409, (send) => [1, 2].forEach(() => send(subscribe('x')))],
  ['a second login', 4429, (send) => send({ type: 'connection_init', payload: {} })],
  ['a huge message', 1009, (send) => send(subscribe('x', { query: ' '.repeat(300_000) }))],
  ['pings without end', 4429, (send) => Array.from({ length: 3_000 }).forEach(() => send({ type: 'ping' }))],
])('%s closes the socket with %i', async (_what, code, say) => {
  const socket = await loggedInSocket(url, await person('hostile'))
  say(socket.send)
  expect(await socket.closed).toBe(code)
  await isWell()
})

test('bytes that are no frames, half a handshake and other protocols end the connection and nothing else', async () => {
  const upgrade = ['upgrade: websocket', 'connection: upgrade', 'sec-websocket-version: 13']
  const key = 'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ=='
  const garbage = await rawHttp(url)
  garbage.write(head('GET /graphql', ...upgrade, key, 'sec-websocket-protocol: graphql-transport-ws'))
  expect(await garbage.until('\r\n\r\n')).toContain('101 Switching Protocols')
  garbage.write(Buffer.alloc(1_000, 0xff))
  await garbage.closed()
  const keyless = await rawHttp(url)
  keyless.write(head('GET /graphql', ...upgrade))
  expect(await keyless.closed()).toContain('400 Bad Request')
  const elsewhere = await rawHttp(url)
  elsewhere.write(head('GET /health/ready', ...upgrade, key))
  expect(await elsewhere.closed()).toContain('HTTP/1.1 200')
  // A client that offers HTTP/2 is answered as if it had not.
  const offering = await rawHttp(url)
  offering.write(
    head(
      'GET /health/live',
      'upgrade: h2c',
      'connection: upgrade, http2-settings, close',
      'http2-settings: AAMAAABkAAQAoAAAAAIAAAAA',
    ),
  )
  expect(await offering.closed()).toContain('HTTP/1.1 200')
  const other = await openSocket(url, { protocol: 'graphql-ws' }).catch((error: unknown) => String(error))
  if (typeof other !== 'string') expect(await other.closed).toBe(4406)
  const reset = await rawHttp(url)
  reset.write(head('GET /graphql', ...upgrade, key))
  reset.end()
  await isWell()
})

test('a request over a socket is refused with a code as one over POST, and the socket stays', async () => {
  const socket = await loggedInSocket(url, await person('curious'))
  const refused = async (query: string) => {
    socket.send(subscribe('q', { query }))
    const { type, payload } = await socket.next()
    return [type, payload[0].extensions.code]
  }
  expect(await refused('{ viewer { name } }')).toEqual(['error', 'BAD_USER_INPUT'])
  expect(await refused('mutation { revokeToken(input: { id: "x" }) { userErrors { code } } }')).toEqual([
    'error',
    'BAD_USER_INPUT',
  ])
  expect(await refused('subscription {')).toEqual(['error', 'BAD_USER_INPUT'])
  expect(await refused(`subscription { auditEventAppended { ${'cursor '.repeat(3_000)} } }`)).toEqual([
    'error',
    'QUERY_TOO_COMPLEX',
  ])
  socket.send(subscribe('good'))
  expect(await socket.next()).toMatchObject({ type: 'next', id: 'good' })
  socket.socket.terminate()
})
