import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'

/** When a source was first indexed; null when it has not been. */
export async function readIndexedSince(
  { kysely }: { readonly kysely: Kysely<Tables> },
  source: string,
): Promise<number | null> {
  const query = kysely.selectFrom('lineage_source').select('indexed_since').where('source', '=', source)
  return (await query.executeTakeFirst())?.indexed_since ?? null
}

/** Notes that a source is indexed, unless it is noted. */
export async function noteIndexed(
  { kysely }: { readonly kysely: Kysely<Tables> },
  source: string,
  now: number,
): Promise<void> {
  await kysely
    .insertInto('lineage_source')
    .values({ source, indexed_since: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
