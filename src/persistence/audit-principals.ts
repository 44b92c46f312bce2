import type { Kysely, Selectable, Transaction } from 'kysely'
import type { AuditPrincipal } from '../audit/types.ts'
import { mintUid } from '../kernel/ids.ts'
import { storableText } from './storable-text.ts'
import type { PrincipalTable, Tables } from './tables.ts'

/** Who vouches for principals that this gateway names itself. */
const ownIssuer = 'modelwarden'

/**
 * The pseudonym that events name a principal by. An id that is one already stays; any other becomes the subject of a new
 * one, so that a name within it can be erased.
 */
export async function pseudonymIn(
  trx: Transaction<Tables>,
  { id, name }: { readonly id: string; readonly name: string | null },
): Promise<string> {
  const subject = storableText(id)
  const known = trx
    .selectFrom('principal')
    .select('id')
    .where((where) =>
      where.or([
        where('id', '=', subject),
        where.and([where('issuer', '=', ownIssuer), where('subject', '=', subject)]),
      ]),
    )
  const found = await known.executeTakeFirst()
  if (found !== undefined) return found.id
  const now = Date.now()
  const row = { id: mintUid(now), display_name: name === null ? null : storableText(name), issuer: ownIssuer, subject }
  await trx
    .insertInto('principal')
    .values({ ...row, created_at: now, erased_at: null })
    .onConflict((conflict) => conflict.columns(['issuer', 'subject']).doNothing())
    .execute()
  return (await known.executeTakeFirstOrThrow()).id
}

/** Removes everything that tells who a principal is, and what they wrote, and ends what they came in with. False when there is none, or nothing is left. */
export async function erasePrincipal(trx: Transaction<Tables>, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('principal')
    .set({ display_name: null, issuer: null, subject: null, erased_at: now })
    .where('id', '=', id)
    .where('erased_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  await trx.deleteFrom('audit_text').where('author', '=', id).execute()
  await trx.deleteFrom('person').where('id', '=', id).execute()
  await trx.deleteFrom('session').where('person_id', '=', id).execute()
  await trx.updateTable('role_grant').set({ reason: erased }).where('created_by', '=', id).execute()
  await trx.updateTable('grant_request').set({ reason: erased }).where('requested_by', '=', id).execute()
  await trx.updateTable('policy_proposal').set({ reason: erased }).where('requested_by', '=', id).execute()
  await eraseTokens(trx, id, now)
  return true
}

/** Stands where a reason was. */
const erased = '(erased)'

/** A token acts in the name that it holds, so without that it ends. */
async function eraseTokens(trx: Transaction<Tables>, id: string, now: number): Promise<void> {
  const own = trx.updateTable('token').where('holder_id', '=', id)
  await own.set({ revoked_at: now }).where('revoked_at', 'is', null).execute()
  await own.set({ principal_name: id }).execute()
}

/** Principals by id. */
export async function principalsIn(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, AuditPrincipal>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .selectFrom('principal')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map((row) => [row.id, principalOf(row)]))
}

function principalOf(row: Selectable<PrincipalTable>): AuditPrincipal {
  const { id, issuer, subject } = row
  return { id, displayName: row.display_name, issuer, subject, erasedAt: row.erased_at }
}
