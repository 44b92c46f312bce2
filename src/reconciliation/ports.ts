import type { ApprovalCaller, ApprovalPorts, ApprovalTransaction } from '../approvals/index.ts'
import type { MirroredObject } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Uid } from '../kernel/ids.ts'
import type {
  EndpointWatch,
  Held,
  Reaction,
  Reversion,
  Violation,
  ViolationKind,
  ViolationSeverity,
  ViolationState,
  Watch,
} from './types.ts'
import type { RightHolder, WiderRight } from './wider-right.ts'

/** Violations and watched targets within one transaction. */
export interface DriftRows {
  watch(target: Uid): Promise<Watch | null>
  saveWatch(watch: Watch): Promise<void>
  /** What a server served at first, locked until the end of the transaction; null before it was looked at. */
  endpointWatch(source: string): Promise<EndpointWatch | null>
  saveEndpointWatch(watch: EndpointWatch): Promise<void>
  /** Keeps every other gateway from settling rights of a source until the end of the transaction. */
  lockNativeRights(source: string): Promise<void>
  /** Target of a violation, without a lock, so that it can be locked before it; null where unknown, or it is of none. */
  targetOf(violation: Uid): Promise<Uid | null>
  /** Locked; null where unknown. */
  violation(uid: Uid): Promise<Violation | null>
  /** The one of a key that is open, locked. */
  open(key: string): Promise<Violation | null>
  /** The one of a key that ended last. */
  lastEnded(key: string): Promise<Violation | null>
  save(violation: Violation): Promise<void>
  /** Tries on a target since a moment. */
  reversions(target: Uid, since: number): Promise<readonly Reversion[]>
  addReversion(reversion: Reversion): Promise<void>
  /** A try of which nothing came, as it was refused. */
  dropReversion(reversion: Pick<Reversion, 'violation' | 'attempt'>): Promise<void>
}

/** What one transaction about drift reads and writes. The target is locked first, as wherever requests are changed. */
export interface DriftTransaction {
  readonly approvals: ApprovalTransaction
  readonly drift: DriftRows
}

/** Changes violations, each change with its record. */
export interface DriftChanges {
  /** Runs `work` in a transaction; what it records is recorded as `by`'s. Throws a `Fault` when that is not possible. */
  change<Result>(by: Actor, work: (transaction: DriftTransaction) => Promise<Result>): Promise<Result>
}

/** Which violations a list holds; conditions are joined by AND. */
export interface ViolationFilter {
  readonly states?: readonly ViolationState[]
  readonly kinds?: readonly ViolationKind[]
  readonly severities?: readonly ViolationSeverity[]
  readonly target?: Uid
  readonly environment?: string
  /** Model or deployment. */
  readonly subject?: Uid
  /** First seen at or after. */
  readonly from?: number
  /** First seen before. */
  readonly to?: number
}

/** Reads violations. */
export interface DriftReads {
  /** In the order asked; null where unknown. */
  byUids(uids: readonly Uid[]): Promise<readonly (Violation | null)[]>
  /** The newest first, after the one with the uid `after`. */
  list(
    filter: ViolationFilter,
    page: { readonly first: number; readonly after: Uid | null },
  ): Promise<{ readonly items: readonly Violation[]; readonly hasNextPage: boolean }>
  watch(target: Uid): Promise<Watch | null>
  endpointWatch(source: string): Promise<EndpointWatch | null>
}

/** A target that is looked at. */
export interface WatchedTarget {
  readonly uid: Uid
  readonly environment: string
  readonly source: string
  readonly kind: 'ALIAS' | 'DEPLOYMENT'
  readonly nativeRef: string
  readonly onDrift: Reaction
}

/** What a tool says a target holds. */
export type Observation =
  | {
      readonly kind: 'HOLDS'
      readonly held: Held
      readonly subject: MirroredObject
      /** What the server is told to load, as a text of its connector; null for nothing, absent where that is not known. */
      readonly settings?: string | null
    }
  | { readonly kind: 'NOTHING'; readonly subject: MirroredObject }
  | { readonly kind: 'NO_MODEL' }
  /** It cannot be told, for this reason. */
  | { readonly kind: 'UNKNOWN'; readonly reason: string }

/** What answers under a name on a server. */
export interface Endpoint {
  readonly subject: MirroredObject
  /** What it runs, as the server names it. */
  readonly held: Held
}

/** Looks at tools, past every cache. What cannot be read is a thrown `Fault`. */
export interface DriftTools {
  targets(): Promise<readonly WatchedTarget[]>
  /**
   * What a target holds; `known` is its model when it was last seen. Of several versions that are alike to the byte, it holds
   * the one that it should. What was read is taken into the mirror, so that lists,
   * lineage and the history of aliases tell of it before the next crawl.
   */
  observe(
    target: WatchedTarget,
    last: { readonly known: MirroredObject | null; readonly expected: Uid | null },
    call: CallContext,
  ): Promise<Observation>
  /** Whether its tool still holds a version. */
  isThere(version: Uid, call: CallContext): Promise<boolean>
  /** The servers of protected environments. */
  servers(): Promise<readonly { readonly source: string; readonly environment: string }[]>
  /** Everything that a server serves and that is ready; null where not all of it can be told yet. */
  endpoints(source: string, call: CallContext): Promise<readonly Endpoint[] | null>
  /** SHA-256 over the files of a version, hashed now; null when they cannot be read, or it is gone. */
  digestOf(version: Uid, call: CallContext): Promise<string | null>
}

/** Models that targets of a protected environment stand for, in the source that registers them. */
export interface GuardedModels {
  readonly source: string
  readonly environment: string
  readonly models: readonly MirroredObject[]
}

/** What a tool told of the rights that it gives by itself. */
export interface NativeRightsTold {
  /** Whether it told everything of whom it gives a right to: of others nothing follows from their not being told of. */
  tellsOf(holder: RightHolder): boolean
  /** Rights that are wider than the policy in force on these models, each holder once. */
  widerOn(models: readonly MirroredObject[]): Promise<readonly WiderRight[]>
}

/** Asks tools for the rights that they give by themselves. */
export interface NativeTools {
  guarded(): Promise<readonly GuardedModels[]>
  /** Null where there is nothing to ask, or not all of its models have been met yet. Throws the `Fault` of the tool. */
  told(source: string, call: CallContext): Promise<NativeRightsTold | null>
}

/** Where drift writes its log; pino fits. */
export interface DriftLogger {
  info(facts: Readonly<Record<string, unknown>>, message: string): void
  warn(facts: Readonly<Record<string, unknown>>, message: string): void
}

/** What is looked at in the gateway's own records, which no tool has a part in. */
export interface RecordPorts extends Pick<DriftPorts, 'changes' | 'reads'> {
  readonly approvals: Pick<ApprovalPorts, 'clock'> & {
    readonly reads: Pick<ApprovalPorts['reads'], 'byUids' | 'list' | 'checks' | 'targetState' | 'exceptionList'>
  }
}

/** What reconciliation needs. */
export interface DriftPorts {
  readonly changes: DriftChanges
  readonly reads: DriftReads
  readonly tools: DriftTools
  readonly native: NativeTools
  readonly approvals: ApprovalPorts
  /** As whom the gateway puts back what was approved. */
  readonly self: ApprovalCaller
  readonly log: DriftLogger
  /** Told that a request may be due. */
  readonly onChange: () => void
  /** Shortest time between two hashings of the files of a target. */
  readonly filesEveryMs: number
}
