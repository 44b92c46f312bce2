import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import { compiledForms, type ReadForm } from '../compiled-forms.ts'
import { compiledRead } from '../compiled-read.ts'
import type { Database } from '../database.ts'
import { cell, jsonRows } from '../json-rows.ts'

/** Reads the lineage index as far as the configuration goes. */
export interface IndexReader extends Pick<Database, 'kysely' | 'engine'> {
  /** Ids of the sources that are configured; null reads every row. */
  readonly sources: readonly string[] | null
  /**
   * Whether no key is proven equal to another, as almost everywhere. Each key is then a node of its own, and reading takes half
   * the time. An equality that is written meanwhile is a change like any other after what is read.
   */
  hasNoEquals(): Promise<boolean>
  readonly read: ReadForm
}

/** Makes a reader. */
export function createIndexReader({ kysely, engine }: Database, sources: IndexReader['sources']): IndexReader {
  // Every key is longer than the empty text; it makes both engines look for the first along the index.
  const first = compiledRead(kysely, () =>
    kysely.selectFrom('lineage_same').select('key').where('key', '>', '').limit(1),
  )
  return {
    kysely,
    engine,
    sources,
    hasNoEquals: async () => (await first('', 1)).length === 0,
    read: compiledForms(kysely),
  }
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

/** Keys as `r(value)`, from one parameter with their JSON. */
export function keyRows({ engine }: Pick<IndexReader, 'engine'>, text: RawBuilder<unknown>): RawBuilder<unknown> {
  return engine === 'sqlite' ? sql`json_each(${text}) as r` : sql`jsonb_array_elements_text(${text}::jsonb) as r(value)`
}

/** Each key once, in the order in which answers come. */
export function inOrder(keys: readonly LineageKey[]): readonly LineageKey[] {
  return [...new Set(keys)].toSorted()
}

/** Whether an edge held at a moment, null being now. */
export function holds(edge: string, at: number | RawBuilder<unknown> | null): RawBuilder<SqlBool> {
  const ref = (column: string) => sql.ref(`${edge}.${column}`)
  if (at === null) return sql<SqlBool>`${ref('valid_to')} is null`
  return sql<SqlBool>`(${ref('valid_to')} is null or ${ref('valid_to')} > ${at})
    and (${ref('valid_from')} is null or ${ref('valid_from')} <= ${at})`
}

/**
 * The nodes `n` of rows `m` with the key in `column`, such as {@link members}, with their objects `o`, found one by one along their indexes: PostgreSQL, which cannot know how few
 * are asked for, would else read whole tables that are not large yet, and get slower as they grow.
 */
export function nodesOf(
  { engine }: Pick<IndexReader, 'engine'>,
  { rows, column }: { readonly rows: RawBuilder<unknown>; readonly column: string },
): RawBuilder<unknown> {
  const key = sql.ref(column)
  return engine === 'sqlite'
    ? sql`${rows} cross join lineage_node as n on n.key = ${key} left join object as o on o.uid = n.uid`
    : sql`${rows} cross join lateral (select i.* from lineage_node as i where i.key = ${key} offset 0) as n
        left join lateral (select i.* from object as i where i.uid = n.uid offset 0) as o on true`
}

/** {@link nodesOf} the {@link members}. */
export function nodesOfMembers(reader: Pick<IndexReader, 'engine'>): RawBuilder<unknown> {
  return nodesOf(reader, { rows: sql`member as m`, column: 'm.key' })
}
