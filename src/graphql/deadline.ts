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
  return new RunningDeadline(timeoutMs)
}

/** A class, because V8 keeps what each literal with a getter closes over until its next full collection. */
class RunningDeadline implements RequestDeadline {
  readonly at: number
  readonly #timeoutMs: number
  readonly #source = new AbortController()
  readonly #over = Promise.withResolvers<never>()
  #isOver = false
  #timer: NodeJS.Timeout

  constructor(timeoutMs: number) {
    this.at = Date.now() + timeoutMs
    this.#timeoutMs = timeoutMs
    // Nobody may be waiting when the time is over.
    this.#over.promise.catch(() => undefined)
    this.#timer = setTimeout(() => this.#endSources(), timeoutMs * sourceShare)
  }

  get sourceSignal(): AbortSignal {
    return this.#source.signal
  }

  get isOver(): boolean {
    return this.#isOver
  }

  race<Result>(work: PromiseLike<Result>): Promise<Result> {
    return Promise.race([work, this.#over.promise])
  }

  cancel(): void {
    this.end()
    this.#finish('The caller has gone')
  }

  end(): void {
    clearTimeout(this.#timer)
  }

  #endSources(): void {
    this.#source.abort(new DOMException('The time for sources is over', 'TimeoutError'))
    this.#timer = setTimeout(() => this.#finish('The time of the request is over'), this.at - Date.now())
  }

  #finish(reason: string): void {
    this.#isOver = true
    this.#source.abort(new DOMException(reason, 'TimeoutError'))
    this.#over.reject(deadlineExceeded(this.#timeoutMs))
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
