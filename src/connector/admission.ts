import type { Clock } from '../kernel/clock.ts'
import type { Fault } from '../kernel/problem.ts'
import { type Admission, admit, type BreakerState, type CallEnd, closedBreaker, settle } from './breaker.ts'
import { startDeadline } from './deadline.ts'
import type { ConnectorLogger } from './host.ts'
import { createSemaphore } from './semaphore.ts'
import { healthOf, recordCall, type SourceHealth, unknownHealth } from './source-health.ts'
import type { SourceLimits } from './source-limits.ts'
import { type FaultContext, sourceOverloaded, upstreamTimeout, upstreamUnavailable } from './upstream-fault.ts'

/** A call that may go out; `leave` must be called once with how it went. */
export interface AdmittedCall {
  leave(end: CallEnd, fault: Fault | null): void
}

/**
 * One request takes at most this part of a source's places. Most tools serve calls one after another, so that more of
 * them at once make each slower, until all of them are too slow.
 */
const requestsServed = 4

/** Who wants to call. */
export interface Caller {
  /** Fires when nobody waits for the answer any more. */
  readonly signal: AbortSignal
  /** Callers take turns by this: the id of the request. */
  readonly lane: string
}

/** Decides which calls go out to a source and when, and remembers how they went. */
export interface SourceAdmission {
  /**
   * Waits for a place, as long as one call may take. Rejects at once with `UPSTREAM_UNAVAILABLE` while the breaker is
   * open, and with `OVERLOADED` when no place came free in time: the tool was not asked, so nothing is held against it.
   */
  enter(context: FaultContext, caller: Caller): Promise<AdmittedCall>
  state(): SourceHealth
}

/** Queue, breaker and health of one source. */
export function createSourceAdmission(options: {
  readonly limits: SourceLimits
  readonly clock: Clock
  readonly log: ConnectorLogger
}): SourceAdmission {
  const { limits, clock, log } = options
  const places = createSemaphore(limits.concurrency, Math.ceil(limits.concurrency / requestsServed))
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
    async enter(context, { signal, lane }) {
      if (signal.aborted) throw upstreamTimeout({ ...context, cause: signal.reason })
      refuseWhenOpen(context, admit(breaker, clock.now()).admission)
      const patience = startDeadline(signal, limits.timeoutMs)
      const release = await places
        .acquire(patience.signal, lane)
        .catch((cause: unknown) => {
          throw sourceOverloaded({ ...context, cause })
        })
        .finally(() => patience.end())
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
