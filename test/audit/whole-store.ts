import { sql } from 'kysely'
import type { Database } from '../../src/persistence/database.ts'

/** A row as it lies in the store, whatever its columns. */
export type AnyRow = Readonly<Record<string, unknown>>

/** Names of all tables of a store, also of those that nobody has thought of. */
export async function tablesOf({ kysely, engine }: Database): Promise<readonly string[]> {
  const names =
    engine === 'postgres'
      ? sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`
      : sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`
  const { rows } = await names.execute(kysely)
  return rows.map(({ name }) => name).toSorted()
}

/** Every row of a table. */
export async function rowsOf({ kysely }: Database, table: string): Promise<readonly AnyRow[]> {
  return (await sql<AnyRow>`select * from ${sql.table(table)}`.execute(kysely)).rows
}

/** Everything that a store holds, as one text for each row, by table. */
export async function contentOf(
  database: Database,
  isCounted: (table: string) => boolean = () => true,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {}
  for (const table of (await tablesOf(database)).filter(isCounted)) {
    found[table] = (await rowsOf(database, table)).map((row) => JSON.stringify(row)).toSorted()
  }
  return found
}

/** Makes the store refuse every new event from now on, as a full or broken one would; the function puts it right again. */
export async function refuseEvents({ kysely, engine }: Database): Promise<() => Promise<void>> {
  if (engine === 'postgres') {
    await sql`create function no_events() returns trigger language plpgsql as
      $$ begin raise exception 'no space left'; end $$`.execute(kysely)
    await sql`create trigger no_events before insert on audit_event for each row execute function no_events()`.execute(
      kysely,
    )
    return async () => {
      await sql`drop trigger no_events on audit_event`.execute(kysely)
      await sql`drop function no_events()`.execute(kysely)
    }
  }
  await sql`create trigger no_events before insert on audit_event
    begin select raise(abort, 'no space left'); end`.execute(kysely)
  return async () => {
    await sql`drop trigger no_events`.execute(kysely)
  }
}
