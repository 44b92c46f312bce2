/** When one call ends: by its caller or by the source's limit, whichever is first. */
export interface Deadline {
  /** Fires at the end. Its reason is never shown to anybody. */
  readonly signal: AbortSignal
  remainingMs(): number
  /** Lets go of the caller's signal and the timer, unless they were handed over. */
  end(): void
  /**
   * Takes the time limit off and keeps the caller's signal on, for a body that is read for as long as its reader
   * wants. Whoever calls it must call the function it returns when the body is over.
   */
  handOver(): () => void
}

/**
 * Starts the time of one call. Built by hand rather than with `AbortSignal.any`, because a crawl makes thousands of
 * calls under one long-lived signal and each must leave nothing behind on it.
 */
export function startDeadline(caller: AbortSignal, timeoutMs: number): Deadline {
  const controller = new AbortController()
  const startedAt = performance.now()
  const expire = () => controller.abort(new DOMException('The call took too long', 'TimeoutError'))
  const giveUp = () => controller.abort(new DOMException('The caller gave up', 'AbortError'))
  const timer = setTimeout(expire, timeoutMs)
  let isHandedOver = false
  if (caller.aborted) giveUp()
  else caller.addEventListener('abort', giveUp, { once: true })
  const letGo = () => {
    clearTimeout(timer)
    caller.removeEventListener('abort', giveUp)
  }
  return {
    signal: controller.signal,
    remainingMs: () => Math.max(0, startedAt + timeoutMs - performance.now()),
    end: () => (isHandedOver ? undefined : letGo()),
    handOver() {
      isHandedOver = true
      clearTimeout(timer)
      return letGo
    },
  }
}

/** Settles with the work, or rejects with the signal's reason as soon as it fires, also when the work ignores it. */
export async function raceSignal<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: given, reject } = Promise.withResolvers<never>()
  const giveUp = () => reject(signal.reason)
  if (signal.aborted) giveUp()
  else signal.addEventListener('abort', giveUp, { once: true })
  try {
    return await Promise.race([work, given])
  } finally {
    signal.removeEventListener('abort', giveUp)
  }
}
