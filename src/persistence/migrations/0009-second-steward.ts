// Breaking: no.
import { columnTypes, type Migration } from './migration.ts'

/** Grants and policies that were asked for, and who put them in force. */
export const secondSteward: Migration = {
  name: '0009-second-steward',
  isBreaking: false,
  async up(db) {
    const { text, integer } = columnTypes(db)
    await db.schema
      .createTable('grant_request')
      .addColumn('id', text, (column) => column.primaryKey().notNull())
      .addColumn('holder_type', text, (column) => column.notNull())
      .addColumn('holder_id', text, (column) => column.notNull())
      .addColumn('role', text, (column) => column.notNull())
      .addColumn('scope_type', text, (column) => column.notNull())
      .addColumn('scope_id', text, (column) => column.notNull())
      .addColumn('expires_at', integer)
      .addColumn('reason', text, (column) => column.notNull())
      .addColumn('requester_json', text, (column) => column.notNull())
      .addColumn('requested_by', text, (column) => column.notNull())
      .addColumn('requested_at', integer, (column) => column.notNull())
      .addColumn('lapses_at', integer, (column) => column.notNull())
      .addColumn('outcome', text)
      .addColumn('decided_by', text)
      .addColumn('decided_at', integer)
      .execute()
    await db.schema
      .createTable('policy_proposal')
      .addColumn('id', text, (column) => column.primaryKey().notNull())
      .addColumn('files_json', text, (column) => column.notNull())
      .addColumn('digest', text, (column) => column.notNull())
      .addColumn('based_on', integer, (column) => column.notNull())
      .addColumn('reason', text, (column) => column.notNull())
      .addColumn('requester_json', text, (column) => column.notNull())
      .addColumn('requested_by', text, (column) => column.notNull())
      .addColumn('requested_at', integer, (column) => column.notNull())
      .addColumn('lapses_at', integer, (column) => column.notNull())
      .addColumn('outcome', text)
      .addColumn('decided_by', text)
      .addColumn('decided_at', integer)
      .addColumn('published_as', integer)
      .execute()
    await db.schema
      .createIndex('policy_proposal_by_version')
      .on('policy_proposal')
      .columns(['published_as'])
      .unique()
      .execute()
  },
}
