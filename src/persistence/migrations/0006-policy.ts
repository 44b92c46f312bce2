// Breaking: no.
import { columnTypes, type Migration } from './migration.ts'

/** Who holds which role where, every version of the policies, and the count of changes to either. */
export const policy: Migration = {
  name: '0006-policy',
  isBreaking: false,
  async up(db) {
    const { text, integer } = columnTypes(db)
    await db.schema
      .createTable('role_grant')
      .addColumn('id', text, (column) => column.primaryKey().notNull())
      .addColumn('holder_type', text, (column) => column.notNull())
      .addColumn('holder_id', text, (column) => column.notNull())
      .addColumn('role', text, (column) => column.notNull())
      .addColumn('scope_type', text, (column) => column.notNull())
      .addColumn('scope_id', text, (column) => column.notNull())
      .addColumn('expires_at', integer)
      .addColumn('reason', text, (column) => column.notNull())
      .addColumn('created_by', text, (column) => column.notNull())
      .addColumn('created_at', integer, (column) => column.notNull())
      .addColumn('revoked_at', integer)
      .execute()
    await db.schema.createIndex('role_grant_by_holder').on('role_grant').columns(['holder_type', 'holder_id']).execute()
    await db.schema
      .createTable('policy_version')
      .addColumn('number', integer, (column) => column.primaryKey().notNull())
      .addColumn('files_json', text, (column) => column.notNull())
      .addColumn('digest', text, (column) => column.notNull())
      .addColumn('model_digest', text, (column) => column.notNull())
      .addColumn('author', text, (column) => column.notNull())
      .addColumn('published_at', integer, (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('access_state')
      .addColumn('id', integer, (column) => column.primaryKey().notNull())
      .addColumn('epoch', integer, (column) => column.notNull())
      .execute()
    await db.insertInto('access_state').values({ id: 1, epoch: 1 }).execute()
  },
}
