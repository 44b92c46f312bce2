/** The wait grows no further than this, so that a long retry budget still probes often enough. */
const delayMsMax = 10_000

/**
 * Milliseconds to wait before a retry: uniform between nothing and a bound that doubles with each attempt
 * ("full jitter": callers that failed together must not come back together).
 * `attempt` is 1 for the first retry; `random` is in [0, 1).
 */
export function fullJitterMs(attempt: number, baseMs: number, random: number): number {
  return Math.floor(random * Math.min(delayMsMax, baseMs * 2 ** (attempt - 1)))
}

/** Milliseconds that a `Retry-After` header asks for (RFC 9110, 10.2.3: seconds or a date); null when it says nothing. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  const date = text === '' ? Number.NaN : Date.parse(text)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
