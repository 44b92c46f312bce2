/** How long waits between attempts may grow. */
export interface Backoff {
  /** Upper bound of the wait before the first retry, in milliseconds; doubles. */
  readonly baseMs: number
  /** No wait is longer. */
  readonly maxMs: number
}

/**
 * Milliseconds to wait before a retry: uniform between nothing and a bound that doubles with each attempt
 * ("full jitter": callers that failed together must not come back together).
 * `attempt` is 1 for the first retry; `random` is in [0, 1).
 */
export function fullJitterMs(attempt: number, { baseMs, maxMs }: Backoff, random: number): number {
  return Math.floor(random * Math.min(maxMs, baseMs * 2 ** (attempt - 1)))
}
