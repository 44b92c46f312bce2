import { sql } from 'kysely'
import type { DeploymentChange, DeploymentChanges } from '../deployments/ports.ts'
import { type FactRow, factColumns, objectOf } from './catalog/object-row.ts'
import type { Database } from './database.ts'
import { readHead } from './lineage/changes.ts'

/** Changes of lineage that are looked through at once. */
const changesMax = 500

interface ChangedRow extends FactRow {
  readonly sequence: number
  readonly changed_at: number
  readonly deleted_at: number | null
}

/**
 * Deployments among what the log of the lineage index tells of: whatever changes one there is written with it, under a
 * number that is committed in order. `sources` are the ids of those that are configured.
 */
export function createDeploymentChanges(
  database: Pick<Database, 'kysely'>,
  sources: readonly string[],
): DeploymentChanges {
  const { kysely } = database
  const shown: ReadonlySet<string> = new Set(sources)
  return {
    head: () => readHead(database),
    async after(place) {
      const upTo = await lastOfPiece(database, place)
      const { rows } = await sql<ChangedRow>`/* deployments.changes */
        select c.sequence, c.changed_at, o.deleted_at, ${sql.join(factColumns.map((column) => sql.ref(`o.${column}`)))}
        from lineage_change as c
        join lineage_node as n on n.key = c.key and n.is_object = 1 and n.kind = 'DEPLOYMENT'
        join object as o on o.uid = n.uid
        where c.sequence > ${place} and c.sequence <= ${upTo} and (o.deleted_at is null or o.deleted_at >= c.changed_at)
        order by c.sequence, o.uid`.execute(kysely)
      // Asked after the changes: whatever was forgotten between the statements is missed by neither.
      const { forgotten } = await kysely
        .selectFrom('lineage_head')
        .select('forgotten')
        .where('id', '=', 1)
        .executeTakeFirstOrThrow()
      if (place < forgotten) return null
      return { entries: eachOnce(rows.filter(({ source }) => shown.has(source)).map(changeOf)), upTo }
    },
  }
}

/** Some changes have very many nodes; a piece ends where a change does. */
async function lastOfPiece({ kysely }: Pick<Database, 'kysely'>, place: number): Promise<number> {
  const rows = await kysely
    .selectFrom('lineage_change')
    .select('sequence')
    .where('sequence', '>', place)
    .orderBy('sequence')
    .limit(changesMax)
    .execute()
  return rows.at(-1)?.sequence ?? (await readHead({ kysely }))
}

function changeOf(row: ChangedRow): DeploymentChange {
  const deployment = objectOf(row)
  const { sequence: place, changed_at: changedAt, deleted_at: deletedAt } = row
  return { place, part: deployment.uid, changedAt, deployment, isGone: deletedAt !== null }
}

/** The last change of each: what is shown is how it is now, so the earlier ones would show the same. */
function eachOnce(changes: readonly DeploymentChange[]): readonly DeploymentChange[] {
  const last = new Map(changes.map((change) => [change.part, change.place]))
  return changes.filter(({ part, place }) => last.get(part) === place)
}
