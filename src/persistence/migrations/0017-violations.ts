// Breaking: no.
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { columnTypes, type Migration } from './migration.ts'

/** How targets stand, what is not as it was approved, and how often that was put back. */
export const violations: Migration = {
  name: '0017-violations',
  isBreaking: false,
  async up(db) {
    const { text, integer } = columnTypes(db)
    await createViolations(db)
    await db.schema
      .createTable('target_watch')
      .addColumn('target_uid', text, (column) => column.primaryKey().notNull())
      .addColumn('state', text, (column) => column.notNull())
      .addColumn('looked_at', integer, (column) => column.notNull())
      .addColumn('baseline_version', text)
      .addColumn('watch_json', text, (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('drift_reversion')
      .addColumn('violation_uid', text, (column) => column.notNull())
      .addColumn('attempt', integer, (column) => column.notNull())
      .addColumn('target_uid', text, (column) => column.notNull())
      .addColumn('begun_at', integer, (column) => column.notNull())
      .addColumn('is_automatic', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('drift_reversion_key', ['violation_uid', 'attempt'])
      .execute()
    await db.schema
      .createIndex('drift_reversion_target')
      .on('drift_reversion')
      .columns(['target_uid', 'begun_at'])
      .execute()
  },
}

async function createViolations(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('violation')
    .addColumn('uid', text, (column) => column.primaryKey().notNull())
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('severity', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('target_uid', text)
    .addColumn('environment', text, (column) => column.notNull())
    .addColumn('subject_uid', text, (column) => column.notNull())
    .addColumn('first_seen_at', integer, (column) => column.notNull())
    .addColumn('ended_at', integer)
    .addColumn('violation_json', text, (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('violation_open')
    .on('violation')
    .column('key')
    .unique()
    .where(sql.ref('ended_at'), 'is', null)
    .execute()
  await db.schema.createIndex('violation_key').on('violation').columns(['key', 'ended_at']).execute()
  await db.schema.createIndex('violation_target').on('violation').columns(['target_uid', 'uid']).execute()
  await db.schema.createIndex('violation_subject').on('violation').columns(['subject_uid', 'uid']).execute()
}
