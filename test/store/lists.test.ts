import { beforeAll, describe, expect, test } from 'vitest'
import type { ObjectQuery } from '../../src/catalog/types.ts'
import type { OwnedCatalogStore } from '../../src/persistence/catalog-store.ts'
import { engines, freshCatalog } from './engines.ts'
import { aMetric, aModel, anExperiment, anInput, aRun, aVersion } from './records.ts'

const page = { first: 50, after: null }

describe.each(engines)('what the mirror answers on %s', (engine) => {
  let store: OwnedCatalogStore
  const runs = (query: Partial<ObjectQuery>) => names({ kind: 'Run', order: 'NAME', ...query })
  const names = async (query: ObjectQuery) => (await store.page(query, page)).items.map(({ item }) => item.name)
  const uidOf = async (kind: ObjectQuery['kind'], nativeId: string) => {
    const [found] = await store.byNative([{ source: 's', workspace: '', kind, nativeId }])
    return found?.uid ?? raise()
  }

  beforeAll(async () => {
    store = await freshCatalog(engine)
    const records = [
      anExperiment('e1', { name: 'Fraud' }),
      anExperiment('e2', { name: 'Churn' }),
      aRun('r1', {
        experimentId: 'e1',
        name: '100%_sure',
        createdAt: 100,
        params: { lr: '0.1', depth: '3' },
        metrics: [aMetric('auc', 0.9), aMetric('loss', Number.NaN)],
        tags: { team: 'risk', note: 'x'.repeat(500) },
        inputs: [anInput('credit', 'a'), anInput('holdout', 'h', { role: 'TEST' })],
      }),
      aRun('r2', {
        experimentId: 'e2',
        name: '100 sure',
        createdAt: 200,
        status: 'FAILED',
        user: 'bob',
        parentRunId: 'r1',
        params: { lr: '0.01' },
        metrics: [
          aMetric('auc', 0.1 + 0.2, { datasetName: 'measured', datasetDigest: 'm', recordedAt: 5 }),
          aMetric('odd', Number.NEGATIVE_INFINITY, { datasetName: 'measured', datasetDigest: 'm', recordedAt: 6 }),
        ],
        tags: { team: 'growth', note: `${'x'.repeat(499)}y` },
        inputs: [anInput('credit', 'b'), anInput('measured', 'm')],
      }),
      aRun('r3', {
        experimentId: 'e2',
        name: 'STRASSE Ünï',
        createdAt: 300,
        metrics: [aMetric('auc', Number.POSITIVE_INFINITY)],
      }),
      aModel('m'),
      ...[1, 2, 3, 9, 10, 11].map((version) =>
        aVersion('m', version, { runId: version > 9 ? 'r1' : 'r2', createdAt: version }),
      ),
      aVersion('n', 1, { runId: 'r1', createdAt: 99 }),
    ]
    await store.ingest({ source: 's', records, observedAt: 1_000 })
    await store.ingest({
      source: 'other',
      records: [aRun('r1', { experimentId: 'e1', name: 'elsewhere' })],
      observedAt: 1_000,
    })
  })

  test('text that a name contains stands for itself, in any case and script', async () => {
    expect(await runs({ nameContains: '%_' })).toEqual(['100%_sure'])
    expect(await runs({ nameContains: '\\' })).toEqual([])
    expect(await runs({ nameContains: 'SURE' })).toEqual(['100 sure', '100%_sure'])
    expect(await runs({ nameContains: 'straße ünÏ' })).toEqual(['STRASSE Ünï'])
  })

  test('tags and params are compared whole, however long, and may be asked by name alone', async () => {
    expect(await runs({ params: [{ key: 'lr', value: '0.1' }] })).toEqual(['100%_sure'])
    expect(await runs({ params: [{ key: 'lr' }], tags: [{ key: 'team', value: 'growth' }] })).toEqual(['100 sure'])
    expect(await runs({ tags: [{ key: 'note', value: 'x'.repeat(500) }] })).toEqual(['100%_sure'])
    expect(await runs({ tags: [{ key: 'note', value: 'x'.repeat(120) }] })).toEqual([])
    expect(await runs({ tags: [{ key: 'lr' }] })).toEqual([])
  })

  test('bounds of a metric include the bound to the last bit, and nothing that is not a number is within them', async () => {
    expect(await runs({ metrics: [{ key: 'auc', min: 0.9 }] })).toEqual(['100%_sure', 'STRASSE Ünï'])
    expect(await runs({ metrics: [{ key: 'auc', min: 0.1 + 0.2, max: 0.1 + 0.2 }] })).toEqual(['100 sure'])
    expect(await runs({ metrics: [{ key: 'auc', max: 0.3 }] })).toEqual([])
    expect(await runs({ metrics: [{ key: 'loss' }] })).toEqual(['100%_sure'])
    expect(await runs({ metrics: [{ key: 'loss', min: -1e308 }] })).toEqual([])
  })

  test('runs are told apart by experiment, state, user, parent, time and source', async () => {
    expect(await runs({ experimentName: 'Churn' })).toEqual(['100 sure', 'STRASSE Ünï'])
    expect(await runs({ experimentName: 'churn' })).toEqual([])
    expect(await runs({ status: 'FAILED' })).toEqual(['100 sure'])
    expect(await runs({ user: 'bob' })).toEqual(['100 sure'])
    expect(await runs({ parentRunId: 'r1' })).toEqual(['100 sure'])
    expect(await runs({ startedAfter: 200, startedBefore: 300 })).toEqual(['100 sure'])
    expect(await runs({ source: 'other' })).toEqual(['elsewhere'])
  })

  test('runs are found by the data they read', async () => {
    expect(await runs({ datasetName: 'credit' })).toEqual(['100 sure', '100%_sure'])
    expect(await runs({ datasetName: 'credit', datasetDigest: 'b' })).toEqual(['100 sure'])
    expect(await runs({ datasetDigest: 'h' })).toEqual(['100%_sure'])
    expect(await runs({ datasetName: 'credit', datasetDigest: 'h' })).toEqual([])
  })

  test('versions come by number, the greatest first, and runs by start, the newest first', async () => {
    const versions = await store.page(
      { kind: 'ModelVersion', order: 'NEWEST', parentUid: await uidOf('Model', 'm') },
      page,
    )
    expect(versions.items.map(({ item }) => item.facts.version)).toEqual(['11', '10', '9', '3', '2', '1'])
    expect(await names({ kind: 'Run', order: 'NEWEST', source: 's' })).toEqual(['STRASSE Ünï', '100 sure', '100%_sure'])
    expect(await names({ kind: 'ModelVersion', order: 'NEWEST', runId: 'r1' })).toEqual(['m', 'm', 'n'])
  })

  test('first children of many parents come at once, and a parent without any has an empty page', async () => {
    const [m, n, r] = await Promise.all([uidOf('Model', 'm'), uidOf('Model', 'n'), uidOf('Run', 'r1')])
    const pages = await store.pageOfEach('ModelVersion', [m, r, n], { first: 2, after: null })
    const versionsOf = (uid: typeof m) => pages.get(uid)?.items.map(({ item }) => item.facts.version)
    expect([versionsOf(m), versionsOf(n), versionsOf(r)]).toEqual([['11', '10'], ['1'], []])
    expect([pages.get(m)?.hasNextPage, pages.get(n)?.hasNextPage]).toEqual([true, false])
    const after = pages.get(m)?.items.at(-1)?.cursor ?? raise()
    const next = await store.pageOfEach('ModelVersion', [m], { first: 2, after })
    expect(next.get(m)?.items.map(({ item }) => item.facts.version)).toEqual(['9', '3'])
  })

  test('versions that runs made come newest first over all models, of their own source only', async () => {
    const run = async (nativeId: string) =>
      ({ source: 's', workspace: '', kind: 'Run', nativeId, uid: await uidOf('Run', nativeId) }) as const
    const asked = [await run('r1'), await run('r2'), await run('r3')]
    const made = await store.versionsOfRuns(asked, 2)
    const found = asked.map(({ uid }) => made.get(uid)?.map(({ nativeId }) => nativeId))
    expect(found).toEqual([['n\n1', 'm\n11'], ['m\n9', 'm\n3'], []])
  })

  test('validation sets are data that was tested on or measured on, by digest', async () => {
    const sets = async (query: object) =>
      (await store.validationSets(query, page)).items.map(({ item }) => item.nativeId).toSorted()
    expect(await sets({})).toEqual(['holdout\nh', 'measured\nm'])
    expect(await sets({ metric: 'auc' })).toEqual(['measured\nm'])
    expect(await sets({ dataset: 'holdout', digest: 'h', source: 's' })).toEqual(['holdout\nh'])
    expect(await sets({ source: 'other' })).toEqual([])
    const measured = await store.measurementsOn(await uidOf('DataVersion', 'measured\nm'), null, 10)
    expect(measured.map(({ metric, value }) => [metric, value])).toEqual([
      ['odd', Number.NEGATIVE_INFINITY],
      ['auc', 0.1 + 0.2],
    ])
    expect(await store.measurementsOn(await uidOf('DataVersion', 'measured\nm'), 'auc', 10)).toHaveLength(1)
  })

  test('objects of a source are counted by kind', async () => {
    expect(await store.countBySource('other')).toEqual({ Experiment: 1, Run: 1 })
    expect(await store.countBySource('nobody')).toEqual({})
  })
})

function raise(): never {
  throw new Error('The object is missing')
}
