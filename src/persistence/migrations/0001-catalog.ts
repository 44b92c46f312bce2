// Breaking: no.
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { columnTypes, type Migration } from './migration.ts'

/** The mirror of what the tools hold. */
export const catalog: Migration = {
  name: '0001-catalog',
  isBreaking: false,
  async up(db) {
    await createObject(db)
    await indexObject(db)
    await createObjectText(db)
    await createObjectAttribute(db)
    await createRunData(db)
    await createStreamProgress(db)
  },
}

async function createObject(db: Kysely<Tables>): Promise<void> {
  const { text, integer, real } = columnTypes(db)
  await db.schema
    .createTable('object')
    .addColumn('uid', text, (column) => column.primaryKey().notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('source', text, (column) => column.notNull())
    .addColumn('workspace', text, (column) => column.notNull())
    .addColumn('native_id', text, (column) => column.notNull())
    .addColumn('native_key', text, (column) => column.notNull())
    .addColumn('native_created_at', integer)
    .addColumn('parent_uid', text)
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('name_folded', text, (column) => column.notNull())
    .addColumn('description', text)
    .addColumn('created_at', integer)
    .addColumn('updated_at', integer)
    .addColumn('newest_key', real, (column) => column.notNull())
    .addColumn('observed_at', integer, (column) => column.notNull())
    .addColumn('generation', integer, (column) => column.notNull())
    .addColumn('deleted_at', integer)
    .addColumn('content_hash', text, (column) => column.notNull())
    .addColumn('run_id', text)
    .addColumn('parent_run_id', text)
    .addColumn('status', text)
    .addColumn('user_name', text)
    .addColumn('digest', text)
    .addColumn('address_key', text)
    .addColumn('facts_json', text, (column) => column.notNull())
    .execute()
}

async function indexObject(db: Kysely<Tables>): Promise<void> {
  const identity = 'object (source, workspace, kind, native_key)'
  const indexes = [
    `create unique index object_live_identity on ${identity} where deleted_at is null`,
    `create index object_deleted_identity on ${identity} where deleted_at is not null`,
    'create index object_by_name on object (kind, name_folded, uid) where deleted_at is null',
    'create index object_by_newest on object (kind, newest_key desc, uid desc) where deleted_at is null',
    'create index object_by_parent on object (parent_uid, kind, newest_key desc, uid desc) where deleted_at is null',
    'create index object_by_run on object (run_id, kind, newest_key desc, uid desc) where run_id is not null and deleted_at is null',
    'create index object_by_parent_run on object (parent_run_id, kind, newest_key desc, uid desc) where parent_run_id is not null and deleted_at is null',
    'create index object_by_address on object (address_key) where address_key is not null and deleted_at is null',
    'create index object_by_digest on object (digest, kind) where digest is not null and deleted_at is null',
  ]
  for (const index of indexes) await sql.raw(index).execute(db)
}

async function createObjectText(db: Kysely<Tables>): Promise<void> {
  const { text } = columnTypes(db)
  await db.schema
    .createTable('object_text')
    .addColumn('uid', text, (column) => column.primaryKey().notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('source', text, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('description', text, (column) => column.notNull())
    .addColumn('tags', text, (column) => column.notNull())
    .execute()
}

// The tables below refer to objects without a declared foreign key: objects are marked deleted, never removed one by
// one, and a check for each of the millions of rows would take most of the time of a first crawl on PostgreSQL.
async function createObjectAttribute(db: Kysely<Tables>): Promise<void> {
  const { text, real } = columnTypes(db)
  await db.schema
    .createTable('object_attribute')
    .addColumn('uid', text, (column) => column.notNull())
    .addColumn('space', text, (column) => column.notNull())
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('text_value', text, (column) => column.notNull())
    .addColumn('text_rest', text)
    .addColumn('number_value', real)
    .execute()
  await sql`create index object_attribute_by_object on object_attribute (uid)`.execute(db)
  await sql`create index object_attribute_by_text on object_attribute (key, space, text_value, uid)`.execute(db)
  await sql`create index object_attribute_by_number on object_attribute (key, number_value, uid) where space = 'METRIC'`.execute(
    db,
  )
}

async function createRunData(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('run_input')
    .addColumn('run_uid', text, (column) => column.notNull())
    .addColumn('data_version_uid', text, (column) => column.notNull())
    .addColumn('role', text, (column) => column.notNull())
    .addColumn('context', text)
    .execute()
  await sql`create index run_input_by_run on run_input (run_uid)`.execute(db)
  await sql`create index run_input_by_data on run_input (data_version_uid, run_uid)`.execute(db)
  await db.schema
    .createTable('measurement')
    .addColumn('owner_uid', text, (column) => column.notNull())
    .addColumn('run_id', text)
    .addColumn('dataset_name', text, (column) => column.notNull())
    .addColumn('dataset_digest', text, (column) => column.notNull())
    .addColumn('metric', text, (column) => column.notNull())
    .addColumn('value_text', text, (column) => column.notNull())
    .addColumn('recorded_at', integer)
    .addColumn('logged_model_id', text)
    .execute()
  await sql`create index measurement_by_owner on measurement (owner_uid)`.execute(db)
  await sql`create index measurement_by_data on measurement (dataset_digest, metric)`.execute(db)
}

async function createStreamProgress(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('stream_progress')
    .addColumn('source', text, (column) => column.notNull())
    .addColumn('stream', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('generation', integer, (column) => column.notNull())
    .addColumn('mode', text)
    .addColumn('cursor', text)
    .addColumn('next_cursor', text)
    .addColumn('processed', integer, (column) => column.notNull())
    .addColumn('complete_as_of', integer)
    .addColumn('full_as_of', integer)
    .addColumn('error_json', text)
    .addPrimaryKeyConstraint('stream_progress_key', ['source', 'stream'])
    .execute()
}
