import { type Kysely, sql } from 'kysely'
import type { Engine } from './database.ts'
import type { Tables } from './tables.ts'

/** Milliseconds since the epoch by the database's own clock: replicas may not agree on theirs. */
export async function databaseTime(kysely: Kysely<Tables>, engine: Engine): Promise<number> {
  const clock =
    engine === 'sqlite'
      ? sql<{ now: number }>`/* databaseTime */ select cast(round(unixepoch('subsec') * 1000) as integer) as now`
      : sql<{
          now: number
        }>`/* databaseTime */ select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as now`
  const [row] = (await clock.execute(kysely)).rows
  if (row === undefined) throw new Error('unreachable: a select without a table has one row')
  return row.now
}
