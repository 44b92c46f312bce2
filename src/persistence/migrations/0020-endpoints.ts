// Breaking: no.
import { columnTypes, type Migration } from './migration.ts'

/** Which endpoints each server had when it was first looked at, so that others stand out. */
export const endpoints: Migration = {
  name: '0020-endpoints',
  isBreaking: false,
  async up(db) {
    const { text } = columnTypes(db)
    await db.schema
      .createTable('endpoint_watch')
      .addColumn('source', text, (column) => column.primaryKey().notNull())
      .addColumn('watch_json', text, (column) => column.notNull())
      .execute()
  },
}
