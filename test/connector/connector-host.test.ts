import { getEventListeners, once } from 'node:events'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { setInterval, setTimeout } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { Fault } from '../../src/kernel/problem.ts'
import { recordedHost } from './support/host.ts'
import { answerOf, startRawServer } from './support/raw-server.ts'

const patience = () => AbortSignal.timeout(30_000)

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => new Error('It should have failed'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof Fault)) throw error
  return error
}

describe('the HTTP client of a source', () => {
  test('sends path, query, JSON and headers under the base path, and gives back status, headers and body', async () => {
    await using server = await startRawServer((socket) => socket.write(answerOf(201, '{"a":1}', { 'X-Answer': 'yes' })))
    await using host = recordedHost()
    const client = host.http({ baseUrl: `${server.url}/base/`, headers: { authorization: 'Bearer t' } })
    const answer = await client.json({
      method: 'POST',
      path: '/things',
      query: { q: 'a b' },
      json: { n: 1 },
      signal: patience(),
    })
    expect(answer).toMatchObject({ status: 201, body: { a: 1 }, headers: { 'x-answer': 'yes' } })
    expect(server.requests[0]).toMatch(/^POST \/base\/things\?q=a%20b HTTP\/1\.1\r\n/)
    expect(server.requests[0]).toContain('authorization: Bearer t')
    expect(server.requests[0]).toMatch(/\{"n":1\}$/)
    expect(host.calls).toMatchObject([
      { source: 'tracking', method: 'POST', path: '/things', status: 201, errorCode: null },
    ])
    expect(host.state()).toMatchObject({ state: 'UP', lastError: null })
  })

  test('opens no connection before the first call, and is of unknown state until then', async () => {
    await using server = await startRawServer((socket) => socket.end())
    await using host = recordedHost()
    host.http({ baseUrl: server.url })
    expect(host.state()).toEqual({ state: 'UNKNOWN', lastReachedAt: null, lastError: null })
    expect(server.connections).toBe(0)
  })

  test('returns a refusal of the tool as an answer, also when its body is not JSON, and stays up', async () => {
    await using server = await startRawServer((socket) => socket.write(answerOf(404, '<html>no</html>')))
    await using host = recordedHost({ breaker: { failures: 1 } })
    const client = host.http({ baseUrl: server.url })
    expect(await client.json({ path: '/x', signal: patience() })).toMatchObject({ status: 404, body: null })
    expect(await client.text({ path: '/x', signal: patience() })).toEqual({ status: 404, body: '<html>no</html>' })
    expect(host.state().state).toBe('UP')
  })

  test('never follows a redirect', async () => {
    await using elsewhere = await startRawServer((socket) => socket.end(answerOf(200, '{}')))
    await using server = await startRawServer((socket) => socket.write(answerOf(302, '', { location: elsewhere.url })))
    await using host = recordedHost()
    expect((await host.http({ baseUrl: server.url }).json({ path: '/x', signal: patience() })).status).toBe(302)
    expect(elsewhere.connections).toBe(0)
  })

  test.each([
    ['HTML', answerOf(200, '<html>login</html>')],
    ['JSON that breaks off', answerOf(200, '{"models": [')],
    ['a body shorter than announced', answerOf(200, '{"a":', { 'content-length': '5000' })],
    ['a chunk that breaks off', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n10\r\n{"a"'],
    ['bytes that are not HTTP', '\u0000\u0001garbage\r\n\r\n'],
  ])('%s is UPSTREAM_INVALID and may be tried again', async (_name, bytes) => {
    await using server = await startRawServer((socket) => socket.end(bytes))
    await using host = recordedHost()
    const fault = await faultOf(host.http({ baseUrl: server.url }).json({ path: '/x', signal: patience() }))
    expect(fault).toMatchObject({ code: 'UPSTREAM_INVALID', retryable: true, source: 'tracking' })
    expect(server.requests).toHaveLength(1)
    expect(host.state()).toMatchObject({ state: 'DEGRADED', lastError: { code: 'UPSTREAM_INVALID' } })
  })

  test.each([
    ['announced', answerOf(200, 'x'.repeat(2_000))],
    ['unannounced', `HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n${'x'.repeat(2_000)}`],
  ])('an answer over the size limit is UPSTREAM_INVALID when its size is %s', async (_name, bytes) => {
    await using server = await startRawServer((socket) => socket.end(bytes))
    await using host = recordedHost({ bodyBytesMax: 1_000 })
    const fault = await faultOf(host.http({ baseUrl: server.url }).json({ path: '/x', signal: patience() }))
    expect(fault).toMatchObject({ code: 'UPSTREAM_INVALID', retryable: false })
  })

  test('a socket that never answers is UPSTREAM_TIMEOUT after the configured time', async () => {
    await using server = await startRawServer(() => undefined)
    await using host = recordedHost({ timeoutMs: 50, breaker: { failures: 1, coolDownMs: 60_000 } })
    const client = host.http({ baseUrl: server.url })
    const fault = await faultOf(client.json({ path: '/x', signal: patience() }))
    expect(fault).toMatchObject({ code: 'UPSTREAM_TIMEOUT', retryable: true })
    expect(fault.publicMessage).toBe('Source tracking did not answer in time.')
    expect(host.calls).toMatchObject([{ status: null, errorCode: 'UPSTREAM_TIMEOUT' }])
    expect(host.state().state).toBe('DOWN')
  })

  test('a body that stops in the middle is UPSTREAM_TIMEOUT', async () => {
    await using server = await startRawServer((socket) =>
      socket.write(answerOf(200, '{"a":', { 'content-length': '9' })),
    )
    await using host = recordedHost({ timeoutMs: 50 })
    const fault = await faultOf(host.http({ baseUrl: server.url }).json({ path: '/x', signal: patience() }))
    expect(fault.code).toBe('UPSTREAM_TIMEOUT')
  })

  test('a caller that gives up is answered at once and the source keeps its good name', async () => {
    const caller = new AbortController()
    await using server = await startRawServer(() => caller.abort())
    await using host = recordedHost({ timeoutMs: 600_000, breaker: { failures: 1 } })
    const fault = await faultOf(host.http({ baseUrl: server.url }).json({ path: '/x', signal: caller.signal }))
    expect(fault.code).toBe('UPSTREAM_TIMEOUT')
    expect(host.state().state).toBe('UNKNOWN')
  })

  test('a call under a signal that has fired already never goes out', async () => {
    await using server = await startRawServer((socket) => socket.end())
    await using host = recordedHost()
    const call = host.http({ baseUrl: server.url }).json({ path: '/x', signal: AbortSignal.abort() })
    expect((await faultOf(call)).code).toBe('UPSTREAM_TIMEOUT')
    expect(server.connections).toBe(0)
    expect(host.calls).toEqual([])
  })

  test.each([502, 503, 504, 429])('a safe call is repeated after %i and then answered', async (status) => {
    await using server = await startRawServer((socket, index) => {
      socket.write(index < 2 ? answerOf(status, 'busy') : answerOf(200, '{"ok":true}'))
    })
    await using host = recordedHost()
    const answer = await host.http({ baseUrl: server.url }).json({ path: '/x', signal: patience() })
    expect(answer.body).toEqual({ ok: true })
    expect(host.calls.map((call) => [call.attempt, call.status])).toEqual([
      [1, status],
      [2, status],
      [3, 200],
    ])
  })

  test('a connection that breaks before the answer is made again for a safe call', async () => {
    await using server = await startRawServer((socket, index) =>
      index === 0 ? socket.destroy() : socket.write(answerOf(200, '1')),
    )
    await using host = recordedHost()
    expect((await host.http({ baseUrl: server.url }).json({ path: '/x', signal: patience() })).body).toBe(1)
  })

  test('a call that may do harm twice is sent once, unless its author says it is safe', async () => {
    await using server = await startRawServer((socket) => socket.write(answerOf(503, 'busy')))
    await using host = recordedHost({ breaker: { failures: 100 } })
    const client = host.http({ baseUrl: server.url })
    expect((await faultOf(client.json({ method: 'POST', path: '/x', signal: patience() }))).code).toBe(
      'UPSTREAM_UNAVAILABLE',
    )
    expect(server.requests).toHaveLength(1)
    await faultOf(client.json({ method: 'POST', path: '/x', isSafe: true, signal: patience() }))
    expect(server.requests).toHaveLength(4)
  })

  test('the last 429 is the answer', async () => {
    await using server = await startRawServer((socket) => socket.write(answerOf(429, '{"slow":"down"}')))
    await using host = recordedHost()
    const answer = await host.http({ baseUrl: server.url }).json({ path: '/x', signal: patience() })
    expect(answer).toMatchObject({ status: 429, body: { slow: 'down' } })
    expect(server.requests).toHaveLength(3)
    expect(host.state().state).toBe('UP')
  })

  test('a Retry-After beyond the deadline ends the call instead of waiting', async () => {
    await using server = await startRawServer((socket) =>
      socket.write(answerOf(503, 'busy', { 'retry-after': '3600' })),
    )
    await using host = recordedHost()
    const fault = await faultOf(host.http({ baseUrl: server.url }).json({ path: '/x', signal: patience() }))
    expect(fault.code).toBe('UPSTREAM_UNAVAILABLE')
    expect(server.requests).toHaveLength(1)
  })

  test('a 500 is a fault at once, and many of them do not cut the source off', async () => {
    await using server = await startRawServer((socket) => socket.write(answerOf(500, 'Traceback: secret')))
    await using host = recordedHost({ breaker: { failures: 2 } })
    const client = host.http({ baseUrl: server.url })
    for (let call = 0; call < 5; call += 1) {
      expect((await faultOf(client.json({ path: '/x', signal: patience() }))).code).toBe('UPSTREAM_UNAVAILABLE')
    }
    expect(server.requests).toHaveLength(5)
    expect(host.state().state).toBe('DEGRADED')
  })

  test('a dead source is cut off after the configured failures, tried again after the cool-down, and comes back', async () => {
    let now = 0
    let isDead = true
    await using server = await startRawServer((socket) =>
      isDead ? socket.destroy() : socket.write(answerOf(200, '1')),
    )
    await using host = recordedHost({ retries: 0, breaker: { failures: 2, coolDownMs: 1_000 } }, { now: () => now })
    const call = () => host.http({ baseUrl: server.url }).json({ path: '/x', signal: patience() })
    for (let count = 0; count < 5; count += 1) {
      expect(await faultOf(call())).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true })
    }
    expect(server.requests).toHaveLength(2)
    expect(host.state()).toMatchObject({ state: 'DOWN', lastError: { code: 'UPSTREAM_UNAVAILABLE', retryable: true } })
    isDead = false
    now = 1_000
    expect((await call()).body).toBe(1)
    expect(host.state()).toEqual({ state: 'UP', lastReachedAt: 1_000, lastError: null })
  })

  test('no more calls than configured are under way at once, and those that wait too long are OVERLOADED', async () => {
    await using server = await startRawServer(() => undefined)
    await using host = recordedHost({ concurrency: 2, timeoutMs: 400 })
    const client = host.http({ baseUrl: server.url })
    // Those that wait give up first: a place that is given back must not be taken in the moment of giving up.
    const signals = [patience(), patience(), ...Array.from({ length: 4 }, () => AbortSignal.timeout(50))]
    const calls = signals.map((signal) => faultOf(client.json({ path: '/x', signal })))
    const [first, second, ...waiting] = await Promise.all(calls)
    expect([first, second].map((fault) => fault?.code)).toEqual(['UPSTREAM_TIMEOUT', 'UPSTREAM_TIMEOUT'])
    expect(waiting.map(({ code, retryable }) => `${code} ${retryable}`)).toEqual(Array(4).fill('OVERLOADED true'))
    expect(server.connections).toBe(2)
  })

  test('waiting for a turn is held against nobody: a slow tool under many calls stays up', async () => {
    const waiting: Socket[] = []
    await using server = await startRawServer((socket) => waiting.push(socket))
    await using host = recordedHost({ concurrency: 1, timeoutMs: 2_000, breaker: { failures: 1, coolDownMs: 60_000 } })
    const client = host.http({ baseUrl: server.url })
    const first = client.json({ path: '/x', signal: patience() })
    const impatient = Array.from({ length: 20 }, () => client.json({ path: '/x', signal: AbortSignal.timeout(30) }))
    expect((await Promise.all(impatient.map(faultOf))).map(({ code }) => code)).toEqual(Array(20).fill('OVERLOADED'))
    waiting[0]?.write(answerOf(200, '1'))
    expect((await first).body).toBe(1)
    expect(host.state()).toMatchObject({ state: 'UP', lastError: null })
    expect(host.calls).toHaveLength(1)
  })

  test('the time of a call begins when it goes out, however long it had to wait for its turn', async () => {
    const second = Promise.withResolvers<Socket>()
    await using server = await startRawServer((socket, index) => (index === 1 ? second.resolve(socket) : undefined))
    await using host = recordedHost({ concurrency: 1, timeoutMs: 2_000 })
    const client = host.http({ baseUrl: server.url })
    const stuck = faultOf(client.json({ path: '/stuck', signal: AbortSignal.timeout(1_400) }))
    const late = client.json({ path: '/late', signal: patience() })
    expect((await stuck).code).toBe('UPSTREAM_TIMEOUT')
    const socket = await second.promise
    // Time has to pass for real: together with the wait it is more than a call may take.
    await setTimeout(1_200)
    socket.write(answerOf(200, '1'))
    expect((await late).body).toBe(1)
  })

  test('requests take turns: a single call waits for no more than one of the thousand that came before it', async () => {
    const order: string[] = []
    await using server = await startRawServer((socket, index) => {
      order.push(/^GET \/(\w+)/.exec(server.requests[index] ?? '')?.[1] ?? '')
      socket.write(answerOf(200, '1'))
    })
    await using host = recordedHost({ concurrency: 1, timeoutMs: 30_000 })
    const client = host.http({ baseUrl: server.url })
    const crowd = Array.from({ length: 1_000 }, () =>
      client.json({ path: '/crowd', signal: patience(), requestId: 'crowd' }),
    )
    const single = client.json({ path: '/single', signal: patience(), requestId: 'single' })
    await single
    expect(order.indexOf('single')).toBeLessThanOrEqual(2)
    await Promise.all(crowd)
  })

  test('a fault tells the caller the source and nothing of address, token or answer', async () => {
    await using server = await startRawServer((socket) => socket.end(answerOf(500, 'Traceback: hunter2')))
    await using host = recordedHost()
    const client = host.http({ baseUrl: `${server.url}/hidden`, headers: { authorization: 'Bearer hunter3' } })
    const fault = await faultOf(client.json({ path: '/path', query: { key: 'hunter4' }, signal: patience() }))
    expect(fault.publicMessage).not.toMatch(/127\.0\.0\.1|hidden|path|hunter|Traceback/)
    expect(JSON.stringify(host.lines)).not.toMatch(/hunter/)
  })
})

