import type { z } from 'zod'
import type { CallEvent } from '../../../src/connector/call-event.ts'
import { createConnectorHost, type SourceHost } from '../../../src/connector/connector-host.ts'
import type { ConnectorLogger } from '../../../src/connector/host.ts'
import { sourceLimits } from '../../../src/connector/source-limits.ts'
import { type Clock, systemClock } from '../../../src/kernel/clock.ts'

/** A host that remembers the calls that went out and the lines that were logged. */
export interface RecordedHost extends SourceHost, AsyncDisposable {
  readonly calls: readonly CallEvent[]
  readonly lines: readonly { readonly facts: Readonly<Record<string, unknown>>; readonly message: string }[]
}

/** A host for source `tracking`, with limits short enough for tests. */
export function recordedHost(limits: z.input<typeof sourceLimits> = {}, clock: Clock = systemClock): RecordedHost {
  const calls: CallEvent[] = []
  const lines: { facts: Readonly<Record<string, unknown>>; message: string }[] = []
  const line: ConnectorLogger['info'] = (facts, message) => {
    lines.push({ facts, message })
  }
  const host = createConnectorHost({
    source: 'tracking',
    limits: sourceLimits.parse({ retryDelayMs: 1, ...limits }),
    log: { debug: line, info: line, warn: line, error: line },
    clock,
    metrics: { onCall: (event) => calls.push(event) },
  })
  return { ...host, calls, lines, [Symbol.asyncDispose]: () => host.close() }
}
