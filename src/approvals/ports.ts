import type { PolicyEngine } from '../access/policy/engine.ts'
import type { PolicyInForce } from '../access/policy/in-force.ts'
import type { Resource } from '../access/policy/types.ts'
import type { KnownPrincipals, PeopleStores } from '../access/ports.ts'
import type { AccessState, Principal } from '../access/types.ts'
import type { AuditDraft } from '../audit/types.ts'
import type { CallContext } from '../connector/contract.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { PeopleReads, PeopleRecords } from './people-ports.ts'
import type { Tampering } from './tampering.ts'
import type {
  ApprovalAction,
  ApprovalPolicyVersion,
  ApprovalRequest,
  ApprovalTarget,
  Check,
  GateResult,
  GateRule,
  Observed,
  PlacedTarget,
  ReleasePlace,
  RequestState,
  Review,
  Subject,
  VersionFacts,
  VersionTarget,
} from './types.ts'
import type { VersionUse, VersionUses } from './use-types.ts'

/** What a target is to stand for, by the last request that was completed on it. */
export interface TargetState {
  /** Grows with every completed change. */
  readonly generation: number
  readonly desired: { readonly versionUid: Uid; readonly artifactDigest: string | null } | null
  /** The request that made it so; null before any. */
  readonly request: Uid | null
}

/**
 * What one transaction about approvals reads and writes. Rows are locked in one order everywhere: target, requests by id,
 * effects, and the head of the audit trail last. No tool is called while it is open.
 */
export interface ApprovalTransaction extends PeopleRecords {
  /** Time of the database. */
  readonly now: number
  /** Locks a target until the end of the transaction. First thing in every transaction that changes a request. */
  target(uid: Uid): Promise<TargetState>
  /** Uid of the target of a request, without a lock, so that the target can be locked before it; null where unknown. */
  targetOf(request: Uid): Promise<Uid | null>
  /** Locks a request; null where unknown. */
  request(uid: Uid): Promise<ApprovalRequest | null>
  /** Requests on a target in these states, by id, locked. */
  onTarget(target: Uid, states: readonly RequestState[]): Promise<readonly ApprovalRequest[]>
  /** Requests about a version in these states, on whichever target, not locked: their targets may be another's. */
  aboutVersion(version: Uid, states: readonly RequestState[]): Promise<readonly ApprovalRequest[]>
  /** Writes a request, new or changed. */
  save(request: ApprovalRequest): Promise<void>
  reviews(request: Uid): Promise<readonly Review[]>
  addReview(review: Review): Promise<void>
  dismiss(reviews: readonly Uid[], dismissal: NonNullable<Review['dismissal']>): Promise<void>
  /** The latest of each gate with the same parameters. */
  checks(request: Uid): Promise<readonly Check[]>
  addChecks(checks: readonly Check[]): Promise<void>
  /** Leaves the effects of a request's plan to be carried out, in order. */
  planEffects(request: ApprovalRequest): Promise<void>
  /** Cancels effects of which nothing was sent. Answers whether all of them were. */
  cancelEffects(request: Uid): Promise<boolean>
  setTarget(target: Uid, state: Omit<TargetState, 'generation'>): Promise<void>
  /** Whether old copies of a target's versions are being removed: nothing may begin to rely on one until that has ended. */
  isBeingCleared(target: Uid): Promise<boolean>
  policies(): Promise<ApprovalPolicyVersion>
  /** Every one that was ever found. */
  tamperings(): Promise<readonly Tampering[]>
  /** Rights and people as they are in this transaction. */
  access(): Promise<AccessState>
  readonly people: PeopleStores
  /** The answer to an earlier call under this key of this principal; null for none. */
  answered(key: IdempotencyKey): Promise<KeptAnswer | null>
  remember(key: IdempotencyKey, answer: KeptAnswer): Promise<void>
  /** Forgets answers that were remembered before a moment. */
  forgetAnswers(before: number): Promise<void>
  /** Written to the audit trail with the change, or neither is. */
  record(event: ApprovalEvent): void
}

/** Something that happened to a request, as it is recorded. */
export type ApprovalEvent = Omit<AuditDraft, 'actor'> & {
  /** Ids of principals, by what each of them is in it; recorded as pseudonyms among the details. */
  readonly people?: Readonly<Record<string, string>>
}

/** What a target came to stand for, and by which request. */
export interface TargetChange {
  readonly target: Uid
  /** Counts the changes of the target, from 1. */
  readonly generation: number
  /** Null where it came to stand for nothing. */
  readonly version: Uid | null
  readonly request: Uid
  readonly at: number
}

