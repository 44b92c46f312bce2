import { type Kysely, sql } from 'kysely'
import type { Engine } from './database.ts'
import { type Cell, type CellType, cell, jsonRows } from './json-rows.ts'
import type { Tables } from './tables.ts'

/** Names and types of the columns of a table, in the order of the cells of a row. */
export type Columns<Table extends keyof Tables> = readonly (readonly [keyof Tables[Table] & string, CellType])[]

/** Adds any number of rows in one statement. */
export async function insertRows<Table extends keyof Tables>(
  { kysely, engine }: { readonly kysely: Kysely<Tables>; readonly engine: Engine },
  { table, columns }: { readonly table: Table; readonly columns: Columns<Table> },
  rows: readonly (readonly Cell[])[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`/* insertRows */ insert into ${sql.table(table)} (${sql.join(columns.map(([name]) => sql.ref(name)))})
    select ${sql.join(columns.map(([, type], index) => cell(index, type)))} from ${jsonRows(engine, rows)}`.execute(
    kysely,
  )
}
