import { type Failure, failureOfError, failureOfStatus, isRepeatableStatus } from './classify-error.ts'
import { type Deadline, raceSignal } from './deadline.ts'
import { type FaultContext, upstreamTimeout } from './upstream-fault.ts'

/** The first half of an answer. Exactly one of `finish` and `discard` is called. */
export interface AnswerHead<Result> {
  /** Null for a call that is not HTTP, or whose library hides it. */
  readonly status: number | null
  readonly retryAfter: string | undefined
  finish(deadline: Deadline): Promise<Result>
  /** Throws the rest away so that the connection can be used again. Never rejects. */
  discard(): Promise<void>
}

/** How one attempt ended. */
export type AttemptEnd<Result> =
  | { readonly ok: true; readonly status: number | null; readonly value: Result }
  | {
      readonly ok: false
      readonly status: number | null
      readonly failure: Failure
      readonly retryAfter: string | undefined
    }

/** What an attempt needs to know. */
export interface AttemptPlan<Result> {
  readonly context: FaultContext
  readonly deadline: Deadline
  /** Whether another attempt can follow, so that a 429 is worth repeating rather than answering. */
  readonly hasMore: boolean
  /** A call given up before this many milliseconds says nothing about the tool. */
  readonly patienceMs: number
  send(signal: AbortSignal): Promise<AnswerHead<Result>>
}

/** Sends once and reads the answer. Never rejects: every end is a value. */
export async function attemptOnce<Result>(plan: AttemptPlan<Result>): Promise<AttemptEnd<Result>> {
  const { context, deadline } = plan
  let phase: 'HEAD' | 'BODY' = 'HEAD'
  let status: number | null = null
  const startedAt = performance.now()
  try {
    const sending = plan.send(deadline.signal)
    const head = await raceSignal(sending, deadline.signal)
    phase = 'BODY'
    status = head.status
    if (status !== null && (status >= 500 || (plan.hasMore && isRepeatableStatus(status)))) {
      await raceSignal(head.discard(), deadline.signal)
      return { ok: false, status, failure: failureOfStatus(status, context), retryAfter: head.retryAfter }
    }
    return { ok: true, status, value: await raceSignal(head.finish(deadline), deadline.signal) }
  } catch (error) {
    const failure = deadline.signal.aborted
      ? givenUp(plan, performance.now() - startedAt, error)
      : failureOfError(error, phase, context)
    return { ok: false, status, failure, retryAfter: undefined }
  }
}

function givenUp<Result>(plan: AttemptPlan<Result>, elapsedMs: number, cause: unknown): Failure {
  const fault = upstreamTimeout({ ...plan.context, cause })
  const end = elapsedMs >= plan.patienceMs ? 'FAILED' : 'ABANDONED'
  return { error: fault, fault, end, isRepeatable: false }
}
