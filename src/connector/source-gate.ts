import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../kernel/clock.ts'
import { type AnswerHead, type AttemptEnd, attemptOnce } from './attempt.ts'
import { fullJitterMs, retryAfterMs } from './backoff.ts'
import { admit, closedBreaker, settle } from './breaker.ts'
import type { CallMetrics } from './call-event.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import type { ConnectorLogger } from './host.ts'
import { createSemaphore } from './semaphore.ts'
import { healthOf, recordCall, type SourceHealth, unknownHealth } from './source-health.ts'
import type { SourceLimits } from './source-limits.ts'
import { type FaultContext, upstreamTimeout, upstreamUnavailable } from './upstream-fault.ts'

/** What a gate is made of. */
export interface GateOptions {
  readonly source: string
  readonly limits: SourceLimits
  readonly log: ConnectorLogger
  readonly clock: Clock
  readonly metrics?: CallMetrics | undefined
  /** In [0, 1); `Math.random` unless given. */
  readonly random?: (() => number) | undefined
}

/** One call on its way to a tool. */
export interface GatedCall<Result> {
  readonly method: string
  readonly path: string
  readonly signal: AbortSignal
  /** Whether sending it twice does no harm. */
  readonly isSafe: boolean
  send(signal: AbortSignal): Promise<AnswerHead<Result>>
}

/** The only way to a tool: every call passes the source's deadline, queue, breaker and retries. */
export interface SourceGate {
  /** Rejects with a `Fault`, or with the error itself when it says nothing about the tool. */
  pass<Result>(call: GatedCall<Result>): Promise<Result>
  state(): SourceHealth
}

/** Builds the gate of one source. */
export function createSourceGate(options: GateOptions): SourceGate {
  const { source, limits, clock, log } = options
  const random = options.random ?? Math.random
  const places = createSemaphore(limits.concurrency)
  let breaker = closedBreaker
  let memory = unknownHealth

  /** Waits for a place and asks the breaker. Refuses at once while it is open, without queueing. */
  async function enter(context: FaultContext, deadline: Deadline) {
    refuseWhenOpen(context, admit(breaker, clock.now()).admission)
    const release = await places.acquire(deadline.signal).catch((cause: unknown) => {
      throw upstreamTimeout({ ...context, cause })
    })
    const leave = admit(breaker, clock.now())
    if (leave.admission === null) release()
    const admission = refuseWhenOpen(context, leave.admission)
    breaker = leave.state
    return { admission, release }
  }

  async function attempt<Result>(
    call: GatedCall<Result>,
    deadline: Deadline,
    count: number,
  ): Promise<AttemptEnd<Result>> {
    const context = { source, operation: `${call.method} ${call.path}` }
    const { admission, release } = await enter(context, deadline)
    const startedAt = performance.now()
    const hasMore = call.isSafe && count <= limits.retries
    const end = await attemptOnce({
      context,
      deadline,
      hasMore,
      patienceMs: limits.timeoutMs / 2,
      send: (signal) => call.send(signal),
    })
    release()
    const now = clock.now()
    const callEnd = end.ok ? 'ANSWERED' : end.failure.end
    const before = breaker.kind
    breaker = settle(breaker, { admission, end: callEnd, now }, limits.breaker)
    if (breaker.kind !== before) log.info({ breaker: breaker.kind, before }, 'Breaker changed')
    if (callEnd !== 'ABANDONED') {
      memory = recordCall(memory, { fault: end.ok ? null : end.failure.fault, reached: callEnd === 'ANSWERED', now })
    }
    report(call, end, { count, durationMs: performance.now() - startedAt })
    return end
  }

  function report<Result>(
    call: GatedCall<Result>,
    end: AttemptEnd<Result>,
    facts: { count: number; durationMs: number },
  ) {
    const { method, path } = call
    const errorCode = end.ok
      ? null
      : (end.failure.fault?.code ?? (end.failure.end === 'ANSWERED' ? null : 'INTERNAL_SERVER_ERROR'))
    const event = {
      source,
      method,
      path,
      attempt: facts.count,
      status: end.status,
      errorCode,
      durationMs: facts.durationMs,
    }
    options.metrics?.onCall(event)
    if (errorCode === null) return
    log.warn({ ...event, err: end.ok ? undefined : end.failure.error }, 'Call failed')
  }

  /** Milliseconds until the next attempt; null when there is none. */
  function waitMs<Result>(call: GatedCall<Result>, end: AttemptEnd<Result>, count: number): number | null {
    if (end.ok || !call.isSafe || !end.failure.isRepeatable || count > limits.retries) return null
    const jitter = fullJitterMs(count, limits.retryDelayMs, random())
    return Math.max(jitter, retryAfterMs(end.retryAfter, clock.now()) ?? 0)
  }

  async function pass<Result>(call: GatedCall<Result>): Promise<Result> {
    const deadline = startDeadline(call.signal, limits.timeoutMs)
    try {
      for (let count = 1; ; count += 1) {
        const end = await attempt(call, deadline, count)
        if (end.ok) return end.value
        const pauseMs = waitMs(call, end, count)
        if (pauseMs === null || pauseMs >= deadline.remainingMs()) throw end.failure.error
        await pause(pauseMs, deadline, { source, operation: `${call.method} ${call.path}` })
      }
    } finally {
      deadline.end()
    }
  }

  return { pass, state: () => healthOf(memory, breaker) }
}

async function pause(pauseMs: number, deadline: Deadline, context: FaultContext): Promise<void> {
  await sleep(pauseMs, undefined, { signal: deadline.signal }).catch((cause: unknown) => {
    throw upstreamTimeout({ ...context, cause })
  })
}

function refuseWhenOpen<Granted>(context: FaultContext, admission: Granted | null): Granted {
  if (admission !== null) return admission
  throw upstreamUnavailable({ ...context, detail: 'not called, because the calls before it failed' })
}
