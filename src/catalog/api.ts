import type { CallContext } from '../connector/contract.ts'
import type {
  MetricPointRecord,
  MetricRecord,
  ModelDescription,
  ModelVersionRecord,
  RunRecord,
} from '../connector/records.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { Fault } from '../kernel/problem.ts'
import type { CatalogStore, OwnedFiles, SourceDirectory, SourceHealth } from './ports.ts'
import type { ChangedObject } from './refresh-objects.ts'
import type {
  Live,
  LiveDeployment,
  LiveExperiment,
  LiveLoggedModel,
  LiveModel,
  LiveModelVersion,
  LiveRun,
  MirroredKind,
  MirroredMeasurement,
  MirroredObject,
  ObjectQuery,
  Page,
  PageRequest,
  RunInput,
  SearchHit,
  StreamProgress,
} from './types.ts'

/** One item of a batch: the object, null when its tool no longer holds it, or why its tool did not say. */
export type Loaded<Item> = Item | null | Fault

/** A list over the mirror, and how each source contributed to it. */
export interface CatalogList<Item> {
  readonly page: Page<Item>
  readonly sourceStatus: readonly SourceContribution[]
}

/** How one source contributed to a list. */
export interface SourceContribution {
  readonly source: string
  readonly health: SourceHealth
  /** Whether every stream that the list needs has been mirrored completely at least once. */
  readonly complete: boolean
  /** Moment up to which the list is right as far as this source goes; null before the first complete pass. */
  readonly asOf: number | null
  /** Why the list could not be checked against this source, when it could not. */
  readonly fault?: Fault
}

/** Facts of objects as their tools hold them now, in batches. Never throws for one item: its fault takes its place. */
export interface LiveReader {
  models(objects: readonly MirroredObject[], call: CallContext): Promise<readonly Loaded<LiveModel>[]>
  versions(objects: readonly MirroredObject[], call: CallContext): Promise<readonly Loaded<LiveModelVersion>[]>
  experiments(objects: readonly MirroredObject[], call: CallContext): Promise<readonly Loaded<LiveExperiment>[]>
  runs(objects: readonly MirroredObject[], call: CallContext): Promise<readonly Loaded<LiveRun>[]>
  loggedModels(objects: readonly MirroredObject[], call: CallContext): Promise<readonly Loaded<LiveLoggedModel>[]>
  deployments(objects: readonly MirroredObject[], call: CallContext): Promise<readonly Loaded<LiveDeployment>[]>
  /** The version's own description file; cached for good, as a version's files are sealed. */
  describe(version: LiveModelVersion, call: CallContext): Promise<ModelDescription | null>
  /** Address that really holds the version's files; null when unknown. */
  locate(version: LiveModelVersion, call: CallContext): Promise<string | null>
  metricHistory(run: MirroredObject, key: string, call: CallContext): Promise<readonly MetricPointRecord[]>
}

/** Relatives of objects as tools report them, one group per tool call, and the faults of calls that failed. */
export interface Related<Record, Asked = MirroredObject> {
  /** `objects` were asked about together; an item names the one it belongs to in its own record. */
  readonly groups: readonly {
    readonly objects: readonly Asked[]
    readonly items: readonly Live<Record>[]
  }[]
  readonly faults: readonly Fault[]
}

/** Names data by its native id, whether or not the mirror has it. */
export type DataKey = Pick<MirroredObject, 'source' | 'workspace' | 'nativeId'>

/** What hangs together with what, asked of the tools at each call; everything read is taken into the mirror. Never throws for one source. */
export interface LiveRelations {
  /** Every version of each model; a group per model. */
  versionsOf(models: readonly MirroredObject[], call: CallContext): Promise<Related<ModelVersionRecord>>
  /** Versions that runs made; a group per hundred runs of one source. */
  versionsOfRuns(runs: readonly MirroredObject[], call: CallContext): Promise<Related<ModelVersionRecord>>
  /** Runs read each by itself, for the facts that batches leave out; a group per run. */
  wholeRuns(runs: readonly MirroredObject[], call: CallContext): Promise<Related<RunRecord>>
  /** Runs that each run started, newest first; a group per run. */
  childRuns(runs: readonly MirroredObject[], limit: number, call: CallContext): Promise<Related<RunRecord>>
  /** Runs that read each data version, newest first; a group per data version. */
  runsByData<Data extends DataKey>(
    data: readonly Data[],
    limit: number,
    call: CallContext,
  ): Promise<Related<RunRecord, Data>>
}

