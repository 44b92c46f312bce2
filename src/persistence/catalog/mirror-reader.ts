import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { RowScope } from './row-scope.ts'

/** Reads the mirror as far as the configuration goes. */
export interface MirrorReader extends Pick<Database, 'kysely' | 'engine'> {
  /** Ids of the sources that are configured; null reads every row. */
  readonly sources: readonly string[] | null
  /** What the caller may see; null sees all. */
  readonly scope: RowScope | null
}

/**
 * Whether a row is of a configured source: a source that was renamed or removed keeps its rows, and none of them is
 * answered until it is configured again.
 */
export function isOfSources({ engine, sources }: MirrorReader, column: string): RawBuilder<SqlBool> {
  if (sources === null) return sql<SqlBool>`1 = 1`
  if (sources.length === 0) return sql<SqlBool>`1 = 0`
  // Nearly every row passes, so SQLite must not look for them along an index by source: the unary plus keeps it off
  // (https://sqlite.org/optoverview.html#disqualifying_where_clause_terms_using_unary_).
  const aside = engine === 'sqlite' ? sql`+` : sql``
  return sql<SqlBool>`${aside}${sql.ref(column)} in (${sql.join(sources)})`
}

/** Whether the row of `object as ALIAS` is answered: its source is configured, and the caller may see it. */
export function isAnswered(reader: MirrorReader, alias: string): RawBuilder<SqlBool> {
  const ofSources = isOfSources(reader, `${alias}.source`)
  return reader.scope === null ? ofSources : sql<SqlBool>`(${ofSources} and ${reader.scope.condition(alias)})`
}
