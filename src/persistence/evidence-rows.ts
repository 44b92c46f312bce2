import type { EvidenceKey } from '../evidence/ports.ts'
import type { Evidence, KeptCiCheck, MeasuredValue } from '../evidence/types.ts'
import type { CiState } from '../kernel/ci-states.ts'
import type { Uid } from '../kernel/ids.ts'
import type { CiCheckTable, EvidenceTable } from './evidence-tables.ts'

/** Evidence from its row, which was written from the same type. */
export function evidenceOf(row: EvidenceTable): Evidence {
  return {
    uid: row.uid as Uid,
    version: row.version_uid as Uid,
    gate: row.gate,
    subjectDigest: row.subject_digest,
    artifactDigest: row.artifact_digest,
    producer: row.producer,
    principal: row.principal,
    outcome: row.outcome as Evidence['outcome'],
    values: JSON.parse(row.values_json) as readonly MeasuredValue[],
    uri: row.uri,
    digest: row.digest,
    issuedAt: row.issued_at,
    expiresAt: row.expires_at,
    receivedAt: row.received_at,
  }
}

/** The row of evidence. */
export function evidenceRow(evidence: Evidence, key: EvidenceKey): EvidenceTable {
  return {
    uid: evidence.uid,
    version_uid: evidence.version,
    gate: evidence.gate,
    subject_digest: evidence.subjectDigest,
    artifact_digest: evidence.artifactDigest,
    producer: evidence.producer,
    principal: evidence.principal,
    outcome: evidence.outcome,
    values_json: JSON.stringify(evidence.values),
    uri: evidence.uri,
    digest: evidence.digest,
    issued_at: evidence.issuedAt,
    expires_at: evidence.expiresAt,
    received_at: evidence.receivedAt,
    content_digest: key.contentDigest,
    idempotency_key: key.idempotencyKey,
  }
}

/** A check from its row, which was written from the same type. */
export function ciCheckOf(row: CiCheckTable): KeptCiCheck {
  return {
    producer: row.producer,
    principal: row.principal,
    repository: row.repository,
    commit: row.commit_id,
    name: row.name,
    state: row.state as CiState,
    at: row.reported_at,
    url: row.url,
    receivedAt: row.received_at,
  }
}
