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
   * Takes these over when there is none yet; tells whether it did. Two first starts at once seed once.
   * Their environments must be there; otherwise a thrown `Fault`, and nothing is written.
   */
  seedIfEmpty(targets: readonly Omit<TargetRow, 'uid'>[], now: number): Promise<boolean>
  /** Of one environment, or of all; by environment, source and ref. */
  list(environment: string | null): Promise<readonly TargetRow[]>
  /** Null where unknown, in the order asked. */
  byUids(uids: readonly string[]): Promise<readonly (TargetRow | null)[]>
}

/** Keeps targets in the store. */
export function createTargetStore({ kysely, engine }: Database, audited: Pick<AuditedStore, 'change'>): TargetStore {
  return {
    seedIfEmpty(targets, now) {
      return audited.change(async (trx, append) => {
        await lockFor(trx, engine, 'modelwarden.target')
        const other = await trx.selectFrom('target').select('uid').limit(1).executeTakeFirst()
        if (other !== undefined || targets.length === 0) return false
        const rows = targets.map(({ environment, source, kind, nativeRef, registry, model }) => ({
          uid: mintUid(now),
          environment,
          source,
          kind,
          native_ref: nativeRef,
          registry,
          model,
        }))
        await trx.insertInto('target').values(rows).execute()
        append({
          type: 'gov.target.seeded.v1',
          actor: systemActor,
          action: 'configuration:seed',
          resource: { type: 'Target', id: '*' },
          decision: 'ALLOW',
          after: rows,
          details: { targets: rows.length },
        })
        return true
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

function targetOf(row: Selectable<TargetTable>): TargetRow {
  return {
    // Minted by `seedIfEmpty`, and written from the same type.
    uid: row.uid as Uid,
    environment: row.environment,
    source: row.source,
    kind: row.kind as TargetRow['kind'],
    nativeRef: row.native_ref,
    registry: row.registry,
    model: row.model,
  }
}
