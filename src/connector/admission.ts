import type { Clock } from '../kernel/clock.ts'
import type { Fault } from '../kernel/problem.ts'
import { type Admission, admit, type BreakerState, type CallEnd, closedBreaker, settle } from './breaker.ts'
import type { Deadline } from './deadline.ts'
import type { ConnectorLogger } from './host.ts'
import { createSemaphore } from './semaphore.ts'
import { healthOf, recordCall, type SourceHealth, unknownHealth } from './source-health.ts'
import type { SourceLimits } from './source-limits.ts'
import { type FaultContext, upstreamTimeout, upstreamUnavailable } from './upstream-fault.ts'

/** A call that may go out; `leave` must be called once with how it went. */
export interface AdmittedCall {
  leave(end: CallEnd, fault: Fault | null): void
}

/** Decides which calls go out to a source and when, and remembers how they went. */
export interface SourceAdmission {
  /** Waits for a place. Rejects at once with `UPSTREAM_UNAVAILABLE` while the breaker is open, and with
   * `UPSTREAM_TIMEOUT` when the deadline comes first. */
  enter(context: FaultContext, deadline: Deadline): Promise<AdmittedCall>
  state(): SourceHealth
}

/** Queue, breaker and health of one source. */
export function createSourceAdmission(options: {
  readonly limits: SourceLimits
  readonly clock: Clock
  readonly log: ConnectorLogger
}): SourceAdmission {
  const { limits, clock, log } = options
  const places = createSemaphore(limits.concurrency)
  let breaker = closedBreaker
  let memory = unknownHealth

  function leave(admission: Admission, end: CallEnd, fault: Fault | null): void {
    const now = clock.now()
    const before = breaker.kind
    breaker = settle(breaker, { admission, end, now }, limits.breaker)
    tellChange(log, before, breaker.kind)
    if (end !== 'ABANDONED') memory = recordCall(memory, { fault, reached: end === 'ANSWERED', now })
  }

  return {
    async enter(context, deadline) {
      refuseWhenOpen(context, admit(breaker, clock.now()).admission)
      const release = await places.acquire(deadline.signal).catch((cause: unknown) => {
        throw upstreamTimeout({ ...context, cause })
      })
      const leaving = admit(breaker, clock.now())
      if (leaving.admission === null) release()
      const admission = refuseWhenOpen(context, leaving.admission)
      breaker = leaving.state
      return {
        leave(end, fault) {
          release()
          leave(admission, end, fault)
        },
      }
    },
    state: () => healthOf(memory, breaker),
  }
}

function refuseWhenOpen(context: FaultContext, admission: Admission | null): Admission {
  if (admission !== null) return admission
  throw upstreamUnavailable({ ...context, detail: 'not called, because the calls before it failed' })
}

/** One line when a tool goes away and one when it is back; the trials between them are nobody's news. */
function tellChange(log: ConnectorLogger, before: BreakerState['kind'], after: BreakerState['kind']): void {
  if (before === 'CLOSED' && after === 'OPEN')
    log.warn({}, 'The tool does not answer; calls are refused at once until it does')
  else if (before !== 'CLOSED' && after === 'CLOSED') log.info({}, 'The tool answers again')
}
