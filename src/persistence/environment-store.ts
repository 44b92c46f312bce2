import type { Selectable } from 'kysely'
import { systemActor } from '../kernel/actor.ts'
import { mintUid, type Uid } from '../kernel/ids.ts'
import type { AuditedStore } from './audited-work.ts'
import { compiledRead } from './compiled-read.ts'
import type { Database } from './database.ts'
import { lockFor } from './lock.ts'
import type { EnvironmentTable } from './tables.ts'

/** A place that models are promoted to. */
export interface EnvironmentRow {
  readonly uid: Uid
  readonly name: string
  /** Its place in the order of promotion, lowest first. */
  readonly rank: number
  readonly isProtected: boolean
}

/** Environments in force. */
export interface EnvironmentStore {
  /**
   * Takes over those whose names are not there yet; the others stay as they are. Answers how many it wrote. Two starts at
   * once write each once.
   */
  takeOver(environments: readonly Omit<EnvironmentRow, 'uid'>[], now: number): Promise<number>
  /** By rank, then name. */
  list(): Promise<readonly EnvironmentRow[]>
  /** Null where unknown, in the order asked. */
  byUids(uids: readonly string[]): Promise<readonly (EnvironmentRow | null)[]>
}

/** Keeps environments in the store. */
export function createEnvironmentStore(
  { kysely, engine }: Database,
  audited: Pick<AuditedStore, 'change'>,
): EnvironmentStore {
  const all = compiledRead(kysely, () => kysely.selectFrom('environment').selectAll().orderBy('rank').orderBy('name'))
  const list = async () => (await all()).map(environmentOf)
  return {
    list,
    takeOver(environments, now) {
      return audited.change(async (trx, append) => {
        await lockFor(trx, engine, 'modelwarden.environment')
        const known = new Set((await trx.selectFrom('environment').select('name').execute()).map(({ name }) => name))
        const added = environments.filter(({ name }) => !known.has(name))
        if (added.length === 0) return 0
        const rows = added.map(({ name, rank, isProtected }) => ({
          uid: mintUid(now),
          name,
          rank,
          is_protected: isProtected ? 1 : 0,
        }))
        await trx.insertInto('environment').values(rows).execute()
        append({
          type: 'gov.environment.seeded.v1',
          actor: systemActor,
          action: 'configuration:seed',
          resource: { type: 'Environment', id: '*' },
          decision: 'ALLOW',
          after: rows,
          details: { names: rows.map(({ name }) => name) },
        })
        return rows.length
      })
    },
    async byUids(uids) {
      // There are a handful of environments, so all of them are as quick as some of them.
      const known = await list()
      return uids.map((uid) => known.find((environment) => environment.uid === uid) ?? null)
    },
  }
}

function environmentOf(row: Selectable<EnvironmentTable>): EnvironmentRow {
  // Minted by `takeOver`.
  return { uid: row.uid as Uid, name: row.name, rank: row.rank, isProtected: row.is_protected === 1 }
}
