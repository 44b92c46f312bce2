import type { AttributeRules, KnownPrincipals, PolicyEngine, PolicyInForce, Rights, Tokens } from '../access/index.ts'
import type { OwnGate } from '../approvals/index.ts'
import type { AccessLog } from '../audit/index.ts'
import type { ObjectCache, SyncRequests } from '../catalog/index.ts'
import type { EvidenceNews, Producer } from '../evidence/index.ts'
import type { AccessService } from '../graphql/index.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Skeletons, UnstatedDeployments } from '../lineage/index.ts'
import type { CallerViews } from './caller-views.ts'
import type { DriftSettings } from './drift-setup.ts'
import type { Sources } from './sources.ts'
import type { OpenStore } from './store.ts'

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
  readonly callers: CallerViews
  readonly engine: PolicyEngine
  /** A name for hidden nodes of a graph that tells nothing of them; another one for each caller. */
  readonly hiddenId: (principalId: string, ids: readonly string[]) => string
  readonly access: Pick<AccessLog, 'denied'>
  readonly accessService: AccessService
  readonly tokens: Tokens
  /** Walks over the lineage index, shared by all callers. */
  readonly skeletons: Skeletons
  readonly unstated: UnstatedDeployments
  readonly inForce: PolicyInForce
  readonly people: KnownPrincipals
  readonly rules: AttributeRules
  readonly driftSettings: DriftSettings
  /** Tells whoever carries out that something may be due. */
  readonly onApprovalChange: () => void
  /** Whose evidence counts that is computed elsewhere. */
  readonly producers: readonly Producer[]
  /** For how many days a version is kept that is retired, by its risk tier. */
  readonly retentionDays: (riskTier: number) => number
  /** Where an environment keeps copies of what is promoted to it; null for nowhere. */
  readonly releaseOf: (environment: string) => { readonly store: string; readonly prefix: string } | null
  /** Gates of the installation's own. */
  readonly ownGates: readonly OwnGate[]
  /** Told of evidence that requests may have waited for; returns at once. */
  readonly onEvidenceNews: (news: EvidenceNews) => void
}
