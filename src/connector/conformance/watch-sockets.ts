import { AsyncResource, createHook, executionAsyncId } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'

/** What code under watch did with the machine, however deep in a library. */
export interface SocketWatch {
  /** Runs code and everything it starts under watch. */
  run<Result>(work: () => Result): Result
  /** Connections begun so far, whether or not they came to be. */
  readonly connections: number
  /** Files touched and names looked up so far. */
  readonly otherCalls: number
  /** Resolves to the number of sockets still open after giving them time to close. */
  openSockets(): Promise<number>
  stop(): void
}

const connectTypes = new Set(['TCPCONNECTWRAP', 'PIPECONNECTWRAP'])
const otherTypes = /^(FSREQ|GETADDRINFO|QUERYWRAP|PROCESSWRAP|UDPSENDWRAP)/

/** Only this much time is given, in steps, because a socket that is meant to stay open never closes. */
const closingMs = { total: 2_000, step: 10 }

/** Watches by async hooks, so that a client library with sockets of its own is seen as well as the host's pool. */
export function watchSockets(): SocketWatch {
  const root = new AsyncResource('ConformanceWatch', { requireManualDestroy: true })
  const family = new Set([root.asyncId()])
  const sockets = new Set<number>()
  const seen = { connections: 0, otherCalls: 0 }
  const hook = createHook({
    init(asyncId, type, triggerAsyncId) {
      if (!family.has(triggerAsyncId) && !family.has(executionAsyncId())) return
      family.add(asyncId)
      if (type === 'TCPWRAP' || type === 'PIPEWRAP') sockets.add(asyncId)
      if (connectTypes.has(type)) seen.connections += 1
      if (otherTypes.test(type)) seen.otherCalls += 1
    },
    destroy: (asyncId) => void sockets.delete(asyncId),
  }).enable()
  return {
    run: (work) => root.runInAsyncScope(work),
    get connections() {
      return seen.connections
    },
    get otherCalls() {
      return seen.otherCalls
    },
    async openSockets() {
      for (let waitedMs = 0; sockets.size > 0 && waitedMs < closingMs.total; waitedMs += closingMs.step)
        await sleep(closingMs.step)
      return sockets.size
    },
    stop: () => void hook.disable(),
  }
}

/** Lets everything that was started without being awaited come to light. */
export async function settleEventLoop(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await sleep(1)
}
