import { createHash, createHmac } from 'node:crypto'
import { createChangeTail, createCopies, createFlights, type Doorbell, openDoorbell } from '../cache/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import { serverSecret } from '../config/index.ts'
import { createKeptAnswers, type KeptAnswer, type KeptAnswers, readSchemaText } from '../graphql/index.ts'
import { systemClock } from '../kernel/clock.ts'
import { deriveKey } from '../kernel/derive-key.ts'
import { packageVersion } from '../kernel/package-version.ts'
import {
  createSkeletons,
  type LineageChanges,
  type LineageIndex,
  RememberedIndex,
  rememberUnstated,
  type Skeleton,
  type Skeletons,
  type UnstatedDeployments,
} from '../lineage/index.ts'
import type { Logger, Metrics } from '../telemetry/index.ts'
import type { OpenCache } from './cache.ts'
import { createSourceMoments } from './source-moments.ts'
import type { Sources } from './sources.ts'
import type { OpenStore } from './store.ts'

/** What is kept of lineage, and what keeps it right. */
export interface OpenLineageCache {
  readonly skeletons: Skeletons
  readonly answers: KeptAnswers
  readonly unstated: UnstatedDeployments
  /** Begins to follow what other replicas change. */
  start(): void
  stop(): Promise<void>
}

/** What the cache of lineage is made of. */
export interface LineageCacheParts {
  readonly loaded: LoadedConfig
  readonly log: Logger
  readonly metrics: Metrics
  readonly store: Pick<OpenStore, 'lineage' | 'catalog' | 'principalKey' | 'unstatedDeployments'>
  readonly sources: Sources
  readonly cache: Pick<OpenCache, 'redis'>
}

/** Opens the cache of lineage: on Redis where there is one, else in this process. */
export function openLineageCache(parts: LineageCacheParts): OpenLineageCache {
  const { loaded, log, metrics, store, sources, cache } = parts
  const { redis } = cache
  const { key, prefix } = ownOf(parts)
  const tail = createChangeTail({
    index: store.lineage,
    onFault: (err) => log.debug({ err }, 'the changes of the lineage index could not be read'),
  })
  const bell: Doorbell | null =
    redis === null ? null : openDoorbell({ url: loaded.config.cache.url, redis, prefix, onRing: () => tail.ring() })
  const endNews = store.lineage.subscribe((sequence) => {
    tail.heard(sequence)
    bell?.ring()
  })
  const copyMetrics = copyMetricsOf(metrics)
  const common = { redis, key, prefix, metrics: copyMetrics }
  const flights = createFlights({ redis, prefix })
  const skeletons = createSkeletons({
    index: remembered(parts, tail),
    changes: tail,
    copies: createCopies<Skeleton>({ layer: 'skeleton', ...common }),
    flights,
    clock: systemClock,
    observe: (state, ageMs) => observe(metrics, 'skeleton', { result: resultOf[state], ageMs }),
    onRenewalFailed: (err) => log.warn({ err }, 'lineage that is out of date could not be renewed'),
  })
  const answers = createKeptAnswers({
    copies: createCopies<KeptAnswer>({ layer: 'answer', ...common }),
    changes: tail,
    flights,
    installation: installationOf(loaded),
    health: () => JSON.stringify(sources.all().map((source) => [source.id, stateOf(source)])),
    moments: createSourceMoments({ sources, progress: (id) => store.catalog.progress(id) }),
    observe: (result, ageMs) => observe(metrics, 'answer', { result, ageMs }),
    costPerRequest: loaded.config.limits.costPerRequest,
    now: () => systemClock.now(),
  })
  return {
    skeletons,
    answers,
    unstated: rememberUnstated(store.unstatedDeployments, tail),
    start: () => tail.start(),
    async stop() {
      endNews()
      bell?.close()
      await tail.stop()
    },
  }
}

/** The index as walks read it: through what this process keeps of it, where it may keep something. */
function remembered({ loaded, store: { lineage } }: LineageCacheParts, changes: LineageChanges): LineageIndex {
  const bytesMax = loaded.config.cache.lineageMb * 1_048_576
  return bytesMax === 0 ? lineage : new RememberedIndex({ index: lineage, changes, bytesMax })
}

const resultOf = { HIT: 'hit', MISS: 'miss', STALE: 'stale' } as const

/** A key and names of this store alone: another one may share the Redis, and even the secret. */
function ownOf({ loaded, store }: LineageCacheParts) {
  const secret = deriveKey(serverSecret(loaded), 'lineage-cache')
  const own = (use: string) =>
    createHmac('sha256', secret)
      .update(JSON.stringify([use, store.principalKey]))
      .digest()
  return { key: own('key'), prefix: `modelwarden:${own('name').toString('hex').slice(0, 16)}:` }
}

/** Everything beside the index, the caller and the question that an answer follows from. */
function installationOf({ config }: LoadedConfig): string {
  const { attributes, sources } = config
  const places = sources.map(({ id, kind, environment }) => [id, kind, environment ?? null])
  return createHash('sha256')
    .update(JSON.stringify([packageVersion(), readSchemaText(), attributes, places]))
    .digest('base64url')
}

function stateOf({ health }: ReturnType<Sources['all']>[number]) {
  const { state, error } = health()
  return [state, error?.code ?? null]
}

type Layer = 'skeleton' | 'answer'

function observe(
  { lineageCacheReads, lineageCacheAgeSeconds }: Metrics,
  layer: Layer,
  { result, ageMs }: { readonly result: 'hit' | 'miss' | 'stale' | 'outdated'; readonly ageMs: number },
): void {
  lineageCacheReads.inc({ layer, result })
  if (result === 'hit' || result === 'stale') lineageCacheAgeSeconds.observe({ layer }, ageMs / 1000)
}

function copyMetricsOf({ lineageCacheEntries, lineageCacheBytes, lineageCacheEvictions, lineageCacheReads }: Metrics) {
  return {
    refused: (layer: Layer) => lineageCacheReads.inc({ layer, result: 'forged' }),
    evicted: (layer: Layer) => lineageCacheEvictions.inc({ layer }),
    held(layer: Layer, { entries, bytes }: { readonly entries: number; readonly bytes: number }) {
      lineageCacheEntries.set({ layer }, entries)
      lineageCacheBytes.set({ layer }, bytes)
    },
  }
}
