// Breaking: no.
import { columnTypes, type Migration } from './migration.ts'

/** What lineage events tell: things, runs, the edges that held in them, and the times in which each edge therefore held. */
export const openLineage: Migration = {
  name: '0011-openlineage',
  isBreaking: false,
  async up(db) {
    const { text, integer } = columnTypes(db)
    await db.schema
      .createTable('openlineage_object')
      .addColumn('key', text, (column) => column.primaryKey().notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('namespace', text, (column) => column.notNull())
      .addColumn('native_id', text, (column) => column.notNull())
      .addColumn('native_key', text, (column) => column.notNull())
      .addColumn('address_key', text)
      .addColumn('facts_json', text, (column) => column.notNull())
      .execute()
    await db.schema.createIndex('openlineage_object_native').on('openlineage_object').column('native_key').execute()
    await db.schema.createIndex('openlineage_object_address').on('openlineage_object').column('address_key').execute()
    await db.schema
      .createTable('openlineage_run')
      .addColumn('party', text, (column) => column.notNull())
      .addColumn('run_id', text, (column) => column.notNull())
      .addColumn('first_at', integer, (column) => column.notNull())
      .addColumn('state', text, (column) => column.notNull())
      .addColumn('state_at', integer, (column) => column.notNull())
      .addColumn('error', text)
      .addColumn('error_at', integer)
      .addColumn('completed_at', integer)
      .addColumn('tells_data', integer, (column) => column.notNull())
      .addColumn('tells_parent', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('openlineage_run_key', ['party', 'run_id'])
      .execute()
    await db.schema
      .createIndex('openlineage_run_completed')
      .on('openlineage_run')
      .columns(['party', 'completed_at'])
      .execute()
    await db.schema.createIndex('openlineage_run_first').on('openlineage_run').columns(['party', 'first_at']).execute()
    await db.schema
      .createTable('openlineage_presence')
      .addColumn('party', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('from_key', text, (column) => column.notNull())
      .addColumn('to_key', text, (column) => column.notNull())
      .addColumn('run_id', text, (column) => column.notNull())
      .addColumn('at', integer, (column) => column.notNull())
      .addColumn('sender', text, (column) => column.notNull())
      .addColumn('columns_at', integer)
      .addColumn('columns_json', text)
      .addPrimaryKeyConstraint('openlineage_presence_key', ['party', 'kind', 'from_key', 'to_key', 'run_id'])
      .execute()
    await db.schema
      .createIndex('openlineage_presence_at')
      .on('openlineage_presence')
      .columns(['party', 'kind', 'from_key', 'to_key', 'at'])
      .execute()
    await db.schema
      .createTable('openlineage_span')
      .addColumn('party', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('from_key', text, (column) => column.notNull())
      .addColumn('to_key', text, (column) => column.notNull())
      .addColumn('valid_from', integer, (column) => column.notNull())
      .addColumn('valid_to', integer)
      .addPrimaryKeyConstraint('openlineage_span_key', ['party', 'kind', 'from_key', 'to_key', 'valid_from'])
      .execute()
    await db.schema
      .createIndex('openlineage_span_party')
      .on('openlineage_span')
      .columns(['party', 'valid_to'])
      .execute()
  },
}
