import type { Kysely, Selectable } from 'kysely'
import type { AuditReads, StoredEntry } from '../audit/ports.ts'
import type { AuditHead, AuditStream } from '../audit/types.ts'
import type { AuditEventTable, AuditHeadTable, Tables } from './tables.ts'

/** Reads of the audit trail, on the store itself or within a transaction. */
export function auditReads(db: Kysely<Tables>): Omit<AuditReads, 'head'> {
  return {
    async kept(stream, places) {
      const wanted = [...new Set(places)]
      if (wanted.length === 0) return new Map()
      const rows = await db
        .selectFrom('audit_event')
        .select(['sequence', 'leaf_hash', 'subtree_hash'])
        .where('stream', '=', stream)
        .where('sequence', 'in', wanted)
        .execute()
      return new Map(
        rows.map((row) => [row.sequence, { leafHash: row.leaf_hash, subtreeHash: row.subtree_hash }] as const),
      )
    },
    async entries(stream, { from, count }) {
      const rows = await db
        .selectFrom('audit_event')
        .selectAll()
        .where('stream', '=', stream)
        .where('sequence', '>=', from)
        .orderBy('sequence')
        .limit(count)
        .execute()
      return rows.map(entryOf)
    },
    async checkpoints(stream) {
      const rows = db.selectFrom('audit_checkpoint').selectAll().where('stream', '=', stream)
      return rows.orderBy('size').execute()
    },
    async checkpointOf(stream, size) {
      const rows = db.selectFrom('audit_checkpoint').selectAll().where('stream', '=', stream)
      return (await rows.where('size', '=', size).executeTakeFirst()) ?? null
    },
    async lastCheckpoint(stream) {
      const rows = db.selectFrom('audit_checkpoint').selectAll().where('stream', '=', stream)
      return (await rows.orderBy('size', 'desc').limit(1).executeTakeFirst()) ?? null
    },
  }
}

/** A row of the table as the domain knows it. */
export function entryOf(row: Selectable<AuditEventTable>): StoredEntry {
  return {
    stream: row.stream,
    sequence: row.sequence,
    eventJson: row.event_json,
    leafHash: row.leaf_hash,
    prevHash: row.prev_hash,
    entryHash: row.entry_hash,
    subtreeHash: row.subtree_hash,
    keyId: row.key_id,
    signature: row.signature,
    columns: {
      id: row.id,
      type: row.type,
      actor: row.actor,
      action: row.action,
      resourceType: row.resource_type,
      resourceId: row.resource_id,
      decision: row.decision,
      recordedAt: row.recorded_at,
    },
  }
}

/** A row of the table as the domain knows it; without one, the head of an empty log. */
export function headOf(stream: AuditStream, row: Selectable<AuditHeadTable> | undefined): AuditHead {
  if (row === undefined)
    return { stream, origin: '', size: 0, entryHash: '0'.repeat(64), peaks: [], keyId: '', signature: '' }
  return {
    stream,
    origin: row.origin,
    size: row.size,
    entryHash: row.entry_hash,
    peaks: row.peaks === '' ? [] : row.peaks.split(','),
    keyId: row.key_id,
    signature: row.signature,
  }
}
