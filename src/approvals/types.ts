import type { Principal, Role } from '../access/types.ts'
import type { MirroredObject } from '../catalog/types.ts'
import type { EffectPlace } from '../connector/effects.ts'
import type { Uid } from '../kernel/ids.ts'
import type { BreakGlass, BreakGlassTerms } from './people-types.ts'

/** What can be asked for. */
export const approvalActions = ['PROMOTE', 'ROLLBACK', 'ADOPT', 'RETIRE'] as const

/** One of {@link approvalActions}. */
export type ApprovalAction = (typeof approvalActions)[number]

/**
 * How a request stands. The last seven are ends, but for COMPLETED, which ends as SUPERSEDED or REVOKED later.
 * Which may follow which is in `state-machine.ts`.
 */
export const requestStates = [
  'DRAFT',
  'PENDING',
  'CHANGES_REQUESTED',
  'APPROVED',
  'EXECUTING',
  'COMPENSATING',
  'STUCK',
  'COMPLETED',
  'REJECTED',
  'EXPIRED',
  'CANCELLED',
  'REVOKED',
  'ROLLED_BACK',
  'SUPERSEDED',
] as const

/** One of {@link requestStates}. */
export type RequestState = (typeof requestStates)[number]

/** What every target has. */
interface AnyTarget {
  readonly uid: Uid
  readonly environment: string
  readonly isProtected: boolean
  readonly rank: number
  /** Id of the source that holds it. */
  readonly source: string
  /** Workspace of the model within its registry. */
  readonly workspace: string
  /** Name of the model. */
  readonly model: string
}

/** An alias of a model. The source that holds it is the model's registry. */
export interface AliasTarget extends AnyTarget {
  readonly kind: 'ALIAS'
  readonly alias: string
  /** `models:/NAME@ALIAS`. */
  readonly nativeRef: string
}

/** A name under which a server serves versions of a model. */
export interface DeploymentTarget extends AnyTarget {
  readonly kind: 'DEPLOYMENT'
  /** The name on the server. */
  readonly deployment: string
  /** Id of the source that registers the model. */
  readonly registry: string
  /** `deployment:SOURCE/NAME`. */
  readonly nativeRef: string
}

/** What stands for a model in one environment: a place in a tool. */
export type PlacedTarget = AliasTarget | DeploymentTarget

/**
 * A version itself, which is to be retired. It stands in no environment; the one named here is whose rules it is judged by.
 * The source is the registry.
 */
export interface VersionTarget extends AnyTarget {
  readonly kind: 'VERSION'
  /** `models:/NAME/VERSION`. */
  readonly nativeRef: string
}

/** What a request changes. The lockable unit of change. */
export type ApprovalTarget = PlacedTarget | VersionTarget

/** A version of a model, as a request names it: by what it is, never by a movable name. */
export interface VersionFacts {
  readonly uid: Uid
  readonly modelUid: Uid
  /** `models:/NAME/VERSION`. */
  readonly ref: string
  readonly version: string
  /** SHA-256 over the sorted list of its files, hexadecimal; null when its files cannot be read. */
  readonly artifactDigest: string | null
  /** SHA-256 (RFC 8785) over everything that makes the version what it is; see `digests.ts`. */
  readonly subjectDigest: string
}

/** One row of a plan: something that is one thing now and will be another. */
export interface PlanRow {
  readonly label: string
  readonly before: string | null
  readonly after: string | null
  /** Null where neither is better. */
  readonly verdict: 'BETTER' | 'WORSE' | 'SAME' | null
}

/** What would be done, as it was when it was asked for. Immutable; a new revision has a new one. */
export interface Plan {
  readonly rows: readonly PlanRow[]
  /** What the target stood for when it was planned; null for nothing, or nothing that is registered. */
  readonly base: { readonly uid: Uid; readonly version: string } | null
  /** What its places on the server held then; absent for an alias, which holds the version of `base`. */
  readonly held?: HeldPlaces
  /** For a RETIRE, the names that are no targets under which servers have loaded the version, sorted; they are unloaded. */
  readonly loaded?: readonly LoadedName[]
  /** For a RETIRE, how many days the version is kept from when it is carried out. */
  readonly retentionDays?: number
  /** Where a copy of the files is put first, where the environment has such a place. */
  readonly release?: ReleasePlace
  readonly steps: readonly PlannedStep[]
  /** SHA-256 (RFC 8785) of action, target, steps, preconditions and policy versions. */
  readonly digest: string
}

/** What the places of a deployment hold, as texts of its connector; null for nothing. */
export interface HeldPlaces {
  /** What the server is told to load. */
  readonly settings: string | null
  /** What it has loaded. */
  readonly model: string | null
}

