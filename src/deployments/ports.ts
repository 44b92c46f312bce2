import type { MirroredObject } from '../catalog/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { Uid } from '../kernel/ids.ts'
import type { FileAddress, IndexedVersion, StoredFile } from './types.ts'

/** Finds registered versions by what people call them. */
export interface VersionNames {
  /**
   * In the order asked, every version with exactly this model name and number, in one source or in all of them.
   * A deleted version is not one.
   */
  byNames(names: readonly VersionName[]): Promise<readonly (readonly MirroredObject[])[]>
}

/** Names a version; `source` null is every source. */
export interface VersionName {
  readonly modelName: string
  readonly version: string
  readonly source: string | null
}

/** What is known of the files of registered versions. Holds facts of versions that exist; a deleted one is not answered. */
export interface VersionFacts {
  /** Versions at exactly these addresses, store and text. */
  byAddresses(addresses: readonly FileAddress[]): Promise<readonly IndexedVersion[]>
  /**
   * Versions that hold a file of this size whose SHA-256 is this one or not known yet; at most `limit`, those with a
   * known one first, then by uid.
   */
  byFile(
    file: { readonly sizeBytes: number; readonly sha256: string },
    limit: number,
  ): Promise<readonly IndexedVersion[]>
  /** In the order asked; null where nothing is known yet. */
  ofVersions(versions: readonly MirroredObject[]): Promise<readonly (IndexedVersion | null)[]>
  /** Versions whose facts are missing or older than the version, the longest untried first. */
  unindexed(limit: number): Promise<readonly MirroredObject[]>
  /** Whether `unindexed` would answer with none that has never been tried. */
  isComplete(): Promise<boolean>
  /** Saves or replaces what is known of one version. */
  save(facts: IndexedVersion, now: number): Promise<void>
  /** Notes that a version could not be looked at, so that others have their turn first. */
  postpone(version: MirroredObject, now: number): Promise<void>
  /** Adds what a comparison found out about one file. */
  saveDigest(version: MirroredObject, path: string, sha256: string): Promise<void>
}

/** Reads files wherever a configured store holds them. Throws the store's `Fault`. */
export interface StoredBytes {
  /**
   * Where an address leads that `source` reported. `store` is null when no configured store holds it; null altogether
   * when it then means nothing, as with an address that only its own store understands.
   */
  resolve(reported: { readonly uri: string; readonly source: string }, call: CallContext): Promise<FileAddress | null>
  /** Every file below the address, or the file that it is; null when there are more than `limit`, or none. */
  list(address: FileAddress, limit: number, call: CallContext): Promise<readonly StoredFile[] | null>
  /**
   * SHA-256 of one file as hexadecimal; null when it was not computed before and the file is larger than `bytesMax`.
   * `bytesRead` is 0 when it was.
   */
  digest(
    wanted: { readonly address: FileAddress; readonly file: StoredFile; readonly bytesMax: number },
    call: CallContext,
  ): Promise<{ readonly sha256: string | null; readonly bytesRead: number }>
}

/** Asks a version's own registry where its files are; null when it does not know. */
export interface VersionLocator {
  locate(version: MirroredObject, call: CallContext): Promise<string | null>
}

/** What matching needs from outside. */
export interface MatchPorts {
  readonly names: VersionNames
  readonly facts: VersionFacts
  readonly bytes: StoredBytes
}

/** Deployments that changed, in the order in which that was committed. */
export interface DeploymentChanges {
  /** Place of the last change of anything; 0 before the first. */
  head(): Promise<number>
  /**
   * Changes after a place, each deployment once, and the place that this looked up to. Null when changes after the place
   * have been forgotten.
   */
  after(place: number): Promise<{ readonly entries: readonly DeploymentChange[]; readonly upTo: number } | null>
}

/** A deployment that came, changed or went. */
export interface DeploymentChange {
  readonly place: number
  /** Uid of the deployment, by which those of one place are in order. */
  readonly part: Uid
  /** When that was seen, in milliseconds since the epoch. */
  readonly changedAt: number
  /** As it is now, or was last. */
  readonly deployment: MirroredObject
  readonly isGone: boolean
}
