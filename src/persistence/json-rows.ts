import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Engine } from './database.ts'
import { storableText } from './storable-text.ts'

/** A value of a row. */
export type Cell = string | number | null

/** SQL types of the cells; they mean the same on both engines. */
export type CellType = 'text' | 'bigint' | 'double precision'

/**
 * Many rows as one parameter, a JSON array of arrays named `r`. The statement's text stays the same whatever their number,
 * so it is prepared once, and no limit on the number of parameters is met.
 */
export function jsonRows(engine: Engine, rows: readonly (readonly Cell[])[]): RawBuilder<unknown> {
  const text = encodeRows(rows)
  return engine === 'sqlite' ? sql`json_each(${text}) as r` : sql`jsonb_array_elements(${text}::jsonb) as r(value)`
}

/**
 * Joins a table to {@link jsonRows} on its left. SQLite does not know how few those rows are and would read the table
 * first; its `cross join` keeps the order (https://sqlite.org/optoverview.html#crossjoin).
 */
export function joinEach(engine: Engine): RawBuilder<unknown> {
  return engine === 'sqlite' ? sql`cross join` : sql`join`
}

/** One cell of {@link jsonRows}. */
export function cell<Value extends Cell = string>(index: number, type: CellType): RawBuilder<Value> {
  return sql.raw<Value>(type === 'text' ? `(r.value ->> ${index})` : `cast(r.value ->> ${index} as ${type})`)
}

/** Whether a column's text is in a list of any length. */
export function isIn(engine: Engine, column: string, values: readonly string[]): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(column)} in (${jsonList(engine, values)})`
}

/** A list of text of any length, to be looked in, as one parameter. */
export function jsonList(engine: Engine, values: readonly string[]): RawBuilder<unknown> {
  const text = JSON.stringify(values.map(storableText))
  return engine === 'sqlite'
    ? sql`select value from json_each(${text})`
    : sql`select jsonb_array_elements_text(${text}::jsonb)`
}

function encodeRows(rows: readonly (readonly Cell[])[]): string {
  const text = JSON.stringify(rows)
  // Hardly any text needs mending, and looking for it in the whole is far quicker than value by value.
  if (!/\\u0000|\\u[dD]/.test(text)) return text
  return JSON.stringify(
    rows.map((row) => row.map((value) => (typeof value === 'string' ? storableText(value) : value))),
  )
}
