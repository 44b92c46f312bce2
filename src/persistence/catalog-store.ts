import type { CatalogStore, IngestBatch, IngestResult } from '../catalog/ports.ts'
import type { MirroredKind } from '../catalog/types.ts'
import type { Uid } from '../kernel/ids.ts'
import { hasOtherTags } from './catalog/access-class.ts'
import { createAccessClassRegistry } from './catalog/access-class-registry.ts'
import { areSeen } from './catalog/are-seen.ts'
import { type BulkResult, type BulkWork, doBulkWork } from './catalog/bulk-work.ts'
import { type BulkWorker, createBulkWorker } from './catalog/bulk-worker.ts'
import { createCurrentScope } from './catalog/current-scope.ts'
import { inSweepOrder, markObjectsDeleted } from './catalog/delete-objects.ts'
import { weightOfRecord } from './catalog/drafts-of-record.ts'
import { hiddenNamesOf } from './catalog/hidden-names.ts'
import { ingestChunk, ingestLock } from './catalog/ingest-chunk.ts'
import type { MirrorReader } from './catalog/mirror-reader.ts'
import { createMirrorReads } from './catalog/mirror-reads.ts'
import { unreadRefs } from './catalog/read-objects.ts'
import { checkRowsOf } from './catalog/row-check.ts'
import { SeenPlaces } from './catalog/seen-places.ts'
import { readProgress, writeProgress } from './catalog/stream-progress.ts'
import type { Database } from './database.ts'
import { isIn } from './json-rows.ts'
import { logChanges } from './lineage/changes.ts'
import { lockFor } from './lock.ts'

/** Records of a read at query time are written at once, on this thread; more than these few are bulk work. */
const inlineWeightMax = 100

/** Rows of one transaction: on one core of a small server it stays below 20 ms, which is how long other writers wait. */
const chunkWeightMax = 600

/** A catalogue store that owns a thread. */
export interface OwnedCatalogStore extends CatalogStore, AsyncDisposable {
  /** Ends the thread; the database stays open. */
  close(): Promise<void>
}

/** What the mirror shows, and what it keeps for access rules. */
export interface CatalogStoreOptions {
  /** Ids of the configured sources; null shows all rows. */
  readonly sources?: readonly string[] | null
  /** Keys of the tags that access rules look at. */
  readonly policyTags?: readonly string[]
}

/**
 * The mirror in the store. An ingest of more than some rows is written as several transactions, each of whole records; one
 * that is cut short leaves a consistent mirror, and sending its records again completes it. On SQLite those run on a
 * thread of their own. Answers hold objects of `sources` only, null being all of them; what others left stays as it is.
 */
export function createCatalogStore(
  database: Database,
  { sources = null, policyTags = [] }: CatalogStoreOptions = {},
): OwnedCatalogStore {
  const { kysely, engine, path } = database
  const reader: MirrorReader = { kysely, engine, sources, scope: null }
  const worker = path === null ? null : createBulkWorker(path)
  const bulk = (work: BulkWork) => runBulk(database, worker, work)
  const classes = createAccessClassRegistry(database)
  const policyKeys = new Set(policyTags)
  const close = async () => worker?.close()
  const store: OwnedCatalogStore = {
    ...createMirrorReads(async () => reader),
    async ingest(batch) {
      const result = await ingest(database, bulk, { batch, policyTags })
      if (result.created + result.updated > 0) classes.noteWrite()
      return result
    },
    sweep: (source, kinds, crawl) => sweep(bulk, { source, kinds, ...crawl }),
    hasOtherPolicyTags: (object, record) => hasOtherTags(classes.known(object.accessClass), record, policyKeys),
    unread: (refs) => unreadRefs(database, refs),
    async markDeleted(uids, now) {
      await markDeleted(database, uids, now)
      classes.noteWrite()
    },
    visibleTo(visibility) {
      const scope = createCurrentScope(database, classes, visibility)
      const places = new SeenPlaces(reader, classes.writes)
      const reads = createMirrorReads(async () => ({ ...reader, scope: await scope.current() }))
      return {
        ...store,
        ...checkRowsOf(reads, scope, visibility.onHidden),
        mayAnswer: visibility.maySeeAny,
        areHidden: hiddenNamesOf(store, scope, visibility),
        areSeen: (objects) => areSeen({ places, scope, onHidden: visibility.onHidden }, objects),
        sourcesSeen: async () => (await scope.current()).sources,
        seen: async (object) => (await scope.current()).seen(object),
        sensitive: async (objects) => (await scope.knowing(objects)).sensitive(objects),
        showsSensitive: async (kind, source) => (await scope.current()).showsSensitive(kind, source),
      }
    },
    mayAnswer: () => true,
    areHidden: async (refs) => refs.map(() => false),
    accessClasses: async () => [...(await classes.refresh()).values()],
    progress: (source) => readProgress(kysely, source),
    saveProgress: (progress) => writeProgress(kysely, progress),
    close,
    [Symbol.asyncDispose]: close,
  }
  return store
}