/** Where released versions of an environment lie, each under its digest. */
export interface ReleasePlace {
  /** Id of the source. */
  readonly store: string
  /** As the store writes paths, such as `bucket/releases`. */
  readonly prefix: string
}

/** A name that is no target under which a server has loaded a version. */
export interface LoadedName {
  /** Id of the server's source. */
  readonly source: string
  readonly deployment: string
  /** What its settings and its model hold, which are the same. */
  readonly held: string
}

/** What a target stands for at a moment, asked from its tool. */
export type Observed = Pick<Plan, 'base' | 'held' | 'loaded'>

/** One effect that a plan leads to: what a place in a tool is to hold. */
export interface PlannedStep {
  /** Id of the source that has the place. */
  readonly source: string
  readonly place: EffectPlace
  /** Null empties it. */
  readonly desired: string | null
  /** What it must hold just before, null being nothing; absent where that does not matter. */
  readonly expects?: string | null
}

/** A wish to change what a target stands for. */
export interface ApprovalRequest {
  readonly uid: Uid
  readonly action: ApprovalAction
  readonly state: RequestState
  /** Grows with every change of the request. */
  readonly revision: number
  readonly target: ApprovalTarget
  readonly subject: VersionFacts
  readonly plan: Plan
  /** Number of the approval policies that it is judged by. */
  readonly policyVersion: number
  readonly requirements: Requirements
  /** Id of the principal who asked. */
  readonly requester: string
  /** Ids of those whose own work it is, and who therefore cannot review it; the requester among them. */
  readonly excluded: readonly string[]
  /** Authors that could not be tied to a person, such as `mlflow:build-bot`. */
  readonly unknownAuthors: readonly string[]
  readonly riskTier: number
  readonly reason: string
  readonly ticket: string | null
  readonly createdAt: number
  readonly submittedAt: number | null
  readonly decidedAt: number | null
  /** Nothing is done before. */
  readonly notBefore: number | null
  /** Of a pending request when it lapses; of an approved one when its approval does. */
  readonly expiresAt: number
  readonly endedAt: number | null
  /** Why it is in this state, where somebody or something other than a review brought it there. */
  readonly cause: string | null
  /** For a ROLLBACK the completed request whose version is brought back. */
  readonly restores: Uid | null
  /** How its places were filled when it was approved; null before. */
  readonly filled: readonly ReviewSlot[] | null
  /** Set where glass was broken for it. */
  readonly breakGlass?: BreakGlass
  /** The last reminder that it waits; it is of the time since it was submitted at `since`. */
  readonly reminded?: { readonly since: number; readonly percent: number }
}

/** What a reviewer says. */
export const reviewDecisions = ['APPROVE', 'REJECT', 'REQUEST_CHANGES', 'COMMENT'] as const

/** One of {@link reviewDecisions}. */
export type ReviewDecision = (typeof reviewDecisions)[number]

/** One reviewer's word. Never changed but for being dismissed. */
export interface Review {
  readonly uid: Uid
  readonly request: Uid
  /** Id of the principal who said it. */
  readonly reviewer: string
  /** In whose place, and by which delegation; absent where the right was the reviewer's own. */
  readonly standsIn?: { readonly for: string; readonly delegation: Uid }
  readonly decision: ReviewDecision
  readonly comment: string | null
  /** What was looked at. */
  readonly subjectDigest: string
  readonly planDigest: string
  readonly createdAt: number
  /** Set when it counts no more. */
  readonly dismissal: { readonly at: number; readonly by: string; readonly reason: string } | null
}

/** Who must say yes. */
export interface ReviewerRule {
  readonly name: string
  /** Held organisation-wide or by a grant on the model, its team or source, or the environment; null for anybody who may review. */
  readonly role: Role | null
  readonly team: string | null
  readonly count: number
  /** To whom its places are open besides once a request has waited for so long; absent for nobody. */
  readonly escalation?: Escalation
}

/** Who may say yes besides when those who should have not. */
export interface Escalation {
  readonly afterMs: number
  readonly role: Role | null
  readonly team: string | null
}

/** A gate that a policy asks for. */
export interface GateRule {
  /** Name of a gate, such as `metric-bar`. */
  readonly gate: string
  readonly required: boolean
  readonly params: Readonly<Record<string, unknown>>
}

/** An approval policy: for which requests, and what it asks of them. */
export interface ApprovalPolicy {
  readonly name: string
  readonly selector: {
    /** Names of environments; null for all. */
    readonly environments: readonly string[] | null
    /** Whether the environment must be protected; null for either. */
    readonly isProtected: boolean | null
    readonly riskTierMin: number
    readonly actions: readonly ApprovalAction[] | null
    /** `key=value` tags of the model, all of which must be there. */
    readonly tags: readonly string[]
  }
  readonly gates: readonly GateRule[]
  readonly reviewers: readonly ReviewerRule[]
  readonly rejectQuorum: number
  readonly minWaitMs: number
  readonly pendingTtlMs: number
  readonly approvalTtlMs: number
  /** What an author does that cannot be tied to a person. */
  readonly unknownAuthor: 'BLOCK' | 'ALLOW'
  /** Whether, and how, glass may be broken; absent where it may not. */
  readonly breakGlass?: BreakGlassTerms
}

