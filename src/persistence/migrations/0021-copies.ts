// Breaking: no.
import { columnTypes, type Migration } from './migration.ts'

/** Who clears old copies of a target, so that nobody changes it meanwhile. */
export const copies: Migration = {
  name: '0021-copies',
  isBreaking: false,
  async up(db) {
    const { text, integer } = columnTypes(db)
    await db.schema
      .createTable('copy_clearing')
      .addColumn('target_uid', text, (column) => column.primaryKey().notNull())
      .addColumn('worker', text, (column) => column.notNull())
      .addColumn('lease_until', integer, (column) => column.notNull())
      .execute()
  },
}
