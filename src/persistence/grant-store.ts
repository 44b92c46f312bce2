import { type Selectable, type SqlBool, sql } from 'kysely'
import type { GrantStore } from '../access/ports.ts'
import type { Grant, GrantHolder, Role, ScopeType } from '../access/types.ts'
import { bumpEpoch, type Connection, inTransaction } from './access-state.ts'
import { storableText } from './storable-text.ts'
import type { RoleGrantTable } from './tables.ts'

/** Keeps grants in the store. On a transaction's connection its changes are part of that transaction. */
export function createGrantStore({ kysely }: Connection): GrantStore {
  const all = () => kysely.selectFrom('role_grant').selectAll().orderBy('created_at').orderBy('id')
  return {
    create(grant) {
      return inTransaction(kysely, async (trx) => {
        await bumpEpoch(trx)
        await trx.insertInto('role_grant').values(rowOf(grant)).execute()
      })
    },
    revoke(id, now) {
      return inTransaction(kysely, async (trx) => {
        await bumpEpoch(trx)
        const live = trx.updateTable('role_grant').set({ revoked_at: now }).where('id', '=', id)
        const { numUpdatedRows } = await live.where(isUnrevoked).where(isUnexpiredAt(now)).executeTakeFirst()
        return numUpdatedRows === 1n
      })
    },
    async byId(id) {
      const row = await kysely.selectFrom('role_grant').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : grantOf(row)
    },
    async unrevoked() {
      return (await all().where(isUnrevoked).execute()).map(grantOf)
    },
    async liveOf({ id, kind, teams }, now) {
      const isTheirs = sql<SqlBool>`(holder_type = ${kind} and holder_id = ${id})`
      const rows = await all()
        .where((eb) =>
          eb.or([
            isTheirs,
            ...(teams.length === 0
              ? []
              : [eb.and([eb('holder_type', '=', 'TEAM'), eb('holder_id', 'in', [...teams])])]),
          ]),
        )
        .where(wasLiveAt(now))
        .execute()
      return rows.map(grantOf)
    },
    async liveAt(time) {
      return (await all().where(wasLiveAt(time)).execute()).map(grantOf)
    },
  }
}

const isUnrevoked = sql<SqlBool>`revoked_at is null`

function isUnexpiredAt(time: number) {
  return sql<SqlBool>`(expires_at is null or expires_at > ${time})`
}

function wasLiveAt(time: number) {
  return sql<SqlBool>`(created_at <= ${time} and (revoked_at is null or revoked_at > ${time}) and ${isUnexpiredAt(time)})`
}

function rowOf(grant: Grant): RoleGrantTable {
  return {
    id: grant.id,
    holder_type: grant.holder.type,
    holder_id: grant.holder.id,
    role: grant.role,
    scope_type: grant.scope.type,
    scope_id: grant.scope.id,
    expires_at: grant.expiresAt,
    reason: storableText(grant.reason),
    created_by: grant.createdBy,
    created_at: grant.createdAt,
    revoked_at: grant.revokedAt,
  }
}

/** A grant from its row. Types and roles were written by `rowOf` from the same types. */
export function grantOf(row: Selectable<RoleGrantTable>): Grant {
  return {
    id: row.id,
    holder: { type: row.holder_type as GrantHolder['type'], id: row.holder_id },
    role: row.role as Role,
    scope: { type: row.scope_type as ScopeType, id: row.scope_id },
    expiresAt: row.expires_at,
    reason: row.reason,
    createdBy: row.created_by,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  }
}
