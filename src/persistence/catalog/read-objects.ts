import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { NativeRef } from '../../catalog/ports.ts'
import type { MirroredKind, MirroredObject, ObjectQuery, Page, PageKey, PageRequest } from '../../catalog/types.ts'
import type { Uid } from '../../kernel/ids.ts'
import { splitNativeId } from '../../kernel/native-id.ts'
import { foldName } from '../fold-text.ts'
import { cell, isIn, joinEach, jsonRows } from '../json-rows.ts'
import { storableText } from '../storable-text.ts'
import { nativeKey } from './draft.ts'
import { isAnswered, isOfSources, type MirrorReader } from './mirror-reader.ts'
import { objectConditions } from './object-filter.ts'
import { pageOf } from './object-page.ts'
import { type ObjectRow, objectColumns, objectOf } from './object-row.ts'

/** The columns of `object as o` that make a mirrored object. */
export const selectedColumns: RawBuilder<unknown> = sql.join(objectColumns.map((column) => sql.ref(`o.${column}`)))

/** Live objects in the order asked; null where there is none. */
export async function readByUids(
  reader: MirrorReader,
  uids: readonly Uid[],
): Promise<readonly (MirroredObject | null)[]> {
  if (uids.length === 0) return []
  const { rows } = await sql<ObjectRow>`/* catalog.byUids */ select ${selectedColumns} from object as o
    where ${isIn(reader.engine, 'o.uid', uids)} and o.deleted_at is null
      and ${isOfSources(reader, 'o.source')}`.execute(reader.kysely)
  const byUid = new Map(rows.map((row) => [row.uid, objectOf(row)]))
  return uids.map((uid) => byUid.get(uid) ?? null)
}

/** Live objects in the order asked; null where there is none. */
export async function readByNative(
  reader: MirrorReader,
  refs: readonly NativeRef[],
): Promise<readonly (MirroredObject | null)[]> {
  if (refs.length === 0) return []
  const { kysely, engine } = reader
  const names = refs.map((ref, index) => [index, ref.source, ref.workspace, ref.kind, nativeKey(ref.nativeId)])
  const { rows } = await sql<ObjectRow & { position: number }>`/* catalog.byNative */
    select ${selectedColumns}, ${cell(0, 'bigint')} as position
    from ${jsonRows(engine, names)}
    ${joinEach(engine)} object as o on o.source = ${cell(1, 'text')} and o.workspace = ${cell(2, 'text')} and o.kind = ${cell(3, 'text')}
      and o.native_key = ${cell(4, 'text')} and o.deleted_at is null and ${isOfSources(reader, 'o.source')}`.execute(
    kysely,
  )
  const byPosition = new Map(rows.map((row) => [row.position, objectOf(row)]))
  return refs.map((_, index) => byPosition.get(index) ?? null)
}

/** Those of the names whose own record was never taken in. */
export async function unreadRefs(
  { kysely, engine }: Pick<MirrorReader, 'kysely' | 'engine'>,
  refs: readonly NativeRef[],
): Promise<readonly NativeRef[]> {
  if (refs.length === 0) return []
  const names = refs.map((ref, index) => [index, ref.source, ref.workspace, ref.kind, nativeKey(ref.nativeId)])
  const { rows } = await sql<{ position: number }>`/* catalog.unread */ select ${cell(0, 'bigint')} as position
    from ${jsonRows(engine, names)}
    ${joinEach(engine)} object as o on o.source = ${cell(1, 'text')} and o.workspace = ${cell(2, 'text')} and o.kind = ${cell(3, 'text')}
      and o.native_key = ${cell(4, 'text')} and o.deleted_at is null and o.content_hash <> ''`.execute(kysely)
  const read = new Set(rows.map(({ position }) => position))
  return refs.filter((_ref, index) => !read.has(index))
}

const namesakesMax = 20

/** Live objects of a kind with this name; versions of models and of data go by native id. By source, then uid. */
export async function readByName(
  reader: MirrorReader,
  name: { readonly kind: MirroredKind; readonly text: string; readonly source: string | null },
): Promise<readonly MirroredObject[]> {
  const isVersion = name.kind === 'ModelVersion' || name.kind === 'DataVersion'
  // The folded name comes first because it has the index; a version's native id begins with its name.
  const folded = foldName(storableText(isVersion ? splitNativeId(name.text)[0] : name.text))
  const exact = isVersion ? sql`o.native_id` : sql`o.name`
  const inSource = name.source === null ? sql`` : sql` and o.source = ${name.source}`
  const { rows } = await sql<ObjectRow>`/* catalog.byName */ select ${selectedColumns} from object as o
    where o.kind = ${name.kind} and o.name_folded = ${folded} and ${exact} = ${storableText(name.text)}
      and o.deleted_at is null and ${isAnswered(reader, 'o')}${inSource}
    order by o.source, o.uid limit ${namesakesMax}`.execute(reader.kysely)
  return rows.map(objectOf)
}

