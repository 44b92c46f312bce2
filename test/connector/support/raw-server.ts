import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'

/** A TCP server that answers each request head with whatever bytes a test wants, valid HTTP or not. */
export interface RawServer extends AsyncDisposable {
  readonly url: string
  /** Heads of the requests that came, in order. */
  readonly requests: readonly string[]
  readonly connections: number
}

/** Starts a server on a free loopback port. `answer` gets the request's number from 0 and the socket to write to. */
export async function startRawServer(answer: (socket: Socket, index: number) => unknown): Promise<RawServer> {
  const requests: string[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    // A client that gives up resets the connection; that is what these tests provoke.
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk) => {
      requests.push(chunk.toString('latin1'))
      answer(socket, requests.length - 1)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    requests,
    get connections() {
      return connections
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}

/** A complete HTTP answer. */
export function answerOf(status: number, body: string, headers: Readonly<Record<string, string>> = {}): string {
  const lines = Object.entries({ 'content-length': String(Buffer.byteLength(body)), ...headers }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  return [`HTTP/1.1 ${status} Answer`, ...lines, '', body].join('\r\n')
}
