// Breaking: yes. Rows written by an older binary would carry no class, and nobody could see them.
import { sql } from 'kysely'
import { columnTypes, type Migration } from './migration.ts'

/** What policy looks at in the objects of the mirror: one row for each combination that exists. */
export const accessClasses: Migration = {
  name: '0007-access-class',
  isBreaking: true,
  async up(db) {
    const { text } = columnTypes(db)
    await db.schema
      .createTable('access_class')
      .addColumn('id', text, (column) => column.primaryKey().notNull())
      .addColumn('kind', text, (column) => column.notNull())
      .addColumn('source', text, (column) => column.notNull())
      .addColumn('workspace', text, (column) => column.notNull())
      .addColumn('tags_json', text)
      .addColumn('parent_tags_json', text)
      .execute()
    await db.schema
      .createTable('policy_tag')
      .addColumn('key', text, (column) => column.primaryKey().notNull())
      .execute()
    await db.schema
      .alterTable('object')
      .addColumn('access_class', text, (column) => column.notNull().defaultTo(''))
      .execute()
    await sql`create index object_without_class on object (uid) where access_class = ''`.execute(db)
  },
}
