import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { MirroredKind, Page, PageKey, PageRequest, SearchHit } from '../../catalog/types.ts'
import { containsPattern, escapeLike, foldText } from '../fold-text.ts'
import { isIn } from '../json-rows.ts'
import { storableText } from '../storable-text.ts'
import { isOfSources, type MirrorReader } from './mirror-reader.ts'
import { pageOf } from './object-page.ts'
import { type ObjectRow, objectOf } from './object-row.ts'
import { selectedColumns } from './read-objects.ts'
import type { RowScope } from './row-scope.ts'
import { isSearched, searchedText } from './write-details.ts'

/** What to search for, and among what. */
export interface SearchQuery {
  /** Every one must be found; without any nothing is. */
  readonly words: readonly string[]
  readonly kinds: readonly MirroredKind[]
  readonly source: string | null
}

/**
 * Live objects that hold every word in name, description or tag values, in any case. First those that are called so, then
 * those whose name begins so, holds all words, holds them with its tags, and the rest; equals by name.
 */
export async function searchObjects(
  reader: MirrorReader,
  query: SearchQuery,
  page: PageRequest,
): Promise<Page<SearchHit>> {
  const words = query.words.map((word) => foldText(storableText(word))).filter((word) => word !== '')
  if (words.length === 0 || query.kinds.length === 0) return { items: [], hasNextPage: false }
  const rows = await findHits(reader, { ...query, words }, page)
  const tags = await tagsOfHits(reader, rows.slice(0, page.first))
  return pageOf(rows, page.first, {
    item: (row) => ({ object: objectOf(row), matchedIn: matchesOf(row, tags.get(row.uid) ?? [], words) }),
    cursor: (row) => ({ key: `${row.rank}${row.searchedName}`, uid: objectOf(row).uid }),
  })
}

type HitRow = ObjectRow & { readonly rank: number; readonly searchedName: string }

async function findHits(
  reader: MirrorReader,
  query: SearchQuery,
  { first, after }: PageRequest,
): Promise<readonly HitRow[]> {
  const conditions = [
    isIn(reader.engine, 't.kind', query.kinds),
    isOfSources(reader, 't.source'),
    ...(reader.scope === null ? [] : [isSeen(reader.scope)]),
    ...(query.source === null ? [] : [sql<SqlBool>`t.source = ${query.source}`]),
    ...query.words.map(
      (word) => sql<SqlBool>`(${holds('name', word)} or ${holds('description', word)} or ${holds('tags', word)})`,
    ),
  ]
  const follows = after === null ? sql`` : sql` where ${followsHit(after)}`
  const { rows } = await sql<HitRow>`/* catalog.search */
    select ${selectedColumns}, hit.rank, hit.name as "searchedName" from (
      select * from (
        select t.uid, t.name, ${rankOf(query.words)} as rank from object_text as t where ${sql.join(conditions, sql` and `)}
      ) as ranked${follows} order by rank, name, uid limit ${first + 1}
    ) as hit join object as o on o.uid = hit.uid order by hit.rank, hit.name, hit.uid`.execute(reader.kysely)
  return rows
}

/** Found before the page is cut, so that what is hidden leaves no gap in it. */
function isSeen(scope: RowScope): RawBuilder<SqlBool> {
  return sql<SqlBool>`exists (select 1 from object as s where s.uid = t.uid and ${scope.condition('s')})`
}

function rankOf(words: readonly string[]): RawBuilder<number> {
  const phrase = words.join(' ')
  const inName = sql.join(
    words.map((word) => holds('name', word)),
    sql` and `,
  )
  const inNameOrTags = sql.join(
    words.map((word) => sql`(${holds('name', word)} or ${holds('tags', word)})`),
    sql` and `,
  )
  return sql`case when t.name = ${phrase} then 0 when t.name like ${`${escapeLike(phrase)}%`} escape '\\' then 1
    when ${inName} then 2 when ${inNameOrTags} then 3 else 4 end`
}

function holds(column: 'name' | 'description' | 'tags', word: string): RawBuilder<SqlBool> {
  return sql<SqlBool>`${sql.ref(`t.${column}`)} like ${containsPattern(word)} escape '\\'`
}

/** A search goes on after rank, name and uid; the key is one digit and the name. */
function followsHit({ key, uid }: PageKey): RawBuilder<SqlBool> {
  const text = String(key)
  return sql<SqlBool>`(rank, name, uid) > (${Number(text.slice(0, 1))}, ${storableText(text.slice(1))}, ${uid})`
}

interface TagText {
  readonly key: string
  readonly text: string
}

async function tagsOfHits(
  { kysely, engine }: MirrorReader,
  rows: readonly HitRow[],
): Promise<ReadonlyMap<string, readonly TagText[]>> {
  if (rows.length === 0) return new Map()
  const tags = await kysely
    .selectFrom('object_attribute')
    .select(['uid', 'key', 'text_value', 'text_rest'])
    .where(
      isIn(
        engine,
        'uid',
        rows.map(({ uid }) => uid),
      ),
    )
    .where('space', '=', 'TAG')
    .orderBy('key')
    .execute()
  const texts = tags
    .map(({ uid, key, text_value: start, text_rest: rest }) => ({ uid, key, whole: start + (rest ?? '') }))
    .filter(({ whole }) => isSearched(whole))
    .map(({ uid, key, whole }) => ({ uid, key, text: searchedText(whole) }))
  return Map.groupBy(texts, ({ uid }) => uid)
}

function matchesOf(row: HitRow, tags: readonly TagText[], words: readonly string[]): readonly string[] {
  const holdsAny = (text: string) => words.some((word) => text.includes(word))
  return [
    ...(holdsAny(row.searchedName) ? ['name'] : []),
    ...(holdsAny(searchedText(row.description ?? '')) ? ['description'] : []),
    ...tags.filter(({ text }) => holdsAny(text)).map(({ key }) => `tag:${key}`),
  ]
}
