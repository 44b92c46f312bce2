import { Fault } from '../kernel/problem.ts'

/** What part of a request's time a source may use, so that time is left to answer without it. */
const sourceShare = 0.8

/** The time of one request. */
export interface RequestDeadline {
  /** For calls to sources: fires when their share of the time is over, or the caller has gone. */
  readonly sourceSignal: AbortSignal
  readonly isOver: boolean
  /** When the time is over, in milliseconds since the Unix epoch. */
  readonly at: number
  /** Settles with the work, or rejects with a DEADLINE_EXCEEDED fault as soon as the time is over. */
  race<Result>(work: PromiseLike<Result>): Promise<Result>
  /** The caller has gone: everything under way is given up. */
  cancel(): void
  /** The answer is sent: lets go of the timers. */
  end(): void
}

/** Starts the time of one request. */
export function startRequestDeadline(timeoutMs: number): RequestDeadline {
  const source = new AbortController()
  const { promise: over, reject } = Promise.withResolvers<never>()
  // Nobody may be waiting when the time is over.
  over.catch(() => undefined)
  let isOver = false
  const finish = (reason: string) => {
    isOver = true
    source.abort(new DOMException(reason, 'TimeoutError'))
    reject(deadlineExceeded(timeoutMs))
  }
  const sourceTimer = setTimeout(
    () => source.abort(new DOMException('The time for sources is over', 'TimeoutError')),
    timeoutMs * sourceShare,
  )
  const timer = setTimeout(() => finish('The time of the request is over'), timeoutMs)
  const end = () => {
    clearTimeout(sourceTimer)
    clearTimeout(timer)
  }
  return {
    at: Date.now() + timeoutMs,
    sourceSignal: source.signal,
    get isOver() {
      return isOver
    },
    race: (work) => Promise.race([work, over]),
    cancel() {
      end()
      finish('The caller has gone')
    },
    end,
  }
}

function deadlineExceeded(timeoutMs: number): Fault {
  return new Fault({
    code: 'DEADLINE_EXCEEDED',
    publicMessage: `The answer was not ready within ${timeoutMs} ms.`,
    internalMessage: `the request's deadline of ${timeoutMs} ms passed`,
    retryable: true,
    details: { timeoutMs },
  })
}
