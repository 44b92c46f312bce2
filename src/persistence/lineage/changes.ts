import { sql } from 'kysely'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import type { LineageChange } from '../../lineage/index-ports.ts'
import type { Database } from '../database.ts'
import { insertRows } from '../insert-rows.ts'
import { readNamesOf, type SameReader } from './same-keys.ts'

/** How long a change is kept at least, unless there are too many. */
const keptMs = 60 * 60_000

/** The most changes that are kept. */
const keptMax = 200_000

/** Old changes are forgotten with every so many new numbers, a batch at a time, so that no writer waits long for it. */
const forgetEvery = 16
const forgetBatch = 4_000

/**
 * Notes which nodes a transaction changed, under the next number, as its last statement: it holds up other writers until
 * the transaction ends, so numbers are committed in order. A node is noted under the keys of all its equals. Answers the
 * number; null when nothing was changed.
 */
export async function logChanges(
  place: SameReader,
  { keys, now }: { readonly keys: Iterable<LineageKey>; readonly now: number },
): Promise<number | null> {
  const distinct = new Set(keys)
  if (distinct.size === 0) return null
  for (const key of await readNamesOf(place, [...distinct])) distinct.add(key)
  const { sequence } = await place.kysely
    .updateTable('lineage_head')
    .set(({ ref }) => ({
      sequence: sql<number>`${ref('sequence')} + 1`,
      kept: sql<number>`${ref('kept')} + ${distinct.size}`,
    }))
    .where('id', '=', 1)
    .returning('sequence')
    .executeTakeFirstOrThrow()
  const rows = [...distinct].toSorted().map((key) => [sequence, key, now])
  await insertRows(place, { table: 'lineage_change', columns }, rows)
  if (sequence % forgetEvery === 0) await forgetSome(place, now)
  return sequence
}

const columns = [
  ['sequence', 'bigint'],
  ['key', 'text'],
  ['changed_at', 'bigint'],
] as const

/** Takes a number for a change of everything: whatever was known before it is to be read anew. */
export async function logChangeOfAll({ kysely }: SameReader): Promise<number> {
  await kysely.deleteFrom('lineage_change').execute()
  const { sequence } = await kysely
    .updateTable('lineage_head')
    .set(({ ref }) => ({
      sequence: sql<number>`${ref('sequence')} + 1`,
      forgotten: sql<number>`${ref('sequence')} + 1`,
      kept: 0,
    }))
    .where('id', '=', 1)
    .returning('sequence')
    .executeTakeFirstOrThrow()
  return sequence
}

async function forgetSome({ kysely }: SameReader, now: number): Promise<void> {
  const { kept } = await kysely.selectFrom('lineage_head').select('kept').where('id', '=', 1).executeTakeFirstOrThrow()
  const oldest = await kysely
    .selectFrom('lineage_change')
    .select(['sequence', 'changed_at'])
    .orderBy('sequence')
    .limit(forgetBatch)
    .execute()
  const surplus = oldest.at(kept - keptMax - 1)
  const last = oldest.findLast(
    (row) => row.changed_at < now - keptMs || (kept > keptMax && row.sequence <= (surplus?.sequence ?? 0)),
  )
  if (last === undefined) return
  const { numDeletedRows } = await kysely
    .deleteFrom('lineage_change')
    .where('sequence', '<=', last.sequence)
    .executeTakeFirst()
  await kysely
    .updateTable('lineage_head')
    .set({ forgotten: last.sequence, kept: kept - Number(numDeletedRows) })
    .where('id', '=', 1)
    .execute()
}

/** Sequence of the last change. */
export async function readHead({ kysely }: Pick<Database, 'kysely'>): Promise<number> {
  const query = kysely.selectFrom('lineage_head').select('sequence').where('id', '=', 1)
  return (await query.executeTakeFirstOrThrow()).sequence
}

/** Changes after one; null when some of them have been forgotten. */
export async function readChanges(
  { kysely }: Pick<Database, 'kysely'>,
  after: number,
): Promise<readonly LineageChange[] | null> {
  const query = kysely.selectFrom('lineage_change').select(['sequence', 'key']).where('sequence', '>', after)
  const rows = await query.orderBy('sequence').orderBy('key').execute()
  // Asked after the changes: whatever was forgotten between the two statements is missed by neither.
  const head = await kysely.selectFrom('lineage_head').select('forgotten').where('id', '=', 1).executeTakeFirstOrThrow()
  // Written from keys.
  return after < head.forgotten ? null : rows.map(({ sequence, key }) => ({ sequence, key: key as LineageKey }))
}
