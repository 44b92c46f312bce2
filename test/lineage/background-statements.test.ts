import { expect, test } from 'vitest'
import { createObjectCache } from '../../src/cache/index.ts'
import { type ConnectedSource, createCatalog, type Scheduler } from '../../src/catalog/index.ts'
import { createMeasuredRuns } from '../../src/composition/measured-runs.ts'
import { createServingStatements } from '../../src/composition/serving-statements.ts'
import { createVersionNames } from '../../src/composition/version-names.ts'
import type { Connector } from '../../src/connector/contract.ts'
import type { DeploymentRecord, RunRecord, ServedVersionRecord } from '../../src/connector/records.ts'
import { createStoredBytes } from '../../src/deployments/index.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { lineageKeyOf } from '../../src/kernel/lineage-key.ts'
import { Fault } from '../../src/kernel/problem.ts'
import { createLineageIndexStore } from '../../src/persistence/lineage-index-store.ts'
import { createUnmeasuredRuns } from '../../src/persistence/unmeasured-runs.ts'
import { createVersionFactsStore } from '../../src/persistence/version-facts-store.ts'
import { catalogOn, freshDatabase } from '../store/engines.ts'
import { aLoggedModel, aModel, aRun, aVersion } from '../store/records.ts'

const log = { debug() {}, info() {}, warn() {}, error() {} }
const down = () =>
  new Fault({ code: 'UPSTREAM_UNAVAILABLE', publicMessage: 'down', internalMessage: 'down', retryable: true })

/** Lets the test make each turn; answers once the turn has planned the next. */
function manualScheduler(): Scheduler & { turn(): Promise<void> } {
  let planned: (() => void) | null = null
  let onPlanned: () => void = () => undefined
  return {
    after(_delayMs, work) {
      planned = work
      onPlanned()
      return () => (planned = null)
    },
    async turn() {
      const work = planned
      if (work === null) throw new Error('Nothing is planned')
      const next = new Promise<void>((resolve) => (onPlanned = resolve))
      planned = null
      work()
      await next
    },
  }
}

function sourceOf(id: string, connector: Partial<Connector>): ConnectedSource {
  return {
    id,
    kind: 'fake',
    url: `http://${id}.example`,
    environment: null,
    capabilities: connector.deploymentSystem === undefined ? ['EXPERIMENT_TRACKER'] : ['DEPLOYMENT_SYSTEM'],
    streams: connector.deploymentSystem === undefined ? ['runs'] : ['deployments'],
    connector: { probe: async () => ({ version: null, detail: null }), close: async () => undefined, ...connector },
    health: () => ({ state: 'UP', lastReachedAt: 0, version: null, error: null }),
  }
}

async function worldOf(...sources: readonly ConnectedSource[]) {
  const database = await freshDatabase('sqlite')
  const store = catalogOn(database)
  const directory = { all: () => sources, byId: (id: string) => sources.find((source) => source.id === id) ?? null }
  const catalog = createCatalog({
    sources: directory,
    store,
    cache: createObjectCache({ redis: null, key: Buffer.alloc(32, 1), metrics: { read() {}, evicted() {} } }),
    files: { readText: async () => null },
    sync: { request: () => undefined },
    clock: systemClock,
    objectTtlMs: 0,
  })
  const index = createLineageIndexStore(database, { now: systemClock.now })
  return { database, store, catalog, index, directory }
}

const now = { at: null, limit: 100 }

