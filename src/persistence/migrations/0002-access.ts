// Breaking: no.
import { columnTypes, type Migration } from './migration.ts'

/** Tokens. */
export const access: Migration = {
  name: '0002-access',
  isBreaking: false,
  async up(db) {
    const { text, integer } = columnTypes(db)
    await db.schema
      .createTable('token')
      .addColumn('id', text, (column) => column.primaryKey().notNull())
      .addColumn('principal_name', text, (column) => column.notNull())
      .addColumn('roles_json', text, (column) => column.notNull())
      .addColumn('hash', text, (column) => column.notNull().unique())
      .addColumn('created_at', integer, (column) => column.notNull())
      .addColumn('expires_at', integer)
      .addColumn('last_used_at', integer)
      .addColumn('revoked_at', integer)
      .execute()
  },
}
