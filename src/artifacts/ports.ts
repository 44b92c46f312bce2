import type { CallContext } from '../connector/contract.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Uid } from '../kernel/ids.ts'
import type { ArtifactOwner, ArtifactOwnerKind, ConfiguredStore } from './types.ts'

/** What resolving an address needs from outside. */
export interface ResolvePorts {
  /** Every connected artifact store in the order of the configuration. */
  readonly stores: readonly ConfiguredStore[]
  /**
   * Follows one step of an address that only its own tool understands (`models:/...`, `runs:/...`), asking the source
   * that reported it. Null when the source knows no such thing, or has no way to tell.
   */
  locate?(indirection: { readonly source: string; readonly uri: string }, call: CallContext): Promise<string | null>
}

/** What computing a digest needs from outside. */
export interface DigestPorts {
  readonly cache: DigestCache
  readonly clock: Clock
}

/** Names the bytes of one file as they were at one revision. */
export interface DigestKey {
  readonly source: string
  /** Normalised address of the location. */
  readonly uri: string
  /** Path relative to the location. */
  readonly path: string
  readonly revision: string
}

/**
 * SHA-256 values that were computed before. A lost entry is a miss. It must not be writable by anyone but the gateway:
 * what it answers stands for the bytes.
 */
export interface DigestCache {
  get(key: DigestKey): Promise<string | null>
  put(key: DigestKey, sha256: string): Promise<void>
}

/** Owners as one principal may see them. */
export interface ArtifactOwners {
  /** Null when there is no such object, or the principal may not see it. */
  find(kind: ArtifactOwnerKind, uid: Uid, call: CallContext): Promise<ArtifactOwner | null>
}
