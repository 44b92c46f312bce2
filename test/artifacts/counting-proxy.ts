import { connect, createServer, type Socket } from 'node:net'
import { afterAll } from 'vitest'

/** A TCP proxy in front of a tool that counts what comes through. */
export interface CountingProxy {
  readonly url: string
  readonly connections: number
  /** Bytes that the tool sent back. */
  readonly bytesBack: number
}

/** Puts a proxy in front of a tool's address; closed after the test file. */
export async function countingProxy(target: string): Promise<CountingProxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  const seen = { connections: 0, bytesBack: 0 }
  const server = createServer((client) => {
    seen.connections += 1
    const tool = connect({ host: hostname, port: Number(port) })
    for (const socket of [client, tool]) {
      sockets.add(socket)
      // Either end may vanish at any time; the other follows.
      socket.once('error', () => socket.destroy())
      socket.once('close', () => {
        client.destroy()
        tool.destroy()
      })
    }
    tool.on('data', (chunk) => {
      seen.bytesBack += chunk.length
    })
    client.pipe(tool).pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  const listening = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${listening}`,
    get connections() {
      return seen.connections
    },
    get bytesBack() {
      return seen.bytesBack
    },
  }
}
