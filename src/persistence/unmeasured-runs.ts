import { sql } from 'kysely'
import type { MirroredObject } from '../catalog/types.ts'
import type { Uid } from '../kernel/ids.ts'
import { isOfSources, type MirrorReader } from './catalog/mirror-reader.ts'
import { type ObjectRow, objectOf } from './catalog/object-row.ts'
import { selectedColumns } from './catalog/read-objects.ts'
import type { Database } from './database.ts'
import { speakerOf } from './lineage/end-objects.ts'

/** Finds runs of which nobody has asked yet what they measured. */
export interface UnmeasuredRuns {
  /** Live ones among the objects first seen after one, in that order; `next` is where to go on, null at the end. */
  after(uid: Uid | null): Promise<{ readonly runs: readonly MirroredObject[]; readonly next: Uid | null }>
}

/** Objects of one look, so that none takes long however many there are. */
const pageRows = 500

/** Reads them from the store, of configured sources only; null is all of them. */
export function createUnmeasuredRuns(database: Database, sources: readonly string[] | null): UnmeasuredRuns {
  const { kysely, engine } = database
  const reader: MirrorReader = { kysely, engine, sources, scope: null }
  return {
    async after(uid) {
      const page = await kysely
        .selectFrom('object')
        .select('uid')
        .where('uid', '>', uid ?? '')
        .orderBy('uid')
        .limit(pageRows)
        .execute()
      const last = page.at(-1)?.uid
      if (last === undefined) return { runs: [], next: null }
      const { rows } = await sql<ObjectRow>`/* lineage.unmeasured */ select ${selectedColumns} from object as o
        where o.uid > ${uid ?? ''} and o.uid <= ${last} and o.kind = 'Run' and o.deleted_at is null
          and ${isOfSources(reader, 'o.source')}
          and not exists (select 1 from lineage_statement as s where s.stated_by = ${speakerOf('measured', '')} || o.uid)
        order by o.uid`.execute(kysely)
      // Minted by an ingest.
      return { runs: rows.map(objectOf), next: last as Uid }
    },
  }
}
