import type { MirroredObject } from '../catalog/index.ts'
import type { DeploymentRecord, ServedVersionRecord } from '../connector/records.ts'

/** How a served version was tied to a registered one; see {@link ServedMatch}. */
export type MatchKind = 'DECLARED' | 'URI' | 'DIGEST' | 'UNKNOWN'

/** Which registered version a served one is. */
export interface ServedMatch {
  readonly match: MatchKind
  /** Null when none is, or when several are and nothing tells them apart. */
  readonly modelVersion: MirroredObject | null
  /** Every registered version found to have these bytes, {@link modelVersion} first. */
  readonly candidates: readonly MirroredObject[]
  /** Why a marker was not followed, or why no single version was found; null when there is nothing to explain. */
  readonly reason: MatchReason | null
}

/** Why a match is less than it could be. */
export type MatchReason =
  | 'MARKER_NAMES_NO_VERSION'
  | 'MARKER_AMBIGUOUS'
  | 'MARKER_BYTES_DIFFER'
  | 'SEVERAL_VERSIONS'
  | 'BYTES_NOT_READABLE'
  | 'BYTES_NOT_COMPARED_YET'
  | 'VERSIONS_NOT_INDEXED_YET'

/** A served version, and the deployment that serves it. */
export interface ServedItem {
  /** Id of the deployment's source. */
  readonly source: string
  /** Name of the deployment. */
  readonly deployment: string
  readonly served: ServedVersionRecord
}

/** A place where files are. */
export interface FileAddress {
  /**
   * Id of the store that holds it; null when no configured store does. Part of the identity: an address that only
   * its own store understands is the same text in two stores.
   */
  readonly store: string | null
  /** Normalised. */
  readonly uri: string
}

/** A file below an address; `path` is '' when the address is the file itself. */
export interface StoredFile {
  readonly path: string
  readonly sizeBytes: number
  /** As hexadecimal, where it is known without reading the bytes. */
  readonly sha256: string | null
}

/** A registered version whose files are known. */
export interface IndexedVersion {
  readonly version: MirroredObject
  readonly address: FileAddress
  /** Null when the files cannot be listed from here. */
  readonly files: readonly StoredFile[] | null
}

/** Whether bytes are those of a version; `UNKNOWN` when they have not been compared. */
export type BytesVerdict = 'SAME' | 'DIFFERENT' | 'UNKNOWN'

/** A deployment as its server has it, and where it belongs. */
export interface PlacedDeployment {
  readonly object: MirroredObject
  readonly record: DeploymentRecord
  /** Name of the environment of its source. */
  readonly environment: string | null
}

/** A version that is live somewhere. */
export interface LiveEntry {
  readonly environment: string | null
  readonly deployment: MirroredObject
  readonly served: ServedVersionRecord
  readonly match: ServedMatch
}