/** Approval policies as they were published at some time. Never changed. */
export interface ApprovalPolicyVersion {
  /** Counts from 1; 0 is what came with the package. */
  readonly number: number
  readonly policies: readonly ApprovalPolicy[]
  /** SHA-256 (RFC 8785) of the policies, hexadecimal. */
  readonly digest: string
  /** Id of the principal who published it; null for what came with the package or the configuration. */
  readonly author: string | null
  readonly confirmedBy: string | null
  readonly publishedAt: number | null
  readonly reason: string | null
}

/** What the policies that match a request ask of it together: everything that any of them asks. Glass may be broken where all let it. */
export type Requirements = Omit<ApprovalPolicy, 'name' | 'selector'> & {
  /** Names of the policies that match. */
  readonly policies: readonly string[]
}

/** How a gate came out. ERROR and INCONCLUSIVE block, and may be run again. */
export const verdicts = ['PASS', 'WARN', 'FAIL', 'ERROR', 'INCONCLUSIVE', 'NOT_APPLICABLE'] as const

/** One of {@link verdicts}. */
export type Verdict = (typeof verdicts)[number]

/** What a gate found. */
export interface GateResult {
  readonly verdict: Verdict
  readonly value: number | null
  readonly threshold: number | null
  readonly unit: string | null
  readonly observed: readonly { readonly name: string; readonly value: number | null; readonly text: string | null }[]
  /** Codes such as `MISSING_EVIDENCE`. */
  readonly reasons: readonly string[]
  /** For a person, and what to do about it. */
  readonly explanation: string
  readonly evidence: readonly { readonly uri: string; readonly digest: string | null }[]
  /** SHA-256 (RFC 8785) of everything that the verdict follows from. */
  readonly inputsDigest: string
  /** From then on it does not count; null when it holds as long as its inputs. */
  readonly expiresAt: number | null
  /** Ids of principals whose word it rests on; absent where it was all read from tools. */
  readonly attesters?: readonly string[]
}

/** A gate's result for one revision of a request. Kept, never changed. */
export interface Check extends GateResult {
  readonly uid: Uid
  readonly request: Uid
  readonly gate: string
  readonly required: boolean
  readonly subjectDigest: string
  /** Of the plan that it was found for; for another plan, such as against another champion, it does not count. */
  readonly planDigest: string
  /** SHA-256 (RFC 8785) of the gate's parameters. */
  readonly configurationDigest: string
  readonly computedAt: number
}

/** A place among those who must say yes, and who fills it. */
export interface ReviewSlot {
  readonly rule: string
  readonly role: Role | null
  readonly team: string | null
  /** To whom it is open besides, and from when on; null while nobody was asked yet. */
  readonly escalation?: Omit<Escalation, 'afterMs'> & { readonly at: number | null; readonly isOpen: boolean }
  /** The review that fills it; null while it is open. */
  readonly review: Uid | null
}

/** What keeps a request from being approved, or an approved one from being carried out. */
export interface Blocker {
  readonly code:
    | 'GATE_FAILED'
    | 'GATE_ERROR'
    | 'REVIEWS_MISSING'
    | 'UNSATISFIABLE'
    | 'UNKNOWN_AUTHOR'
    | 'NO_POLICY'
    | 'MIN_WAIT'
    | 'NOT_BEFORE'
    | 'DIGEST_CHANGED'
    | 'TARGET_MOVED'
    | 'NOTHING_TO_DO'
    | 'NOT_PERMITTED'
    | 'NOT_NOW'
    | 'TARGET_FROZEN'
  readonly message: string
  /** Name of the gate or rule, or global id of the violation. */
  readonly subject: string | null
}

/** What is known of a version when a request is planned or a gate runs: read from the tools at that moment. */
export interface Subject {
  readonly facts: VersionFacts
  readonly version: MirroredObject
  readonly model: MirroredObject
  /** Run that made it; null when it has none or it cannot be read. */
  readonly run: MirroredObject | null
  /** `mlflow:ada`, `git:ada@example.org`: whoever made it, as the tools name them. */
  readonly authors: readonly string[]
}

/** Somebody who reviews, with what they hold now. */
export interface Reviewer {
  readonly principal: Principal
  /** Roles that count for the request, held organisation-wide or by a grant in whose scope it is. */
  readonly roles: readonly Role[]
  readonly teams: readonly string[]
  /** Id of the person who answers for them: two principals of one person fill one slot. */
  readonly person: string
}
