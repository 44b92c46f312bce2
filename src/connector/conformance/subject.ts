import type { CallEvent } from '../call-event.ts'
import type { SourceHost } from '../connector-host.ts'
import type { ConnectorManifest, RunKey, StreamName } from '../contract.ts'
import type { EffectPlace } from '../effects.ts'
import type { NativeKey, Tags } from '../records.ts'

/** A host that remembers the calls that went out through it. */
export interface ObservedHost extends SourceHost {
  readonly calls: readonly CallEvent[]
}

/** A connector, the real tool behind it, and what its author put into that tool. */
export interface ConformanceSubject {
  readonly manifest: ConnectorManifest
  /** The source's keys in `modelwarden.yaml`, such that the tool is reached. */
  readonly config: unknown
  /** Configs that must be refused; at least one. An unknown key is tried anyway. */
  readonly invalidConfigs: readonly { readonly name: string; readonly config: unknown }[]
  /** A fresh host for each check; `conformanceHost` makes one. */
  host(): ObservedHost
  readonly known: KnownContent
  /** Texts of the config that must never reach a caller: credentials. */
  readonly secrets?: readonly string[]
  /** Stops and starts the real tool. Without it, what happens when the tool is away is not checked. */
  readonly faults?: { stop(): Promise<void>; start(): Promise<void> }
}

/** What is in the tool. The section of each declared capability must be there. */
export interface KnownContent {
  /** Workspaces that the config opens; `['']` where the tool has none. Put objects into another one too, if it has. */
  readonly workspaces: readonly string[]
  /** For each declared stream, the keys of everything in the tool; at least two each. */
  readonly streams?: { readonly [Stream in StreamName]?: readonly NativeKey[] }
  readonly modelRegistry?: KnownModels
  readonly experimentTracker?: KnownRuns
  readonly datasetCatalogue?: KnownBatch
  readonly artifactStore?: KnownFiles
  readonly deploymentSystem?: KnownBatch
  readonly monitor?: { readonly deployment: string; readonly signals: readonly string[] }
  /** Accounts that have rights of the tool itself. Omit it when it has none. */
  readonly nativeRights?: { readonly principals: readonly string[] }
  /** Places that the checks may change, one of each kind that the tool has. Omit it when it takes no changes. */
  readonly effects?: readonly KnownPlace[]
}

/** A place that holds nothing yet. */
export interface KnownPlace {
  readonly place: EffectPlace
  /** Two that it may hold. */
  readonly values: readonly [string, string]
  /** The same place of a model or version that is not there. */
  readonly missing: EffectPlace
}

/** Objects of one kind: at least two that are there, and one that is not. */
export interface KnownBatch<Key extends NativeKey = NativeKey> {
  readonly present: readonly Key[]
  readonly missing: Key
}

/** Content of a model registry. */
export interface KnownModels {
  readonly models: KnownBatch
  readonly versions: KnownBatch
  /** A model with at least two versions; the versions' keys, newest first. */
  readonly versionsOf: { readonly model: NativeKey; readonly versions: readonly NativeKey[] }
  readonly alias: { readonly model: NativeKey; readonly alias: string; readonly version: NativeKey }
  /** A run that made versions, and these. Omit it when the tool does not tie versions to runs. */
  readonly versionsOfRun?: { readonly run: NativeKey; readonly versions: readonly NativeKey[] }
  /** A version with a description file, and a flavour in it. Omit it when the tool has none. */
  readonly described?: { readonly version: NativeKey; readonly flavor: string }
  /** A version whose files lie at a known address. */
  readonly located: { readonly version: NativeKey; readonly uri: string }
}

/** Content of an experiment tracker. */
export interface KnownRuns {
  readonly experiments: KnownBatch
  readonly runs: KnownBatch<RunKey>
  /** Omit it when the tool has no logged models. */
  readonly loggedModels?: KnownBatch
  readonly run: { readonly key: RunKey; readonly params: Tags; readonly metrics: Readonly<Record<string, number>> }
  /** A metric with at least two values; in the order of steps. */
  readonly metricHistory: { readonly run: NativeKey; readonly key: string; readonly values: readonly number[] }
  /** Data and at least two runs that read it. Omit it when the tool records no inputs. */
  readonly data?: {
    readonly workspace: string
    readonly name: string
    readonly digest: string
    readonly runs: readonly NativeKey[]
  }
  /** Omit it when runs have no parents. */
  readonly children?: { readonly parent: RunKey; readonly runs: readonly NativeKey[] }
}

/** Content of a store. */
export interface KnownFiles {
  /** Address of a folder with at least three files, at least one of them in a folder below it. */
  readonly uri: string
  /** Other spellings of the same address; may be empty. */
  readonly sameUris: readonly string[]
  /** Addresses that are not this store's: other schemes, hosts, buckets, roots, and neighbours with the same prefix. */
  readonly foreignUris: readonly string[]
  /** Every file under the address, by path. */
  readonly files: Readonly<Record<string, Uint8Array>>
  /** A file of at least 16 bytes among them. */
  readonly file: string
  readonly missing: string
  /** Whether the store makes signed addresses. */
  readonly signedUrls?: boolean
  /** Further paths that lead out of the address, such as a symbolic link. The usual ones are tried anyway. */
  readonly escapes?: readonly string[]
}
