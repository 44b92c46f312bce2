import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { pino } from 'pino'
import { vi } from 'vitest'
import { firstRoles, type Principal, type Role } from '../../../src/access/types.ts'
import { type ComposedMirror, compose, composeMirror, type Gateway } from '../../../src/compose.ts'
import type { openLineageCache } from '../../../src/composition/lineage-cache.ts'
import { type OpenStore, openStore } from '../../../src/composition/store.ts'
import { type LoadedConfig, validateConfig } from '../../../src/config/index.ts'
import { startRedis } from '../../../tools/launch/redis.ts'
import type { ReplicaName } from '../../policy/gateway/stage.ts'
import { rules } from '../../policy/worlds.ts'
import { type EngineName, freshUrl } from '../../store/engines.ts'
import { afterFile, ownTool, temporaryFolder } from '../../support/tools.ts'
import type { CallerName } from './questions.ts'
import { toolNames } from './things.ts'

/** Where sequences are played. */
export interface StageSetup {
  readonly engine: EngineName
  readonly cache: 'memory' | 'redis'
}

/** Somebody who asks. */
export interface Caller {
  readonly principal: Principal
  readonly token: string
}

type Keeper = typeof openLineageCache

/** Keeps nothing of lineage: every answer is walked anew. */
const keepingNothing: Keeper = ({ store }) => ({
  skeletons: {
    over: async (_question, walk) => ({ value: await walk(store.lineage), basis: null, state: 'MISS', ageMs: 0 }),
  },
  answers: {
    keyOf: () => null,
    find: async () => null,
    join: async (_key, { make }) => make(),
    write: () => Promise.reject(new Error('No answer is kept')),
  },
  unstated: store.unstatedDeployments,
  start: () => undefined,
  stop: async () => undefined,
})

interface StageParts {
  readonly outside: OpenStore
  readonly crawler: ComposedMirror
  readonly gateways: readonly [Gateway, Gateway, Gateway]
  readonly callers: ReadonlyMap<CallerName | 'sender', Caller>
  readonly redis: Redis | null
}

/**
 * Two real replicas on one real store and cache, a third that keeps nothing, and another process that writes to the store.
 * Time stands still but for what {@link Stage.pass} lets pass; nothing happens by itself.
 */
export class Stage {
  readonly outside: OpenStore
  /** Crawls as another process does. */
  readonly crawler: ComposedMirror
  /** The one that keeps nothing. */
  readonly fresh: Gateway
  readonly #replicas: Readonly<Record<ReplicaName, Gateway>>
  readonly #callers: ReadonlyMap<CallerName | 'sender', Caller>
  readonly #redis: Redis | null

  private constructor(parts: StageParts) {
    const [here, there, fresh] = parts.gateways
    this.outside = parts.outside
    this.crawler = parts.crawler
    this.#replicas = { here, there }
    this.fresh = fresh
    this.#callers = parts.callers
    this.#redis = parts.redis
  }

  static async open({ engine, cache }: StageSetup): Promise<Stage> {
    const redisUrl = cache === 'redis' ? (await ownTool(startRedis({ dataDir: temporaryFolder('redis') }))).url : null
    const directory = temporaryFolder('gateway')
    const loaded = configOf({ url: await freshUrl(engine), cacheUrl: redisUrl ?? 'memory:', directory })
    vi.useFakeTimers({ toFake: ['Date', 'performance'], now: Date.UTC(2026, 5, 1) })
    const log = pino({ level: 'silent' })
    const opened = async (facts: { readonly openLineage?: Keeper } = {}) => {
      const gateway = await compose(loaded, { log, ...facts })
      afterFile(() => gateway.close())
      return gateway
    }
    const gateways = [await opened(), await opened(), await opened({ openLineage: keepingNothing })] as const
    const [outside, crawler] = [await openStore(loaded), await composeMirror(loaded, { log })]
    const redis = redisUrl === null ? null : new Redis(redisUrl)
    afterFile(async () => {
      redis?.disconnect()
      await crawler[Symbol.asyncDispose]()
      await outside[Symbol.asyncDispose]()
      vi.useRealTimers()
    })
    return new Stage({ outside, crawler, gateways, callers: await callersOf(gateways[0]), redis })
  }

  /** Lets time pass: after a second every replica is to know what the others did. */
  pass(ms: number): void {
    vi.advanceTimersByTime(ms)
  }

  caller(name: CallerName | 'sender'): Caller {
    const caller = this.#callers.get(name)
    if (caller === undefined) throw new Error(`Nobody is called ${name}`)
    return caller
  }

  replica(name: ReplicaName): Gateway {
    return this.#replicas[name]
  }

  /** Empties what the replicas share. */
  async flush(): Promise<void> {
    await this.#redis?.flushall()
  }
}

async function callersOf({ tokens }: Gateway): Promise<ReadonlyMap<CallerName | 'sender', Caller>> {
  const made = async (name: CallerName | 'sender', roles: readonly Role[], clearance: number) => {
    const { token } = await tokens.create({ principalName: name, roles, clearance, lifetimeMs: null })
    const principal = await tokens.authenticate(token)
    if (principal === null) throw new Error(`${name} is not recognised`)
    return [name, { principal, token }] as const
  }
  return new Map([
    await made('admin', firstRoles, 4),
    await made('ada', ['viewer'], 1),
    await made('bob', [], 4),
    await made('cyd', ['data-scientist'], 2),
    await made('sender', ['lineage-sender'], 1),
  ])
}

const environments = [
  { name: 'staging', rank: 1, protected: false },
  { name: 'production', rank: 2, protected: true },
]

function configOf(place: {
  readonly url: string
  readonly cacheUrl: string
  readonly directory: string
}): LoadedConfig {
  const file = {
    store: { url: place.url },
    cache: { url: place.cacheUrl, objectTtlMs: 0 },
    server: { secret: 'only-for-tests-only-for-tests-only-for-tests' },
    limits: { costPerMinute: 1_000_000_000, costPerRequest: 1_000_000 },
    connectors: [fileURLToPath(new URL('../../policy/gateway/tool-connector.ts', import.meta.url))],
    attributes: rules,
    environments,
    sources: toolNames.map((id, index) => ({
      id,
      kind: 'random-tool',
      shelf: id,
      environment: environments[index]?.name,
      limits: {},
    })),
  }
  const surroundings = { environment: {}, workingDirectory: place.directory }
  return { config: validateConfig(file, 'the model', surroundings), origin: 'the model', directory: place.directory }
}
