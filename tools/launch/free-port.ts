import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

// Below the range from which Linux takes the ports of outgoing connections, so that none of those lands on
// a port between this check and the tool's own listen.
const lowest = 20_000
const highest = 32_000
const given = new Set<number>()

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}

/** Gives one free loopback port; never the same twice within this process. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(lowest, highest)
    if (given.has(port)) continue
    given.add(port)
    if (await isFree(port)) return port
  }
  throw new Error(`No free port between ${lowest} and ${highest} on 127.0.0.1`)
}

/** Gives `count` different free loopback ports. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = []
  while (ports.length < count) ports.push(await freePort())
  return ports
}
