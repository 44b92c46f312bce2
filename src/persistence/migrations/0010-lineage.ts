// Breaking: no.
import { type CreateTableBuilder, type Kysely, PostgresAdapter, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { columnTypes, type Migration } from './migration.ts'

/**
 * The lineage index: nodes, edges with the time in which they hold, aliases over time, and what changed when. Every source
 * is crawled anew, as the mirror did not keep what the index needs.
 */
export const lineage: Migration = {
  name: '0010-lineage',
  isBreaking: false,
  async up(db) {
    await createNodes(db)
    await createEdges(db)
    await createAliases(db)
    await createChanges(db)
    await db
      .updateTable('stream_progress')
      .set({ mode: null, cursor: null, next_cursor: null, complete_as_of: null, full_as_of: null })
      .execute()
  },
}

async function createNodes(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  const nodes = db.schema
    .createTable('lineage_node')
    .addColumn('uid', text, (column) => column.primaryKey().notNull())
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('is_object', integer, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('name', text)
    .addColumn('source', text)
    .addColumn('subject_uid', text)
    .addColumn('properties_json', text, (column) => column.notNull())
  await inKeyOrder(db, nodes).execute()
  await db.schema.createIndex('lineage_node_key').on('lineage_node').column('key').execute()
  await db.schema
    .createTable('lineage_same')
    .addColumn('key', text, (column) => column.primaryKey().notNull())
    .addColumn('same_as', text, (column) => column.notNull())
    .addColumn('proof', text, (column) => column.notNull())
    .execute()
  await db.schema.createIndex('lineage_same_as').on('lineage_same').column('same_as').execute()
}

async function createEdges(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  await db.schema
    .createTable('lineage_edge')
    .addColumn('id', integer, (column) =>
      isPostgres ? column.generatedByDefaultAsIdentity().primaryKey() : column.primaryKey(),
    )
    .addColumn('from_key', text, (column) => column.notNull())
    .addColumn('to_key', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('confidence', text, (column) => column.notNull())
    .addColumn('stated_by', text, (column) => column.notNull())
    .addColumn('source', text)
    .addColumn('sender', text)
    .addColumn('observed_at', integer, (column) => column.notNull())
    .addColumn('valid_from', integer)
    .addColumn('valid_to', integer)
    .addColumn('basis', text, (column) => column.notNull())
    .addColumn('columns_json', text)
    .execute()
  // With the id, which SQLite adds by itself: of a node with very many edges a few are then read without the others, and
  // what is new lies side by side.
  const index = (name: string, column: 'from_key' | 'to_key' | 'stated_by') =>
    db.schema
      .createIndex(name)
      .on('lineage_edge')
      .columns(isPostgres ? [column, 'valid_to', 'id'] : [column, 'valid_to'])
      .execute()
  await index('lineage_edge_from', 'from_key')
  await index('lineage_edge_to', 'to_key')
  await index('lineage_edge_stated_by', 'stated_by')
  await db.schema
    .createTable('lineage_statement')
    .addColumn('stated_by', text, (column) => column.primaryKey().notNull())
    .addColumn('observed_at', integer, (column) => column.notNull())
    .addColumn('digest', text, (column) => column.notNull())
    .execute()
}

async function createAliases(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  const isPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  await db.schema
    .createTable('alias_interval')
    .addColumn('id', integer, (column) =>
      isPostgres ? column.generatedByDefaultAsIdentity().primaryKey() : column.primaryKey(),
    )
    .addColumn('model_key', text, (column) => column.notNull())
    .addColumn('alias', text, (column) => column.notNull())
    .addColumn('version', text, (column) => column.notNull())
    .addColumn('valid_from', integer, (column) => column.notNull())
    .addColumn('valid_to', integer)
    .execute()
  await db.schema.createIndex('alias_interval_model').on('alias_interval').columns(['model_key', 'alias']).execute()
}

async function createChanges(db: Kysely<Tables>): Promise<void> {
  const { text, integer } = columnTypes(db)
  await db.schema
    .createTable('lineage_source')
    .addColumn('source', text, (column) => column.primaryKey().notNull())
    .addColumn('indexed_since', integer, (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('lineage_head')
    .addColumn('id', integer, (column) => column.primaryKey().notNull())
    .addColumn('sequence', integer, (column) => column.notNull())
    .addColumn('forgotten', integer, (column) => column.notNull())
    .addColumn('kept', integer, (column) => column.notNull())
    .execute()
  await db.insertInto('lineage_head').values({ id: 1, sequence: 0, forgotten: 0, kept: 0 }).execute()
  const changes = db.schema
    .createTable('lineage_change')
    .addColumn('sequence', integer, (column) => column.notNull())
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('changed_at', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('lineage_change_key', ['sequence', 'key'])
  await inKeyOrder(db, changes).execute()
}

/** What is written in the order of its key needs no other order on SQLite (https://sqlite.org/withoutrowid.html). */
function inKeyOrder<Table extends string, Column extends string>(
  db: Kysely<Tables>,
  table: CreateTableBuilder<Table, Column>,
): CreateTableBuilder<Table, Column> {
  return db.getExecutor().adapter instanceof PostgresAdapter ? table : table.modifyEnd(sql`without rowid`)
}
