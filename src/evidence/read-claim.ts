import { hasEmailAddress } from '../kernel/email-address.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { EvidenceClaim, MeasuredValue } from './types.ts'

const valuesMax = 100
const nameCharsMax = 200
const uriCharsMax = 2_000
const dayMs = 24 * 60 * 60 * 1000
const lifetimeMsMax = 3 * 366 * dayMs

/** Clocks of producers run ahead by less. */
export const clockSkewMsMax = 5 * 60_000

/** Schemes of addresses that evidence is kept at. */
const schemes: ReadonlySet<string> = new Set(['https:', 'http:', 's3:', 'runs:', 'models:', 'mlflow-artifacts:', 'oci:'])

/** Checks what a producer says. Refuses with BAD_USER_INPUT. Pure. */
export function readClaim(claim: EvidenceClaim, now: number): Outcome<EvidenceClaim> {
  if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(claim.gate)) return wrong('gate', 'A gate is named like data-quality.')
  const { outcome, values, uri, digest, issuedAt, expiresAt } = claim
  if (outcome === null && values.length === 0)
    return wrong('outcome', 'Evidence says whether the check passed (`outcome`), or what was measured (`values`).')
  if (values.length > valuesMax) return wrong('values', `At most ${valuesMax} values.`)
  const odd = values.findIndex((value) => !isPlain(value))
  if (odd !== -1) return wrong('values', `Value ${odd + 1} needs a name and unit of one short line and a finite number.`)
  if (new Set(values.map(({ name }) => name)).size !== values.length)
    return wrong('values', 'Two values have one name.')
  if (uri !== null && !isKeptSafely(uri))
    return wrong('uri', 'An address such as https://reports.example/42 or s3://reports/42, without credentials, query and fragment.')
  if (uri !== null && digest === null) return wrong('digest', 'What is kept elsewhere is named by its digest as well.')
  if (digest !== null && !/^[0-9a-f]{64}$/.test(digest)) return wrong('digest', 'A SHA-256, as 64 lower-case hexadecimal digits.')
  if (issuedAt > now + clockSkewMsMax) return wrong('issuedAt', 'It has not been found yet; look at the clock of the producer.')
  if (expiresAt !== null && expiresAt <= issuedAt) return wrong('expiresAt', 'It ends before it begins.')
  if (expiresAt !== null && expiresAt > issuedAt + lifetimeMsMax) return wrong('expiresAt', 'At most three years later.')
  return succeed(claim)
}

function isPlain({ name, value, unit }: MeasuredValue): boolean {
  return isShortLine(name) && Number.isFinite(value) && (unit === null || isShortLine(unit))
}

/** Everybody who sees a version sees its evidence, and what is no text is none once it is stored. */
function isShortLine(text: string): boolean {
  return text.trim() !== '' && text.length <= nameCharsMax && !/\p{C}/u.test(text) && !hasEmailAddress(text)
}

/** A signed address is a key to what it leads to, and would be kept for good. */
function isKeptSafely(text: string): boolean {
  if (text.length > uriCharsMax || /[\s\p{C}]/u.test(text) || hasEmailAddress(text)) return false
  const url = URL.parse(text)
  if (url === null || !schemes.has(url.protocol)) return false
  return url.username === '' && url.password === '' && !/[?#]/.test(text)
}

function wrong(field: string, message: string): Outcome<never> {
  return refuse(problem('BAD_USER_INPUT', message, { field: [field] }))
}