/** What a caller names a mutation by, so that sending it twice does it once. */
export interface IdempotencyKey {
  readonly principal: string
  readonly key: string
}

/** What is remembered of a mutation: what it was asked, and the uid of what it led to. */
export interface KeptAnswer {
  readonly payloadDigest: string
  readonly request: Uid
}

/** Changes approvals, each change with its record. */
export interface ApprovalChanges {
  /** Runs `work` in a transaction; what it records is recorded as `by`'s. Throws a `Fault` when that is not possible. */
  change<Result>(by: Actor, work: (transaction: ApprovalTransaction) => Promise<Result>): Promise<Result>
}

/** Which requests a list holds; conditions are joined by AND. */
export interface RequestFilter {
  readonly states?: readonly RequestState[]
  readonly target?: Uid
  readonly environment?: string
  readonly model?: Uid
  readonly version?: Uid
  readonly requester?: string
  /** Those that lapse by then, or have. */
  readonly expiresBy?: number
  /** Those for which glass was broken that must be ratified by then, and were not. */
  readonly ratifyBy?: number
  /** Those for which glass was broken, for whichever incident. */
  readonly isBroken?: true
  /** Those for which glass was broken for this incident. */
  readonly incident?: Uid
  /** Those that people may have to say something to: that wait for reviews, or for which glass was broken. */
  readonly isForPeople?: true
}

/** Reads approvals. */
export interface ApprovalReads extends PeopleReads {
  /** Null where unknown, in the order asked. */
  byUids(uids: readonly Uid[]): Promise<readonly (ApprovalRequest | null)[]>
  /** The newest first, `first` after the one with the uid `after`. */
  list(
    filter: RequestFilter,
    page: { readonly first: number; readonly after: Uid | null },
  ): Promise<{ readonly items: readonly ApprovalRequest[]; readonly hasNextPage: boolean }>
  /** Approved requests whose `notBefore` has come, the oldest first, `first` after the one with the uid `after`. */
  due(
    now: number,
    page: { readonly first: number; readonly after: Uid | null },
  ): Promise<{ readonly items: readonly ApprovalRequest[]; readonly hasNextPage: boolean }>
  reviews(request: Uid): Promise<readonly Review[]>
  /** The latest of each gate with the same parameters. */
  checks(request: Uid): Promise<readonly Check[]>
  policies(): Promise<ApprovalPolicyVersion>
  /** Every one that was ever found. */
  tamperings(): Promise<readonly Tampering[]>
  /** Every version, the newest first and the package's last; `after` is a number. */
  policyVersions(page: {
    readonly first: number
    readonly after: number | null
  }): Promise<{ readonly items: readonly ApprovalPolicyVersion[]; readonly hasNextPage: boolean }>
  /** Null where unknown; 0 is what came with the package. */
  policyVersion(number: number): Promise<ApprovalPolicyVersion | null>
  targetState(target: Uid): Promise<TargetState>
  /** The same of several, and since when; one before any request is left out. */
  targetStates(targets: readonly Uid[]): Promise<ReadonlyMap<Uid, TargetState & { readonly changedAt: number }>>
  /** What a target is to stand for by the last request, and before any what it stood for when it was first looked at; null for neither. */
  expectedVersion(target: Uid): Promise<Uid | null>
  /** Completed changes of a target, the newest first; `before` is a generation. */
  changes(
    target: Uid,
    page: { readonly first: number; readonly before: number | null },
  ): Promise<{ readonly items: readonly TargetChange[]; readonly hasNextPage: boolean }>
  /** The last completed change of each target at or before a moment. */
  liveAt(
    at: number,
  ): Promise<
    readonly { readonly target: Uid; readonly version: Uid | null; readonly request: Uid; readonly since: number }[]
  >
}

/** Which target of a model in an environment is meant. */
export interface WantedTarget {
  readonly model: Subject['model']
  readonly environment: string
  /** Null for any. */
  readonly alias: string | null
  /** Name on a server; null for any. */
  readonly deployment: string | null
}

/**
 * Reads from the tools what approvals are about, past every cache. Whatever cannot be read is a thrown `Fault`. Refs are
 * looked up as the caller sees things; everything else is read whoever asks, so that digests are the same for everybody.
 */
