import type { ArtifactStore, FileContent, StoreLocation } from '../connector/contract.ts'
import type { FileRecord } from '../connector/records.ts'
import type { Uid } from '../kernel/ids.ts'

/** Kinds of objects that files can belong to. */
export const artifactOwnerKinds = ['ModelVersion', 'Run', 'LoggedModel'] as const

/** One of {@link artifactOwnerKinds}. */
export type ArtifactOwnerKind = (typeof artifactOwnerKinds)[number]

/** An object that files belong to. Whoever makes one has checked that the caller may see the object. */
export interface ArtifactOwner {
  readonly kind: ArtifactOwnerKind
  readonly uid: Uid
  /** Id of the source that reported `uri`. */
  readonly source: string
  /** Address of its files as the tool reported it; null when the tool told none. */
  readonly uri: string | null
}

/** An artifact store under the id of its source. */
export interface ConfiguredStore {
  readonly source: string
  readonly store: ArtifactStore
}

/** An address under a configured store. */
export interface ResolvedLocation extends ConfiguredStore {
  readonly resolution: 'RESOLVED'
  readonly location: StoreLocation
  /** The location's own normalised address. */
  readonly uri: string
}

/** An address that no configured store holds. Nothing is ever read from it. */
export interface UnresolvableLocation {
  readonly resolution: 'UNRESOLVABLE'
  /** Normalised where that was possible, else as reported. */
  readonly uri: string
}

/** Where an address leads. */
export type ResolvedArtifact = ResolvedLocation | UnresolvableLocation

/** A file or folder below its owner. */
export interface ArtifactFile {
  readonly owner: ArtifactOwner
  readonly at: ResolvedLocation
  /** With `path` relative to the owner. */
  readonly record: FileRecord
  /** Null for a folder. */
  readonly mediaType: string | null
}

/** A page of files, in the order of their paths within the store. */
export interface ArtifactPage {
  readonly files: readonly ArtifactFile[]
  readonly hasNextPage: boolean
}

/** A file with its bytes on their way; the reader must consume or destroy `content.body`. */
export interface ArtifactContent {
  readonly file: ArtifactFile
  readonly content: FileContent
}

/** The digest of every file below a location. */
export interface ArtifactDigest {
  /** SHA-256 as hexadecimal; see `artifactDigest` for what it covers. */
  readonly digest: string
  /** `listingFingerprint` of the same files. */
  readonly fingerprint: string
  readonly fileCount: number
  readonly totalBytes: number
}
