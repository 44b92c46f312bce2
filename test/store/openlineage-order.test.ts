import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { Database } from '../../src/persistence/database.ts'
import { createOpenLineageStore } from '../../src/persistence/openlineage-store.ts'
import { dataset, facet, minute, runEvent } from '../ingest/events.ts'
import { engines, freshDatabase } from './engines.ts'
import { contentOf, take } from './lineage-content.ts'

const told = fc.record({
  columns: fc.constantFrom('id', 'amount'),
  version: fc.option(fc.constantFrom('1', '2'), { nil: null }),
  text: fc.constantFrom('a', 'b', 'c'),
})

const data = fc.tuple(fc.constantFrom('raw', 'clean', 'features'), told).map(([name, { columns, version, text }]) =>
  dataset('s3://lake', name, {
    schema: facet({ fields: [{ name: columns, type: 'int' }] }),
    documentation: facet({ description: text }),
    ...(version === null ? {} : { version: facet({ datasetVersion: version }) }),
    columnLineage: facet({
      fields: { total: { inputFields: [{ namespace: 's3://lake', name: 'raw', field: columns }] } },
    }),
  }),
)

const parent = fc.constantFrom('daily', 'hourly')

/** Few runs, moments and names, so that events meet. */
const event = fc
  .record({
    run: fc.constantFrom('r1', 'r2', 'r3', 'r4'),
    at: fc.integer({ min: 0, max: 12 }).map(minute),
    type: fc.constantFrom('START', 'RUNNING', 'COMPLETE', 'COMPLETE', 'FAIL'),
    inputs: fc.array(data, { maxLength: 2 }),
    outputs: fc.array(data, { maxLength: 2 }),
    parent: fc.option(parent, { nil: null }),
    sender: fc.constantFrom('ada', 'bob'),
    isOfJob: fc.boolean(),
  })
  .map(({ parent: started, sender, isOfJob, ...parts }) => {
    const runFacets =
      started === null ? {} : { parent: facet({ run: { runId: 'p' }, job: { namespace: 'airflow', name: started } }) }
    const { run, eventType, ...ofJob } = runEvent({ ...parts, runFacets })
    return { sender, body: isOfJob && parts.run === 'r4' ? ofJob : { ...ofJob, run, eventType } }
  })

type Sent = typeof event extends fc.Arbitrary<infer Value> ? Value : never

async function sendAll(database: Database, sent: readonly Sent[]) {
  for (const table of written) await sql`delete from ${sql.table(table)}`.execute(database.kysely)
  let now = minute(100)
  const store = createOpenLineageStore(database, {
    policyTags: [],
    now() {
      now += 1
      return now
    },
  })
  for (const { sender, body } of sent) {
    await take(store, body, sender)
  }
  return contentOf(database)
}

const written = [
  'object',
  'object_text',
  'object_attribute',
  'lineage_edge',
  'lineage_node',
  'lineage_same',
  'openlineage_object',
  'openlineage_run',
  'openlineage_presence',
  'openlineage_span',
]

describe.each(engines)('events on %s', (engine) => {
  test('leave the same index in whatever order they come and however often', { timeout: 300_000 }, async () => {
    const shuffled = fc
      .array(event, { minLength: 2, maxLength: 9 })
      .chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray([...events, ...events], { minLength: events.length * 2 })),
      )
    const database = await freshDatabase(engine)
    await fc.assert(
      fc.asyncProperty(shuffled, async ([events, others]) => {
        expect(await sendAll(database, others)).toEqual(await sendAll(database, events))
      }),
      { numRuns: engine === 'sqlite' ? 60 : 20 },
    )
  })
})
