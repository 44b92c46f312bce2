/** The wait between two attempts of one call grows no further than this, so that a long retry budget still probes often enough. */
export const retryDelayMsMax = 10_000

/** Milliseconds that a `Retry-After` header asks for (RFC 9110, 10.2.3: seconds or a date); null when it says nothing. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? ''
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000
  const date = text === '' ? Number.NaN : Date.parse(text)
  return Number.isNaN(date) ? null : Math.max(0, date - now)
}
