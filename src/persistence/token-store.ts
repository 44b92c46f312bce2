import { type Selectable, sql, type Transaction } from 'kysely'
import type { TokenStore } from '../access/ports.ts'
import type { Role, TokenRow } from '../access/types.ts'
import type { AuditDraft } from '../audit/types.ts'
import type { Actor } from '../kernel/actor.ts'
import { pseudonymIn } from './audit-principals.ts'
import type { AuditedStore } from './audited-work.ts'
import type { Database } from './database.ts'
import { lockFor } from './lock.ts'
import type { Tables, TokenTable } from './tables.ts'

/** A use is noted at most this often for one token. */
const touchEveryMs = 60_000

/** Keeps tokens in the store. Nothing is remembered in the process, so a revocation holds everywhere at once. */
export function createTokenStore(database: Database, audited: Pick<AuditedStore, 'change'>): TokenStore {
  const { kysely, engine } = database
  return {
    insert(token, by) {
      return audited.change(async (trx, append) => {
        await trx.insertInto('token').values(rowOf(token)).execute()
        append(await creation(trx, token, by))
      })
    },
    insertFirst(token, by) {
      return audited.change(async (trx, append) => {
        await lockFor(trx, engine, 'modelwarden.token')
        const other = await trx.selectFrom('token').select('id').limit(1).executeTakeFirst()
        if (other !== undefined) return false
        await trx.insertInto('token').values(rowOf(token)).execute()
        append(await creation(trx, token, by))
        return true
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
    revoke(id, now, by) {
      return audited.change(async (trx, append) => {
        const live = trx
          .updateTable('token')
          .set({ revoked_at: now })
          .where('id', '=', id)
          .where('revoked_at', 'is', null)
        const isUnexpired = sql<boolean>`(expires_at is null or expires_at > ${now})`
        const { numUpdatedRows } = await live.where(isUnexpired).executeTakeFirst()
        if (numUpdatedRows !== 1n) return false
        append(revocation(id, by))
        return true
      })
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

async function creation(trx: Transaction<Tables>, token: TokenRow, by: Actor): Promise<AuditDraft> {
  const { id, principalName: name, roles, expiresAt } = token
  // The id that the token's holder has as a caller.
  const holder = await pseudonymIn(trx, { id: `token:${name}`, name })
  const details = { holder, roles, expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString() }
  const resource = { type: 'Token', id }
  const facts = { actor: by, action: 'token:create', resource, decision: 'ALLOW', after: details, details } as const
  return { type: 'gov.token.created.v1', ...facts }
}

function revocation(id: string, by: Actor): AuditDraft {
  const resource = { type: 'Token', id }
  return { type: 'gov.token.revoked.v1', actor: by, action: 'token:revoke', resource, decision: 'ALLOW' }
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
