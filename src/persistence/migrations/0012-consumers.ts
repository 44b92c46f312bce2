// Breaking: no.
import { columnTypes, type Migration } from './migration.ts'

/** Who uses what is served and registered. */
export const consumers: Migration = {
  name: '0012-consumers',
  isBreaking: false,
  async up(db) {
    const { text, integer } = columnTypes(db)
    await db.schema
      .createTable('consumer')
      .addColumn('uid', text, (column) => column.primaryKey().notNull())
      .addColumn('object_uid', text, (column) => column.notNull())
      .addColumn('name', text, (column) => column.notNull())
      .addColumn('name_folded', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('criticality', text, (column) => column.notNull())
      .addColumn('owner_team', text)
      .addColumn('contact', text)
      .addColumn('endpoint', text)
      .addColumn('registered_at', integer, (column) => column.notNull())
      .addColumn('updated_at', integer, (column) => column.notNull())
      .addColumn('active_since', integer, (column) => column.notNull())
      .addColumn('ended_at', integer)
      .execute()
    await db.schema
      .createIndex('consumer_name')
      .on('consumer')
      .columns(['object_uid', 'name_folded'])
      .unique()
      .execute()
  },
}
