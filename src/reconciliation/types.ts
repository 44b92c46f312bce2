import type { MirroredObject } from '../catalog/types.ts'
import type { Uid } from '../kernel/ids.ts'
import type { WiderRight } from './wider-right.ts'

/** What can be wrong with a target, or with what runs in an environment. */
export const violationKinds = [
  'ALIAS_MOVED_TO_APPROVED',
  'ALIAS_MOVED',
  'ALIAS_REMOVED',
  'VERSION_DELETED',
  'MODEL_DELETED',
  'NAME_RECREATED',
  'BYTES_CHANGED',
  'SERVED_OTHER',
  'SETTINGS_CHANGED',
  'RATIFICATION_OVERDUE',
  'EXCEPTION_EXPIRED',
  'UNAPPROVED_ENDPOINT',
  'NATIVE_RIGHT_WIDER',
] as const

/** One of {@link violationKinds}. */
export type ViolationKind = (typeof violationKinds)[number]

/** How bad it is, the least first. */
export const violationSeverities = ['MEDIUM', 'HIGH', 'CRITICAL'] as const

/** One of {@link violationSeverities}. */
export type ViolationSeverity = (typeof violationSeverities)[number]

/** How a violation stands; the last three are ends. */
export const violationStates = ['OPEN', 'REVERTING', 'CONTESTED', 'RESOLVED', 'REVERTED', 'ADOPTED'] as const

/** One of {@link violationStates}. */
export type ViolationState = (typeof violationStates)[number]

/** States of a violation that is still there. */
export const openStates = ['OPEN', 'REVERTING', 'CONTESTED'] as const satisfies readonly ViolationState[]

/** What the gateway does about drift of a target: note it, tell of it too, or put back what was approved. */
export const reactions = ['DETECT', 'ALERT', 'REVERT'] as const

/** One of {@link reactions}. */
export type Reaction = (typeof reactions)[number]

/** What a place holds, or should. */
export interface Held {
  /** The version, as the gateway knows it; null where what is there is no version that it knows. */
  readonly version: Uid | null
  /** Model of the version; null where that is not known. */
  readonly modelUid: Uid | null
  /** `models:/NAME/VERSION`, or what a server says it runs. */
  readonly ref: string
}

/** Something that is not as it was approved. */
export interface Violation {
  readonly uid: Uid
  readonly kind: ViolationKind
  readonly severity: ViolationSeverity
  readonly state: ViolationState
  /** Grows with every change of it. */
  readonly revision: number
  /** What it is about, such that one of a key is open at a time. */
  readonly key: string
  /** Null for an endpoint that no target names, and for a right of a tool. */
  readonly target: Uid | null
  /** As its tool names it, such as `models:/NAME@ALIAS`; of a right who holds it. */
  readonly targetRef: string
  readonly environment: string
  readonly source: string
  /**
   * The model or the deployment, as it was when this was found: whoever sees it sees the violation. Of a right one of the
   * models that it reaches, and who sees that is told apart by {@link Violation.native}.
   */
  readonly subject: MirroredObject
  /** Null for nothing. */
  readonly expected: Held | null
  readonly observed: Held | null
  /** SHA-256 over the files, where it is about them. */
  readonly expectedDigest: string | null
  readonly observedDigest: string | null
  /** When it was last seen as it should be, so that the change came after; null when it never was. */
  readonly lastGoodAt: number | null
  readonly firstSeenAt: number
  readonly lastSeenAt: number
  readonly endedAt: number | null
  /** When its tool says that the model was last changed; a hint, and proof of nothing. */
  readonly toolChangedAt: number | null
  /** The request that puts back what was approved, takes over what is there, or is itself what is wrong. */
  readonly request: Uid | null
  /** The gate that an exception was from; absent where it is about none. */
  readonly gate?: string
  /** The right, where it is about one. */
  readonly native?: NativeFinding
  /** How often what was approved was put back, or was about to be. */
  readonly attempts: number
  /** When that was last tried; null for never. */
  readonly triedAt: number | null
  /** Code of why it is not put back, or why it ended, where that was nobody's word. */
  readonly cause: string | null
  /** Id of the principal who ended it. */
  readonly endedBy: string | null
  /** What they said. */
  readonly reason: string | null
}

/** A right of a tool that is wider than the policy, as it was last seen. */
export interface NativeFinding extends WiderRight {
  /** Pieces of it that somebody let stay before it grew; see `piecesOf`. */
  readonly accepted: readonly string[]
}

/** How a target stands, as it was last looked at. */
export type WatchState = 'IN_SYNC' | 'BASELINED' | 'DRIFTED' | 'UNKNOWN'

/** What is known of a target. */
export interface Watch {
  readonly target: Uid
  readonly state: WatchState
  /** What it held when it was last seen; null for nothing. */
  readonly observed: Held | null
  /** Since when it was seen to hold that. */
  readonly observedSince: number | null
  /** When it was last seen. */
  readonly observedAt: number | null
  /** When it was last looked at, seen or not. */
  readonly lookedAt: number
  /** Why it is UNKNOWN. */
  readonly reason: string | null
  /** What it held at first contact; undefined before that. */
  readonly baseline: { readonly held: Held | null; readonly at: number } | null
  /** When its files were last hashed. */
  readonly filesAt: number | null
  /** The version that was approved and has other bytes by now. */
  readonly changedBytes: Uid | null
  /** When it was last seen as it should be. */
  readonly goodAt: number | null
  /** Its model or deployment, as it was last seen. */
  readonly subject: MirroredObject | null
}

/** A try to put back what was approved. */
export interface Reversion {
  readonly violation: Uid
  readonly target: Uid
  /** Counts the tries of a violation, from 1. */
  readonly attempt: number
  readonly at: number
  /** Whether the gateway did so by itself. */
  readonly isAutomatic: boolean
}

/** What a server served when it was first looked at. */
export interface EndpointWatch {
  readonly source: string
  /** Names of its endpoints then. */
  readonly known: readonly string[]
  readonly at: number
}
