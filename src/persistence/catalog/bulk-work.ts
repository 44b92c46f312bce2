import type { IngestBatch, IngestResult } from '../../catalog/ports.ts'
import type { Database } from '../database.ts'
import { lockFor } from '../lock.ts'
import { type KindSweep, sweepSome } from './delete-objects.ts'
import { ingestChunk, ingestLock } from './ingest-chunk.ts'

/** A piece of bulk work: one transaction, small enough that other writers hardly wait. */
export type BulkWork =
  | { readonly kind: 'INGEST'; readonly batch: IngestBatch; readonly policyTags: readonly string[] }
  | { readonly kind: 'SWEEP'; readonly sweep: KindSweep; readonly now: number }

/** What it answers: an ingest its result, a sweep how many objects it marked. */
export type BulkResult = IngestResult | number

/** Does the work on this thread. */
export function doBulkWork(database: Database, work: BulkWork): Promise<BulkResult> {
  if (work.kind === 'INGEST') return ingestChunk(database, work.batch, new Set(work.policyTags))
  const { engine } = database
  return database.kysely.transaction().execute(async (kysely) => {
    await lockFor(kysely, engine, ingestLock(work.sweep.source))
    return sweepSome({ kysely, engine, now: work.now }, work.sweep)
  })
}
