import { sql } from 'kysely'
import type { Database } from '../../../src/persistence/database.ts'
import type { Tables } from '../../../src/persistence/tables.ts'

/** Does bulk work while tables have no indexes but those of their constraints, and makes the indexes again after it. */
export async function withoutIndexes(
  database: Database,
  tables: readonly (keyof Tables)[],
  work: () => Promise<void>,
): Promise<void> {
  const { kysely } = database
  const indexes = await indexesOf(database, tables)
  for (const { name } of indexes) await sql`drop index ${sql.ref(name)}`.execute(kysely)
  await work()
  for (const { definition } of indexes) await sql.raw(definition).execute(kysely)
}

interface Index {
  readonly name: string
  readonly definition: string
}

async function indexesOf({ kysely, engine }: Database, tables: readonly (keyof Tables)[]): Promise<readonly Index[]> {
  const names = sql.join(tables.map((table) => sql.val(table)))
  const query =
    engine === 'sqlite'
      ? sql<Index>`select name, sql as definition from sqlite_master
          where type = 'index' and sql is not null and tbl_name in (${names})`
      : sql<Index>`select indexname as name, indexdef as definition from pg_indexes
          where schemaname = current_schema() and tablename in (${names})
            and indexname not in (select conname from pg_constraint)`
  return (await query.execute(kysely)).rows
}
