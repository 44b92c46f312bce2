import { sql } from 'kysely'
import type { SessionRow, SessionStore } from '../access/identity/ports.ts'
import type { AuditDraft } from '../audit/types.ts'
import type { Actor } from '../kernel/actor.ts'
import type { AuditedStore } from './audited-work.ts'
import type { Database } from './database.ts'
import type { SessionTable } from './tables.ts'

/** Ended sessions stay so long, so that no attempt to log in, which lives for minutes, leads to a second one. */
const keptMs = 86_400_000

/** Keeps sessions in the store; who they are of stands apart, in `principal`. */
export function createSessionStore(
  { kysely }: Pick<Database, 'kysely'>,
  audited: Pick<AuditedStore, 'change'>,
): SessionStore {
  return {
    open: (session, by) =>
      audited.change(async (trx, append) => {
        await trx
          .deleteFrom('session')
          .where('expires_at', '<', session.createdAt - keptMs)
          .execute()
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('session')
          .values(rowOf(session))
          .onConflict((conflict) => conflict.column('login_id').doNothing())
          .executeTakeFirst()
        if (numInsertedOrUpdatedRows !== 1n) return false
        append(eventOf('open', session.personId, by))
        return true
      }),
    async byHash(hash) {
      const row = await kysely
        .selectFrom('session')
        .leftJoin('principal', 'principal.id', 'session.person_id')
        .selectAll('session')
        .select(['principal.display_name', 'principal.issuer', 'principal.subject'])
        .where('session.hash', '=', hash)
        .executeTakeFirst()
      return row === undefined ? null : sessionOf(row)
    },
    async touch(hash, now, everyMs) {
      const isOld = sql<boolean>`last_used_at <= ${now - everyMs}`
      const due = await kysely
        .selectFrom('session')
        .select('hash')
        .where('hash', '=', hash)
        .where(isOld)
        .executeTakeFirst()
      if (due === undefined) return
      await kysely.updateTable('session').set({ last_used_at: now }).where('hash', '=', hash).where(isOld).execute()
    },
    revoke: (hash, now, by) =>
      audited.change(async (trx, append) => {
        const live = trx.updateTable('session').set({ revoked_at: now }).where('hash', '=', hash)
        const { numUpdatedRows } = await live.where('revoked_at', 'is', null).executeTakeFirst()
        if (numUpdatedRows !== 1n) return false
        append(eventOf('close', by.id ?? '', by))
        return true
      }),
  }
}

function eventOf(verb: 'open' | 'close', personId: string, by: Actor): AuditDraft {
  const type = verb === 'open' ? 'gov.session.opened.v1' : 'gov.session.closed.v1'
  const resource = { type: 'Principal', id: personId }
  return { type, actor: by, action: `session:${verb}`, resource, decision: 'ALLOW' }
}

type Said = Pick<SessionRow, 'claimed' | 'mfa' | 'authenticatedAt'>

function rowOf(session: Omit<SessionRow, 'identity'>): SessionTable {
  const { mfa, authenticatedAt } = session
  // The name would outlive its erasure.
  const claimed = { ...session.claimed, name: null }
  return {
    hash: session.hash,
    login_id: session.loginId,
    person_id: session.personId,
    identified_json: JSON.stringify({ claimed, mfa, authenticatedAt }),
    created_at: session.createdAt,
    last_used_at: session.lastUsedAt,
    expires_at: session.expiresAt,
    revoked_at: session.revokedAt,
  }
}

function sessionOf(
  row: SessionTable & {
    readonly display_name: string | null
    readonly issuer: string | null
    readonly subject: string | null
  },
): SessionRow {
  const { issuer, subject } = row
  // Written by `rowOf` from the same type.
  const { claimed, mfa, authenticatedAt } = JSON.parse(row.identified_json) as Said
  return {
    hash: row.hash,
    loginId: row.login_id,
    personId: row.person_id,
    identity: issuer === null || subject === null ? null : { issuer, subject },
    claimed: { ...claimed, name: row.display_name },
    mfa,
    authenticatedAt,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
  }
}
