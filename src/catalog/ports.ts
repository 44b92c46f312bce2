import type { CallContext, Capability, Connector, StreamName } from '../connector/contract.ts'
import type { CatalogRecord } from '../connector/records.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Uid } from '../kernel/ids.ts'
import type {
  AccessClass,
  MirroredInput,
  MirroredKind,
  MirroredMeasurement,
  MirroredObject,
  ObjectQuery,
  Page,
  PageRequest,
  SearchHit,
  StreamProgress,
} from './types.ts'
import type { SeenObject, SensitiveAccess, Visibility } from './visibility.ts'

/**
 * Names an object the way its tool does. A dataset's native id is its name; a data version's is its dataset's name,
 * a line feed and its digest.
 */
export interface NativeRef {
  readonly source: string
  readonly workspace: string
  readonly kind: MirroredKind
  readonly nativeId: string
}

/** A bounded piece of what a tool holds, on its way into the mirror. */
export interface IngestBatch {
  readonly source: string
  readonly records: readonly CatalogRecord[]
  /** When the tool was read. */
  readonly observedAt: number
  /** Generation of the full crawl that read it; absent for a delta or a read at query time. */
  readonly generation?: number
}

/** What an ingest changed. */
export interface IngestResult {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  /** Objects that a re-created name replaced. */
  readonly replaced: readonly Uid[]
}

/**
 * The mirror. Writes are atomic per call, except that an ingest of many records may be written as several transactions of
 * whole records; sending them again completes one that was cut short. An object that the tool no longer holds is kept with a deletion
 * time and answered by no method here; re-created names get a new uid. Nor is an object answered whose source is not
 * configured; its rows stay, and are answered again when the source is.
 */
export interface CatalogStore extends CatalogReads {
  /**
   * Upserts records. A record whose native creation time differs from the mirrored one replaces it: the old
   * object is marked deleted (its children too) and a new uid is minted. A run brings its datasets and data versions with it.
   * Parents unknown so far get a placeholder, which the parent's own record fills later.
   * Runs off the event loop's thread where it is bulk work.
   */
  ingest(batch: IngestBatch): Promise<IngestResult>
  /**
   * Marks deleted what a finished full crawl of these kinds did not see, in this source: rows of an older generation
   * that were not observed since the crawl began either (a read at query time may have met an object that the crawl's
   * pages had already passed). Returns how many.
   */
  sweep(
    source: string,
    kinds: readonly MirroredKind[],
    crawl: { readonly generation: number; readonly beganAt: number; readonly now: number },
  ): Promise<number>
  /**
   * Whether a record has other tags than the mirror, among those that access rules look at. Tools change tags without
   * moving the time of the last change, and what a tag hides must not wait for a crawl.
   */
  hasOtherPolicyTags(object: MirroredObject, record: CatalogRecord): boolean
  /** Those of the names whose objects the mirror lacks, or knows only because something names them as its parent. */
  unread(refs: readonly NativeRef[]): Promise<readonly NativeRef[]>
  /** Marks objects deleted that a read at query time found gone, with their children. */
  markDeleted(uids: readonly Uid[], now: number): Promise<void>

  /**
   * The same mirror as one caller sees it, for one request: what the caller may not see is unknown to every read, and lists
   * are full pages of what is seen. Writes are as before.
   */
  visibleTo(visibility: Visibility): SeenCatalogStore

  /**
   * Whether this could ever answer an object of a kind in a source: not where the caller has no right to any. Asked before
   * a tool is, so that no call is made for what nobody would get, be it hidden or not there.
   */
  mayAnswer(kind: MirroredKind, source: string): boolean
  /** Whether the caller may not see what has this name, in the order asked: not for one that nobody knows, where they may see any. */
  areHidden(refs: readonly NativeRef[]): Promise<readonly boolean[]>
  /** Every class that objects of the mirror have, or had. */
  accessClasses(): Promise<readonly AccessClass[]>

  /** Progress of every stream of a source. */
  progress(source: string): Promise<readonly StreamProgress[]>
  /** Saves the progress of one stream. */
  saveProgress(progress: StreamProgress): Promise<void>
}

/** The mirror as one caller sees it. */
export interface SeenCatalogStore extends CatalogStore {
  /** Ids of the sources with objects that the caller may see. */
  sourcesSeen(): Promise<ReadonlySet<string>>
  /** Which of these are in the mirror now and seen by the caller, whatever is told of them here; in the order asked. */
  areSeen(objects: readonly MirroredObject[]): Promise<readonly boolean[]>
  /** An object as access rules look at it; null when nothing is known of its class. */
  seen(object: MirroredObject): Promise<SeenObject | null>
  /** What the caller may read of the sensitive fields of each object, in the order asked. */
  sensitive(objects: readonly MirroredObject[]): Promise<readonly SensitiveAccess[]>
  /** Whether the caller may read all sensitive fields of whatever they see of a kind, in one source or in all. */
  showsSensitive(kind: MirroredKind, source: string | null): Promise<boolean>
}

