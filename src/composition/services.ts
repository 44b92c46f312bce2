import type { Rights, Tokens } from '../access/index.ts'
import type { DigestPorts, ResolvePorts } from '../artifacts/index.ts'
import type { AccessLog } from '../audit/index.ts'
import { type Catalog, createCatalog, type ObjectCache, type OwnedFiles, type SyncRequests } from '../catalog/index.ts'
import { createStoredBytes, type IndexPorts, type MatchPorts, type VersionLocator } from '../deployments/index.ts'
import type { AccessService, Services } from '../graphql/index.ts'
import type { Clock } from '../kernel/clock.ts'
import { Fault } from '../kernel/problem.ts'
import { createLineage } from '../lineage/index.ts'
import { createArtifactOwners, type OwnersByObject } from './artifact-owners.ts'
import { createArtifactService } from './artifact-service.ts'
import { createDeploymentService } from './deployment-service.ts'
import { createEnvironmentService } from './environment-service.ts'
import { createLineageService } from './lineage-service.ts'
import { createOwnedFiles } from './owned-files.ts'
import { createServing } from './serving.ts'
import type { Sources } from './sources.ts'
import type { OpenStore } from './store.ts'
import { createSyncService } from './sync-service.ts'
import { createTokenService } from './token-service.ts'
import { createVersionNames } from './version-names.ts'

/** What the services are built on. */
export interface ServiceParts {
  readonly store: OpenStore
  readonly sources: Sources
  readonly cache: ObjectCache
  readonly sync: SyncRequests
  readonly clock: Clock
  readonly objectTtlMs: number
  readonly publicUrl: () => string
  readonly rights: Rights
  readonly access: Pick<AccessLog, 'denied'>
  readonly accessService: AccessService
  readonly tokens: Tokens
}

/** The services of the API, and what the other doors and the background need of them. */
export interface BuiltServices {
  readonly services: Services
  readonly owners: OwnersByObject
  readonly resolve: ResolvePorts
  readonly indexing: IndexPorts
}

/** Wires the domain. Opens nothing. */
export function buildServices(parts: ServiceParts): BuiltServices {
  const { store, sources, clock } = parts
  const resolve: ResolvePorts = {
    stores: sources.stores,
    locate: async ({ source, uri }, call) => (await sources.byId(source)?.connector.follow?.(uri, call)) ?? null,
  }
  const digest: DigestPorts = { cache: store.digests, clock }
  // The catalogue reads files of objects, and finding the files of an object needs the catalogue.
  const files: OwnedFiles = { readText: (...wanted) => createOwnedFiles(owners, resolve).readText(...wanted) }
  const catalog = createCatalog({ ...parts, store: store.catalog, files })
  const owners: OwnersByObject = createArtifactOwners(catalog)
  const bytes = createStoredBytes({ resolve, digest })
  const matching: MatchPorts = { names: createVersionNames(store.catalog), facts: store.versionFacts, bytes }
  const environmentOf = (source: string) => sources.byId(source)?.environment ?? null
  const sourcesIn = (environment: string) =>
    sources.all().flatMap((source) => (source.environment === environment ? [source.id] : []))
  const deployments = createDeploymentService({
    catalog,
    sources,
    matching,
    environments: store.environments,
    environmentOf,
    sourcesIn,
  })
  const lineage = createLineage({ catalog, sources, serving: createServing({ catalog, matching }), clock })
  return {
    services: {
      rights: parts.rights,
      access: parts.accessService,
      catalog,
      lineage: createLineageService(lineage, parts.rights, parts.access),
      artifacts: createArtifactService({ owners, resolve, digest, publicUrl: parts.publicUrl }),
      deployments,
      environments: createEnvironmentService({ store, catalog, deployments }),
      sync: createSyncService({ catalog, rights: parts.rights, audit: store.audit.audited }),
      tokens: createTokenService({ tokens: parts.tokens, rights: parts.rights, audit: store.audit.audited }),
    },
    owners,
    resolve,
    indexing: { facts: store.versionFacts, bytes, locator: locatorOf(catalog), clock },
  }
}

function locatorOf({ live }: Catalog): VersionLocator {
  return {
    async locate(version, call) {
      const [loaded] = await live.versions([version], call)
      if (loaded instanceof Fault) throw loaded
      return loaded == null ? null : live.locate(loaded, call)
    },
  }
}
