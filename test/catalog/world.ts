import { join } from 'node:path'
import { manifest } from '../../connectors/mlflow/manifest.ts'
import { createObjectCache } from '../../src/cache/index.ts'
import {
  type Catalog,
  type CatalogStore,
  type ConnectedSource,
  createCatalog,
  createMirror,
  type Scheduler,
  type SourceDirectory,
} from '../../src/catalog/index.ts'
import { createConnectorHost } from '../../src/connector/connector-host.ts'
import { sourceLimits } from '../../src/connector/source-limits.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { createLineage, type LineageSight, type Serving } from '../../src/lineage/index.ts'
import { createCatalogStore } from '../../src/persistence/catalog-store.ts'
import { openDatabase } from '../../src/persistence/database.ts'
import { createLineageIndexStore } from '../../src/persistence/lineage-index-store.ts'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import { afterFile, temporaryFolder } from '../support/tools.ts'

/** An MLflow as a source of a world. */
export interface WorldSource {
  readonly id: string
  readonly url: string
  readonly workspaces?: readonly string[]
  readonly timeoutMs?: number
}

const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** Never fires: a test makes every turn itself. */
const noScheduler: Scheduler = { after: () => () => undefined }

/** Nothing is served in these worlds. */
const noServing: Serving = {
  servedBy: async () => ({ links: [], faults: [], complete: true }),
  versionsServedBy: async () => ({ links: [], faults: [], complete: true }),
}

/** A request of its own, with time enough for a busy machine. */
export const newCall = (timeoutMs = 60_000) => ({ signal: AbortSignal.timeout(timeoutMs), requestId: 'test' })

/** Calls that went out to tools: each as `METHOD path`. */
export type Calls = string[]

/** A path of a fresh SQLite store. */
export const freshStorePath = () => join(temporaryFolder('store'), 'mirror.db')

/** The real catalogue, mirror and lineage over real MLflow servers and a SQLite store. */
export async function catalogWorld(given: readonly WorldSource[], storePath = freshStorePath()) {
  const database = await openDatabase(`sqlite:${storePath}`)
  await migrateToLatest(database)
  const store = createCatalogStore(database)
  const calls: Calls = []
  const sources = given.map((source) => connect(source, calls))
  const directory = {
    all: () => sources.map(({ connected }) => connected),
    byId: (id: string) => sources.find(({ connected }) => connected.id === id)?.connected ?? null,
  }
  const cache = createObjectCache({
    redis: null,
    key: Buffer.alloc(32, 1),
    metrics: { read() {}, evicted() {} },
  })
  const mirrorOver = (mirrored: CatalogStore) =>
    createMirror({
      sources: directory,
      store: mirrored,
      clock: systemClock,
      scheduler: noScheduler,
      log: silent,
      random: () => 0,
      settings: { intervalMs: 5_000, fullIntervalMs: 900_000 },
    })
  const mirror = mirrorOver(store)
  const catalog = createCatalog({
    sources: directory,
    store,
    cache,
    files: { readText: async () => null },
    sync: mirror,
    clock: systemClock,
    objectTtlMs: 30_000,
  })
  let isOpen = true
  const close = async () => {
    if (!isOpen) return
    isOpen = false
    await mirror.stop()
    await Promise.all(sources.map(({ host }) => host.close()))
    await store.close()
    await database.close()
  }
  afterFile(close)
  const lineage = createLineage({
    catalog,
    sight: seesAll({ catalog, store, sources: directory }),
    sources: directory,
    serving: noServing,
    index: createLineageIndexStore(database, { now: systemClock.now }),
    unstated: async () => [],
    progress: store.progress,
    clock: systemClock,
  })
  return { catalog, mirror, mirrorOver, lineage, store, calls, close }
}

function connect({ id, url, workspaces, timeoutMs = 20_000 }: WorldSource, calls: Calls) {
  const host = createConnectorHost({
    source: id,
    limits: sourceLimits.parse({ timeoutMs, retries: 0 }),
    log: silent,
    clock: systemClock,
    metrics: { onCall: ({ method, path }) => calls.push(`${method} ${path}`) },
  })
  const config = manifest.config.parse({ url, ...(workspaces === undefined ? {} : { workspaces }) })
  const connected: ConnectedSource = {
    id,
    kind: manifest.id,
    url,
    environment: null,
    capabilities: manifest.capabilities,
    streams: manifest.streams,
    connector: manifest.connect(config, host),
    health() {
      const { state, lastReachedAt, lastError } = host.state()
      return { state, lastReachedAt, version: null, error: lastError }
    },
  }
  return { connected, host }
}

/** The sight of a caller who may see everything. */
function seesAll({
  catalog,
  store,
  sources,
}: {
  readonly catalog: Catalog
  readonly store: CatalogStore
  readonly sources: SourceDirectory
}): LineageSight {
  return {
    resolve: catalog.resolve,
    mirror: store,
    sources,
    noteHidden: () => undefined,
    see: async (objects) => objects.map(() => true),
    hiddenId: (ids) => ids.join(' '),
    seesSource: () => true,
  }
}