/** Reads of the mirror that answer objects. */
export interface CatalogReads {
  /** In the order asked; null where unknown or deleted. */
  byUids(uids: readonly Uid[]): Promise<readonly (MirroredObject | null)[]>
  /** In the order asked; null where unknown or deleted. */
  byNative(refs: readonly NativeRef[]): Promise<readonly (MirroredObject | null)[]>
  /** Every object of a kind with exactly this name (a version: native id), over all sources or one. At most 20. */
  byName(kind: MirroredKind, name: string, source: string | null): Promise<readonly MirroredObject[]>
  /** Data versions whose origin, and logged models whose files, have exactly this address; at most 20. */
  byAddress(uri: string, source: string | null): Promise<readonly MirroredObject[]>
  /** One page of a list. */
  page(query: ObjectQuery, page: PageRequest): Promise<Page<MirroredObject>>
  /** First page of children for many parents at once, in one statement: what a list of lists needs. */
  pageOfEach(
    kind: MirroredKind,
    parents: readonly Uid[],
    page: PageRequest,
  ): Promise<ReadonlyMap<Uid, Page<MirroredObject>>>
  /** First versions made by each of many runs, newest first, in one statement; by the uid of the run. */
  versionsOfRuns(
    runs: readonly (NativeRef & { readonly uid: Uid })[],
    first: number,
  ): Promise<ReadonlyMap<Uid, readonly MirroredObject[]>>
  /** Objects that hold every word in name, description or tags, best first. */
  search(
    query: {
      readonly words: readonly string[]
      readonly kinds: readonly MirroredKind[]
      readonly source: string | null
    },
    page: PageRequest,
  ): Promise<Page<SearchHit>>

  /** Inputs of those of the runs that are known, as far as their data is. */
  inputsOfRuns(runs: readonly Uid[]): Promise<readonly MirroredInput[]>
  /** Runs that read a data version, newest first; none where it is unknown. */
  runsOfDataVersion(dataVersion: Uid, page: PageRequest): Promise<Page<MirroredObject>>
  /** Data versions that metrics were measured on, or that were used to validate or test; newest first. */
  validationSets(
    query: { readonly source?: string; readonly dataset?: string; readonly digest?: string; readonly metric?: string },
    page: PageRequest,
  ): Promise<Page<MirroredObject>>
  /** How many objects of each kind a source has. */
  countBySource(source: string): Promise<Readonly<Partial<Record<MirroredKind, number>>>>
  /** Metrics measured on one data version, newest first, at most `limit`; none where it is unknown. */
  measurementsOn(dataVersion: Uid, metric: string | null, limit: number): Promise<readonly MirroredMeasurement[]>
}

/**
 * Copies of tool objects, unfiltered and keyed by source, kind and native id. Never an answer for a person.
 * A lost or forged entry is a miss; a failure of the cache is a miss too and never an error.
 */
export interface ObjectCache {
  getMany(keys: readonly string[]): Promise<readonly (CachedObject | null)[]>
  setMany(
    entries: readonly { readonly key: string; readonly object: CachedObject; readonly ttlMs: number }[],
  ): Promise<void>
  deleteMany(keys: readonly string[]): Promise<void>
}

/** A cached record and when the tool was read for it. */
export interface CachedObject {
  readonly value: unknown
  readonly observedAt: number
}

/** A connected source, as the domain uses it. */
export interface ConnectedSource {
  readonly id: string
  readonly kind: string
  readonly url: string
  readonly environment: string | null
  readonly capabilities: readonly Capability[]
  readonly streams: readonly StreamName[]
  readonly connector: Connector
  /** Health as the connector's host sees it, from real calls. */
  health(): SourceHealth
}

/** Whether a tool answers. */
export interface SourceHealth {
  readonly state: 'UNKNOWN' | 'UP' | 'DEGRADED' | 'DOWN'
  readonly lastReachedAt: number | null
  readonly version: string | null
  readonly error: { readonly code: string; readonly message: string; readonly retryable: boolean } | null
}

/** Text of files that belong to an object. Wired to the artifacts door. */
export interface OwnedFiles {
  /** Text of one file, cut at `bytesMax`; null when the object has no such file or its store is unknown. */
  readText(owner: MirroredObject, path: string, bytesMax: number, call: CallContext): Promise<string | null>
}

/** Asks the mirror for a crawl; returns before it has run. Wired to the mirror's `request`. */
export interface SyncRequests {
  request(source: string, options: { readonly full: boolean }): void
}

/** Everything that the catalogue needs from outside. */
export interface CatalogPorts {
  readonly sources: SourceDirectory
  readonly store: CatalogStore
  readonly cache: ObjectCache
  readonly files: OwnedFiles
  readonly sync: SyncRequests
  readonly clock: Clock
  /** `cache.objectTtlMs`: how long a finished run or a logged model may be answered from the object cache. */
  readonly objectTtlMs: number
}

/** Every connected source, in the order of the configuration. */
export interface SourceDirectory {
  all(): readonly ConnectedSource[]
  byId(id: string): ConnectedSource | null
}
