import type { JsonValue } from '../kernel/canonical-json.ts'
import { hasEmailAddress } from '../kernel/email-address.ts'

/** Tokens of the gateway, and addresses that hold a password. */
const secret = /mw_[A-Za-z0-9_-]{40,}|:\/\/[^/\s@]*@/

const withheld = '(withheld)'

/**
 * A text as an event may hold it. Events are for ever, and names of things are written by people: one that holds somebody's
 * e-mail address, a token or a password is left out, whole.
 */
export function impersonalText(text: string): string {
  return hasEmailAddress(text) || secret.test(text) ? withheld : text
}

/** The same for every text within a value. */
export function impersonal(value: JsonValue): JsonValue {
  if (typeof value === 'string') return impersonalText(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((item: JsonValue) => impersonal(item))
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, item === undefined ? null : impersonal(item)]),
  )
}
