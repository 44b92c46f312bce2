import type { MirroredObject } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type {
  AdoptCommand,
  Reaction,
  ResolveCommand,
  RevertCommand,
  Violation,
  ViolationFilter,
  WatchState,
  WiderExcess,
  WiderRight,
} from '../reconciliation/index.ts'
import type { TargetView } from './services.ts'

/** A violation, and which of its versions the caller sees by name. */
export interface ViolationView {
  readonly violation: Violation
  readonly seesExpected: boolean
  readonly seesObserved: boolean
  /** Of a right, what the caller may know of it; null where it is about none. */
  readonly native: NativeFindingView | null
}

/** A right of a tool that is wider than the policy. */
export interface NativeFindingView extends Pick<WiderRight, 'holder' | 'accounts'> {
  readonly source: string
  /** The widest first. */
  readonly excess: readonly NativeExcessFound[]
}

/** What a right gives too much, on objects that the caller sees. */
export interface NativeExcessFound extends Pick<WiderExcess, 'kind' | 'actions' | 'isOnAll'> {
  /** How many models. */
  readonly models: number
  readonly objects: readonly MirroredObject[]
}

/** Which violations a list holds; see `ViolationFilter` of the schema. */
export type ViolationQuery = ViolationFilter

/** How a target stands. */
export interface TargetDriftView {
  readonly state: WatchState | 'OUT_OF_POLICY'
  readonly reason: string | null
  readonly onDrift: Reaction
  readonly observed: Uid | null
  readonly observedSince: number | null
  readonly observedAt: number | null
  readonly lookedAt: number | null
  readonly baseline: Uid | null
  readonly violations: readonly ViolationView[]
}

/** What an alias stood for in a time. */
export interface AliasPeriodView {
  /** Place in the history. */
  readonly number: number
  readonly alias: string
  /** Null for callers who do not see it. */
  readonly version: string | null
  /** Null where it is gone too. */
  readonly modelVersion: MirroredObject | null
  readonly since: number
  readonly until: number | null
}

interface PageOf<Item> {
  readonly items: readonly Item[]
  readonly hasNextPage: boolean
}

/** What was changed past the gateway, as one caller may see and change it: a violation is seen by whoever sees its model or deployment. */
export interface DriftService {
  /** Null where unknown, or the caller does not see it. */
  byUid(uid: Uid): Promise<ViolationView | null>
  /** The same of one that was come across rather than asked for. */
  met(uid: Uid): Promise<ViolationView | null>
  /** The newest first, after the one with the uid `after`. */
  list(
    query: ViolationQuery,
    page: { readonly first: number; readonly after: Uid | null },
  ): Promise<PageOf<ViolationView>>
  ofTarget(target: TargetView): Promise<TargetDriftView>
  /** The newest first, before a number. */
  aliasHistory(
    model: MirroredObject,
    alias: string | null,
    page: { readonly first: number; readonly before: number | null },
  ): Promise<PageOf<AliasPeriodView>>
  adopt(
    command: AdoptCommand,
    call: CallContext,
  ): Promise<Outcome<{ readonly violation: ViolationView; readonly request: Uid }>>
  revert(command: RevertCommand, call: CallContext): Promise<Outcome<ViolationView>>
  resolve(command: ResolveCommand): Promise<Outcome<ViolationView>>
}
