import type { Kysely } from 'kysely'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

/** A store, or a transaction on it that somebody else began and will end. */
export type Connection = Pick<Database, 'kysely' | 'engine'>

/**
 * Tells every replica that rights have changed, in the transaction of the change. Until that ends its row keeps other
 * changes of rights out, so call it before reading what the change is decided by.
 */
export async function bumpEpoch(trx: Kysely<Tables>): Promise<void> {
  await trx
    .updateTable('access_state')
    .set(({ eb }) => ({ epoch: eb('epoch', '+', 1) }))
    .where('id', '=', 1)
    .execute()
}

/** Runs `work` in the transaction that `kysely` is, or in one of its own. */
export function inTransaction<Value>(
  kysely: Kysely<Tables>,
  work: (trx: Kysely<Tables>) => Promise<Value>,
): Promise<Value> {
  return kysely.isTransaction ? work(kysely) : kysely.transaction().execute(work)
}
