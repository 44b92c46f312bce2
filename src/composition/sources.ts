import { manifest as filesystem } from '../../connectors/filesystem/manifest.ts'
import type { ConnectedSource, SourceDirectory, SourceHealth } from '../catalog/ports.ts'
import { createConnectorHost, type SourceHost } from '../connector/connector-host.ts'
import type { ArtifactStore, Connector, ConnectorManifest } from '../connector/contract.ts'
import type { ConnectorRegistry } from '../connector/registry.ts'
import type { WebhookSettings, Webhooks } from '../connector/webhooks.ts'
import type { Clock } from '../kernel/clock.ts'
import { eventSourceId } from '../kernel/event-source.ts'
import { invariant } from '../kernel/invariant.ts'
import type { Logger, Metrics } from '../telemetry/index.ts'
import type { SourceSetup } from './connectors.ts'
import { openLineageSource } from './openlineage-source.ts'

/** A place that files are read from, with the source whose configuration names it. */
export interface NamedStore {
  readonly source: string
  readonly store: ArtifactStore
}

/** A source whose tool can send events, and how it is wanted to. */
export interface EventSource {
  readonly source: ConnectedSource
  readonly settings: WebhookSettings
  readonly webhooks: Webhooks
}

/** Every connected source, and the one that events are sent to. */
export interface Sources extends SourceDirectory {
  /** In the order of the configuration; a source's local folders come after its own store. */
  readonly stores: readonly NamedStore[]
  /** Those that can send events. */
  readonly withEvents: readonly EventSource[]
  /** Calls the tool once and remembers the version it tells. Throws its `Fault`. */
  probe(id: string, signal: AbortSignal): Promise<{ readonly version: string | null; readonly detail: string | null }>
  close(): Promise<void>
}

interface Part {
  readonly source: ConnectedSource
  readonly stores: readonly NamedStore[]
  readonly settings: WebhookSettings | undefined
  readonly host: SourceHost
  readonly folders: readonly Connector[]
  noteVersion(version: string | null): void
}

/** What connecting needs besides the sources themselves. */
export interface SourceSurroundings {
  readonly log: Logger
  readonly clock: Clock
  readonly metrics: Metrics
}

/** Connects every source; the one that events are sent to is there beside them. Opens no connection: a tool that is down does not keep the gateway from starting. */
export function connectSources(
  setups: readonly SourceSetup[],
  registry: ConnectorRegistry,
  surroundings: SourceSurroundings,
): Sources {
  const parts = setups.map((setup) => connectOne(setup, registry, surroundings))
  const byId = new Map(parts.map((part) => [part.source.id, part]))
  return {
    all: () => [...parts.map((part) => part.source), openLineageSource],
    byId: (id) => byId.get(id)?.source ?? (id === eventSourceId ? openLineageSource : null),
    stores: parts.flatMap((part) => part.stores),
    withEvents: parts.flatMap(({ source, settings }) => {
      const { webhooks } = source.connector
      return settings === undefined || webhooks === undefined ? [] : { source, settings, webhooks }
    }),
    async probe(id, signal) {
      const part = byId.get(id)
      invariant(part !== undefined, `no source ${id}`)
      const found = await part.source.connector.probe({ signal, requestId: `probe-${id}` })
      part.noteVersion(found.version)
      return found
    },
    async close() {
      await Promise.all(
        parts.flatMap((part) => [
          part.source.connector.close(),
          ...part.folders.map((folder) => folder.close()),
          part.host.close(),
        ]),
      )
    },
  }
}

function connectOne(setup: SourceSetup, registry: ConnectorRegistry, surroundings: SourceSurroundings): Part {
  const manifest = registry.manifest(setup.kind)
  invariant(manifest !== undefined, `no connector ${setup.kind}`)
  const host = hostOf(setup, surroundings)
  const connector = registry.connect(setup.kind, setup.config, host)
  const folders = (manifest.localFolders?.(setup.config) ?? []).map((root) => folderStore(root, host))
  const stores = [connector, ...folders].flatMap(({ artifactStore }) =>
    artifactStore === undefined ? [] : [{ source: setup.id, store: artifactStore }],
  )
  let version: string | null = null
  return {
    source: sourceOf(setup, manifest, connector, () => healthOf(host, version)),
    stores,
    settings: manifest.webhooks?.(setup.config),
    host,
    folders,
    noteVersion: (told) => {
      version = told
    },
  }
}

function sourceOf(
  setup: SourceSetup,
  manifest: ConnectorManifest,
  connector: Connector,
  health: () => SourceHealth,
): ConnectedSource {
  return {
    id: setup.id,
    kind: setup.kind,
    url: manifest.describeUrl(setup.config),
    environment: setup.environment,
    capabilities: manifest.capabilities,
    streams: manifest.streams,
    connector,
    health,
  }
}

function hostOf(setup: SourceSetup, { log, clock, metrics }: SourceSurroundings): SourceHost {
  return createConnectorHost({
    source: setup.id,
    limits: setup.limits,
    log: log.child({ source: setup.id }),
    clock,
    metrics: {
      onCall({ source, errorCode, durationMs }) {
        metrics.sourceCalls.inc({ source, outcome: errorCode ?? 'ok' })
        metrics.sourceSeconds.observe({ source }, durationMs / 1000)
      },
    },
  })
}

function folderStore(root: string, host: SourceHost): Connector {
  return filesystem.connect(filesystem.config.parse({ root }), host)
}

function healthOf(host: SourceHost, version: string | null): SourceHealth {
  const { state, lastReachedAt, lastError } = host.state()
  return { state, lastReachedAt, version, error: lastError }
}
