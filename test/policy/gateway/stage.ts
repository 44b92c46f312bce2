import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { type MockInstance, onTestFinished, vi } from 'vitest'
import { createPolicyEngine, type PolicyEngine } from '../../../src/access/policy/engine.ts'
import { policyTagsOf } from '../../../src/access/policy/labels.ts'
import type { EnvironmentFacts } from '../../../src/access/policy/resource.ts'
import type { Grant, PolicyFile, Principal } from '../../../src/access/types.ts'
import { untouchedStream } from '../../../src/catalog/streams.ts'
import type { AccessClass } from '../../../src/catalog/types.ts'
import { compose, type Gateway } from '../../../src/compose.ts'
import { type LoadedConfig, validateConfig } from '../../../src/config/index.ts'
import type { LineageStatements } from '../../../src/lineage/index.ts'
import { classOfRow } from '../../../src/persistence/catalog/access-class.ts'
import { createCatalogStore, type OwnedCatalogStore } from '../../../src/persistence/catalog-store.ts'
import { type Database, openDatabase } from '../../../src/persistence/database.ts'
import { createGrantStore } from '../../../src/persistence/grant-store.ts'
import { logChangeOfAll } from '../../../src/persistence/lineage/changes.ts'
import { createLineageIndexStore } from '../../../src/persistence/lineage-index-store.ts'
import { migrateToLatest } from '../../../src/persistence/migrate.ts'
import { createPolicyStore } from '../../../src/persistence/policy-store.ts'
import { type EngineName, freshUrl } from '../../store/engines.ts'
import { sharedTools, temporaryFolder } from '../../support/tools.ts'
import { rules } from '../worlds.ts'
import { manifest } from './tool-connector.ts'

/** Tools of every world. */
export const toolNames = ['s1', 's2'] as const

/** Replicas that callers reach. */
export type ReplicaName = 'here' | 'there'

/** Environments of the tools. */
export const environments: Readonly<Record<string, EnvironmentFacts>> = {
  s1: { name: 'staging', rank: 1, isProtected: false },
  s2: { name: 'production', rank: 2, isProtected: true },
}

/** Where the worlds are played. */
export interface StageSetup {
  readonly engine: EngineName
  readonly cache: 'memory' | 'redis'
}

/** Who calls, and the token that is sent. */
export interface Caller {
  readonly principal: Principal
  readonly token: string
}

type Rights = Pick<Principal, 'kind' | 'roles' | 'teams' | 'clearance' | 'regions' | 'scopes'>

/**
 * After so many worlds both replicas begin again with nothing in memory, and `there` half way between. Longer, and what the
 * worlds before have left would take longer to decide than the worlds themselves.
 */
const lifetime = 4

const secret = 'only-for-tests-only-for-tests-only-for-tests'

/** Two real replicas on one real store and cache, and whatever else writes to that store. It ends with its test. */
export class Stage {
  readonly oracle: PolicyEngine
  readonly outside: OwnedCatalogStore
  /** Writes to the lineage index as another replica does. */
  readonly lineage: LineageStatements
  readonly #database: Database
  readonly #loaded: LoadedConfig
  readonly #replicas = new Map<ReplicaName, Gateway>()
  readonly #tokens = new Map<string, Caller>()
  readonly #monotonic: MockInstance<typeof performance.now>
  #worlds = 0
  #aheadMs = 0

  private constructor(database: Database, loaded: LoadedConfig, oracle: PolicyEngine) {
    this.#database = database
    this.#loaded = loaded
    this.oracle = oracle
    this.outside = createCatalogStore(database, { sources: [...toolNames], policyTags: [...policyTagsOf(rules)] })
    this.lineage = createLineageIndexStore(database, { now: () => Date.now() })
    const now = performance.now.bind(performance)
    this.#monotonic = vi.spyOn(performance, 'now').mockImplementation(() => now() + this.#aheadMs)
  }

  static async open({ engine, cache }: StageSetup): Promise<Stage> {
    const url = await freshUrl(engine)
    const database = await openDatabase(url)
    await migrateToLatest(database)
    const log = { error: () => undefined }
    const oracle = createPolicyEngine({ clock: { now: () => Date.now() }, log, memoCharsMax: 0 })
    await oracle.ready()
    const cacheUrl = cache === 'redis' ? sharedTools().redisUrl : 'memory:'
    const stage = new Stage(database, configOf(url, cacheUrl), oracle)
    onTestFinished(() => stage.close())
    return stage
  }

