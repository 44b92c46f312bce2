import type { LineageKey } from '../../kernel/lineage-key.ts'
import { isIn } from '../json-rows.ts'
import type { IndexReader } from './index-reader.ts'

/** Where to look; a transaction or none. */
export type SameReader = Pick<IndexReader, 'kysely' | 'engine'>

/** The key that each key's proven equals go under, for those that have any under another. */
export async function readSame(
  { kysely, engine }: SameReader,
  keys: readonly LineageKey[],
): Promise<ReadonlyMap<LineageKey, LineageKey>> {
  if (keys.length === 0) return new Map()
  const query = kysely.selectFrom('lineage_same').select(['key', 'same_as'])
  const rows = await query.where(isIn(engine, 'key', keys)).execute()
  // Written from keys.
  return new Map(rows.map((row) => [row.key as LineageKey, row.same_as as LineageKey]))
}

/** Every key that goes under one of these, besides that itself. */
export async function readEquals(
  { kysely, engine }: SameReader,
  keys: readonly LineageKey[],
): Promise<readonly LineageKey[]> {
  if (keys.length === 0) return []
  const query = kysely.selectFrom('lineage_same').select('key')
  const rows = await query.where(isIn(engine, 'same_as', keys)).execute()
  return rows.map((row) => row.key as LineageKey)
}

/** Every key that one of these nodes has, where it has several. */
export async function readNamesOf(place: SameReader, keys: readonly LineageKey[]): Promise<readonly LineageKey[]> {
  const { kysely, engine } = place
  const rows = await kysely
    .selectFrom('lineage_same')
    .select('same_as')
    .distinct()
    .where(({ or }) => or([isIn(engine, 'key', keys), isIn(engine, 'same_as', keys)]))
    .execute()
  // Written from keys.
  const roots = rows.map((row) => row.same_as as LineageKey)
  return [...roots, ...(await readEquals(place, roots))]
}
