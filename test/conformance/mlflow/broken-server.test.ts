import { createServer, type Socket } from 'node:net'
import { afterAll, describe, expect, test } from 'vitest'
import { startMlflow } from '../../../tools/launch/mlflow.ts'
import { temporaryFolder } from '../../support/tools.ts'
import { connectTo, keyOf } from './session.ts'

/** A socket that answers every request with the same bytes and hangs up. */
async function brokenServer(answer: string): Promise<string> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('data', () => socket.end(answer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
}

function answer(status: string, body: string, headers: readonly string[] = []): string {
  return [`HTTP/1.1 ${status}`, `content-length: ${Buffer.byteLength(body)}`, ...headers, '', body].join('\r\n')
}

const json = ['content-type: application/json']
const cases = [
  {
    what: 'a page of HTML with status 500',
    bytes: answer('500 Oops', '<html>secret stack</html>'),
    code: 'UPSTREAM_UNAVAILABLE',
    retryable: true,
  },
  {
    what: 'a page of HTML with status 200',
    bytes: answer('200 OK', '<html>login</html>'),
    code: 'UPSTREAM_INVALID',
    retryable: true,
  },
  {
    what: 'JSON of another shape',
    bytes: answer('200 OK', '{"registered_model":{"name":7}}', json),
    code: 'UPSTREAM_INVALID',
    retryable: true,
  },
  {
    what: 'half a body',
    bytes: answer('200 OK', '{"registered_model":', json).replace(/content-length: \d+/, 'content-length: 900'),
    code: 'UPSTREAM_INVALID',
    retryable: true,
  },
  { what: 'no HTTP at all', bytes: 'SSH-2.0-OpenSSH_9.2\r\n', code: 'UPSTREAM_INVALID', retryable: true },
  {
    what: 'a redirect',
    bytes: answer('302 Found', '', ['location: http://169.254.169.254/']),
    code: 'UPSTREAM_INVALID',
    retryable: false,
  },
  {
    what: 'a refusal of the credentials',
    bytes: answer('401 Unauthorized', 'You are not authenticated'),
    code: 'UPSTREAM_UNAVAILABLE',
    retryable: false,
  },
  {
    what: 'a refusal of the question',
    bytes: answer('400 Bad Request', '<html>Bad Request</html>'),
    code: 'UPSTREAM_INVALID',
    retryable: false,
  },
  {
    what: 'an exhausted database',
    bytes: answer('400 Bad Request', '{"error_code":"BAD_REQUEST","message":"QueuePool limit"}', json),
    code: 'UPSTREAM_UNAVAILABLE',
    retryable: true,
  },
]

describe('a server that answers with', () => {
  test.each(cases)('$what is a fault that says so and quotes nothing', async ({ bytes, code, retryable }) => {
    await using session = connectTo({ url: await brokenServer(bytes), token: 'hush' }, { retries: 0 })
    const error = await session.registry.models([keyOf('fraud')], session.call).then(
      () => null,
      (reason: unknown) => reason,
    )
    expect(error).toMatchObject({ code, retryable, source: 'tracking' })
    expect(error).toHaveProperty('publicMessage', expect.not.stringMatching(/secret|html|127\.0\.0\.1|hush/))
  })

  test('more than may be read is refused', async () => {
    const url = await brokenServer(answer('200 OK', `{"registered_models":[],"x":"${'y'.repeat(200_000)}"}`, json))
    await using session = connectTo({ url }, { retries: 0, bodyBytesMax: 100_000 })
    const work = session.registry.models(['a', 'b', 'c', 'd'].map(keyOf), session.call)
    await expect(work).rejects.toMatchObject({ code: 'UPSTREAM_INVALID', retryable: false })
  })
})

test('a server that has been stopped is away', async () => {
  const server = await startMlflow({ dataDir: temporaryFolder('mlflow'), release: 'newest' })
  await using session = connectTo({ url: server.url })
  await session.probe()
  await server.stop()
  await expect(session.probe()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: true })
})

test('wrong credentials are told from a dead server', async () => {
  const basicAuth = { username: 'warden', password: 'a long enough password' }
  const server = await startMlflow({ dataDir: temporaryFolder('mlflow'), release: 'newest', basicAuth })
  afterAll(() => server.stop())
  await using right = connectTo({ url: server.url, ...basicAuth })
  await using wrong = connectTo({ url: server.url, ...basicAuth, password: 'not it' })
  await expect(right.probe()).resolves.toMatchObject({ version: '3.17.2' })
  await expect(wrong.probe()).rejects.toMatchObject({ code: 'UPSTREAM_UNAVAILABLE', retryable: false })
})
