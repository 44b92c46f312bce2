import { describe, expect, test } from 'vitest'
import type { StreamProgress } from '../../src/catalog/types.ts'
import type { DeploymentRecord } from '../../src/connector/records.ts'
import type { Database } from '../../src/persistence/database.ts'
import { createLineageIndexStore } from '../../src/persistence/lineage-index-store.ts'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import { migrations } from '../../src/persistence/migrations/index.ts'
import { catalogOn, engines, freshDatabase, freshUrl, openUntilEnd } from './engines.ts'
import { aLoggedModel, aMetric, aModel, anExperiment, anInput, aRun, aVersion } from './records.ts'

const source = 's'
const place = { source, workspace: '' } as const
const served = { version: '1', state: 'READY', reason: null, platform: null, artifactUri: null } as const
const deployment: DeploymentRecord = {
  kind: 'Deployment',
  workspace: '',
  nativeId: 'x',
  name: 'x',
  createdAt: null,
  versions: [{ ...served, declared: { ref: 'models:/m/1', source: null }, inputs: null, outputs: null }],
  endpoints: [{ protocol: 'v2', url: 'http://h/x' }],
}
const champion = { alias: 'champion', version: '1' }
const records = [
  anExperiment('e'),
  aRun('parent', { codeCommit: 'c0ffee' }),
  aRun('r', { inputs: [anInput('d', 'x')], parentRunId: 'parent', outputModelIds: ['m-1'] }),
  aRun('eval', { inputs: [anInput('held-out', 'y')], metrics: [aMetric('auc', 1, { loggedModelId: 'm-1' })] }),
  aLoggedModel('m-1', { sourceRunId: 'r' }),
  aModel('m', { aliases: [champion] }),
  aVersion('m', 1, { runId: 'r', loggedModelId: 'm-1' }),
  // Its model's own record has not been read yet.
  aVersion('other', 1, { runId: 'r', copiedFrom: { modelName: 'm', version: '1' } }),
  deployment,
]
const names = [
  ...records.map(({ kind, nativeId }) => ({ kind, nativeId })),
  ...['d', 'held-out'].map((nativeId) => ({ kind: 'Dataset', nativeId }) as const),
  ...['d\nx', 'held-out\ny'].map((nativeId) => ({ kind: 'DataVersion', nativeId }) as const),
  { kind: 'Model', nativeId: 'other' } as const,
]

const progress: StreamProgress = {
  source,
  stream: 'runs',
  state: 'IDLE',
  generation: 1,
  mode: null,
  cursor: null,
  nextCursor: 'next',
  processed: 9,
  completeAsOf: 10_000,
  fullAsOf: 10_000,
  error: null,
}

/** Tables of the mirror, as they were before there was an index. */
const mirrored = ['access_class', 'object', 'object_attribute', 'run_input', 'measurement', 'stream_progress'] as const

/** A store with the schema that the last one before the index had, and what that held. */
async function olderStore(engine: (typeof engines)[number]): Promise<Database> {
  const [donor, older] = [await freshDatabase(engine), await openUntilEnd(await freshUrl(engine))]
  const catalog = catalogOn(donor)
  await catalog.ingest({ source, records, observedAt: 10_000, generation: 1 })
  await catalog.saveProgress(progress)
  await migrateToLatest(
    older,
    migrations.filter(({ name }) => name < '0010'),
  )
  for (const table of mirrored) {
    const rows = await donor.kysely.selectFrom(table).selectAll().execute()
    if (rows.length > 0) await older.kysely.insertInto(table).values(rows).execute()
  }
  const written = older.kysely.updateTable('object').set({ content_hash: 'of an earlier version' })
  await written.where('content_hash', '<>', '').execute()
  return older
}

/** What the index tells of everything, without when it was seen. */
async function indexOf(database: Database) {
  const index = createLineageIndexStore(database, { now: () => 0 })
  const objects = await catalogOn(database).byNative(names.map((name) => ({ ...place, ...name })))
  const keys = await index.keysOf(objects.flatMap((object) => object ?? []))
  const edges = await index.edgesOf(keys, 'UP', { at: null, limit: 1_000 })
  const reached = [...new Set([...keys, ...edges.flatMap(({ from, to }) => [from, to])])]
  const nodes = await index.nodesOf(reached, null)
  return {
    edges: edges.map((edge) => ({ ...edge, observedAt: 0, validFrom: edge.basis === 'SEEN' ? 0 : edge.validFrom })),
    nodes: nodes.map(({ key, kind, name, properties, object }) => [key, kind, name, properties, object?.name]),
    champion: await index.aliasAt({ ...place, model: 'm', alias: 'champion' }, null),
  }
}

describe.each(engines)('a store on %s that was filled before there was an index', (engine) => {
  test('is crawled as a whole, and then has the index that a new one has, of the same objects', async () => {
    const [older, fresh] = [await olderStore(engine), await freshDatabase(engine)]
    const uidsOf = async () => (await older.kysely.selectFrom('object').select('uid').orderBy('uid').execute()).length
    const objects = await uidsOf()
    const since = migrations.map(({ name }) => name).filter((name) => name >= '0010')
    expect(await migrateToLatest(older)).toEqual(since)
    const whole = { mode: null, cursor: null, nextCursor: null, completeAsOf: null, fullAsOf: null }
    expect(await catalogOn(older).progress(source)).toEqual([{ ...progress, ...whole }])
    for (const database of [older, fresh])
      await catalogOn(database).ingest({ source, records, observedAt: 20_000, generation: 2 })
    expect(await indexOf(older)).toEqual(await indexOf(fresh))
    expect(await uidsOf()).toBe(objects)
  })
})
