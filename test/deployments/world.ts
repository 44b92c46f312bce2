import type { DigestCache } from '../../src/artifacts/index.ts'
import type { MirroredObject } from '../../src/catalog/index.ts'
import { createConnectorHost, type SourceHost } from '../../src/connector/connector-host.ts'
import type { Connector, ConnectorManifest, ModelVersionRecord } from '../../src/connector/index.ts'
import { sourceLimits } from '../../src/connector/source-limits.ts'
import {
  createStoredBytes,
  indexVersionFacts,
  liveNow,
  type MatchPorts,
  queryMatchLimits,
} from '../../src/deployments/index.ts'
import { systemClock } from '../../src/kernel/clock.ts'
import { mintUid, type Uid } from '../../src/kernel/ids.ts'
import { memoryRegistry } from './memory-facts.ts'

const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** A call with time enough for a busy machine. */
export const call = () => ({ signal: AbortSignal.timeout(60_000), requestId: 'test' })

/** A source of the world: its id, and the connector with its keys. */
export interface WorldSource {
  readonly id: string
  readonly manifest: ConnectorManifest
  readonly config: unknown
}

function toVersion(source: string, record: ModelVersionRecord): MirroredObject {
  const { workspace, nativeId, createdAt, updatedAt, description, copiedFrom, modelName, version } = record
  const origin = copiedFrom === null ? null : `${copiedFrom.modelName}\n${copiedFrom.version}`
  return {
    uid: mintUid(Date.now()),
    kind: 'ModelVersion',
    source,
    workspace,
    nativeId,
    nativeCreatedAt: createdAt,
    parentUid: `model of ${source} ${modelName}` as Uid,
    name: modelName,
    description,
    createdAt,
    updatedAt,
    observedAt: Date.now(),
    facts: { version, copiedFrom: origin },
    accessClass: '',
  }
}

function memoryCache(): DigestCache {
  const known = new Map<string, string>()
  return {
    get: async (key) => known.get(JSON.stringify(key)) ?? null,
    put: async (key, sha256) => void known.set(JSON.stringify(key), sha256),
  }
}

/** Real sources with what the gateway builds on them, without a database. */
export function world(given: readonly WorldSource[]) {
  const hosts: SourceHost[] = []
  const connectors = new Map<string, Connector>()
  for (const { id, manifest, config } of given) {
    const host = createConnectorHost({
      source: id,
      limits: sourceLimits.parse({ timeoutMs: 20_000 }),
      log: silent,
      clock: systemClock,
    })
    hosts.push(host)
    connectors.set(id, manifest.connect(manifest.config.parse(config), host))
  }
  const stores = [...connectors].flatMap(([source, { artifactStore }]) =>
    artifactStore === undefined ? [] : [{ source, store: artifactStore }],
  )
  const registry = memoryRegistry()
  // Files written just now are hashed each time, because their revision may still change; here they count as settled.
  const digest = { cache: memoryCache(), clock: { now: () => systemClock.now() + 60_000 } }
  const bytes = createStoredBytes({ resolve: { stores }, digest })
  const ports: MatchPorts = { names: registry.names, facts: registry.facts, bytes }
  const records = new Map<string, ModelVersionRecord>()

  return {
    ports,
    registry,
    /** Takes every version of a model into the registry, newest first. */
    async register(source: string, modelName: string): Promise<readonly MirroredObject[]> {
      const found = await connectors
        .get(source)
        ?.modelRegistry?.versionsOf({ workspace: '', nativeId: modelName }, call())
      const versions = (found ?? []).map((record) => {
        const version = toVersion(source, record)
        records.set(version.uid, record)
        return version
      })
      registry.add(...versions)
      return versions
    },
    /** Looks at the files of every registered version. */
    index: () =>
      indexVersionFacts(
        {
          facts: registry.facts,
          bytes,
          clock: systemClock,
          locator: {
            async locate(version, at) {
              const record = records.get(version.uid)
              const modelRegistry = connectors.get(version.source)?.modelRegistry
              return record === undefined || modelRegistry === undefined ? null : modelRegistry.locate(record, at)
            },
          },
        },
        100,
        call(),
      ),
    /** What is live now by one deployment source. */
    async live(source: string, limits = queryMatchLimits, subject: MirroredObject | null = null) {
      const served = (await connectors.get(source)?.deploymentSystem?.list(call())) ?? []
      const deployments = served.map((record) => ({
        record,
        environment: 'production',
        object: toDeployment(source, record.name),
      }))
      return liveNow(ports, { deployments, environment: null, subject, limits }, call())
    },
    async close() {
      for (const connector of connectors.values()) await connector.close()
      for (const host of hosts) await host.close()
    },
  }
}

function toDeployment(source: string, name: string): MirroredObject {
  return {
    uid: mintUid(Date.now()),
    kind: 'Deployment',
    source,
    workspace: '',
    nativeId: name,
    nativeCreatedAt: null,
    parentUid: null,
    name,
    description: null,
    createdAt: null,
    updatedAt: null,
    observedAt: Date.now(),
    facts: {},
    accessClass: '',
  }
}