/** One thing, side by side. */
export interface ComparedValue {
  readonly key: string
  readonly values: readonly (string | null)[]
  readonly differs: boolean
}

/** A metric, side by side, on data of one digest; both null where no tool says what it was measured on. */
export interface ComparedMetric extends ComparedValue {
  readonly datasetName: string | null
  readonly datasetDigest: string | null
}

/** What runs, and versions by the runs that made them, have side by side. */
interface Comparison {
  readonly params: readonly ComparedValue[]
  readonly metrics: readonly ComparedMetric[]
  readonly tags: readonly ComparedValue[]
  readonly datasets: readonly ComparedValue[]
  readonly code: readonly ComparedValue[]
  /** In the order asked: the page that shows what changed since the first one's commit, where one is known. */
  readonly codeChangeUrls: readonly (string | null)[]
  /** Read when it is called: it takes files of each. Throws the fault of a store that did not answer. */
  environment(): Promise<readonly ComparedValue[]>
}

/** Runs side by side. */
export interface RunComparison extends Comparison {
  readonly runs: readonly MirroredObject[]
}

/** Versions side by side. */
export interface VersionComparison extends Comparison {
  readonly versions: readonly MirroredObject[]
  readonly signature: readonly ComparedValue[]
}

/** How things are compared. */
export interface CompareOptions {
  /** Where refs are looked for; null for everywhere. */
  readonly source: string | null
  /** Leaves out what is the same for all. */
  readonly onlyDiffering: boolean
}

/** The pieces of a recipe. */
export type RecipePiece =
  | 'CODE_COMMIT'
  | 'CLEAN_CHECKOUT'
  | 'REPOSITORY'
  | 'ENTRYPOINT'
  | 'ARGUMENTS'
  | 'DATA'
  | 'ENVIRONMENT'
  | 'PYTHON_VERSION'
  | 'PARAMETERS'
  | 'SEED'

/** What it takes to make a run's result again. */
export interface ReproduceRecipe {
  readonly run: MirroredObject
  readonly codeCommit: string | null
  readonly repository: string | null
  /** Path within the repository where it is known, else what the tracker says. */
  readonly entrypoint: string | null
  readonly command: string | null
  readonly parameters: readonly { readonly key: string; readonly value: string }[]
  readonly data: readonly RunInput[]
  readonly environment: readonly { readonly path: string; readonly text: string }[]
  /** Empty only where the command repeats the run as far as the tools know. */
  readonly missing: readonly { readonly piece: RecipePiece; readonly message: string }[]
  /** What the command takes for granted because no tool recorded it. */
  readonly assumptions: readonly { readonly piece: RecipePiece; readonly message: string }[]
}

/** A data version that models were evaluated on. */
export interface ValidationEntry {
  readonly dataVersion: MirroredObject
  readonly roles: readonly RunInput['role'][]
  readonly measurements: readonly MirroredMeasurement[]
  readonly truncated: boolean
}

/** A source with its health and the progress of its mirror. */
export interface SourceView {
  readonly id: string
  readonly kind: string
  readonly url: string
  readonly environment: string | null
  readonly capabilities: readonly string[]
  readonly health: SourceHealth
  readonly streams: readonly (StreamProgress & { readonly objects: number })[]
}

/** What one caller may see. */
export interface CatalogView {
  /** The mirror as the caller sees it; see {@link CatalogStore.visibleTo}. */
  readonly store: CatalogStore
  /** Sources that are asked for the caller; to the rest of them there is no other. */
  readonly sources: SourceDirectory
  /** Files as the caller may read them. */
  readonly files: OwnedFiles
}

/**
 * The catalogue: names and lists over the mirror, facts from the tools.
 * `call` carries the request's deadline; every method ends with it. One `CallContext` object is one request: a tool
 * object is read once for it, however many methods need it, so make a new one for each request.
 */
