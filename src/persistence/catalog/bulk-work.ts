import type { IngestBatch, IngestResult } from '../../catalog/ports.ts'
import type { Database } from '../database.ts'
import { logChanges } from '../lineage/changes.ts'
import { lockFor } from '../lock.ts'
import { type KindSweep, sweepSome } from './delete-objects.ts'
import { ingestChunk, ingestLock } from './ingest-chunk.ts'

/** A piece of bulk work: one transaction, small enough that other writers hardly wait. */
export type BulkWork =
  | { readonly kind: 'INGEST'; readonly batch: IngestBatch; readonly policyTags: readonly string[] }
  | { readonly kind: 'SWEEP'; readonly sweep: KindSweep; readonly now: number }

/** What it answers: an ingest its result, a sweep how many objects it marked. */
export interface BulkResult {
  readonly done: IngestResult | number
  /** Number of the change of lineage that it was; null when it was none. */
  readonly sequence: number | null
}

/** Does the work on this thread. */
export async function doBulkWork(database: Database, work: BulkWork): Promise<BulkResult> {
  if (work.kind === 'INGEST') {
    const { result, sequence } = await ingestChunk(database, work.batch, new Set(work.policyTags))
    return { done: result, sequence }
  }
  const { engine } = database
  const { now, sweep } = work
  return database.kysely.transaction().execute(async (kysely) => {
    await lockFor(kysely, engine, ingestLock(sweep.source))
    const { marked, touched } = await sweepSome({ kysely, engine, now }, sweep)
    return { done: marked, sequence: await logChanges({ kysely, engine }, { keys: touched, now }) }
  })
}
