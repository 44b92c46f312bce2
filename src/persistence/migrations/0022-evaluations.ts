// Breaking: no.
import { sql } from 'kysely'
import type { Migration } from './migration.ts'

/**
 * What measured something, found without reading every edge at a node: few edges tell of measuring, so that their index is
 * small and stays in memory, where reading each node asks it.
 */
export const evaluations: Migration = {
  name: '0022-evaluations',
  isBreaking: false,
  async up(db) {
    await sql`create index lineage_edge_evaluated on lineage_edge (to_key) where kind = 'EVALUATED'`.execute(db)
  },
}
