import { type Kysely, sql } from 'kysely'
import type { Engine } from './database.ts'
import type { Tables } from './tables.ts'

/**
 * Keeps every other transaction with the same `name` out until this one ends. On SQLite there is nothing to do:
 * a transaction is the file's only writer.
 */
export async function lockFor(trx: Kysely<Tables>, engine: Engine, name: string): Promise<void> {
  if (engine === 'sqlite') return
  await sql`/* lock */ select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(trx)
}
