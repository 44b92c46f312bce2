import { createHash } from 'node:crypto'
import type { Principal } from '../access/index.ts'
import { canonicalJson } from '../kernel/canonical-json.ts'
import type { AttestCommand } from './attest.ts'
import type { EvidenceKey } from './ports.ts'

/** What a sending is told again by. What was found when is part of it, so the same finding of another day is another. */
export function evidenceKeyOf({ id }: Pick<Principal, 'id'>, command: AttestCommand): EvidenceKey {
  const { ref, source, of, gate, outcome, uri, digest, issuedAt, expiresAt, idempotencyKey } = command
  const values = command.values.map(({ name, value, unit }) => ({ name, value: String(value), unit }))
  const content = { ref, source, of, gate, outcome, values, uri, digest, issuedAt, expiresAt }
  const contentDigest = createHash('sha256').update(canonicalJson(content), 'utf8').digest('hex')
  return { principal: id, contentDigest, idempotencyKey }
}
