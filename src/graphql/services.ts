import type { Rights } from '../access/index.ts'
import type { Action, Principal } from '../access/types.ts'
import type { ArtifactFile, ArtifactPage, ResolvedArtifact } from '../artifacts/types.ts'
import type { Catalog, CatalogList, Loaded, SourceContribution, SourceView } from '../catalog/api.ts'
import type { LiveDeployment, MirroredKind, MirroredObject, PageRequest } from '../catalog/types.ts'
import type { SensitiveAccess } from '../catalog/visibility.ts'
import type { CallContext } from '../connector/contract.ts'
import type { ServedVersionRecord } from '../connector/records.ts'
import type { ServedMatch } from '../deployments/types.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import type { EntityKind, Uid } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { Fault } from '../kernel/problem.ts'
import type { LineageBasis } from '../lineage/cache-ports.ts'
import type { LineageDifference } from '../lineage/diff.ts'
import type { Affected, ImpactSeverity } from '../lineage/impact.ts'
import type { LineageGraph, LineageQuery } from '../lineage/types.ts'
import type { AccessService, ViewerCanService } from './access-service.ts'
import type { ApprovalService } from './approval-service.ts'
import type { ConsumerService } from './consumer-service.ts'
import type { DelegationService } from './delegation-service.ts'
import type { DriftService } from './drift-service.ts'
import type { EvidenceService } from './evidence-service.ts'
import type { ExceptionService } from './exception-service.ts'
import type { IncidentService } from './incident-service.ts'
import type { TokenService } from './token-service.ts'

/** Everything the API answers from. `compose.ts` fills it. */
export interface Services {
  /** Whether something that this request named was refused so far, which is on its way into the audit trail. */
  readonly hasRefused: () => boolean
  readonly rights: Rights
  /** Whether the caller may take an action on an object that it sees. */
  readonly may: (action: Action, object: MirroredObject) => Promise<boolean>
  /** Notes that a global id was asked for and answered with null, when the caller may not see what it names. */
  readonly noteUnseen: (kind: EntityKind, uid: string) => Promise<void>
  readonly sensitive: SensitiveService
  readonly access: AccessService
  readonly viewerCan: ViewerCanService
  readonly catalog: Catalog
  readonly lineage: LineageService
  readonly artifacts: ArtifactService
  readonly deployments: DeploymentService
  readonly environments: EnvironmentService
  readonly consumers: ConsumerService
  readonly approvals: ApprovalService
  readonly evidence: EvidenceService
  readonly drift: DriftService
  readonly incidents: IncidentService
  readonly delegations: DelegationService
  readonly exceptions: ExceptionService
  readonly sync: SyncService
  readonly tokens: TokenService
}

/** What the caller may read of sensitive fields, by the action `sensitive:read`. */
export interface SensitiveService {
  /** Of each object that the caller sees, in the order asked. */
  ofObjects(objects: readonly MirroredObject[]): Promise<readonly SensitiveAccess[]>
  ofSource(id: string): Promise<SensitiveAccess>
  /** Whether nothing is held back of whatever the caller sees of a kind, in one source or in all. */
  isAllShown(kind: MirroredKind, source: string | null): Promise<boolean>
}

/** How fresh a lineage answer must be. */
export type LineageFreshness = 'CACHED' | 'STALE_OK' | 'LIVE'

/** What is asked of an impact; see {@link LineageQuery}. */
export interface ImpactQuery extends Pick<LineageQuery, 'ref' | 'source' | 'depth' | 'maxNodes' | 'at' | 'deadlineAt'> {
  readonly freshness: LineageFreshness
}

/** What is asked of a comparison; see {@link LineageQuery}. */
export interface DiffQuery
  extends Pick<LineageQuery, 'source' | 'direction' | 'depth' | 'kinds' | 'maxNodes' | 'deadlineAt'> {
  readonly a: Pick<LineageQuery, 'ref' | 'at'>
  readonly b: Pick<LineageQuery, 'ref' | 'at'>
  readonly freshness: LineageFreshness
}

/**
 * Walks of the lineage graph, and pictures of them. Each walk refuses with BAD_USER_INPUT, NOT_FOUND, AMBIGUOUS_REF, or
 * FORBIDDEN for `LIVE` without the right.
 */
export interface LineageService {
  trace(
    principal: Principal,
    query: LineageQuery & { readonly freshness: LineageFreshness },
    call: CallContext,
  ): Promise<Outcome<LineageAnswer>>
  /** What a change to one object would reach. */
  impact(principal: Principal, query: ImpactQuery, call: CallContext): Promise<Outcome<ImpactAnswer>>
  /** In what two lineages differ. */
  diff(principal: Principal, query: DiffQuery, call: CallContext): Promise<Outcome<LineageDiffAnswer>>
  toMermaid(graph: LineageGraph): string
  toDot(graph: LineageGraph): string
}

