import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import type { Database } from '../database.ts'
import { cell, jsonRows } from '../json-rows.ts'

/** Reads the lineage index as far as the configuration goes. */
export interface IndexReader extends Pick<Database, 'kysely' | 'engine'> {
  /** Ids of the sources that are configured; null reads every row. */
  readonly sources: readonly string[] | null
}

/**
 * Common table expressions that name the keys asked for: `member(node, key)` has a row for each key of each proven equal,
 * `node` being the key that the equals go under.
 */
export function members({ engine }: Pick<IndexReader, 'engine'>, keys: readonly LineageKey[]): RawBuilder<unknown> {
  const rows = jsonRows(
    engine,
    keys.map((key) => [key]),
  )
  // Materialised, so that PostgreSQL does not guess at how few these are in every place that reads them.
  return sql`with asked(node) as materialized (
      select distinct coalesce(s.same_as, ${cell(0, 'text')}) from ${rows} left join lineage_same as s on s.key = ${cell(0, 'text')}),
    member(node, key) as materialized (
      select node, node from asked union all
      select asked.node, s.key from asked join lineage_same as s on s.same_as = asked.node and s.key <> asked.node)`
}

/** Whether an edge held at a moment, null being now. */
export function holds(edge: string, at: number | null): RawBuilder<SqlBool> {
  const ref = (column: string) => sql.ref(`${edge}.${column}`)
  if (at === null) return sql<SqlBool>`${ref('valid_to')} is null`
  return sql<SqlBool>`(${ref('valid_to')} is null or ${ref('valid_to')} > ${at})
    and (${ref('valid_from')} is null or ${ref('valid_from')} <= ${at})`
}
