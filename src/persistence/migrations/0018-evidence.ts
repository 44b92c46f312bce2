// Breaking: no.
import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'
import { columnTypes, type Migration } from './migration.ts'

/** What was found of versions elsewhere, and what the checks of commits came to. */
export const evidence: Migration = {
  name: '0018-evidence',
  isBreaking: false,
  async up(db) {
    await createEvidence(db)
    await createChecks(db)
  },
}

async function createEvidence(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('evidence')
    .addColumn('uid', text, (column) => column.primaryKey().notNull())
    .addColumn('version_uid', text, (column) => column.notNull())
    .addColumn('gate', text, (column) => column.notNull())
    .addColumn('subject_digest', text, (column) => column.notNull())
    .addColumn('artifact_digest', text)
    .addColumn('producer', text, (column) => column.notNull())
    .addColumn('principal', text, (column) => column.notNull())
    .addColumn('outcome', text)
    .addColumn('values_json', text, (column) => column.notNull())
    .addColumn('uri', text)
    .addColumn('digest', text)
    .addColumn('issued_at', integer, (column) => column.notNull())
    .addColumn('expires_at', integer)
    .addColumn('received_at', integer, (column) => column.notNull())
    .addColumn('content_digest', text, (column) => column.notNull())
    .addColumn('idempotency_key', text)
    .execute()
  await db.schema
    .createIndex('evidence_gate')
    .on('evidence')
    .columns(['version_uid', 'gate', 'subject_digest', 'producer', 'issued_at'])
    .execute()
  await db.schema.createIndex('evidence_version').on('evidence').columns(['version_uid', 'uid']).execute()
  await db.schema
    .createIndex('evidence_content')
    .on('evidence')
    .columns(['principal', 'content_digest'])
    .unique()
    .execute()
  // Rows without a key are as many as there are; both engines let a unique index hold any number of nulls.
  await db.schema
    .createIndex('evidence_key')
    .on('evidence')
    .columns(['principal', 'idempotency_key'])
    .unique()
    .execute()
}

async function createChecks(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('ci_check')
    .addColumn('producer', text, (column) => column.notNull())
    .addColumn('repository', text, (column) => column.notNull())
    .addColumn('commit_id', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('state_rank', integer, (column) => column.notNull())
    .addColumn('reported_at', integer, (column) => column.notNull())
    .addColumn('url', text)
    .addColumn('principal', text, (column) => column.notNull())
    .addColumn('received_at', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('ci_check_key', ['commit_id', 'repository', 'producer', 'name'])
    .execute()
}