/** What the cache did for an answer. */
export interface CacheUse {
  readonly state: 'HIT' | 'MISS' | 'STALE' | 'BYPASS'
  readonly ageMs: number
}

/** A graph, and whether it was kept. */
export interface LineageAnswer {
  readonly graph: LineageGraph
  readonly cache: CacheUse
  /** What of the index it rests on; null when it was walked over the tools. */
  readonly basis: LineageBasis | null
}

/** What a change would reach, over the graph that it was found in. */
export interface ImpactAnswer extends LineageAnswer {
  readonly severity: ImpactSeverity
  readonly affected: readonly AffectedView[]
}

/** Something that a change would reach, with the names of those responsible. */
export type AffectedView = Affected & { readonly owners: readonly string[] }

/** In what two graphs differ. */
export interface LineageDiffAnswer {
  readonly graphs: readonly [LineageGraph, LineageGraph]
  readonly difference: LineageDifference
  readonly cache: CacheUse
  readonly basis: LineageBasis | null
}

/** Files of versions and runs. */
export interface ArtifactService {
  /** Entries directly under `folder`, by path. An owner whose address is unknown has an empty page. */
  list(
    owner: MirroredObject,
    page: { readonly folder: string; readonly first: number; readonly after: string | null },
    call: CallContext,
  ): Promise<Outcome<ArtifactPage>>
  /** A file or folder by the uid part of its global id; null when unknown. */
  byUid(uid: Uid, call: CallContext): Promise<ArtifactFile | null>
  /** SHA-256 of one file; null for a folder. */
  sha256(file: ArtifactFile, call: CallContext): Promise<string | null>
  /** Digest over all files of a version; null when no configured store holds them. */
  digest(version: MirroredObject, call: CallContext): Promise<string | null>
  globalId(file: ArtifactFile): string
  location(file: ArtifactFile): ResolvedArtifact
  /** Address under this gateway that sends the bytes; null where the caller may not have them. */
  downloadUrl(file: ArtifactFile): Promise<string | null>
}

/** What is being served. */
export interface DeploymentService {
  /** A list over the mirror, by name; `environment` is that of a deployment's source. Throws BAD_USER_INPUT where unknown. */
  list(query: DeploymentQuery, page: PageRequest, call: CallContext): Promise<CatalogList<MirroredObject>>
  /** Whether the caller sees a deployment, or would see it if it were not gone; nothing is noted. */
  sees(deployment: MirroredObject): Promise<boolean>
  /** Served versions of each deployment, in the order asked. */
  servedVersions(
    deployments: readonly LiveDeployment[],
    call: CallContext,
  ): Promise<readonly Loaded<readonly ServedVersionView[]>[]>
  /** Where each registered version is served now, in the order asked; the fault where none was found and one failed. */
  servedBy(versions: readonly MirroredObject[], call: CallContext): Promise<readonly Loaded<ServedNow>[]>
  /** Everything that answers requests now, in a stable order. Throws BAD_USER_INPUT for an unknown environment. */
  liveNow(
    query: { readonly environment: string | null; readonly subject: MirroredObject | null },
    call: CallContext,
  ): Promise<ServedNow & { readonly sourceStatus: readonly SourceContribution[] }>
}

/** What is served now, as far as the servers answered. */
export interface ServedNow {
  readonly served: readonly ServedVersionView[]
  /** Of servers that did not answer: what they serve is missing. */
  readonly faults: readonly Fault[]
}

/** Which deployments a list holds. */
export interface DeploymentQuery {
  readonly source?: string
  readonly environment?: string
  readonly nameContains?: string
}

/** One version that a deployment serves, and the registered version it was found to be. */
export interface ServedVersionView {
  readonly deployment: MirroredObject
  readonly served: ServedVersionRecord
  readonly match: ServedMatch
}

/** Where models are promoted to. */
export interface EnvironmentService {
  /** By rank. */
  environments(): Promise<readonly EnvironmentView[]>
  /** What stands for models, in one environment or in all. Throws BAD_USER_INPUT for an unknown environment. */
  targets(environment: string | null): Promise<readonly TargetView[]>
  /** The version a target stands for now. */
  versionOf(target: TargetView, call: CallContext): Promise<MirroredObject | null>
}

/** A place that models are promoted to. */
export interface EnvironmentView {
  readonly uid: string
  readonly name: string
  readonly rank: number
  readonly protected: boolean
}

/** An alias or endpoint that stands for a model in an environment. */
export interface TargetView {
  readonly uid: string
  /** Name of the environment. */
  readonly environment: string
  readonly source: string
  readonly kind: 'ALIAS' | 'DEPLOYMENT'
  readonly nativeRef: string
}

/** Crawls on demand. */
export interface SyncService {
  /** Refuses with FORBIDDEN or NOT_FOUND; answers before the crawl has run. */
  request(
    principal: Principal,
    command: { readonly source: string; readonly full: boolean },
    origin: RequestOrigin,
  ): Promise<Outcome<SourceView>>
}