  /** Empties the mirror and takes every grant back. */
  async clear(): Promise<void> {
    const { kysely } = this.#database
    if (this.#worlds % lifetime === 0) await this.#end('here', 'there')
    if (this.#worlds % lifetime === lifetime / 2) await this.#end('there')
    if (this.#replicas.size === 0) await kysely.deleteFrom('access_class').execute()
    for (const table of written) await kysely.deleteFrom(table).execute()
    await logChangeOfAll(this.#database)
    this.secondPasses()
    this.#worlds += 1
  }

  /** From now on the mirror counts as crawled up to this moment, so that lineage is told by the index. */
  async crawled(at: number): Promise<void> {
    const complete = { state: 'IDLE', completeAsOf: at, fullAsOf: at } as const
    for (const source of toolNames)
      for (const stream of manifest.streams)
        await this.outside.saveProgress({ ...untouchedStream(source, stream), ...complete })
  }

  /** What other processes changed is known to every replica after a second. */
  secondPasses(): void {
    this.#aheadMs += 1_000
  }

  /** Every class that the mirror keeps: also those that no object has any more. */
  async classes(): Promise<readonly AccessClass[]> {
    const rows = await this.#database.kysely.selectFrom('access_class').selectAll().execute()
    return rows.map(classOfRow)
  }

  async replica(name: ReplicaName): Promise<Gateway> {
    const known = this.#replicas.get(name)
    if (known !== undefined) return known
    const made = await compose(this.#loaded, { log: pino({ level: 'silent' }) })
    this.#replicas.set(name, made)
    return made
  }

  /** Somebody with these rights; who has them is the same whatever the rights. */
  async caller(name: string, rights: Rights): Promise<Caller> {
    const key = JSON.stringify([name, rights])
    const known = this.#tokens.get(key)
    if (known !== undefined) return known
    const { tokens } = await this.replica('here')
    const { kind, ...given } = rights
    const owner = kind === 'SERVICE_ACCOUNT' ? { ownerName: 'owner' } : {}
    const { token } = await tokens.create({ principalName: name, ...given, ...owner, lifetimeMs: null })
    const principal = await tokens.authenticate(token)
    if (principal === null) throw new Error(`${name} is not recognised`)
    this.#tokens.set(key, { principal, token })
    return { principal, token }
  }

  /** Publishes policies as another replica does. */
  async publish(files: readonly PolicyFile[]): Promise<void> {
    const store = createPolicyStore(this.#database)
    const number = (await store.latest())?.number ?? 0
    const facts = { digest: 'd', modelDigest: this.oracle.modelDigest(), author: 'nobody', publishedAt: Date.now() }
    await store.publish({ files, ...facts }, number)
  }

  /** Grants as another replica does. */
  grant(grant: Grant): Promise<void> {
    return createGrantStore(this.#database).create(grant)
  }

  async revoke(grant: Grant, at: number): Promise<void> {
    await createGrantStore(this.#database).revoke(grant.id, at)
  }

  async close(): Promise<void> {
    await this.#end('here', 'there')
    await this.outside.close()
    await this.#database.close()
    this.#monotonic.mockRestore()
  }

  async #end(...names: readonly ReplicaName[]): Promise<void> {
    for (const name of names) {
      await this.#replicas.get(name)?.close()
      this.#replicas.delete(name)
    }
  }
}

const written = [
  'object_text',
  'object_attribute',
  'run_input',
  'measurement',
  'object',
  'role_grant',
  'stream_progress',
  'lineage_node',
  'lineage_same',
  'lineage_edge',
  'lineage_statement',
  'alias_interval',
  'lineage_source',
] as const

function configOf(url: string, cacheUrl: string): LoadedConfig {
  const directory = temporaryFolder('gateway')
  const file = {
    store: { url },
    cache: { url: cacheUrl },
    server: { secret },
    limits: { costPerMinute: 1_000_000_000, costPerRequest: 1_000_000 },
    connectors: [fileURLToPath(new URL('./tool-connector.ts', import.meta.url))],
    attributes: rules,
    environments: Object.values(environments).map(({ name, rank, isProtected }) => ({
      name,
      rank,
      protected: isProtected,
    })),
    sources: toolNames.map((id) => ({
      id,
      kind: 'random-tool',
      shelf: id,
      environment: environments[id]?.name,
      limits: {},
    })),
  }
  const config = validateConfig(file, 'the worlds', { environment: {}, workingDirectory: directory })
  return { config, origin: 'the worlds', directory }
}
