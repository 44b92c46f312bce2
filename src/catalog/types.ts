import type {
  ColumnRecord,
  DatasetInputRecord,
  DatasetRole,
  DeploymentRecord,
  ExperimentRecord,
  JobRunRecord,
  LoggedModelRecord,
  ModelRecord,
  ModelVersionRecord,
  RunRecord,
  RunStatus,
} from '../connector/records.ts'
import type { Uid } from '../kernel/ids.ts'

/** Kinds of objects that the mirror keeps. */
export const mirroredKinds = [
  'Model',
  'ModelVersion',
  'Experiment',
  'Run',
  'LoggedModel',
  'Dataset',
  'DataVersion',
  'Deployment',
  'Job',
] as const

/** One of {@link mirroredKinds}. */
export type MirroredKind = (typeof mirroredKinds)[number]

/** What the mirror keeps of every object: identity, parentage, and what lists and policy need. */
export interface MirroredObject {
  readonly uid: Uid
  readonly kind: MirroredKind
  /** Id of the source as configured. */
  readonly source: string
  /** Workspace within the source; '' where it has none. */
  readonly workspace: string
  readonly nativeId: string
  /** With the native id it makes the identity: a name that is re-created has another. */
  readonly nativeCreatedAt: number | null
  /** Model of a version, experiment of a run or logged model, dataset of a data version. */
  readonly parentUid: Uid | null
  readonly name: string
  readonly description: string | null
  readonly createdAt: number | null
  readonly updatedAt: number | null
  /** When the tool was last seen to hold it. */
  readonly observedAt: number
  readonly facts: ObjectFacts
  /** Id of its {@link AccessClass}. */
  readonly accessClass: string
}

/** Everything that access rules look at in an object that no rule names. Objects with equal facts share a class. */
export interface AccessClass {
  /** Digest of the facts. */
  readonly id: string
  readonly kind: MirroredKind
  readonly source: string
  readonly workspace: string
  /** Of the tags that access rules look at, those the object has; null while its tool has not been read for it. */
  readonly tags: Readonly<Record<string, string>> | null
  /** Likewise of its parent; empty for kinds that have none. */
  readonly parentTags: Readonly<Record<string, string>> | null
}

/** Further facts by kind, kept as JSON. */
export interface ObjectFacts {
  /** ModelVersion: its number as text. */
  readonly version?: string
  /** ModelVersion: run that made it. Run: none. */
  readonly runId?: string | null
  /** ModelVersion: logged model it was registered from. */
  readonly loggedModelId?: string | null
  /** ModelVersion: native id of the version it was copied from. */
  readonly copiedFrom?: string | null
  /** Run and LoggedModel: native id of the experiment. */
  readonly experimentId?: string
  /** Run: state. */
  readonly status?: RunStatus
  /** Run: who ran it. */
  readonly user?: string | null
  /** Run: native id of the run it is part of. LoggedModel: the run that made it. */
  readonly parentRunId?: string | null
  readonly sourceRunId?: string | null
  /** DataVersion: digest, origin and shape. Dataset: origin and columns, where it is known without a version. */
  readonly digest?: string
  readonly originType?: string | null
  readonly originUri?: string | null
  readonly columns?: readonly ColumnRecord[] | null
  readonly rowCount?: number | null
  /** Dataset and Job: who answers for it, as its own tool names them. */
  readonly owners?: readonly string[]
  /** Dataset: what last happened to it as a whole, such as DROP; null when it was not told. */
  readonly lifecycle?: string | null
  /** Dataset: how the checks of it came out that were told of last, in words. */
  readonly checks?: string | null
  /** Job: how it is run, where its code is, and the last run that was heard of. */
  readonly jobType?: string | null
  readonly codeUrl?: string | null
  readonly lastRun?: JobRunRecord | null
}

/** A record of a tool with the identity the gateway gave it, and when it was read. */
export interface Live<Record> {
  readonly object: MirroredObject
  readonly record: Record
  /** When the tool was read for `record`. */
  readonly observedAt: number
}

