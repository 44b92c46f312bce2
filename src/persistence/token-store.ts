import { type Selectable, sql } from 'kysely'
import type { TokenStore } from '../access/ports.ts'
import type { Role, TokenRow } from '../access/types.ts'
import type { Database } from './database.ts'
import { lockFor } from './lock.ts'
import type { TokenTable } from './tables.ts'

/** A use is noted at most this often for one token. */
const touchEveryMs = 60_000

/** Keeps tokens in the store. Nothing is remembered in the process, so a revocation holds everywhere at once. */
export function createTokenStore(database: Database): TokenStore {
  const { kysely, engine } = database
  return {
    async insert(token) {
      await kysely.insertInto('token').values(rowOf(token)).execute()
    },
    insertFirst(token) {
      return kysely.transaction().execute(async (trx) => {
        await lockFor(trx, engine, 'modelwarden.token')
        const other = await trx.selectFrom('token').select('id').limit(1).executeTakeFirst()
        if (other === undefined) await trx.insertInto('token').values(rowOf(token)).execute()
        return other === undefined
      })
    },
    async byHash(hash) {
      const row = await kysely.selectFrom('token').selectAll().where('hash', '=', hash).executeTakeFirst()
      return row === undefined ? null : tokenOf(row)
    },
    async list() {
      const rows = await kysely.selectFrom('token').selectAll().orderBy('created_at').orderBy('id').execute()
      return rows.map(tokenOf)
    },
    async revoke(id, now) {
      const live = kysely
        .updateTable('token')
        .set({ revoked_at: now })
        .where('id', '=', id)
        .where('revoked_at', 'is', null)
      const isUnexpired = sql<boolean>`(expires_at is null or expires_at > ${now})`
      const { numUpdatedRows } = await live.where(isUnexpired).executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async touch(id, now) {
      const isOld = sql<boolean>`(last_used_at is null or last_used_at <= ${now - touchEveryMs})`
      // Reading first spares the write, and on SQLite the wait for other writers, in all but one use a minute.
      const due = await kysely.selectFrom('token').select('id').where('id', '=', id).where(isOld).executeTakeFirst()
      if (due === undefined) return
      await kysely.updateTable('token').set({ last_used_at: now }).where('id', '=', id).where(isOld).execute()
    },
  }
}

function rowOf(token: TokenRow): TokenTable {
  return {
    id: token.id,
    principal_name: token.principalName,
    roles_json: JSON.stringify(token.roles),
    hash: token.hash,
    created_at: token.createdAt,
    expires_at: token.expiresAt,
    last_used_at: token.lastUsedAt,
    revoked_at: token.revokedAt,
  }
}

function tokenOf(row: Selectable<TokenTable>): TokenRow {
  return {
    id: row.id,
    principalName: row.principal_name,
    // Written by `rowOf` from the same type.
    roles: JSON.parse(row.roles_json) as readonly Role[],
    hash: row.hash,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}