export interface Catalog {
  readonly live: LiveReader
  readonly relations: LiveRelations
  /**
   * The object a ref names, asked of the tool itself, so that it answers before the mirror has it and follows a moved
   * alias or a re-created name at once. For a tool that fails the mirror answers what it knows. Refuses with BAD_USER_INPUT
   * (also a source that is not configured), NOT_FOUND with `details.candidates` (ref, source, id) that are like it, or
   * AMBIGUOUS_REF with those it may mean. A tool that fails is a thrown Fault when nothing was found, there or elsewhere.
   */
  resolve(
    ref: string,
    options: { readonly source: string | null; readonly kinds: readonly MirroredKind[] | null },
    call: CallContext,
  ): Promise<Outcome<MirroredObject>>
  byUids(uids: readonly Uid[]): Promise<readonly (MirroredObject | null)[]>
  /** Parents, runs of versions and the like: objects named natively by other objects, read through when the mirror lacks them. */
  byNative(
    refs: readonly {
      readonly source: string
      readonly workspace: string
      readonly kind: MirroredKind
      readonly nativeId: string
    }[],
    call: CallContext,
  ): Promise<readonly Loaded<MirroredObject>[]>
  /** A list over the mirror; models, versions and deployments are checked against the tool, so that deletions and re-created names show at once. */
  list(query: ObjectQuery, page: PageRequest, call: CallContext): Promise<CatalogList<MirroredObject>>
  /** First page of children of each of many parents, and how the parent's source contributed to it. */
  childrenOfEach(
    kind: MirroredKind,
    parents: readonly MirroredObject[],
    page: PageRequest,
    call: CallContext,
  ): Promise<ReadonlyMap<Uid, CatalogList<MirroredObject>>>
  /** First versions that each run made. */
  versionsOfRuns(
    runs: readonly MirroredObject[],
    first: number,
    call: CallContext,
  ): Promise<ReadonlyMap<Uid, readonly MirroredObject[]>>
  /** Inputs of runs, with their data versions in the mirror. */
  inputsOfRuns(runs: readonly LiveRun[]): Promise<ReadonlyMap<Uid, readonly RunInput[]>>
  runsOfDataVersion(dataVersion: MirroredObject, page: PageRequest): Promise<Page<MirroredObject>>
  search(
    text: string,
    kinds: readonly MirroredKind[],
    source: string | null,
    page: PageRequest,
  ): Promise<CatalogList<SearchHit>>
  validationCatalog(
    query: { readonly source?: string; readonly dataset?: string; readonly digest?: string; readonly metric?: string },
    page: PageRequest,
  ): Promise<CatalogList<ValidationEntry>>
  compareRuns(refs: readonly string[], options: CompareOptions, call: CallContext): Promise<Outcome<RunComparison>>
  compareVersions(
    refs: readonly string[],
    options: CompareOptions,
    call: CallContext,
  ): Promise<Outcome<VersionComparison>>
  /** Everything that was measured on each version, with the data where a tool tells it. Throws a tool's `Fault`. */
  measuredOn(versions: readonly LiveModelVersion[], call: CallContext): Promise<readonly (readonly MetricRecord[])[]>
  reproduceRecipe(ref: string, source: string | null, call: CallContext): Promise<Outcome<ReproduceRecipe>>
  sources(): Promise<readonly SourceView[]>
  /**
   * The catalogue as one caller sees it, for one request. What the caller may not see is unknown to it, and a source that
   * the caller may not see is never asked.
   */
  visibleTo(view: CatalogView): Catalog
  /**
   * Reads objects that their tool says have changed, and takes them into the mirror as they are now. Throws the tool's
   * `Fault`.
   */
  refresh(
    changed: { readonly source: string; readonly objects: readonly ChangedObject[] },
    call: CallContext,
  ): Promise<void>
  /** Asks for a crawl; answers before it has run. Refuses with NOT_FOUND. */
  requestSync(source: string, options: { readonly full: boolean }): Promise<Outcome<SourceView>>
}
