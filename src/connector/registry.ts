import { ConnectorError } from './connector-error.ts'
import type { Connector, ConnectorManifest } from './contract.ts'
import type { ConnectorHost } from './host.ts'
import { checkMembers } from './live-members.ts'
import { checkManifest } from './manifest-shape.ts'

/** Every kind of source this gateway can be connected to. */
export interface ConnectorRegistry {
  /** In the order given. */
  readonly manifests: readonly ConnectorManifest[]
  /** Undefined when no connector has this id. */
  manifest(kind: string): ConnectorManifest | undefined
  /**
   * Makes the live connector from a config that its schema has accepted. Opens no connection.
   * Throws {@link ConnectorError} when the kind is unknown or when its members are not those its manifest declares.
   */
  connect(kind: string, config: unknown, host: ConnectorHost): Connector
}

/** Collects manifests. Throws {@link ConnectorError} for a malformed one, and when two have the same id. */
export function createConnectorRegistry(manifests: readonly ConnectorManifest[]): ConnectorRegistry {
  const byKind = new Map<string, ConnectorManifest>()
  for (const manifest of manifests) {
    checkManifest(manifest, `Connector ${manifest.id}`)
    if (byKind.has(manifest.id))
      throw new ConnectorError(`Two connectors have the id ${manifest.id}; every id must be unique.`)
    byKind.set(manifest.id, manifest)
  }
  return {
    manifests: [...byKind.values()],
    manifest: (kind) => byKind.get(kind),
    connect(kind, config, host) {
      const manifest = byKind.get(kind)
      if (manifest === undefined)
        throw new ConnectorError(`No connector has the id ${kind}; there are ${[...byKind.keys()].join(', ')}.`)
      const connector = manifest.connect(config, host)
      checkMembers(manifest, connector)
      return connector
    },
  }
}