/** Live data versions that came from an address, and logged models whose files are there. By source, then uid. */
export async function readByAddress(
  reader: MirrorReader,
  uri: string,
  source: string | null,
): Promise<readonly MirroredObject[]> {
  const inSource = source === null ? sql`` : sql` and o.source = ${source}`
  const { rows } = await sql<ObjectRow>`/* catalog.byAddress */ select ${selectedColumns} from object as o
    where o.address_key = ${nativeKey(uri)} and o.deleted_at is null and ${isAnswered(reader, 'o')}${inSource}
    order by o.source, o.uid limit ${namesakesMax}`.execute(reader.kysely)
  return rows.map(objectOf)
}

/** One page of live objects. */
export async function readPage(
  reader: MirrorReader,
  query: ObjectQuery,
  { first, after }: PageRequest,
): Promise<Page<MirroredObject>> {
  const isByName = query.order === 'NAME'
  const order = isByName ? sql`o.name_folded, o.uid` : sql`o.newest_key desc, o.uid desc`
  const conditions = [
    ...objectConditions(reader, query),
    isAnswered(reader, 'o'),
    ...(after === null ? [] : [isAfter(query.order, after)]),
  ]
  const { rows } = await sql<ObjectRow>`/* catalog.page */ select ${selectedColumns} from object as o
    where ${sql.join(conditions, sql` and `)} order by ${order} limit ${first + 1}`.execute(reader.kysely)
  return pageOf(rows, first, { item: objectOf, cursor: isByName ? nameCursor : newestCursor })
}

/** First page of live children of each parent, newest first. Every parent has an entry. */
export async function readPageOfEach(
  reader: MirrorReader,
  parents: { readonly kind: MirroredKind; readonly uids: readonly Uid[] },
  { first, after }: PageRequest,
): Promise<ReadonlyMap<Uid, Page<MirroredObject>>> {
  if (parents.uids.length === 0) return new Map()
  const { kysely, engine } = reader
  const further = after === null ? sql`` : sql` and ${isAfter('NEWEST', after)}`
  const children = sql`from object as o where o.parent_uid = r.value ->> 0 and o.kind = ${parents.kind}
    and o.deleted_at is null and ${isAnswered(reader, 'o')}${further} order by o.newest_key desc, o.uid desc limit ${first + 1}`
  const rows = jsonRows(
    engine,
    parents.uids.map((uid) => [uid]),
  )
  // Each parent's children are read along the index and no further than the page. SQLite has no lateral join, and
  // PostgreSQL would run the membership test once for each pair.
  const statement =
    engine === 'sqlite'
      ? sql<ObjectRow>`/* catalog.pageOfEach */ select ${selectedColumns} from ${rows}
          cross join object as o on o.uid in (select o.uid ${children})`
      : sql<ObjectRow>`/* catalog.pageOfEach */ select ${selectedColumns} from ${rows}
          cross join lateral (select ${selectedColumns} ${children}) as o`
  return childrenByParent(parents.uids, (await statement.execute(kysely)).rows, first)
}

/** How many live objects of each kind a source has. */
export async function countObjects(
  reader: MirrorReader,
  source: string,
): Promise<Readonly<Partial<Record<MirroredKind, number>>>> {
  const rows = await reader.kysely
    .selectFrom('object as o')
    .select(['o.kind', (expression) => expression.fn.countAll<number>().as('objects')])
    .where('o.source', '=', source)
    .where('o.deleted_at', 'is', null)
    .where(isAnswered(reader, 'o'))
    .groupBy('o.kind')
    .execute()
  return Object.fromEntries(rows.map(({ kind, objects }) => [kind, objects]))
}

/** Where the newest-first order goes on after a row. */
export function newestCursor(row: ObjectRow): PageKey {
  return { key: row.newest_key, uid: objectOf(row).uid }
}

/** The rows of `object as o` that follow a cursor. */
export function isAfter(order: ObjectQuery['order'], { key, uid }: PageKey): RawBuilder<SqlBool> {
  if (order === 'NAME') return sql<SqlBool>`(o.name_folded, o.uid) > (${storableText(String(key))}, ${uid})`
  return sql<SqlBool>`(o.newest_key, o.uid) < (${Number(key)}, ${uid})`
}

function nameCursor(row: ObjectRow): PageKey {
  return { key: row.name_folded, uid: objectOf(row).uid }
}

function childrenByParent(
  uids: readonly Uid[],
  rows: readonly ObjectRow[],
  first: number,
): ReadonlyMap<Uid, Page<MirroredObject>> {
  const groups = Map.groupBy(rows, (row) => row.parent_uid)
  const read = { item: objectOf, cursor: newestCursor }
  return new Map(uids.map((uid) => [uid, pageOf((groups.get(uid) ?? []).toSorted(byNewest), first, read)]))
}

function byNewest(a: ObjectRow, b: ObjectRow): number {
  if (a.newest_key !== b.newest_key) return b.newest_key - a.newest_key
  return a.uid < b.uid ? 1 : -1
}
