// Breaking: no.
import { columnTypes, type Migration } from './migration.ts'

/** Environments and targets. */
export const deployments: Migration = {
  name: '0004-deployments',
  isBreaking: false,
  async up(db) {
    const { text, integer } = columnTypes(db)
    await db.schema
      .createTable('environment')
      .addColumn('uid', text, (column) => column.primaryKey().notNull())
      .addColumn('name', text, (column) => column.notNull().unique())
      .addColumn('rank', integer, (column) => column.notNull())
      .addColumn('is_protected', integer, (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('target')
      .addColumn('uid', text, (column) => column.primaryKey().notNull())
      .addColumn('environment', text, (column) => column.notNull().references('environment.name'))
      .addColumn('source', text, (column) => column.notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('native_ref', text, (column) => column.notNull())
      .addUniqueConstraint('target_identity', ['environment', 'source', 'kind', 'native_ref'])
      .execute()
  },
}
