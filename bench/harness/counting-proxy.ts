import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** A server between the gateway and MLflow that counts what passes. */
export interface CountingProxy {
  readonly url: string
  /** Method and path of each call since the last `reset`, in the order they came. */
  calls(): readonly string[]
  /** How often each endpoint was called, as a line to read. */
  summary(): string
  reset(): void
  /** Resolves once little passes: work in the background is over but for what goes on for hours at a call every two seconds. */
  untilQuiet(): Promise<void>
  close(): Promise<void>
}

/** Longer than the gateway pauses between two pieces of background work. */
const quietMs = 4_000

/** What asks about thousands of runs one by one makes some five calls in that time, and a crawl or an indexing many times more. */
const quietCallsMax = 8

/** Starts one before `target`. */
export async function startCountingProxy(target: string): Promise<CountingProxy> {
  const agent = new Agent({ keepAlive: true })
  let seen: string[] = []
  let passed: number[] = []
  const lately = () => {
    passed = passed.filter((at) => performance.now() - at < quietMs)
    return passed.length
  }
  const server = createServer((incoming, outgoing) => {
    passed.push(performance.now())
    seen.push(`${incoming.method} ${incoming.url?.split('?')[0]}`)
    forward(new URL(incoming.url ?? '/', target), agent, { incoming, outgoing })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    calls: () => seen,
    summary: () => breakdown(seen),
    reset() {
      seen = []
    },
    async untilQuiet() {
      await sleep(quietMs)
      while (lately() > quietCallsMax) await sleep(250)
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      agent.destroy()
    },
  }
}

interface Exchange {
  readonly incoming: IncomingMessage
  readonly outgoing: ServerResponse
}

function forward(url: URL, agent: Agent, { incoming, outgoing }: Exchange): void {
  const { method, headers } = incoming
  const upstream = request(url, { agent, method, headers: { ...headers, host: url.host } }, (answer) => {
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(outgoing)
  })
  upstream.on('error', () => outgoing.destroy())
  outgoing.on('close', () => upstream.destroy())
  incoming.pipe(upstream)
}

/** How often each endpoint was called. */
function breakdown(calls: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const call of calls) counts.set(call, (counts.get(call) ?? 0) + 1)
  return [...counts].map(([call, count]) => `${count} ${call}`).join(', ')
}
