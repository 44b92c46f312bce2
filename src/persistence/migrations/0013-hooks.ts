// Breaking: no.
import { columnTypes, type Migration } from './migration.ts'

/** Events that tools have sent, so that none is taken twice, and the webhooks that the gateway has registered. */
export const hooks: Migration = {
  name: '0013-hooks',
  isBreaking: false,
  async up(db) {
    const { text, integer } = columnTypes(db)
    await db.schema
      .createTable('hook_delivery')
      .addColumn('source', text, (column) => column.notNull())
      .addColumn('delivery_id', text, (column) => column.notNull())
      .addColumn('received_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('hook_delivery_key', ['source', 'delivery_id'])
      .execute()
    await db.schema.createIndex('hook_delivery_age').on('hook_delivery').column('received_at').execute()
    await db.schema
      .createTable('hook_arrival')
      .addColumn('source', text, (column) => column.primaryKey().notNull())
      .addColumn('arrived_at', integer, (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('hook_registration')
      .addColumn('source', text, (column) => column.notNull())
      .addColumn('workspace', text, (column) => column.notNull())
      .addColumn('hook_id', text, (column) => column.notNull())
      .addColumn('url', text, (column) => column.notNull())
      .addColumn('secret_mark', text, (column) => column.notNull())
      .addColumn('saved_at', integer, (column) => column.notNull())
      .addPrimaryKeyConstraint('hook_registration_key', ['source', 'workspace'])
      .execute()
  },
}
