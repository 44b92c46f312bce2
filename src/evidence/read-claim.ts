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
const schemes: ReadonlySet<string> = new Set([
  'https:',
  'http:',
  's3:',
  'runs:',
  'models:',
  'mlflow-artifacts:',
  'oci:',
])

/** What is wrong with a claim, and in which field. */
type Fault = readonly [field: string, message: string]

/** Checks what a producer says. Refuses with BAD_USER_INPUT. Pure. */
export function readClaim(claim: EvidenceClaim, now: number): Outcome<EvidenceClaim> {
  const [fault] = [...saidFaults(claim), ...placeFaults(claim), ...timeFaults(claim, now)]
  if (fault === undefined) return succeed(claim)
  const [field, message] = fault
  return refuse(problem('BAD_USER_INPUT', message, { field: [field] }))
}

function saidFaults({ gate, outcome, values }: EvidenceClaim): readonly Fault[] {
  const odd = values.findIndex((value) => !isPlain(value))
  const hasTwins = new Set(values.map(({ name }) => name)).size !== values.length
  return [
    ...when(!/^[a-z0-9][a-z0-9-]{0,63}$/.test(gate), 'gate', 'A gate is named like data-quality.'),
    ...when(outcome === null && values.length === 0, 'outcome', 'Say whether the check passed, or what was measured.'),
    ...when(values.length > valuesMax, 'values', `At most ${valuesMax} values.`),
    ...when(odd !== -1, 'values', `Value ${odd + 1} needs a name and unit of one short line and a finite number.`),
    ...when(hasTwins, 'values', 'Two values have one name.'),
  ]
}

function placeFaults({ uri, digest }: EvidenceClaim): readonly Fault[] {
  const hex = 'A SHA-256, as 64 lower-case hexadecimal digits.'
  const safe =
    'An address such as https://reports.example/42 or s3://reports/42, without credentials, query and fragment.'
  return [
    ...when(uri !== null && !isKeptSafely(uri), 'uri', safe),
    ...when(uri !== null && digest === null, 'digest', 'What is kept elsewhere is named by its digest as well.'),
    ...when(digest !== null && !/^[0-9a-f]{64}$/.test(digest), 'digest', hex),
  ]
}

function timeFaults({ issuedAt, expiresAt }: EvidenceClaim, now: number): readonly Fault[] {
  const early = 'It has not been found yet; look at the clock of the producer.'
  const lifetimeMs = expiresAt === null ? lifetimeMsMax : expiresAt - issuedAt
  return [
    ...when(issuedAt > now + clockSkewMsMax, 'issuedAt', early),
    ...when(lifetimeMs <= 0, 'expiresAt', 'It ends before it begins.'),
    ...when(lifetimeMs > lifetimeMsMax, 'expiresAt', 'At most three years later.'),
  ]
}

function when(isSo: boolean, ...fault: Fault): readonly Fault[] {
  return isSo ? [fault] : []
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
