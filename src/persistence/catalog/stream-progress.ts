import type { Kysely, Selectable } from 'kysely'
import type { StreamProgress } from '../../catalog/types.ts'
import type { StreamProgressTable, Tables } from '../tables.ts'

/** How every stream of a source stands, by name of the stream. */
export async function readProgress(kysely: Kysely<Tables>, source: string): Promise<readonly StreamProgress[]> {
  const query = kysely.selectFrom('stream_progress').selectAll().where('source', '=', source).orderBy('stream')
  return (await query.execute()).map(progressOf)
}

/** Saves how one stream stands. */
export async function writeProgress(kysely: Kysely<Tables>, progress: StreamProgress): Promise<void> {
  const row = rowOf(progress)
  await kysely
    .insertInto('stream_progress')
    .values(row)
    .onConflict((conflict) => conflict.columns(['source', 'stream']).doUpdateSet(row))
    .execute()
}

function rowOf(progress: StreamProgress): StreamProgressTable {
  return {
    source: progress.source,
    stream: progress.stream,
    state: progress.state,
    generation: progress.generation,
    mode: progress.mode,
    cursor: progress.cursor,
    next_cursor: progress.nextCursor,
    processed: progress.processed,
    complete_as_of: progress.completeAsOf,
    full_as_of: progress.fullAsOf,
    error_json: progress.error === null ? null : JSON.stringify(progress.error),
  }
}

function progressOf(row: Selectable<StreamProgressTable>): StreamProgress {
  return {
    source: row.source,
    stream: row.stream,
    // Written by `rowOf` from the same type.
    state: row.state as StreamProgress['state'],
    generation: row.generation,
    mode: row.mode as StreamProgress['mode'],
    cursor: row.cursor,
    nextCursor: row.next_cursor,
    processed: row.processed,
    completeAsOf: row.complete_as_of,
    fullAsOf: row.full_as_of,
    error: row.error_json === null ? null : (JSON.parse(row.error_json) as StreamProgress['error']),
  }
}
