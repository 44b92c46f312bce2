/**
 * What connectors report, in the field's own terms. Times are milliseconds since the Unix epoch.
 * `null` means the tool was asked and has none. Every record carries what identity needs:
 * the workspace within the tool ('' where the tool has none), the native id, and the native creation time.
 */

/** Names one object of a tool. A name that is re-created has another `createdAt`. */
export interface NativeKey {
  readonly workspace: string
  readonly nativeId: string
}

/** Tags as a tool keeps them. */
export type Tags = Readonly<Record<string, string>>

/** A registered model. `nativeId` is its name. */
export interface ModelRecord extends NativeKey {
  readonly kind: 'Model'
  readonly name: string
  readonly createdAt: number | null
  readonly updatedAt: number | null
  readonly description: string | null
  readonly tags: Tags
  readonly aliases: readonly { readonly alias: string; readonly version: string }[]
}

/** One version of a registered model. `nativeId` is {@link versionNativeId} of model name and version. */
export interface ModelVersionRecord extends NativeKey {
  readonly kind: 'ModelVersion'
  readonly modelName: string
  readonly version: string
  readonly createdAt: number | null
  readonly updatedAt: number | null
  readonly description: string | null
  readonly tags: Tags
  readonly status: 'PENDING' | 'READY' | 'FAILED' | 'DELETING'
  /** Legacy stage, read only. */
  readonly stage: string | null
  readonly author: string | null
  readonly runId: string | null
  readonly loggedModelId: string | null
  /** Where the registry was told the files come from; may be `models:/m-...`, `runs:/...` or an address. */
  readonly sourceUri: string | null
  /** Model and version it was copied from, when `sourceUri` says so. */
  readonly copiedFrom: { readonly modelName: string; readonly version: string } | null
}

/** A named group of runs. `nativeId` is the tracker's experiment id. */
export interface ExperimentRecord extends NativeKey {
  readonly kind: 'Experiment'
  readonly name: string
  readonly createdAt: number | null
  readonly updatedAt: number | null
  readonly lifecycle: 'ACTIVE' | 'DELETED'
  readonly artifactUri: string | null
  readonly tags: Tags
}

/** A latest metric value. `value` may be NaN or infinite. */
export interface MetricRecord {
  readonly key: string
  readonly value: number
  readonly step: number
  readonly recordedAt: number | null
  readonly datasetName: string | null
  readonly datasetDigest: string | null
  readonly loggedModelId: string | null
  /** Run that recorded it; null where the tool does not tell, and the run itself is meant if it holds the metric. */
  readonly runId: string | null
}

/** A column of a table or a tensor. */
export interface ColumnRecord {
  readonly name: string | null
  readonly type: string
  readonly required: boolean | null
  /** -1 is any size; null for a table's column. */
  readonly shape: readonly number[] | null
}

/** What data was used for. */
export type DatasetRole = 'TRAIN' | 'VALIDATION' | 'TEST' | 'REFERENCE' | 'SERVED' | 'UNKNOWN'

/** Data that a run read. Identity of the data is its name and digest. */
export interface DatasetInputRecord {
  readonly name: string
  readonly digest: string
  readonly role: DatasetRole
  /** The tool's own word for the role. */
  readonly context: string | null
  readonly originType: string | null
  readonly originUri: string | null
  readonly columns: readonly ColumnRecord[] | null
  readonly rowCount: number | null
}

/** State of a run. */
export type RunStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED'

/** How a run was started, where the tracker records it. */
export interface RunLaunch {
  /** UNKNOWN where the tracker does not say, or says something that cannot be started by hand. */
  readonly kind: 'SCRIPT' | 'PROJECT' | 'NOTEBOOK' | 'JOB' | 'UNKNOWN'
  /** Whether the checkout held nothing but its commit; null where the tracker does not tell. */
  readonly isClean: boolean | null
  /** Arguments after the name of the script; null where they are not recorded. */
  readonly arguments: readonly string[] | null
  /** What a project was started with; null for everything else. `folder` is relative to the repository, '' its root. */
  readonly project: {
    readonly folder: string
    readonly entryPoint: string
    /** Image or other means that an interpreter alone does not replace; null for none. */
    readonly needs: string | null
  } | null
}

/** One execution. `nativeId` is the tracker's run id. */
export interface RunRecord extends NativeKey {
  readonly kind: 'Run'
  readonly experimentId: string
  readonly name: string | null
  readonly status: RunStatus
  readonly lifecycle: 'ACTIVE' | 'DELETED'
  readonly user: string | null
  /** Who else the tracker names as its user, where it tells two that differ: one of them may be forged. Absent for nobody. */
  readonly otherUsers?: readonly string[]
  /** Start time: a run's creation as far as identity goes. */
  readonly createdAt: number | null
  readonly endedAt: number | null
  readonly params: Tags
  readonly metrics: readonly MetricRecord[]
  readonly tags: Tags
  readonly parentRunId: string | null
  readonly inputs: readonly DatasetInputRecord[]
  /** Logged models that the run read (an evaluation); null where only reading the run by itself would tell. */
  readonly inputModelIds: readonly string[] | null
  /** Logged models that the run made. */
  readonly outputModelIds: readonly string[]
  readonly codeCommit: string | null
  readonly repository: string | null
  readonly entrypoint: string | null
  /** Absent where the tracker records nothing of the kind. */
  readonly launch?: RunLaunch
  readonly artifactUri: string | null
}

