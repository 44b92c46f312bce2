import { batchesWith, connectorWith, crawlOf, type MutationTable, seconds, signalOf } from './mutation.ts'

/** Broken crawls. */
export const crawlMutations: MutationTable = {
  'crawl: a full crawl reports everything that is there and nothing else': [
    batchesWith((batch, _request, index) => (index === 0 ? { ...batch, records: batch.records.slice(1) } : batch)),
    batchesWith((batch) => ({
      ...batch,
      records: batch.records.map((record) => ({ ...record, nativeId: `${record.nativeId}x` })),
    })),
  ],
  'crawl: a full crawl reports nothing twice': [
    batchesWith((batch) => ({ ...batch, records: [...batch.records, ...batch.records] })),
  ],
  'crawl: records are well-formed': [
    batchesWith((batch) => ({ ...batch, records: seconds(batch.records) })),
    batchesWith((batch) => ({
      ...batch,
      records: batch.records.map((record) => Object.assign({}, record, { kind: 'Thing' })),
    })),
    batchesWith((batch) => ({
      ...batch,
      records: batch.records.map((record) => Object.assign({}, record, { raw: {} })),
    })),
  ],
  'crawl: no record belongs to another workspace': [
    batchesWith((batch) => ({ ...batch, records: batch.records.map((record) => ({ ...record, workspace: 'other' })) })),
  ],
  'crawl: batches are bounded': [
    batchesWith((batch) => ({
      ...batch,
      records: Array.from({ length: 1_001 }, () => batch.records[0]).filter((each) => each !== undefined),
    })),
  ],
  'crawl: the last batch, and only it, says where the next delta begins': [
    batchesWith(({ records, cursor }) => ({ records, cursor })),
    batchesWith((batch) => ({ ...batch, nextCursor: 'later' })),
  ],
  'crawl: a crawl resumes after every batch with nothing lost': [
    batchesWith((batch, request) =>
      request.cursor === null || request.mode === 'DELTA' ? batch : { ...batch, records: [] },
    ),
    batchesWith(({ nextCursor, ...batch }, request) =>
      request.cursor === null && nextCursor !== undefined ? { ...batch, nextCursor } : batch,
    ),
  ],
  'crawl: a delta after a full crawl reports nothing that is new': [
    connectorWith((connector) => ({
      async *crawl(request, call) {
        for await (const batch of crawlOf(connector)(request, call)) {
          const records = batch.records.map((record) => ({ ...record, nativeId: 'invented' }))
          yield request.mode === 'FULL' ? batch : { ...batch, records: records.length > 0 ? records : [invented] }
        }
      },
    })),
    batchesWith(({ nextCursor, ...batch }, request) =>
      request.mode === 'FULL' && nextCursor !== undefined ? { ...batch, nextCursor } : batch,
    ),
  ],
  'crawl: a crawl whose caller gave up ends with UPSTREAM_TIMEOUT': [
    connectorWith((connector) => ({
      crawl: (request, call) => crawlOf(connector)(request, { ...call, signal: signalOf() }),
    })),
    connectorWith((connector) => ({
      async *crawl(request, call) {
        if (!call.signal.aborted) yield* crawlOf(connector)(request, call)
      },
    })),
  ],
}

const invented = {
  kind: 'Deployment',
  workspace: 'team',
  nativeId: 'invented',
  name: 'invented',
  createdAt: null,
  versions: [],
  endpoints: [],
} as const