export interface Subjects {
  /** A version by ref, with its digests computed from the tool's files now. Refuses with NOT_FOUND, AMBIGUOUS_REF or BAD_USER_INPUT. */
  read(ref: string, source: string | null, call: CallContext): Promise<Outcome<Subject>>
  /** The version with this uid; null when it is gone. */
  again(version: Uid, call: CallContext): Promise<Subject | null>
  /** What a target stands for now, asked from its tool. */
  observe(target: PlacedTarget, call: CallContext): Promise<Observed>
  /** Throws an `UNSUPPORTED_BY_TARGET` fault where the tool of a target could never take the files of a version. */
  accept(target: PlacedTarget, version: VersionFacts, call: CallContext): Promise<void>
  /** The target for a model in an environment. Refuses with NOT_FOUND, or AMBIGUOUS_REF where several fit. */
  target(wanted: WantedTarget): Promise<Outcome<PlacedTarget>>
  /** A version as what is to be retired, whoever asks. Refuses with NO_POLICY where there is no environment, or UNSUPPORTED. */
  retirement(subject: Subject): Promise<Outcome<VersionTarget>>
  /** What a version is used for now, by targets, servers and lineage. Throws where that cannot be told. */
  uses(subject: Subject, call: CallContext): Promise<VersionUses>
}

/** What rules look at in a version and its model. */
export interface Governed {
  readonly model: Resource
  readonly version: Resource
  /** The higher of the model's and the version's, 0 to 4. */
  readonly riskTier: number
  /** Team that owns the model, by the configured tag. */
  readonly team: string | null
  /** Every tag of the model as `key=value`. */
  readonly tags: readonly string[]
}

/** Finds what rules look at, whoever asks, in the mirror. Null where the mirror has no such version any more. */
export type GovernedVersions = (version: Pick<VersionFacts, 'uid' | 'modelUid'>) => Promise<Governed | null>

/** What the verbs of approvals need. */
export interface ApprovalPorts {
  readonly changes: ApprovalChanges
  readonly reads: Pick<
    ApprovalReads,
    | 'byUids'
    | 'list'
    | 'due'
    | 'reviews'
    | 'checks'
    | 'policies'
    | 'tamperings'
    | 'targetState'
    | 'expectedVersion'
    | 'changes'
    | 'incidentsByUid'
    | 'delegations'
    | 'exceptionsFor'
    | 'exceptionsByUid'
    | 'exceptionList'
  >
  readonly subjects: Subjects
  readonly governed: GovernedVersions
  /** How many days a version of a risk tier is kept from when it is retired. */
  readonly retentionDays: (riskTier: number) => number
  /** Where an environment keeps copies of what is promoted to it; null for nowhere. */
  readonly releaseOf: (environment: string) => ReleasePlace | null
  readonly gates: GateRegistry
  readonly engine: Pick<PolicyEngine, 'ready' | 'decide' | 'mayPermit'>
  readonly inForce: Pick<PolicyInForce, 'current' | 'of'>
  /** Everybody who is known at a time; within a transaction read from its own stores. */
  readonly people: KnownPrincipals
  /** Where everybody is read outside of transactions. */
  readonly stores: PeopleStores
  readonly clock: Clock
}

/** What a gate works with. */
export interface GateQuestion {
  readonly subject: Subject
  readonly target: ApprovalTarget
  readonly action: ApprovalAction
  /** What the target stands for now; null for nothing. */
  readonly champion: Subject | null
  /** What the version is used for; looked at for a RETIRE alone. */
  readonly uses?: readonly VersionUse[]
  readonly rule: GateRule
  readonly now: number
}

/** A gate: a plug-in that looks at evidence. Missing evidence is FAIL; a thrown `Fault` becomes ERROR. */
export interface Gate {
  /** Written as `gate` in a policy. */
  readonly name: string
  /** One line for people. */
  readonly description: string
  /** Set where it is about the moment of the change: it keeps an approved request waiting, and none from being approved. */
  readonly isAboutMoment?: boolean
  /** What it would find then, set where it takes nothing but the time: it is asked before anything is read from tools. */
  readonly runAt?: (now: number, params: GateRule['params']) => GateResult
  /** JSON Schema of the parameters, for people who write policies. */
  readonly parameters?: unknown
  /** Checks parameters when a policy is published. Answers what is wrong with them, nothing for nothing. */
  problemsOf(params: GateRule['params']): readonly string[]
  run(question: GateQuestion, call: CallContext): Promise<GateResult>
}

/** The gates that policies may name. */
export interface GateRegistry {
  readonly all: readonly Gate[]
  named(name: string): Gate | null
}

/** Who asks, and as whom it is recorded. */
export interface ApprovalCaller {
  readonly principal: Principal
  readonly actor: Actor
}
