import type { Transaction } from 'kysely'
import type { AuditRows } from '../audit/ports.ts'
import type { AuditEntry, AuditEvent } from '../audit/types.ts'
import { pseudonymIn } from './audit-principals.ts'
import { auditReads, headOf } from './audit-reads.ts'
import type { Engine } from './database.ts'
import type { AuditEventTable, Tables } from './tables.ts'

/** The audit trail within a transaction. */
export function auditRowsIn(trx: Transaction<Tables>, engine: Engine): AuditRows {
  const { kept, entries, lastCheckpoint } = auditReads(trx)
  return {
    kept,
    entries,
    lastCheckpoint,
    async lockHead(stream) {
      const head = trx.selectFrom('audit_head').selectAll().where('stream', '=', stream)
      const read = () => (engine === 'postgres' ? head.forUpdate() : head).executeTakeFirst()
      const found = await read()
      if (found !== undefined) return headOf(stream, found)
      // A row that is not there cannot be locked; of several who make it, all but the first wait here.
      const none = {
        origin: '',
        size: 0,
        entry_hash: headOf(stream, undefined).entryHash,
        peaks: '',
        key_id: '',
        signature: '',
      }
      await trx
        .insertInto('audit_head')
        .values({ stream, ...none })
        .onConflict((conflict) => conflict.column('stream').doNothing())
        .execute()
      return headOf(stream, await read())
    },
    async insertEntries(added) {
      for (const entry of added) await trx.insertInto('audit_event').values(rowOf(entry)).execute()
    },
    async insertTexts(texts) {
      await trx
        .insertInto('audit_text')
        .values([...texts])
        .execute()
    },
    async insertCheckpoint(checkpoint) {
      await trx.insertInto('audit_checkpoint').values(checkpoint).execute()
    },
    async saveHead({ stream, origin, size, entryHash, peaks, keyId, signature }) {
      const facts = { origin, size, entry_hash: entryHash, peaks: peaks.join(), key_id: keyId, signature }
      await trx.updateTable('audit_head').set(facts).where('stream', '=', stream).execute()
    },
    pseudonymOf: (principal) => pseudonymIn(trx, principal),
  }
}

function rowOf(entry: AuditEntry): AuditEventTable {
  // Written by the domain as an event; its parts are copied so that lists can be filtered by them.
  const event = JSON.parse(entry.eventJson) as AuditEvent
  return {
    stream: entry.stream,
    sequence: entry.sequence,
    id: event.id,
    type: event.type,
    actor: event.data.actor,
    action: event.data.action,
    resource_type: event.data.resource.type,
    resource_id: event.data.resource.id,
    decision: event.data.decision,
    recorded_at: Date.parse(event.recordedtime),
    event_json: entry.eventJson,
    leaf_hash: entry.leafHash,
    prev_hash: entry.prevHash,
    entry_hash: entry.entryHash,
    subtree_hash: entry.subtreeHash,
    key_id: entry.keyId,
    signature: entry.signature,
  }
}