type BulkDone = IngestResult | number

async function runBulk(database: Database, worker: BulkWorker | null, work: BulkWork): Promise<BulkDone> {
  const { done, sequence } = await (worker === null ? doBulkWork(database, work) : inTurn(database, worker, work))
  database.news.tell(sequence)
  return done
}

async function inTurn(database: Database, worker: BulkWorker, work: BulkWork): Promise<BulkResult> {
  const endTurn = await database.turn.take()
  try {
    return await worker.run(work)
  } finally {
    endTurn()
  }
}

async function ingest(
  database: Database,
  bulk: (work: BulkWork) => Promise<BulkDone>,
  { batch, policyTags }: { readonly batch: IngestBatch; readonly policyTags: readonly string[] },
): Promise<IngestResult> {
  const chunks = chunksOf(batch.records)
  const isSmall = chunks.length === 1 && weightOf(batch.records) <= inlineWeightMax
  if (isSmall) {
    const { result, sequence } = await ingestChunk(database, batch, new Set(policyTags))
    database.news.tell(sequence)
    return result
  }
  const results: IngestResult[] = []
  for (const records of chunks) {
    const result = await bulk({ kind: 'INGEST', batch: { ...batch, records }, policyTags })
    if (typeof result !== 'number') results.push(result)
  }
  return sumOf(results)
}

interface Sweep {
  readonly source: string
  readonly kinds: readonly MirroredKind[]
  readonly generation: number
  readonly beganAt: number
  readonly now: number
}

async function sweep(bulk: (work: BulkWork) => Promise<BulkDone>, { kinds, now, ...crawl }: Sweep): Promise<number> {
  let swept = 0
  for (const kind of inSweepOrder(kinds)) {
    let marked: BulkDone = 0
    do {
      marked = await bulk({ kind: 'SWEEP', sweep: { ...crawl, kind }, now })
      swept += Number(marked)
    } while (marked !== 0)
  }
  return swept
}

async function markDeleted({ kysely, engine, news }: Database, uids: readonly Uid[], now: number): Promise<void> {
  if (uids.length === 0) return
  const sequence = await kysely.transaction().execute(async (trx) => {
    const rows = await trx
      .selectFrom('object')
      .select('source')
      .distinct()
      .where(isIn(engine, 'uid', uids))
      .execute()
    // In one order everywhere, so that two of these cannot wait for each other.
    for (const source of rows.map((row) => row.source).toSorted()) await lockFor(trx, engine, ingestLock(source))
    const { touched } = await markObjectsDeleted({ kysely: trx, engine, now }, uids)
    return logChanges({ kysely: trx, engine }, { keys: touched, now })
  })
  news.tell(sequence)
}

function chunksOf(records: IngestBatch['records']): readonly IngestBatch['records'][] {
  const chunks: IngestBatch['records'][number][][] = []
  let weight = Number.POSITIVE_INFINITY
  for (const record of records) {
    weight += weightOfRecord(record)
    if (weight > chunkWeightMax) {
      chunks.push([])
      weight = weightOfRecord(record)
    }
    chunks.at(-1)?.push(record)
  }
  return chunks
}

function weightOf(records: IngestBatch['records']): number {
  return records.reduce((sum, record) => sum + weightOfRecord(record), 0)
}

function sumOf(results: readonly IngestResult[]): IngestResult {
  return {
    created: results.reduce((sum, { created }) => sum + created, 0),
    updated: results.reduce((sum, { updated }) => sum + updated, 0),
    unchanged: results.reduce((sum, { unchanged }) => sum + unchanged, 0),
    replaced: results.flatMap(({ replaced }) => replaced),
  }
}
