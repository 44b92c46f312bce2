import { sql } from 'kysely'
import { mintedAt, type Uid } from '../../kernel/ids.ts'
import { lineageKeyOf } from '../../kernel/lineage-key.ts'
import type { AliasName } from '../../lineage/index-ports.ts'
import type { IndexReader } from './index-reader.ts'
import { readIndexedSince } from './indexed-since.ts'

/** Version that an alias pointed at; see the port of the same meaning. */
export async function readAlias(
  reader: IndexReader,
  { source, workspace, model, alias }: AliasName,
  at: number | null,
): Promise<string | null | undefined> {
  if (reader.sources !== null && !reader.sources.includes(source)) return undefined
  const key = lineageKeyOf({ kind: 'Model', source, workspace, nativeId: model })
  const holds =
    at === null ? sql`a.valid_to is null` : sql`a.valid_from <= ${at} and (a.valid_to is null or a.valid_to > ${at})`
  const { rows } = await sql<{ version: string }>`/* lineage.alias */ select a.version from alias_interval as a
    where a.model_key = ${key} and a.alias = ${alias} and ${holds} order by a.id desc limit 1`.execute(reader.kysely)
  if (rows[0] !== undefined) return rows[0].version
  return (await isKnown(reader, { source, key }, at)) ? null : undefined
}

/** Whether the aliases of a model were known at a moment: its own record had been taken in, and it was there. */
async function isKnown(
  reader: IndexReader,
  { source, key }: { readonly source: string; readonly key: string },
  at: number | null,
): Promise<boolean> {
  const since = await readIndexedSince(reader, source)
  if (since === null || (at !== null && at < since)) return false
  const { rows } = await sql<{ uid: Uid; deletedAt: number | null }>`/* lineage.aliasModel */
    select o.uid, o.deleted_at as "deletedAt" from lineage_node as n join object as o on o.uid = n.uid
    where n.key = ${key} and o.content_hash <> ''`.execute(reader.kysely)
  return rows.some(({ uid, deletedAt }) =>
    at === null ? deletedAt === null : mintedAt(uid) <= at && (deletedAt === null || deletedAt > at),
  )
}
