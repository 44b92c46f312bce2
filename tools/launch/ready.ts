import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** One look at a tool: true once it answers. Must not throw. */
export type ReadyProbe = () => Promise<boolean>

/** A probe that is true once `url` answers with a 2xx status. */
export function httpProbe(url: string): ReadyProbe {
  return async () => {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) })
      await response.body?.cancel()
      return response.ok
    } catch {
      return false
    }
  }
}

/** A probe that is true once something accepts connections on the port. */
export function tcpProbe(port: number): ReadyProbe {
  return () =>
    new Promise((resolve) => {
      const socket = connect({ port, host: '127.0.0.1', timeout: 2_000 })
      const settle = (answer: boolean) => {
        socket.destroy()
        resolve(answer)
      }
      socket.once('connect', () => settle(true))
      socket.once('error', () => settle(false))
      socket.once('timeout', () => settle(false))
    })
}

/** Polls until the probe is true; false when the deadline passes or `isOver` says that waiting is pointless. */
export async function pollUntil(probe: ReadyProbe, timeoutMs: number, isOver: () => boolean): Promise<boolean> {
  const deadline = performance.now() + timeoutMs
  while (!isOver() && performance.now() < deadline) {
    if (await probe()) return !isOver()
    await sleep(50)
  }
  return false
}