/** A registered model as its tool holds it. */
export type LiveModel = Live<ModelRecord>
/** A version as its tool holds it. */
export type LiveModelVersion = Live<ModelVersionRecord>
/** An experiment as its tool holds it. */
export type LiveExperiment = Live<ExperimentRecord>
/** A run as its tool holds it. */
export type LiveRun = Live<RunRecord>
/** A logged model as its tool holds it. */
export type LiveLoggedModel = Live<LoggedModelRecord>
/** A deployment as its tool holds it. */
export type LiveDeployment = Live<DeploymentRecord>

/** Data a run read, as the mirror ties it. */
export interface MirroredInput {
  readonly runUid: Uid
  readonly dataVersionUid: Uid
  readonly role: DatasetRole
  readonly context: string | null
}

/** A metric measured on one data version, as the mirror keeps it for the validation catalogue. */
export interface MirroredMeasurement {
  /** Run that recorded it; null where the tool does not tell, or the mirror lacks it. */
  readonly runUid: Uid | null
  readonly datasetName: string
  readonly datasetDigest: string
  readonly metric: string
  readonly value: number
  readonly recordedAt: number | null
  readonly loggedModelId: string | null
}

/** Where a list goes on. Opaque to callers; holds the sort key of a row, never an offset. */
export interface PageRequest {
  /** 1 to 100. */
  readonly first: number
  readonly after: PageKey | null
}

/** Sort key of a row, and its uid to tell equals apart. */
export interface PageKey {
  readonly key: string | number
  readonly uid: Uid
}

/** Part of a list. */
export interface Page<Item> {
  readonly items: readonly { readonly item: Item; readonly cursor: PageKey }[]
  readonly hasNextPage: boolean
  /** Where the next page goes on, where that is not after the last item: more was looked at than is shown. */
  readonly end?: PageKey
}

/** Which objects of one kind a list holds; conditions are joined by AND. */
export interface ObjectQuery {
  readonly kind: MirroredKind
  readonly source?: string
  readonly workspace?: string
  readonly parentUid?: Uid
  readonly nameContains?: string
  readonly tags?: readonly { readonly key: string; readonly value?: string }[]
  readonly params?: readonly { readonly key: string; readonly value?: string }[]
  readonly metrics?: readonly { readonly key: string; readonly min?: number; readonly max?: number }[]
  /** Run only. */
  readonly experimentName?: string
  readonly status?: RunStatus
  readonly user?: string
  readonly parentRunId?: string
  readonly datasetName?: string
  readonly datasetDigest?: string
  readonly startedAfter?: number
  readonly startedBefore?: number
  /** ModelVersion only: native id of the run that made it. */
  readonly runId?: string
  /** By name ascending, or by creation descending (a version by its number descending). */
  readonly order: 'NAME' | 'NEWEST'
}

/** One hit of a search. */
export interface SearchHit {
  readonly object: MirroredObject
  /** `name`, `description` or `tag:KEY`. */
  readonly matchedIn: readonly string[]
}

/** How the crawl of one stream stands; kept in the store so that a restart goes on. */
export interface StreamProgress {
  readonly source: string
  readonly stream: string
  readonly state: 'PENDING' | 'FILLING' | 'REFRESHING' | 'IDLE' | 'FAILED'
  /** Grows with every full crawl; rows carry the one that saw them last. */
  readonly generation: number
  /** Mode and place of the crawl under way; null between crawls. */
  readonly mode: 'FULL' | 'DELTA' | null
  readonly cursor: string | null
  /** Where the next delta begins; null before the first complete pass. */
  readonly nextCursor: string | null
  readonly processed: number
  readonly completeAsOf: number | null
  /** When the last full crawl ended. */
  readonly fullAsOf: number | null
  readonly error: { readonly code: string; readonly message: string; readonly retryable: boolean } | null
}

/** An input of a run with the data version it names. */
export type RunInput = DatasetInputRecord & { readonly dataVersion: MirroredObject }
