import { sql } from 'kysely'
import type { Uid } from '../kernel/ids.ts'
import type { UnstatedDeployments } from '../lineage/ports.ts'
import type { Database } from './database.ts'
import { speakerOf } from './lineage/end-objects.ts'

/** More tell nothing that these do not. */
const readMax = 100

/** Finds the deployments of which the lineage index has not been told what they serve; the last seen first. */
export function createUnstatedDeployments(
  { kysely }: Pick<Database, 'kysely'>,
  sources: readonly string[] | null = null,
): UnstatedDeployments {
  return async () => {
    const speaker = sql<string>`${speakerOf('serving', '')} || o.uid`
    const query = kysely
      .selectFrom('object as o')
      .leftJoin('lineage_statement as s', (join) => join.on('s.stated_by', '=', speaker))
      .select('o.uid')
      .where('o.kind', '=', 'Deployment')
      .where('o.deleted_at', 'is', null)
      .where('s.stated_by', 'is', null)
      .orderBy('o.uid', 'desc')
      .limit(readMax)
    const rows = await (sources === null ? query : query.where('o.source', 'in', sources)).execute()
    // Minted by an earlier ingest.
    return rows.map(({ uid }) => uid as Uid)
  }
}