test('what a server serves is stated as seen, ends when it serves another version, and stays while it is down', async () => {
  const served = (version: string): ServedVersionRecord => ({
    version,
    state: 'READY',
    reason: null,
    platform: null,
    artifactUri: null,
    declared: { ref: `models:/m/${version}`, source: null },
    inputs: null,
    outputs: null,
  })
  let held: DeploymentRecord | Fault = deployed('1')
  function deployed(version: string): DeploymentRecord {
    const facts = { kind: 'Deployment', workspace: '', nativeId: 'd', name: 'd', createdAt: null } as const
    return { ...facts, versions: [served(version)], endpoints: [] }
  }
  const read = async () => {
    if (held instanceof Fault) throw held
    return [held]
  }
  const { database, store, catalog, index } = await worldOf(
    sourceOf('serve', { deploymentSystem: { list: read, deployments: read } }),
  )
  const observedAt = Date.now()
  await store.ingest({ source: 't', records: [aModel('m'), aVersion('m', 1), aVersion('m', 2)], observedAt })
  await store.ingest({ source: 'serve', records: [deployed('1')], observedAt })
  const bytes = createStoredBytes({
    resolve: { stores: [] },
    digest: { cache: { get: async () => null, put: async () => undefined }, clock: systemClock },
  })
  const matching = { names: createVersionNames(store), facts: createVersionFactsStore(database), bytes }
  const scheduler = manualScheduler()
  const statements = createServingStatements({ catalog, matching, lineage: index }, scheduler, log)
  statements.start()
  const servedBy = async () => {
    const key = lineageKeyOf({ kind: 'Deployment', source: 'serve', workspace: '', nativeId: 'd' })
    return await index.edgesOf([key], 'UP', now)
  }
  const version = (nativeId: string) => lineageKeyOf({ kind: 'ModelVersion', source: 't', workspace: '', nativeId })

  await scheduler.turn()
  const [first] = await servedBy()
  expect(first).toMatchObject({ from: version('m\n1'), kind: 'SERVED_BY', confidence: 'DECLARED', basis: 'SEEN' })
  held = down()
  await scheduler.turn()
  expect(await servedBy()).toEqual([first])
  held = deployed('2')
  await scheduler.turn()
  expect(await servedBy()).toMatchObject([{ from: version('m\n2'), validTo: null }])
  const [deployment] = await store.byName('Deployment', 'd', null)
  await store.markDeleted(deployment === undefined ? [] : [deployment.uid], Date.now())
  expect(await servedBy()).toEqual([])
  await statements.stop()
})

test('runs are asked once what they measured, when they have ended, and again when their tracker was down', async () => {
  const measured: Readonly<Record<string, readonly string[]>> = { a: ['m-1'], b: [], later: ['m-1'] }
  const records = new Map<string, RunRecord>(
    ['a', 'b', 'later'].map((id) => [
      id,
      aRun(id, { inputModelIds: null, status: id === 'later' ? 'RUNNING' : 'FINISHED' }),
    ]),
  )
  let isDown = true
  const asked: string[] = []
  const tracker: Partial<NonNullable<Connector['experimentTracker']>> = {
    runs: async (ids) => ids.map(({ nativeId }) => records.get(nativeId) ?? null),
    async measuredModels(runs) {
      if (isDown) throw down()
      asked.push(...runs.map(({ nativeId }) => nativeId))
      return runs.map(({ nativeId }) => measured[nativeId] ?? null)
    },
  }
  const { database, store, catalog, index, directory } = await worldOf(
    // Only what is asked here is there.
    sourceOf('t', { experimentTracker: tracker as NonNullable<Connector['experimentTracker']> }),
  )
  const observedAt = Date.now()
  await store.ingest({ source: 't', records: [...records.values(), aLoggedModel('m-1')], observedAt })
  const scheduler = manualScheduler()
  const unmeasured = createUnmeasuredRuns(database, null)
  const runs = createMeasuredRuns(
    { sources: directory, live: catalog.live, store, unmeasured, lineage: index },
    scheduler,
    log,
  )
  runs.start()
  await scheduler.turn()
  const progress = { state: 'IDLE', generation: 1, mode: null, cursor: null, nextCursor: null, processed: 0 } as const
  const crawled = { ...progress, completeAsOf: 1, fullAsOf: 1, error: null }
  await store.saveProgress({ source: 't', stream: 'runs', ...crawled })
  await scheduler.turn()
  isDown = false
  await scheduler.turn()
  await scheduler.turn()
  expect(asked.toSorted()).toEqual(['a', 'b'])
  const ended = aRun('later', { inputModelIds: null })
  records.set('later', ended)
  await store.ingest({ source: 't', records: [ended], observedAt: Date.now() + 1 })
  await scheduler.turn()
  await scheduler.turn()
  expect(asked.toSorted()).toEqual(['a', 'b', 'later'])
  const key = (kind: string, nativeId: string) => lineageKeyOf({ kind, source: 't', workspace: '', nativeId })
  const edges = await index.edgesOf([key('LoggedModel', 'm-1')], 'DOWN', now)
  expect(edges.map(({ kind, to }) => [kind, to])).toEqual(
    expect.arrayContaining([
      ['EVALUATED', key('Run', 'a')],
      ['EVALUATED', key('Run', 'later')],
    ]),
  )
  expect(await index.nodesOf([key('Run', 'a')], null)).toMatchObject([{ kind: 'EVALUATION' }])
  expect(await index.nodesOf([key('Run', 'b')], null)).toMatchObject([{ kind: 'RUN' }])
  await runs.stop()
})
