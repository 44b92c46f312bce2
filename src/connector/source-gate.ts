import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../kernel/clock.ts'
import { fullJitterMs } from '../kernel/full-jitter.ts'
import { type AdmittedCall, createSourceAdmission } from './admission.ts'
import { type AnswerHead, type AttemptEnd, attemptOnce } from './attempt.ts'
import { retryAfterMs, retryDelayMsMax } from './backoff.ts'
import type { CallEvent, CallMetrics } from './call-event.ts'
import { type Deadline, startDeadline } from './deadline.ts'
import type { ConnectorLogger } from './host.ts'
import type { SourceHealth } from './source-health.ts'
import type { SourceLimits } from './source-limits.ts'
import { type FaultContext, upstreamTimeout } from './upstream-fault.ts'

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
  /** Calls of different requests take turns; '' where the request is not known. */
  readonly requestId: string
  /** Whether sending it twice does no harm. */
  readonly isSafe: boolean
  send(signal: AbortSignal): Promise<AnswerHead<Result>>
}

/** The only way to a tool: every call passes the source's queue, deadline, breaker and retries. */
export interface SourceGate {
  /** Rejects with a `Fault`, or with the error itself when it says nothing about the tool. */
  pass<Result>(call: GatedCall<Result>): Promise<Result>
  state(): SourceHealth
}

interface Attempt {
  readonly deadline: Deadline
  /** 1 for the first. */
  readonly count: number
}

/** Builds the gate of one source. */
export function createSourceGate(options: GateOptions): SourceGate {
  const { source, limits, clock } = options
  const random = options.random ?? Math.random
  const admission = createSourceAdmission(options)

  async function attempt<Result>(call: GatedCall<Result>, admitted: AdmittedCall, { deadline, count }: Attempt) {
    const context = { source, operation: `${call.method} ${call.path}` }
    const startedAt = performance.now()
    const hasMore = call.isSafe && count <= limits.retries
    const patienceMs = limits.timeoutMs / 2
    const end = await attemptOnce({ context, deadline, hasMore, patienceMs, send: (signal) => call.send(signal) })
    admitted.leave(end.ok ? 'ANSWERED' : end.failure.end, end.ok ? null : end.failure.fault)
    const { method, path } = call
    const durationMs = performance.now() - startedAt
    report(
      options,
      { source, method, path, attempt: count, status: end.status, errorCode: codeOf(end), durationMs },
      end,
    )
    return end
  }

  /** Milliseconds until the next attempt; null when there is none. */
  function waitMs<Result>(call: GatedCall<Result>, end: AttemptEnd<Result>, count: number): number | null {
    if (end.ok || !call.isSafe || !end.failure.isRepeatable || count > limits.retries) return null
    const jitter = fullJitterMs(count, { baseMs: limits.retryDelayMs, maxMs: retryDelayMsMax }, random())
    return Math.max(jitter, retryAfterMs(end.retryAfter, clock.now()) ?? 0)
  }

  async function pass<Result>(call: GatedCall<Result>): Promise<Result> {
    const context = { source, operation: `${call.method} ${call.path}` }
    let remainingMs: number = limits.timeoutMs
    for (let count = 1; ; count += 1) {
      const admitted = await admission.enter(context, { signal: call.signal, lane: call.requestId })
      // Waiting for a place is our own doing: the time of the call begins when it may go out.
      const deadline = startDeadline(call.signal, remainingMs)
      try {
        const end = await attempt(call, admitted, { deadline, count })
        if (end.ok) return end.value
        const pauseMs = waitMs(call, end, count)
        if (pauseMs === null || pauseMs >= deadline.remainingMs()) throw end.failure.error
        await pause(pauseMs, deadline, context)
        remainingMs = deadline.remainingMs()
      } finally {
        deadline.end()
      }
    }
  }

  return { pass, state: () => admission.state() }
}

function codeOf(end: AttemptEnd<unknown>): CallEvent['errorCode'] {
  if (end.ok) return null
  if (end.failure.fault !== null) return end.failure.fault.code
  return end.failure.end === 'ANSWERED' ? null : 'INTERNAL_SERVER_ERROR'
}

function report(options: GateOptions, event: CallEvent, end: AttemptEnd<unknown>): void {
  options.metrics?.onCall(event)
  if (event.errorCode === null || end.ok) return
  const { method, path, attempt, status, errorCode, durationMs } = event
  const { error } = end.failure
  const reason = error instanceof Error ? error.message : String(error)
  // Whoever asked logs what the failure meant; of a tool that is away, one line for each attempt would bury the rest.
  options.log.debug({ method, path, attempt, status, errorCode, durationMs, reason }, 'Call failed')
}

async function pause(pauseMs: number, deadline: Deadline, context: FaultContext): Promise<void> {
  await sleep(pauseMs, undefined, { signal: deadline.signal }).catch((cause: unknown) => {
    throw upstreamTimeout({ ...context, cause })
  })
}