/** A model as a run logged it. `nativeId` is the tracker's model id. */
export interface LoggedModelRecord extends NativeKey {
  readonly kind: 'LoggedModel'
  readonly experimentId: string
  readonly name: string | null
  readonly status: string | null
  readonly createdAt: number | null
  readonly updatedAt: number | null
  readonly sourceRunId: string | null
  readonly artifactUri: string | null
  readonly params: Tags
  readonly metrics: readonly MetricRecord[]
  readonly tags: Tags
}

/** Data under one name, with its versions, from a tool that catalogues data by itself. `nativeId` is the name. */
export interface DatasetRecord extends NativeKey {
  readonly kind: 'Dataset'
  readonly name: string
  readonly createdAt: number | null
  readonly updatedAt: number | null
  readonly description: string | null
  readonly tags: Tags
  readonly versions: readonly Omit<DatasetInputRecord, 'name' | 'role' | 'context'>[]
  /** Columns as of now, where they are told of the data itself and of no version of it. */
  readonly columns?: readonly ColumnRecord[] | null
  /** Address that the data is at, whatever its version. */
  readonly originUri?: string | null
  /** Who answers for it. */
  readonly owners?: readonly string[]
  /** What last happened to it as a whole, such as DROP. */
  readonly lifecycle?: string | null
  readonly rowCount?: number | null
  /** How the checks of it came out that were told of last, in words. */
  readonly checks?: string | null
}

/** One run of a job, as far as the job remembers it. */
export interface JobRunRecord {
  readonly id: string
  readonly state: 'START' | 'RUNNING' | 'COMPLETE' | 'FAIL' | 'ABORT' | 'OTHER'
  readonly startedAt: number
  /** Null while it runs. */
  readonly endedAt: number | null
  /** What it said when it failed. */
  readonly error: string | null
}

/** A job of a pipeline: what is run again and again. `nativeId` is its name, the workspace its namespace. */
export interface JobRecord extends NativeKey {
  readonly kind: 'Job'
  readonly name: string
  readonly createdAt: number | null
  readonly updatedAt: number | null
  readonly description: string | null
  readonly tags: Tags
  readonly owners: readonly string[]
  /** How it is run, such as `BATCH SPARK JOB`; null when it was not told. */
  readonly jobType: string | null
  /** Where its code is. */
  readonly codeUrl: string | null
  readonly lastRun: JobRunRecord | null
}

/** Whether something that is served answers requests. */
export type ServingState = 'READY' | 'LOADING' | 'UNAVAILABLE' | 'UNKNOWN'

/** One version that a server serves. Each version has a state of its own, so that loading and unloading one can be told from the rest. */
export interface ServedVersionRecord {
  readonly version: string | null
  readonly state: ServingState
  readonly reason: string | null
  readonly platform: string | null
  /** Absolute address of the files it was loaded from, where the server or its repository tells. */
  readonly artifactUri: string | null
  /** An explicit marker: a ref such as `models:/NAME/VERSION` and, where given, the id of the source it is meant in. */
  readonly declared: { readonly ref: string; readonly source: string | null } | null
  readonly inputs: readonly ColumnRecord[] | null
  readonly outputs: readonly ColumnRecord[] | null
}

/** A model being served under one name. `nativeId` is that name. */
export interface DeploymentRecord extends NativeKey {
  readonly kind: 'Deployment'
  readonly name: string
  readonly createdAt: number | null
  readonly versions: readonly ServedVersionRecord[]
  readonly endpoints: readonly { readonly protocol: string; readonly url: string }[]
}

/** Anything a crawl reports. */
export type CatalogRecord =
  | ModelRecord
  | ModelVersionRecord
  | ExperimentRecord
  | RunRecord
  | LoggedModelRecord
  | DatasetRecord
  | DeploymentRecord
  | JobRecord

/** A model's own description file. */
export interface ModelDescription {
  readonly flavors: readonly {
    readonly name: string
    readonly libraryVersion: string | null
    readonly properties: unknown
  }[]
  readonly inputs: readonly ColumnRecord[]
  readonly outputs: readonly ColumnRecord[]
  readonly params: readonly ColumnRecord[]
  /** Paths, relative to the model, of the files that pin its environment. */
  readonly environmentFiles: readonly string[]
}

/** A file or folder of a store. `path` is relative to the location that was listed, with `/`, never with a leading one. */
export interface FileRecord {
  readonly path: string
  readonly isDirectory: boolean
  readonly sizeBytes: number | null
  readonly updatedAt: number | null
  /** A value that changes whenever the bytes do (ETag, version id); null when the store has none. */
  readonly revision: string | null
  /** SHA-256 as hexadecimal where the store itself vouches for it. */
  readonly sha256: string | null
}

/** One recorded value of a metric. */
export interface MetricPointRecord {
  readonly step: number
  readonly value: number
  readonly recordedAt: number | null
}

/** A measurement of something served. */
export interface SignalRecord {
  readonly deployment: string
  readonly version: string | null
  readonly name: string
  readonly value: number
  readonly observedAt: number
  readonly labels: Tags
}

/** Native id of a version: see `joinNativeId`. */
export { joinNativeId as versionNativeId } from '../kernel/native-id.ts'
