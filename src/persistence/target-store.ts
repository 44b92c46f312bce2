import type { Selectable } from 'kysely'
import { systemActor } from '../kernel/actor.ts'
import { mintUid, type Uid } from '../kernel/ids.ts'
import type { AuditedStore } from './audited-work.ts'
import type { Database } from './database.ts'
import { lockFor } from './lock.ts'
import type { TargetTable } from './tables.ts'

/** What stands for a model in an environment. */
export interface TargetRow {
  readonly uid: Uid
  /** Name of the environment. */
  readonly environment: string
  /** Id of the source that holds it. */
  readonly source: string
  readonly kind: 'ALIAS' | 'DEPLOYMENT'
  /** What the source calls it, such as `models:/NAME@ALIAS`. */
  readonly nativeRef: string
  /** Id of the source that registers the model of a deployment; null where requests cannot change it, and for an alias. */
  readonly registry: string | null
  /** Name of that model. */
  readonly model: string | null
}

/** Targets in force. */
export interface TargetStore {
  /**
   * Takes over those whose place is no target yet, and the model of a deployment that had none; everything else stays as it
   * is, also a place that these name in another environment, where less may be asked. Answers how many it wrote. Two starts
   * at once write each once. Their environments must be there; otherwise a thrown
   * `Fault`, and nothing is written.
   */
  takeOver(targets: readonly Omit<TargetRow, 'uid'>[], now: number): Promise<number>
  /** Of one environment, or of all; by environment, source and ref. */
  list(environment: string | null): Promise<readonly TargetRow[]>
  /** Null where unknown, in the order asked. */
  byUids(uids: readonly string[]): Promise<readonly (TargetRow | null)[]>
}

/** Keeps targets in the store. */
export function createTargetStore({ kysely, engine }: Database, audited: Pick<AuditedStore, 'change'>): TargetStore {
  return {
    takeOver(targets, now) {
      return audited.change(async (trx, append) => {
        await lockFor(trx, engine, 'modelwarden.target')
        const known = (await trx.selectFrom('target').selectAll().execute()).map(targetOf)
        const added = targets
          .filter((target) => !known.some((each) => isSamePlace(each, target)))
          .map((target) => rowOf({ ...target, uid: mintUid(now) }))
        const completed = known
          .filter(({ model }) => model === null)
          .flatMap((each) => {
            const { registry = null, model = null } = targets.find((target) => isSameTarget(each, target)) ?? {}
            return model === null ? [] : [rowOf({ ...each, registry, model })]
          })
        if (added.length > 0) await trx.insertInto('target').values(added).execute()
        for (const { uid, registry, model } of completed)
          await trx.updateTable('target').set({ registry, model }).where('uid', '=', uid).execute()
        const rows = [...added, ...completed]
        if (rows.length === 0) return 0
        append({
          type: 'gov.target.seeded.v1',
          actor: systemActor,
          action: 'configuration:seed',
          resource: { type: 'Target', id: '*' },
          decision: 'ALLOW',
          after: rows,
          details: { targets: rows.length },
        })
        return rows.length
      })
    },
    async list(environment) {
      const all = kysely.selectFrom('target').selectAll().orderBy('environment').orderBy('source').orderBy('native_ref')
      const query = environment === null ? all : all.where('environment', '=', environment)
      return (await query.execute()).map(targetOf)
    },
    async byUids(uids) {
      if (uids.length === 0) return []
      const rows = await kysely.selectFrom('target').selectAll().where('uid', 'in', uids).execute()
      const byUid = new Map(rows.map((row) => [row.uid, targetOf(row)]))
      return uids.map((uid) => byUid.get(uid) ?? null)
    },
  }
}

type Place = Pick<TargetRow, 'source' | 'kind' | 'nativeRef'>

function isSamePlace(one: Place, other: Place): boolean {
  return one.source === other.source && one.kind === other.kind && one.nativeRef === other.nativeRef
}

function isSameTarget(one: Omit<TargetRow, 'uid'>, other: Omit<TargetRow, 'uid'>): boolean {
  return one.environment === other.environment && isSamePlace(one, other)
}

function rowOf({ nativeRef, ...target }: TargetRow) {
  return { ...target, native_ref: nativeRef }
}

function targetOf(row: Selectable<TargetTable>): TargetRow {
  return {
    // Minted by `takeOver`, and written from the same type.
    uid: row.uid as Uid,
    environment: row.environment,
    source: row.source,
    kind: row.kind as TargetRow['kind'],
    nativeRef: row.native_ref,
    registry: row.registry,
    model: row.model,
  }
}
