// Breaking: yes. An older binary knows neither scopes nor creators of tokens, and would let them do more than they may.
import { randomBytes } from 'node:crypto'
import { columnTypes, type Migration } from './migration.ts'

/** People whom identity providers vouch for, service accounts, browser sessions, and what tokens are narrowed by. */
export const identity: Migration = {
  name: '0008-identity',
  isBreaking: true,
  async up(db) {
    const { text, integer } = columnTypes(db)
    await db.schema
      .createTable('principal_key')
      .addColumn('id', integer, (column) => column.primaryKey().notNull())
      .addColumn('key', text, (column) => column.notNull())
      .execute()
    await db
      .insertInto('principal_key')
      .values({ id: 1, key: randomBytes(32).toString('base64url') })
      .execute()
    await db.schema
      .createTable('person')
      .addColumn('id', text, (column) => column.primaryKey().notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('claimed_json', text, (column) => column.notNull())
      .addColumn('last_seen_at', integer)
      .addColumn('deactivated_at', integer)
      .execute()
    await db.schema
      .createTable('service_account')
      .addColumn('name', text, (column) => column.primaryKey().notNull())
      .addColumn('owner_id', text, (column) => column.notNull())
      .addColumn('created_at', integer, (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('session')
      .addColumn('hash', text, (column) => column.primaryKey().notNull())
      .addColumn('login_id', text, (column) => column.notNull().unique())
      .addColumn('person_id', text, (column) => column.notNull())
      .addColumn('identified_json', text, (column) => column.notNull())
      .addColumn('created_at', integer, (column) => column.notNull())
      .addColumn('last_used_at', integer, (column) => column.notNull())
      .addColumn('expires_at', integer, (column) => column.notNull())
      .addColumn('revoked_at', integer)
      .execute()
    await db.schema.createIndex('session_end').on('session').column('expires_at').execute()
    await db.schema
      .alterTable('token')
      .addColumn('kind', text, (column) => column.notNull().defaultTo('USER'))
      .execute()
    await db.schema.alterTable('token').addColumn('holder_id', text).execute()
    await db.schema.alterTable('token').addColumn('rights_json', text).execute()
    await db.schema.alterTable('token').addColumn('scopes_json', text).execute()
    await db.schema.alterTable('token').addColumn('creator_id', text).execute()
    await db.schema.alterTable('token').addColumn('parent_id', text).execute()
  },
}
