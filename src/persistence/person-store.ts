import type { PersonRow, PersonStore, SeenPerson } from '../access/identity/ports.ts'
import type { ClaimedFacts } from '../access/identity/types.ts'
import type { PrincipalKind } from '../access/types.ts'
import { inTransaction } from './access-state.ts'
import { compiledRead } from './compiled-read.ts'
import type { Database } from './database.ts'

/** Keeps people in the store; who they are stands apart, in `principal`, where it can be erased. */
export function createPersonStore({ kysely }: Pick<Database, 'kysely'>): PersonStore {
  const joined = kysely
    .selectFrom('principal')
    .leftJoin('person', 'person.id', 'principal.id')
    .select(['principal.id', 'principal.display_name', 'principal.issuer', 'principal.subject'])
    .select(['person.kind', 'person.claimed_json', 'person.last_seen_at', 'person.deactivated_at'])
  const byId = compiledRead(kysely, () => joined.where('principal.id', '=', ''))
  return {
    async byId(id) {
      const [row] = await byId(id)
      return row === undefined ? null : personOf(row)
    },
    async all() {
      const rows = await joined.execute()
      // Written by this store from the same type.
      return rows.map((row) => ({ ...personOf(row), kind: row.kind as PrincipalKind | null }))
    },
    note: (person, now) =>
      kysely.transaction().execute(async (trx) => {
        const { id, kind, issuer, subject, claimed } = person
        const facts = { claimed_json: claimedJson(person), last_seen_at: now }
        await trx
          .insertInto('person')
          .values({ id, kind, ...facts, deactivated_at: null })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(facts))
          .execute()
        const display_name = claimed.name
        await trx
          .insertInto('principal')
          .values({ id, display_name, issuer, subject, created_at: now, erased_at: null })
          .onConflict((conflict) =>
            conflict.column('id').doUpdateSet({ display_name }).where('principal.erased_at', 'is', null),
          )
          .execute()
      }),
    deactivate: ({ id, kind, name, issuer, subject }, now) =>
      inTransaction(kysely, async (trx) => {
        await trx
          .insertInto('principal')
          .values({ id, display_name: name, issuer, subject, created_at: now, erased_at: null })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        const claimed_json = JSON.stringify(nothingClaimed)
        await trx
          .insertInto('person')
          .values({ id, kind, claimed_json, last_seen_at: null, deactivated_at: now })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ deactivated_at: now }))
          .execute()
        const open = trx.updateTable('session').set({ revoked_at: now }).where('person_id', '=', id)
        const { numUpdatedRows } = await open.where('revoked_at', 'is', null).executeTakeFirst()
        return Number(numUpdatedRows)
      }),
    async reactivate(id) {
      await kysely.updateTable('person').set({ deactivated_at: null }).where('id', '=', id).execute()
    },
  }
}

/** The name is not among them: it would outlive its erasure. */
function claimedJson({ claimed: { groups, roles, clearance, regions, aliases } }: SeenPerson): string {
  return JSON.stringify({ groups, roles, clearance, regions, aliases })
}

interface JoinedRow {
  readonly id: string
  readonly claimed_json: string | null
  readonly last_seen_at: number | null
  readonly deactivated_at: number | null
  readonly display_name: string | null
  readonly issuer: string | null
  readonly subject: string | null
}

const nothingClaimed = { groups: [], roles: [], clearance: null, regions: [], aliases: [] }

function personOf(row: JoinedRow): PersonRow {
  const { issuer, subject, claimed_json: text } = row
  // Written by this store from the same type.
  const claimed = text === null ? nothingClaimed : (JSON.parse(text) as Omit<ClaimedFacts, 'name'>)
  return {
    id: row.id,
    identity: issuer === null || subject === null ? null : { issuer, subject },
    claimed: { ...claimed, name: row.display_name },
    lastSeenAt: row.last_seen_at,
    deactivatedAt: row.deactivated_at,
  }
}
