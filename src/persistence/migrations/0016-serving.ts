// Breaking: no.
import { columnTypes, type Migration } from './migration.ts'

/** Which model a deployment may serve versions of, for targets that requests can change. */
export const serving: Migration = {
  name: '0016-serving',
  isBreaking: false,
  async up(db) {
    const { text } = columnTypes(db)
    await db.schema.alterTable('target').addColumn('registry', text).execute()
    await db.schema.alterTable('target').addColumn('model', text).execute()
  },
}
