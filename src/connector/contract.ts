import type { z } from 'zod'
import type { ConnectorEffects } from './effects.ts'
import type { ConnectorHost } from './host.ts'
import type { NativeRights } from './native-rights.ts'
import type {
  CatalogRecord,
  DatasetRecord,
  DeploymentRecord,
  ExperimentRecord,
  FileRecord,
  LoggedModelRecord,
  MetricPointRecord,
  ModelDescription,
  ModelRecord,
  ModelVersionRecord,
  NativeKey,
  RunRecord,
  SignalRecord,
} from './records.ts'
import type { WebhookSettings, Webhooks } from './webhooks.ts'

/** Version of this contract; a manifest names the one it was written for. */
export const contractVersion = 1

/** What a connector may declare. Each has the member of {@link Connector} of the same meaning. */
export const capabilities = [
  'MODEL_REGISTRY',
  'EXPERIMENT_TRACKER',
  'DATASET_CATALOGUE',
  'ARTIFACT_STORE',
  'DEPLOYMENT_SYSTEM',
  'MONITOR',
] as const

/** One of {@link capabilities}. */
export type Capability = (typeof capabilities)[number]

/** What every call carries: when to give up, and whose request it is. */
export interface CallContext {
  readonly signal: AbortSignal
  readonly requestId: string
}

/** What a connector is, as data. It can be read without reaching any tool. */
export interface ConnectorManifest<Config = unknown> {
  /** Written as `kind` in `modelwarden.yaml`. */
  readonly id: string
  readonly contract: typeof contractVersion
  /** The tool it speaks to, and the versions it was tested with as a semver range. */
  readonly tool: { readonly name: string; readonly versions: string }
  readonly capabilities: readonly Capability[]
  /** Streams it can crawl, in the order in which they should be read first. */
  readonly streams: readonly StreamName[]
  /** Strict schema of its keys in `modelwarden.yaml`, without `id`, `kind` and `environment`. */
  readonly config: z.ZodType<Config>
  /** Address shown to people; never holds a credential. */
  describeUrl(config: Config): string
  /** Folders of this machine that the config names and that the tool's addresses lead into; the gateway reads files there as from a store. */
  localFolders?(config: Config): readonly string[]
  /** How the config wants the tool to send events; absent where the tool sends none that the gateway understands. */
  webhooks?(config: Config): WebhookSettings
  /** Makes the live object. Opens no connection: an unreachable tool must not stop the start. */
  connect(config: Config, host: ConnectorHost): Connector
}

/** Kinds of records that can be crawled. */
export type StreamName = 'models' | 'versions' | 'experiments' | 'runs' | 'loggedModels' | 'datasets' | 'deployments'

/** A live connection to one tool. A member is present exactly when the manifest declares its capability. */
export interface Connector {
  /** Workspaces that it reads, as in `NativeKey.workspace`: a name is looked up in each. Absent where the tool has none ('' alone). */
  readonly workspaces?: readonly string[]
  /** One cheap call that proves the tool answers and the credentials are right. */
  probe(call: CallContext): Promise<{ readonly version: string | null; readonly detail: string | null }>
  /** Reads a stream for the mirror. See {@link CrawlRequest}. */
  crawl?(request: CrawlRequest, call: CallContext): AsyncIterable<CrawlBatch>
  /**
   * The address behind one that only this tool understands (`models:/...`, `runs:/...`, a proxy's own scheme); null when
   * it names nothing. An address that stands for itself comes back as it is. Absent where a tool has no such addresses.
   */
  follow?(uri: string, call: CallContext): Promise<string | null>
  /**
   * Rights that the tool gives by itself; absent where it has none of its own. Never narrower than they are: what cannot
   * be found out is a gap, or the widest that it may be. `names` are whom the gateway knows there, for tools that tell
   * of somebody only when asked for them by name.
   */
  nativeRights?(names: readonly string[], call: CallContext): Promise<NativeRights>
  /** Webhooks of the tool; absent where it has none. */
  readonly webhooks?: Webhooks
  /** Changes that the gateway carries out in the tool; absent where it takes none. */
  readonly effects?: ConnectorEffects
  readonly modelRegistry?: ModelRegistry
  readonly experimentTracker?: ExperimentTracker
  readonly datasetCatalogue?: DatasetCatalogue
  readonly artifactStore?: ArtifactStore
  readonly deploymentSystem?: DeploymentSystem
  readonly monitor?: Monitor
  close(): Promise<void>
}

/** Which part of a stream is wanted. */
export interface CrawlRequest {
  readonly stream: StreamName
  /**
   * `FULL` reads everything in an order that writes do not shift; whatever a finished full crawl did not
   * report has been deleted. `DELTA` reads what changed since `cursor`, and may report unchanged records again.
   */
  readonly mode: 'FULL' | 'DELTA'
  /** Where the last batch stopped; null to begin. For `DELTA`, the `nextCursor` of the last finished crawl. */
  readonly cursor: string | null
}

/** A bounded piece of a crawl. Batches hold at most some hundred records, so that memory stays flat. */
export interface CrawlBatch {
  readonly records: readonly CatalogRecord[]
  /** Resumes this crawl after this batch, also after a restart. */
  readonly cursor: string
  /** Set on the last batch only: where the next `DELTA` of the stream begins. */
  readonly nextCursor?: string
}

