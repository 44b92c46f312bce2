import { systemClock } from '../../kernel/clock.ts'
import type { CallEvent } from '../call-event.ts'
import { createConnectorHost } from '../connector-host.ts'
import type { ConnectorLogger } from '../host.ts'
import { type SourceLimits, sourceLimits } from '../source-limits.ts'
import type { ObservedHost } from './subject.ts'

const silentLog: ConnectorLogger = { debug: ignore, info: ignore, warn: ignore, error: ignore }

/** A host for a conformance subject: the gateway's own, with a breaker that forgives soon, and counting its calls. */
export function conformanceHost(source = 'conformance', limits: Partial<SourceLimits> = {}): ObservedHost {
  const calls: CallEvent[] = []
  const host = createConnectorHost({
    source,
    limits: sourceLimits.parse({ breaker: { coolDownMs: 100, coolDownMsMax: 500 }, ...limits }),
    log: silentLog,
    clock: systemClock,
    metrics: { onCall: (event) => calls.push(event) },
  })
  return { ...host, calls }
}

function ignore(): void {}
