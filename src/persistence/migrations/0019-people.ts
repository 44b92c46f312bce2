// Breaking: no.
import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'
import { columnTypes, type Migration } from './migration.ts'

/** Incidents and broken glass, reviewers who stand in for others, and gates that need not pass for a time. */
export const people: Migration = {
  name: '0019-people',
  isBreaking: false,
  async up(db) {
    await createIncidents(db)
    await createDelegations(db)
    await createExceptions(db)
    await widenApprovals(db)
  },
}

async function createIncidents(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('incident')
    .addColumn('uid', text, (column) => column.primaryKey().notNull())
    .addColumn('is_open', integer, (column) => column.notNull())
    .addColumn('opened_at', integer, (column) => column.notNull())
    .addColumn('incident_json', text, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('incident_open').on('incident').columns(['is_open', 'uid']).execute()
}

async function createDelegations(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('review_delegation')
    .addColumn('uid', text, (column) => column.primaryKey().notNull())
    .addColumn('from_principal', text, (column) => column.notNull())
    .addColumn('to_principal', text, (column) => column.notNull())
    .addColumn('until_at', integer, (column) => column.notNull())
    .addColumn('ended_at', integer)
    .addColumn('delegation_json', text, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('review_delegation_until').on('review_delegation').columns(['until_at']).execute()
}

async function createExceptions(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('gate_exception')
    .addColumn('uid', text, (column) => column.primaryKey().notNull())
    .addColumn('version_uid', text, (column) => column.notNull())
    .addColumn('target_uid', text, (column) => column.notNull())
    .addColumn('until_at', integer, (column) => column.notNull())
    .addColumn('ended_at', integer)
    .addColumn('exception_json', text, (column) => column.notNull())
    .execute()
  await db.schema
    .createIndex('gate_exception_subject')
    .on('gate_exception')
    .columns(['version_uid', 'target_uid'])
    .execute()
}

async function widenApprovals(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema.alterTable('approval_request').addColumn('incident_uid', text).execute()
  await db.schema.alterTable('approval_request').addColumn('ratify_by', integer).execute()
  await db.schema
    .createIndex('approval_request_incident')
    .on('approval_request')
    .columns(['incident_uid', 'uid'])
    .execute()
  await db.schema.createIndex('approval_request_ratify').on('approval_request').columns(['ratify_by']).execute()
  await db.schema.alterTable('approval_review').addColumn('on_behalf_of', text).execute()
  await db.schema.alterTable('approval_review').addColumn('delegation_uid', text).execute()
}
