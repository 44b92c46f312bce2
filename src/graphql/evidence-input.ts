import type { AttestCommand } from '../evidence/index.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { AttestEvidenceInput } from './generated/types.ts'
import { texts } from './input-texts.ts'

const lengths = { ref: 2_000, source: 200, of: 64, gate: 64, uri: 2_000, digest: 64, idempotencyKey: 200 }

/** Reads `attestEvidence`. Refuses with BAD_USER_INPUT. */
export function attestCommand(input: AttestEvidenceInput): Outcome<AttestCommand> {
  const read = texts(input, lengths)
  if (!read.ok) return read
  const { ref, source, of, gate, uri, digest, idempotencyKey } = read.value
  if (ref === null) return refuse(problem('BAD_USER_INPUT', '`ref` names a version.', { field: ['ref'] }))
  if (of === null || !/^[0-9a-f]{64}$/.test(of)) return refuse(noDigest)
  const { outcome = null, issuedAt, expiresAt = null } = input
  const values = (input.values ?? []).map(({ name, value, unit = null }) => ({ name, value, unit }))
  return succeed({
    ref,
    source,
    of,
    gate: gate ?? '',
    outcome,
    values,
    uri,
    digest,
    issuedAt,
    expiresAt,
    idempotencyKey,
  })
}

const noDigest = problem('BAD_USER_INPUT', '`of` is a SHA-256, as 64 lower-case hexadecimal digits.', {
  field: ['of'],
})
