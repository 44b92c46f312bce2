// Breaking: no.
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { columnTypes, type Migration } from './migration.ts'

/** Digests of files, and the files of model versions. */
export const files: Migration = {
  name: '0003-files',
  isBreaking: false,
  async up(db) {
    await createArtifactDigest(db)
    await createVersionFacts(db)
  },
}

async function createArtifactDigest(db: Kysely<Tables>): Promise<void> {
  const { text } = columnTypes(db)
  await db.schema
    .createTable('artifact_digest')
    .addColumn('key_hash', text, (column) => column.primaryKey().notNull())
    .addColumn('sha256', text, (column) => column.notNull())
    .execute()
}

async function createVersionFacts(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('version_facts')
    .addColumn('version_uid', text, (column) => column.primaryKey().notNull())
    .addColumn('store', text)
    .addColumn('uri', text)
    .addColumn('uri_key', text)
    .addColumn('has_files', integer, (column) => column.notNull())
    .addColumn('indexed_as_of', integer)
    .addColumn('is_indexed', integer, (column) => column.notNull())
    .addColumn('tried_at', integer, (column) => column.notNull())
    .execute()
  await sql`create index version_facts_by_address on version_facts (uri_key) where uri_key is not null`.execute(db)
  await db.schema
    .createTable('version_file')
    .addColumn('version_uid', text, (column) => column.notNull())
    .addColumn('path', text, (column) => column.notNull())
    .addColumn('size_bytes', integer, (column) => column.notNull())
    .addColumn('sha256', text)
    .execute()
  await sql`create index version_file_by_version on version_file (version_uid)`.execute(db)
  await sql`create index version_file_by_size on version_file (size_bytes, sha256)`.execute(db)
}
