import type { Uid } from '../kernel/ids.ts'
import type { GateException, IncidentSeverity } from './people-types.ts'
import type { GateOutcome } from './run-gates.ts'
import type {
  ApprovalAction,
  ApprovalRequest,
  ApprovalTarget,
  Blocker,
  Plan,
  Requirements,
  Review,
  ReviewDecision,
  ReviewSlot,
  VersionFacts,
} from './types.ts'

/** What every mutation takes. */
interface Repeatable {
  /** Sent twice under one key, a mutation is done once; null for no such promise. */
  readonly idempotencyKey: string | null
}

/** What a mutation of a request that is there already takes. */
interface OnRequest extends Repeatable {
  readonly request: Uid
  /** The revision that the caller looked at; null accepts whichever there is. */
  readonly expectedRevision: number | null
}

/** Which of the calls to a target a version is to answer: all, a share of them, or those that another answers, unheard. */
export type Rollout = 'ALL' | 'SPLIT' | 'SHADOW'

/** Asks for a target to stand for a version. */
export interface RequestCommand extends Repeatable {
  readonly action: ApprovalAction
  /** ALL unless given. */
  readonly rollout?: Rollout
  /** The version, such as `models:/NAME/3`. */
  readonly ref: string
  readonly source: string | null
  readonly environment: string
  /** Needed where several targets of the environment are of the model. */
  readonly alias: string | null
  /** The same for a target that is a deployment: its name on the server. */
  readonly deployment?: string
  readonly reason: string
  readonly ticket: string | null
  /** Nothing is done before, in milliseconds since the epoch. */
  readonly notBefore: number | null
  /** Keeps it for later; nobody is asked to review it. */
  readonly draft: boolean
}

/** Asks for a version to be retired. */
export type RetireCommand = Pick<
  RequestCommand,
  'ref' | 'source' | 'reason' | 'ticket' | 'notBefore' | 'draft' | 'idempotencyKey'
>

/** Submits a draft, or a request of which changes were asked. */
export interface ResubmitCommand extends OnRequest {
  /** Another reason than before; null keeps it. */
  readonly reason: string | null
}

/** A reviewer's word. TAKE_BACK is of what they said before. */
export interface ReviewCommand extends OnRequest {
  readonly decision: ReviewDecision | 'TAKE_BACK'
  readonly comment: string | null
}

/** Ends a request that was not carried out. */
export interface CancelCommand extends OnRequest {
  readonly reason: string | null
}

/** Takes an approval back. */
export interface RevokeCommand extends OnRequest {
  readonly reason: string
}

/** Brings a former version back. */
export interface RollBackCommand extends Repeatable {
  readonly model: string
  readonly source: string | null
  readonly environment: string
  readonly alias: string | null
  readonly deployment?: string
  /** The version to go back to; null for the one that the target stood for before. */
  readonly to: string | null
  readonly reason: string
  readonly ticket: string | null
}

/** Has somebody else judge in one's place. */
export interface DelegateCommand extends Repeatable {
  /** Id of the principal who is to. */
  readonly to: string
  /** Names of environments; null for all. */
  readonly environments: readonly string[] | null
  /** Models; null for all. */
  readonly models: readonly Uid[] | null
  /** Null for now. */
  readonly startsAt: number | null
  readonly until: number
  readonly reason: string
}

/** Lets a gate not pass for a request's version and target, for a time. */
export interface GrantExceptionCommand extends OnRequest {
  readonly gate: string
  readonly until: number
  readonly reason: string
  readonly compensatingControl: string | null
}

/** Ends an exception before its time. */
export interface EndExceptionCommand extends Repeatable {
  readonly exception: Uid
  readonly reason: string
}

/** Ends what lets somebody judge in another's place before its time. */
export interface EndDelegationCommand extends Repeatable {
  readonly delegation: Uid
  readonly reason: string
}

/** Makes a target stand for a version at once, for an incident. */
export interface BreakGlassCommand
  extends Pick<
    RequestCommand,
    'ref' | 'source' | 'environment' | 'alias' | 'deployment' | 'reason' | 'ticket' | 'idempotencyKey'
  > {
  readonly incident: Uid
}

/** Says that breaking glass was right. */
export interface RatifyCommand extends OnRequest {
  readonly comment: string | null
}

/** Says that something went wrong. */
export interface OpenIncidentCommand extends Repeatable {
  readonly title: string
  readonly severity: IncidentSeverity
  readonly reason: string
  readonly ticket: string | null
}

/** Says that an incident is over. */
export interface CloseIncidentCommand extends Repeatable {
  readonly incident: Uid
  /** The revision that the caller looked at; null accepts whichever there is. */
  readonly expectedRevision: number | null
  readonly reason: string
}

/** A place among those who must say yes, who fills it, and how many could. */
export interface SlotStanding extends ReviewSlot {
  /** How many people could fill it, one by one; those whose own work it is are not among them. */
  readonly eligible: number
  /** Whether the viewer is one of them. */
  readonly viewerCould: boolean
}

/** How the gates of a request stand together. */
export type GateStatus = 'PASSED' | 'FAILED' | 'ERROR'

/** How a request stands, worked out now. */
export interface Standing {
  /** By which gates need not pass now. */
  readonly exceptions: readonly GateException[]
  readonly slots: readonly SlotStanding[]
  readonly gateStatus: GateStatus
  /** Everything that keeps it from being approved or carried out, as far as no tool has to be asked. */
  readonly blockers: readonly Blocker[]
  /** Whether a yes of the viewer would fill a place that is open now. */
  readonly isAwaitingViewer: boolean
}

/** What would come of a request, worked out without writing anything. */
export interface RequestPreview extends Standing {
  readonly action: ApprovalAction
  readonly target: ApprovalTarget
  readonly subject: VersionFacts
  readonly plan: Plan
  readonly policyVersion: number
  readonly requirements: Requirements
  readonly riskTier: number
  readonly unknownAuthors: readonly string[]
  readonly gates: readonly GateOutcome[]
}

/** What a review did. */
export interface ReviewResult {
  readonly request: ApprovalRequest
  /** The review; for TAKE_BACK the one that was taken back. */
  readonly review: Review
}

/** What revoking did: the revoked request, and the one that brings the former version back where there is one to bring back. */
export interface RevokeResult {
  readonly request: ApprovalRequest
  readonly rollback: ApprovalRequest | null
}
