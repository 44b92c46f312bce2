import type { LoadedName } from './types.ts'

/** Something for which a version is needed still. */
export interface VersionUse {
  readonly kind: 'ALIAS' | 'DEPLOYMENT' | 'CONSUMER'
  /** As its tool names it, such as `models:/NAME@ALIAS`. */
  readonly name: string
  /** Whether whoever asked sees it; what they do not is not named. */
  readonly isSeen: boolean
}

/** What a version is used for at a moment. */
export interface VersionUses {
  readonly uses: readonly VersionUse[]
  /** Where it is loaded and nothing uses it, as far as the gateway can unload it. */
  readonly loaded: readonly LoadedName[]
}
