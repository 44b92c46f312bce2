import type { Pool } from 'undici'
import type { AnswerHead } from './attempt.ts'
import type { ConnectorHost } from './host.ts'
import { createHttpClient, createPool } from './http-pool.ts'
import { createSourceGate, type GateOptions } from './source-gate.ts'
import type { SourceHealth } from './source-health.ts'

/** What a host is made of: the id of its source, its limits, logger and clock, and who counts the calls. */
export type ConnectorHostOptions = GateOptions

/** A connector's host as its owner sees it. */
export interface SourceHost extends ConnectorHost {
  /** How the source has been answering. Makes no call. */
  state(): SourceHealth
  /** Ends every socket at once; calls under way fail. Idempotent. */
  close(): Promise<void>
}

/** Builds the host of one source. Opens no connection before the first call. */
export function createConnectorHost(options: ConnectorHostOptions): SourceHost {
  const { source, limits, log, clock } = options
  const gate = createSourceGate(options)
  const pools = new Map<string, Pool>()
  const pool = (origin: string): Pool => {
    const known = pools.get(origin) ?? createPool(origin, limits)
    pools.set(origin, known)
    return known
  }
  return {
    source,
    log,
    clock,
    http: (origin) => createHttpClient({ source, limits, gate, pool }, origin),
    guard: (operation, call, work) =>
      // A library call is not repeated: the library knows what may be, and does it itself.
      gate.pass({
        method: 'CALL',
        path: operation,
        signal: call.signal,
        requestId: call.requestId ?? '',
        isSafe: false,
        send: async (signal) => whole(await work(signal)),
      }),
    state: () => gate.state(),
    async close() {
      const open = [...pools.values()]
      pools.clear()
      await Promise.all(open.map((each) => each.destroy()))
    },
  }
}

function whole<Result>(result: Result): AnswerHead<Result> {
  return { status: null, retryAfter: undefined, finish: async () => result, discard: async () => undefined }
}