describe('a streamed answer', () => {
  test('arrives whole, also when it takes longer than the deadline of a call', async () => {
    await using server = await startRawServer(async (socket) => {
      socket.write(answerOf(200, '1', { 'content-length': '5' }))
      // Time has to pass for real: the deadline is the machine's, and it must not be what ends the stream.
      for await (const _ of setInterval(100)) {
        if (socket.bytesWritten >= end) return
        socket.write('1')
      }
    })
    const end = answerOf(200, '1', { 'content-length': '5' }).length + 4
    await using host = recordedHost({ timeoutMs: 300 })
    const { body } = await host.http({ baseUrl: server.url }).stream({ path: '/x', signal: patience() })
    expect(await text(body)).toBe('11111')
  })

  test('that breaks off ends with a fault', async () => {
    await using server = await startRawServer((socket) => socket.end(answerOf(200, '1234', { 'content-length': '8' })))
    await using host = recordedHost()
    const { body } = await host.http({ baseUrl: server.url }).stream({ path: '/x', signal: patience() })
    expect((await faultOf(text(body))).code).toBe('UPSTREAM_INVALID')
  })

  test('ends with the caller', async () => {
    await using server = await startRawServer((socket) =>
      socket.write(answerOf(200, '1234', { 'content-length': '8' })),
    )
    await using host = recordedHost()
    const caller = new AbortController()
    const { body } = await host.http({ baseUrl: server.url }).stream({ path: '/x', signal: caller.signal })
    const reading = faultOf(text(body))
    caller.abort()
    expect((await reading).code).toBe('UPSTREAM_TIMEOUT')
  })

  test('that its reader destroys unread closes the connection', async () => {
    const closed = Promise.withResolvers<void>()
    await using server = await startRawServer((socket) => {
      socket.once('close', () => closed.resolve())
      socket.write(answerOf(200, '1234', { 'content-length': '8' }))
    })
    await using host = recordedHost()
    const { body } = await host.http({ baseUrl: server.url }).stream({ path: '/x', signal: patience() })
    body.destroy()
    await expect(closed.promise).resolves.toBeUndefined()
  })

  test('over its limit ends with a fault', async () => {
    await using server = await startRawServer((socket) => socket.end(answerOf(200, 'x'.repeat(2_000))))
    await using host = recordedHost()
    const { body } = await host
      .http({ baseUrl: server.url })
      .stream({ path: '/x', bodyBytesMax: 1_000, signal: patience() })
    expect((await faultOf(text(body))).code).toBe('UPSTREAM_INVALID')
  })
})

