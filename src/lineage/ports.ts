import type { Catalog, CatalogStore, MirroredObject, SourceDirectory, StreamProgress } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { ServingState } from '../connector/records.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Fault } from '../kernel/problem.ts'
import type { LineageIndex } from './index-ports.ts'
import type { LineageQuery } from './types.ts'

/** A registered version that a deployment serves. */
export interface ServingLink {
  readonly version: MirroredObject
  readonly deployment: MirroredObject
  /** How the two were tied. A served version that was tied to none has no link. */
  readonly match: 'DECLARED' | 'URI' | 'DIGEST'
  /** Of the deployment. */
  readonly state: ServingState
  /** Of this version there: Triton goes on listing those that it has unloaded. */
  readonly versionState: ServingState
  readonly observedAt: number
}

/** Links, and the faults of deployment systems that could not be asked. */
export interface ServingLinks {
  readonly links: readonly ServingLink[]
  readonly faults: readonly Fault[]
  /** False while versions are still being indexed, so that a link may be missing. */
  readonly complete: boolean
}

/** Which versions run where. Wired to the deployments module. */
export interface Serving {
  servedBy(versions: readonly MirroredObject[], call: CallContext): Promise<ServingLinks>
  versionsServedBy(deployments: readonly MirroredObject[], call: CallContext): Promise<ServingLinks>
}

/** Deployments of which the index has not been told what they serve, the last seen first. */
export type UnstatedDeployments = () => Promise<readonly Uid[]>

/** What one caller may see of lineage. */
export interface LineageSight {
  /** The object a ref names, as the caller sees it; see {@link Catalog.resolve}. */
  readonly resolve: Catalog['resolve']
  /** The mirror and the sources as the caller sees them. */
  readonly mirror: Pick<CatalogStore, 'byUids' | 'byNative' | 'byAddress'>
  readonly sources: SourceDirectory
  /** Told of an object that was asked for by name and is not shown. */
  noteHidden(object: MirroredObject): void
  /**
   * Which of these objects the caller may see, in the order asked. At a past moment also one that is gone since, by the
   * last that is known of it.
   */
  see(objects: readonly MirroredObject[], at: number | null): Promise<readonly boolean[]>
  /** A name for a hidden node by what is beside it; differs from caller to caller. The same beside it, the same name. */
  hiddenId(beside: readonly string[]): string
  /** Whether the caller may know that a source took part. */
  seesSource(id: string): boolean
}

/**
 * Everything that a walk needs from outside. It walks over everything there is, so that what hangs together still does
 * where the caller may not see all of it; `sight` then decides what is told.
 */
export interface LineagePorts {
  readonly catalog: Catalog
  readonly sight: LineageSight
  readonly sources: SourceDirectory
  readonly serving: Serving
  readonly index: LineageIndex
  readonly unstated: UnstatedDeployments
  /** How the crawl of each stream of a source stands. */
  readonly progress: (source: string) => Promise<readonly StreamProgress[]>
  readonly clock: Clock
}

/** A question with its beginning and the time that it has. */
export interface Question {
  readonly query: LineageQuery
  readonly call: CallContext
  readonly startedAt: number
}

/** Tags that say who is responsible. */
export interface OwnerTags {
  /** Names in the tags of each object that has such; whoever asks has seen the objects. */
  ownersOf(uids: readonly Uid[]): Promise<ReadonlyMap<Uid, readonly string[]>>
}
