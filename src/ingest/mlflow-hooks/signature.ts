import { createHmac, timingSafeEqual } from 'node:crypto'

/** What MLflow sends beside an event, as it arrived. */
export interface HookHeaders {
  readonly deliveryId: string
  /** Seconds since the epoch, as text: it is signed as it is written. */
  readonly timestamp: string
  readonly signature: string
}

/** A delivery is refused whose time lies further than this from now, before or after. */
export const hookWindowMs = 5 * 60_000

/** MLflow writes a UUID; whatever is no short plain word is no delivery. */
const plainId = /^[A-Za-z0-9_-]{8,64}$/
const plainSeconds = /^\d{1,12}$/
const version = 'v1,'

/**
 * Whether a delivery carries MLflow's signature: `v1,` and the base64 of an HMAC-SHA256 over delivery id, time and body,
 * joined by dots. The body counts as it arrived, byte for byte; texts are compared in constant time.
 */
export function isSigned(secret: string, { deliveryId, timestamp, signature }: HookHeaders, body: Buffer): boolean {
  const head = `${deliveryId}.${timestamp}.`
  const expected = createHmac('sha256', secret).update(head, 'utf8').update(body).digest()
  // Padded to one length, so that neither a short nor a long text shows in the time that the comparison takes.
  const given = Buffer.alloc(expected.length)
  const text = signature.startsWith(version) ? signature.slice(version.length) : ''
  const decoded = Buffer.from(text, 'base64')
  decoded.copy(given)
  const isSame = timingSafeEqual(expected, given)
  return isSame && decoded.length === expected.length && decoded.toString('base64') === text
}

/** Whether headers have the form that MLflow gives them, and a time within {@link hookWindowMs} of `now`. */
export function isTimely({ deliveryId, timestamp }: HookHeaders, now: number): boolean {
  if (!plainId.test(deliveryId) || !plainSeconds.test(timestamp)) return false
  return Math.abs(Number(timestamp) * 1000 - now) <= hookWindowMs
}