describe('a guarded library call', () => {
  test('that ignores its signal still ends at the deadline', async () => {
    await using host = recordedHost({ timeoutMs: 20 })
    const fault = await faultOf(host.guard('list', { signal: patience() }, () => new Promise(() => undefined)))
    expect(fault.code).toBe('UPSTREAM_TIMEOUT')
  })

  test('that is refused by the tool keeps its error, and counts as an answer', async () => {
    await using host = recordedHost()
    const refusal = Object.assign(new Error('NoSuchKey'), { $metadata: { httpStatusCode: 404 } })
    await expect(host.guard('get', { signal: patience() }, () => Promise.reject(refusal))).rejects.toBe(refusal)
    expect(host.state().state).toBe('UP')
    expect(host.calls).toMatchObject([{ method: 'CALL', path: 'get', errorCode: null }])
  })

  test('that cannot connect is UPSTREAM_UNAVAILABLE and is not repeated', async () => {
    await using host = recordedHost()
    const refusal = Object.assign(new Error('connect ECONNREFUSED 10.0.0.1:80'), { code: 'ECONNREFUSED' })
    const fault = await faultOf(host.guard('get', { signal: patience() }, () => Promise.reject(refusal)))
    expect(fault).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true })
    expect(fault.publicMessage).not.toContain('10.0.0.1')
    expect(host.calls).toHaveLength(1)
  })

  test('with a bug passes its error on and says nothing about the tool', async () => {
    await using host = recordedHost()
    await expect(host.guard('get', { signal: patience() }, () => Promise.reject(new TypeError('bug')))).rejects.toThrow(
      TypeError,
    )
    expect(host.state().state).toBe('UNKNOWN')
  })
})

test('closing a host ends every socket', async () => {
  const sockets: Promise<unknown>[] = []
  await using server = await startRawServer((socket) => {
    sockets.push(once(socket, 'close'))
    socket.write(answerOf(200, '1'))
  })
  const host = recordedHost()
  await host.http({ baseUrl: server.url }).json({ path: '/x', signal: patience() })
  await host.close()
  expect(await Promise.all(sockets)).toHaveLength(1)
})

test('calls and streams leave nothing behind on a signal that outlives them', async () => {
  await using server = await startRawServer((socket) => socket.write(answerOf(200, '1')))
  await using host = recordedHost()
  const { signal } = new AbortController()
  const client = host.http({ baseUrl: server.url })
  for (let call = 0; call < 20; call += 1) await client.json({ path: '/x', signal })
  const { body } = await client.stream({ path: '/x', signal })
  const closed = once(body, 'close')
  expect(await text(body)).toBe('1')
  await closed
  expect(getEventListeners(signal, 'abort')).toEqual([])
})
