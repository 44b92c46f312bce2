import { type Selectable, sql, type Transaction } from 'kysely'
import type { BesideToken, NamedPrincipal, TokenStore } from '../access/ports.ts'
import type { Action, PrincipalKind, Role, TokenRow } from '../access/types.ts'
import type { AuditDraft } from '../audit/types.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Connection } from './access-state.ts'
import type { AuditedStore } from './audited-work.ts'
import { compiledRead } from './compiled-read.ts'
import { lockFor } from './lock.ts'
import type { Tables, TokenTable } from './tables.ts'

/** A use is noted at most this often for one token. */
const touchEveryMs = 60_000

/** Keeps tokens in the store. Nothing is remembered in the process, so a revocation holds everywhere at once. */
export function createTokenStore(database: Connection, audited: Pick<AuditedStore, 'change'>): TokenStore {
  const { kysely, engine } = database
  const byHash = compiledRead(kysely, () => kysely.selectFrom('token').selectAll().where('hash', '=', ''))
  const byId = compiledRead(kysely, () => kysely.selectFrom('token').selectAll().where('id', '=', ''))
  return {
    insert(token, by, { names = [], account } = {}) {
      return audited.change(async (trx, append) => {
        if (account !== undefined && !(await saveAccount(trx, account, token.createdAt))) return false
        await insertToken(trx, token, names)
        append(creation(token, by, account))
        return true
      })
    },
    insertFirst(token, by, { names = [] } = {}) {
      return audited.change(async (trx, append) => {
        await lockFor(trx, engine, 'modelwarden.token')
        const other = await trx.selectFrom('token').select('id').limit(1).executeTakeFirst()
        if (other !== undefined) return false
        await insertToken(trx, token, names)
        append(creation(token, by))
        return true
      })
    },
    async byHash(hash) {
      const [row] = await byHash(hash)
      return row === undefined ? null : tokenOf(row)
    },
    async byId(id) {
      const [row] = await byId(id)
      return row === undefined ? null : tokenOf(row)
    },
    async accountNamed(name) {
      const row = await kysely.selectFrom('service_account').selectAll().where('name', '=', name).executeTakeFirst()
      return row === undefined ? null : { name: row.name, ownerId: row.owner_id }
    },
    async accounts() {
      const rows = await kysely.selectFrom('service_account').selectAll().orderBy('name').execute()
      return rows.map(({ name, owner_id }) => ({ name, ownerId: owner_id }))
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
    async touch({ id, lastUsedAt }, now) {
      if (lastUsedAt !== null && lastUsedAt > now - touchEveryMs) return
      const isOld = sql<boolean>`(last_used_at is null or last_used_at <= ${now - touchEveryMs})`
      // Of several uses at once the first notes it; reading spares the others the wait for other writers.
      const due = await kysely.selectFrom('token').select('id').where('id', '=', id).where(isOld).executeTakeFirst()
      if (due === undefined) return
      await kysely.updateTable('token').set({ last_used_at: now }).where('id', '=', id).where(isOld).execute()
    },
  }
}

async function insertToken(trx: Transaction<Tables>, token: TokenRow, names: readonly NamedPrincipal[]): Promise<void> {
  await trx.insertInto('token').values(rowOf(token)).execute()
  const facts = { created_at: token.createdAt, erased_at: null }
  const rows = names.map(({ id, issuer, subject }) => ({ id, issuer, subject, display_name: subject, ...facts }))
  if (rows.length === 0) return
  await trx
    .insertInto('principal')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

type Account = NonNullable<BesideToken['account']>

/** Tells whether the account is now the owner's. */
async function saveAccount(trx: Transaction<Tables>, account: Account, now: number): Promise<boolean> {
  const { name, ownerId, replacesOwner } = account
  await trx
    .insertInto('service_account')
    .values({ name, owner_id: ownerId, created_at: now })
    .onConflict((conflict) =>
      replacesOwner ? conflict.column('name').doUpdateSet({ owner_id: ownerId }) : conflict.column('name').doNothing(),
    )
    .execute()
  const saved = trx.selectFrom('service_account').select('owner_id').where('name', '=', name)
  return (await saved.executeTakeFirstOrThrow()).owner_id === ownerId
}

function creation(token: TokenRow, by: Actor, account?: Account): AuditDraft {
  const { id, holderId: holder, roles, scopes, clearance, teams, regions } = token
  const expiresAt = token.expiresAt === null ? null : new Date(token.expiresAt).toISOString()
  const owner = account === undefined ? {} : { owner: account.ownerId }
  const details = { holder, roles, scopes, clearance, teams, regions, expiresAt, ...owner }
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
    kind: token.kind,
    holder_id: token.holderId,
    roles_json: JSON.stringify(token.roles),
    rights_json: JSON.stringify({ teams: token.teams, clearance: token.clearance, regions: token.regions }),
    scopes_json: token.scopes === null ? null : JSON.stringify(token.scopes),
    creator_id: token.creatorId,
    parent_id: token.parentId,
    hash: token.hash,
    created_at: token.createdAt,
    expires_at: token.expiresAt,
    last_used_at: token.lastUsedAt,
    revoked_at: token.revokedAt,
  }
}

/** What a token made before tokens had rights beside roles may read: public and internal. */
const olderRights = { teams: [], clearance: 1, regions: [] }

/** Kinds, roles, rights and scopes were written by `rowOf` from the same types. */
function tokenOf(row: Selectable<TokenTable>): TokenRow {
  const rights = row.rights_json === null ? olderRights : (JSON.parse(row.rights_json) as RightsOfToken)
  return {
    id: row.id,
    principalName: row.principal_name,
    kind: row.kind as PrincipalKind,
    holderId: row.holder_id,
    roles: JSON.parse(row.roles_json) as readonly Role[],
    ...rights,
    scopes: row.scopes_json === null ? null : (JSON.parse(row.scopes_json) as readonly Action[]),
    creatorId: row.creator_id,
    parentId: row.parent_id,
    hash: row.hash,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}

type RightsOfToken = Pick<TokenRow, 'teams' | 'clearance' | 'regions'>
