import { sql, type Transaction } from 'kysely'
import { lineageKeyOf } from '../../../src/kernel/lineage-key.ts'
import { addClasses } from '../../../src/persistence/catalog/write-access-classes.ts'
import { insertObjects, type PlacedDraft } from '../../../src/persistence/catalog/write-objects.ts'
import type { Database } from '../../../src/persistence/database.ts'
import { stateObjects } from '../../../src/persistence/lineage/state-objects.ts'
import { type PartyEdges, writeEdges } from '../../../src/persistence/lineage/write-edges.ts'
import type { Tables } from '../../../src/persistence/tables.ts'
import { createRowMaker } from './graph-rows.ts'
import { type GraphSize, graphStream } from './graph-stream.ts'
import type { Told } from './told.ts'
import { withoutIndexes } from './without-indexes.ts'

/** Where a graph is written: an empty store with its schema, and the source that is to have told of it. */
export interface GraphPlace {
  readonly database: Database
  readonly source: string
  readonly observedAt: number
}

/** Large enough to keep a statement's cost small, and small enough to hold nothing of note in memory. */
const batchSize = 1_000

/**
 * Fills a store with the lineage of a large installation in bulk, a million edges in a minute or two: what an ingest would
 * write of objects, their classes, nodes and edges, without search text, attributes and the log of changes. Answers the edges written.
 */
export async function writeGraph(place: GraphPlace, size: GraphSize): Promise<number> {
  const { database, source } = place
  const policyTags = new Set(
    (await database.kysely.selectFrom('policy_tag').select('key').execute()).map(({ key }) => key),
  )
  const maker = createRowMaker({ source, seed: size.seed, policyTags })
  await withoutIndexes(database, ['object', 'lineage_node', 'lineage_edge'], async () => {
    for (const batch of batches(graphStream(size))) {
      const placed = maker.place(batch)
      await writeBatch(place, placed, servingOf(place, batch, placed))
    }
  })
  // As the server does by itself after a while; without it the first queries would be planned blindly.
  if (database.engine === 'postgres') await sql`vacuum analyze`.execute(database.kysely)
  const count = database.kysely.selectFrom('lineage_edge').select(({ fn }) => fn.countAll().as('edges'))
  return Number((await count.executeTakeFirstOrThrow()).edges)
}

function* batches(stream: Iterable<Told>): Generator<readonly Told[]> {
  let batch: Told[] = []
  for (const each of stream) {
    if (batch.push(each) < batchSize) continue
    yield batch
    batch = []
  }
  yield batch
}

async function writeBatch(
  { database: { kysely, engine }, source, observedAt }: GraphPlace,
  placed: readonly PlacedDraft[],
  serving: readonly PartyEdges[],
): Promise<void> {
  await kysely.transaction().execute(async (trx) => {
    const writer = { kysely: trx, engine, source, observedAt }
    await addClasses(
      writer,
      placed.map((each) => each.accessClass),
    )
    await insertObjects(writer, placed)
    await stateObjects(
      writer,
      placed.map(({ uid, draft }) => ({ uid, draft, isNew: true, isSeenAnew: true })),
    )
    await writeEdges(writer, serving)
    await noteStatements(trx, serving)
  })
}

/** A party that has stated what a deployment serves is not asked again. */
async function noteStatements(kysely: Transaction<Tables>, serving: readonly PartyEdges[]): Promise<void> {
  if (serving.length === 0) return
  const rows = serving.map(({ statedBy, observedAt }) => ({
    stated_by: statedBy,
    observed_at: observedAt,
    digest: 'generated',
  }))
  await kysely.insertInto('lineage_statement').values(rows).execute()
}

/** What ties deployments to versions, which no record of a tool tells. */
function servingOf(
  { source, observedAt }: GraphPlace,
  batch: readonly Told[],
  placed: readonly PlacedDraft[],
): readonly PartyEdges[] {
  const uids = new Map(placed.map(({ draft, uid }) => [draft.kind === 'Deployment' ? draft.nativeId : '', uid]))
  return batch.flatMap(({ record: { kind, nativeId, workspace }, serves }) => {
    if (serves === null) return []
    const [from, to] = [
      lineageKeyOf({ kind: 'ModelVersion', source, workspace, nativeId: serves }),
      lineageKeyOf({ kind, source, workspace, nativeId }),
    ]
    const facts = { kind: 'SERVED_BY', confidence: 'OBSERVED', validFrom: null, validTo: null, basis: 'SEEN' } as const
    const statedBy = `serving:${uids.get(nativeId) ?? ''}`
    return [{ statedBy, isNew: true, source, sender: null, observedAt, edges: [{ from, to, ...facts }] }]
  })
}