/** Registered models. Batch reads answer in the order asked, null where there is none. */
export interface ModelRegistry {
  models(names: readonly NativeKey[], call: CallContext): Promise<readonly (ModelRecord | null)[]>
  versions(ids: readonly NativeKey[], call: CallContext): Promise<readonly (ModelVersionRecord | null)[]>
  /** Every version of one model, newest first. */
  versionsOf(model: NativeKey, call: CallContext): Promise<readonly ModelVersionRecord[]>
  /** Every version that these runs made; one call for up to 100 runs. */
  versionsOfRuns(runs: readonly NativeKey[], call: CallContext): Promise<readonly ModelVersionRecord[]>
  /** The version an alias points at now. */
  versionByAlias(model: NativeKey, alias: string, call: CallContext): Promise<ModelVersionRecord | null>
  /** The version's description file; null when it has none. */
  describe(version: ModelVersionRecord, call: CallContext): Promise<ModelDescription | null>
  /** Address of the version's files, indirections such as `models:/m-...` and `runs:/...` followed; null when unknown. */
  locate(version: ModelVersionRecord, call: CallContext): Promise<string | null>
}

/** Experiments and runs. Batch reads answer in the order asked, null where there is none. */
export interface ExperimentTracker {
  experiments(ids: readonly NativeKey[], call: CallContext): Promise<readonly (ExperimentRecord | null)[]>
  /** Experiments the caller knows of narrow the search; pass what the mirror has. */
  runs(ids: readonly RunKey[], call: CallContext): Promise<readonly (RunRecord | null)[]>
  loggedModels(ids: readonly NativeKey[], call: CallContext): Promise<readonly (LoggedModelRecord | null)[]>
  /** Runs that read data with this name and digest, at most `limit`, newest first. */
  runsByData(
    data: { readonly workspace: string; readonly name: string; readonly digest: string | null },
    limit: number,
    call: CallContext,
  ): Promise<readonly RunRecord[]>
  /** Runs started by this one, at most `limit`, newest first. */
  childRuns(run: RunKey, limit: number, call: CallContext): Promise<readonly RunRecord[]>
  /**
   * Logged models that each of these runs measured or took as input, without those it made, in the order of the runs;
   * null for a run that this could not be found out for at the cost of a few calls. Absent where a run's record tells it.
   */
  measuredModels?(runs: readonly RunRecord[], call: CallContext): Promise<readonly (readonly string[] | null)[]>
  /** Every recorded value of a metric in the order of steps, at most `limit`. */
  metricHistory(run: NativeKey, key: string, limit: number, call: CallContext): Promise<readonly MetricPointRecord[]>
}

/** Names a run, with its experiment where that is known. */
export interface RunKey extends NativeKey {
  readonly experimentId: string | null
}

/** Data kept under names of its own. */
export interface DatasetCatalogue {
  datasets(names: readonly NativeKey[], call: CallContext): Promise<readonly (DatasetRecord | null)[]>
}

/** A place within a store. Only the store that made it may use it. */
export interface StoreLocation {
  /** Normalised address; equal addresses are equal text. */
  readonly uri: string
  /** Path within the store, with `/`. */
  readonly path: string
}

/** Files. Every method refuses a path that leaves the location, also through a symbolic link. */
export interface ArtifactStore {
  /**
   * The place that an address names, when it falls under what is configured (endpoint, bucket and prefix, or root);
   * null otherwise. Opens no connection and reads no file.
   */
  claim(uri: string): StoreLocation | null
  /** Entries directly under a folder by path, or every file below it when `recursive`; at most `limit`, after `after`. */
  list(
    location: StoreLocation,
    options: { readonly recursive: boolean; readonly limit: number; readonly after: string | null },
    call: CallContext,
  ): Promise<{ readonly files: readonly FileRecord[]; readonly more: boolean }>
  /** One file or folder; null when there is none. `path` is relative to the location, '' for itself. */
  stat(location: StoreLocation, path: string, call: CallContext): Promise<FileRecord | null>
  /** Bytes of a file as a stream, from `start` to `end` inclusive when given. */
  read(location: StoreLocation, path: string, range: ByteRange | null, call: CallContext): Promise<FileContent>
  /** A short-lived address that needs no credential, where the store can make one. */
  signedUrl?(location: StoreLocation, path: string, lifetimeSeconds: number): Promise<string>
}

/** Part of a file, both ends inclusive; `end` null is the last byte. */
export interface ByteRange {
  readonly start: number
  readonly end: number | null
}

/** Bytes on their way. The reader must consume or destroy `body`. */
export interface FileContent {
  readonly body: NodeJS.ReadableStream & AsyncIterable<Uint8Array>
  /** Bytes in `body`; null when the store does not say. */
  readonly sizeBytes: number | null
  /** Bytes of the whole file; null when the store does not say. */
  readonly totalBytes: number | null
}

/** Models being served. */
export interface DeploymentSystem {
  /** Everything that is served or known to the server, by name. */
  list(call: CallContext): Promise<readonly DeploymentRecord[]>
  /** Batch read in the order asked, null where the server knows no such name. */
  deployments(names: readonly NativeKey[], call: CallContext): Promise<readonly (DeploymentRecord | null)[]>
}

/** Measurements of what is served. */
export interface Monitor {
  /** Latest measurements of one deployment. */
  signals(deployment: string, call: CallContext): Promise<readonly SignalRecord[]>
}

/** Types a manifest from its own config schema. */
export function defineConnector<Config>(manifest: ConnectorManifest<Config>): ConnectorManifest<Config> {
  return manifest
}
