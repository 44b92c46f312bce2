import { sql } from 'kysely'
import type { Database } from '../../src/persistence/database.ts'

/** Takes away what keeps the store's tables append-only, as its owner may. */
export async function dropAuditTriggers({ kysely, engine }: Database, tables: readonly string[]): Promise<void> {
  if (engine === 'postgres') {
    for (const table of tables) await sql`alter table ${sql.table(table)} disable trigger user`.execute(kysely)
    return
  }
  const found = await sql<{ name: string }>`select name from sqlite_master where type = 'trigger'`.execute(kysely)
  for (const { name } of found.rows)
    if (name.startsWith('audit_')) await sql`drop trigger ${sql.ref(name)}`.execute(kysely)
}
