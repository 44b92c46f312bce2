import {
  type AccessStateStore,
  type PersonStore,
  policyTagsOf,
  type SessionStore,
  type TokenStore,
} from '../access/index.ts'
import type { DigestCache } from '../artifacts/index.ts'
import type { CatalogStore } from '../catalog/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import type { ConsumerStore } from '../consumers/index.ts'
import type { DeploymentChanges, VersionFacts } from '../deployments/index.ts'
import type { CiStore, EvidenceStore } from '../evidence/index.ts'
import type { HookStore, OpenLineageStore } from '../ingest/index.ts'
import { systemClock } from '../kernel/clock.ts'
import { eventSourceId } from '../kernel/event-source.ts'
import type { LineageIndexStore, OwnerTags, UnstatedDeployments } from '../lineage/index.ts'
import { createAccessStateStore } from '../persistence/access-state-store.ts'
import { type AliasHistory, createAliasHistory } from '../persistence/alias-history.ts'
import { createArtifactDigestStore } from '../persistence/artifact-digest-store.ts'
import { remakeAccessClasses } from '../persistence/catalog/remake-access-classes.ts'
import { createCatalogStore } from '../persistence/catalog-store.ts'
import { createCiStore } from '../persistence/ci-store.ts'
import { createConsumerStore } from '../persistence/consumer-store.ts'
import type { Database, Engine } from '../persistence/database.ts'
import { openDatabase } from '../persistence/database.ts'
import { createDeploymentChanges } from '../persistence/deployment-changes.ts'
import { createEnvironmentStore, type EnvironmentStore } from '../persistence/environment-store.ts'
import { createEvidenceStore } from '../persistence/evidence-store.ts'
import { createHookStore } from '../persistence/hook-store.ts'
import { createLineageIndexStore } from '../persistence/lineage-index-store.ts'
import { migrateToLatest } from '../persistence/migrate.ts'
import { createOpenLineageStore } from '../persistence/openlineage-store.ts'
import { createOwnerTags } from '../persistence/owner-tags.ts'
import { createPersonStore } from '../persistence/person-store.ts'
import { readPrincipalKey } from '../persistence/principal-key.ts'
import { createSessionStore } from '../persistence/session-store.ts'
import { createTargetStore, type TargetStore } from '../persistence/target-store.ts'
import { createTokenStore } from '../persistence/token-store.ts'
import { createUnmeasuredRuns, type UnmeasuredRuns } from '../persistence/unmeasured-runs.ts'
import { createUnstatedDeployments } from '../persistence/unstated-deployments.ts'
import { createVersionFactsStore } from '../persistence/version-facts-store.ts'
import { type ApprovalStore, createApprovalStore } from './approval-store.ts'
import { type OpenAudit, openAudit } from './audit.ts'
import { seededTargets } from './seeded-targets.ts'
import { storeUrl } from './store-place.ts'

/** The store, brought to this version's schema. */
export interface OpenStore extends AsyncDisposable {
  readonly database: Database
  readonly engine: Engine
  /** Migrations that opening it applied. */
  readonly applied: readonly string[]
  readonly audit: OpenAudit
  readonly tokens: TokenStore
  readonly persons: PersonStore
  readonly sessions: SessionStore
  /** What ids of principals are made with. */
  readonly principalKey: string
  readonly accessState: AccessStateStore
  readonly environments: EnvironmentStore
  readonly targets: TargetStore
  readonly catalog: CatalogStore
  readonly lineage: LineageIndexStore
  readonly unmeasured: UnmeasuredRuns
  readonly digests: DigestCache
  readonly versionFacts: VersionFacts
  readonly hooks: HookStore
  readonly openLineage: OpenLineageStore
  readonly consumers: ConsumerStore
  readonly ownerTags: OwnerTags
  readonly unstatedDeployments: UnstatedDeployments
  readonly deploymentChanges: DeploymentChanges
  readonly approvals: ApprovalStore
  readonly evidence: EvidenceStore
  readonly ci: CiStore
  readonly aliasHistory: AliasHistory
}

/** Opens the configured store and migrates it. The caller disposes of it. */
export async function openStore(loaded: LoadedConfig): Promise<OpenStore> {
  const database = await openDatabase(storeUrl(loaded))
  try {
    const applied = await migrateToLatest(database)
    const sources = [...loaded.config.sources.map(({ id }) => id), eventSourceId]
    const policyTags = [...policyTagsOf(loaded.config.attributes)]
    await remakeAccessClasses(database, policyTags)
    const catalog = createCatalogStore(database, { sources, policyTags })
    const audit = openAudit(loaded, database)
    return {
      database,
      engine: database.engine,
      applied,
      audit,
      tokens: createTokenStore(database, audit.audited),
      persons: createPersonStore(database),
      sessions: createSessionStore(database, audit.audited),
      principalKey: await readPrincipalKey(database),
      accessState: createAccessStateStore(database),
      environments: createEnvironmentStore(database, audit.audited),
      targets: createTargetStore(database, audit.audited),
      catalog,
      lineage: createLineageIndexStore(database, { sources, now: () => systemClock.now() }),
      unmeasured: createUnmeasuredRuns(database, sources),
      digests: createArtifactDigestStore(database),
      versionFacts: createVersionFactsStore(database, sources),
      hooks: createHookStore(database),
      openLineage: createOpenLineageStore(database, { policyTags, now: () => systemClock.now() }),
      consumers: createConsumerStore(database, audit.audited),
      ownerTags: createOwnerTags(database, loaded.config.attributes.team.tag),
      unstatedDeployments: createUnstatedDeployments(database, sources),
      deploymentChanges: createDeploymentChanges(database, sources),
      approvals: createApprovalStore(database, audit.audited),
      evidence: createEvidenceStore(database, audit.audited),
      ci: createCiStore(database, audit.audited),
      aliasHistory: createAliasHistory(database),
      async [Symbol.asyncDispose]() {
        await catalog.close()
        await database.close()
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/**
 * Takes over the environments and targets of the configuration that the store does not hold. What it holds stays in force as
 * it is, whatever the file says of it: nobody takes a place out of what is governed, or unprotects one, by writing a file.
 */
export async function seedStore({ environments, targets }: OpenStore, loaded: LoadedConfig): Promise<void> {
  const { config } = loaded
  const now = systemClock.now()
  await environments.takeOver(
    config.environments.map((item) => ({ name: item.name, rank: item.rank, isProtected: item.protected })),
    now,
  )
  await targets.takeOver(seededTargets(loaded), now)
}
