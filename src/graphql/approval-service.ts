import type {
  Abilities,
  ApprovalPolicyCommand,
  ApprovalPolicyProposal,
  BreakGlassCommand,
  CancelCommand,
  RatifyCommand,
  RequestCommand,
  RequestPreview,
  ResubmitCommand,
  RetireCommand,
  ReviewCommand,
  RevokeCommand,
  RollBackCommand,
  SlotStanding,
  Standing,
  TargetChange,
} from '../approvals/index.ts'
import type { GateException } from '../approvals/people-types.ts'
import type { ApprovalPolicyVersion, ApprovalRequest, GateResult, RequestState, Review } from '../approvals/types.ts'
import type { MirroredObject } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { Problem } from '../kernel/problem.ts'
import type { TargetView } from './services.ts'

/** A request with the model that it is about; null where the caller asked for it and does not see the model (any more). */
export interface ApprovalView {
  readonly approval: ApprovalRequest
  readonly model: MirroredObject | null
  /** Whether the caller sees the version that the target stood for, where it stood for one. */
  readonly seesBase: boolean
}

/** Which requests a list holds; see `ApprovalRequestFilter` of the schema. */
export interface ApprovalQuery {
  readonly states?: readonly RequestState[]
  readonly environment?: string
  readonly target?: Uid
  /** A model or a version. */
  readonly subject?: MirroredObject
  readonly requestedByMe?: boolean
  readonly awaitingMe: boolean
  /** Those for which glass was broken for it. */
  readonly incident?: Uid
}

/** A part of a list, by uid. */
export interface ApprovalPage<Item> {
  readonly items: readonly Item[]
  readonly hasNextPage: boolean
  /** Where the next page goes on, where that is not after the last item. */
  readonly end?: Uid
}

/** What a gate found; `computedAt` is null where it is not kept. */
export type GateView = GateResult & {
  readonly gate: string
  readonly required: boolean
  readonly computedAt: number | null
  /** By which it need not pass now. */
  readonly exception: GateException | null
}

/** A review as it is. */
export type ReviewView = Review

/** A change of a target as it is. */
export type TargetChangeView = TargetChange

/** A place among those who must say yes, and whose yes fills it. */
export interface SlotView {
  readonly slot: SlotStanding
  /** Id of a principal. */
  readonly filledBy: string | null
}

/** To whom a place is open besides. */
export type SlotEscalationView = NonNullable<SlotStanding['escalation']>

/** What would come of a request. */
export interface PreviewView {
  readonly preview: RequestPreview
  /** Whether the caller sees the version that the target stands for, where it stands for one. */
  readonly seesBase: boolean
  readonly model: MirroredObject | null
}

/** How far something that is written to a tool has come. */
export interface EffectView {
  readonly source: string
  readonly place: string
  readonly value: string | null
  readonly found: string | null
  readonly state:
    | 'PLANNED'
    | 'CLAIMED'
    | 'SENT'
    | 'APPLIED'
    | 'VERIFIED'
    | 'SKIPPED'
    | 'RETRY_WAIT'
    | 'FAILED'
    | 'CANCELLED'
    | 'COMPENSATING'
    | 'COMPENSATED'
    | 'COMPENSATION_FAILED'
  readonly attempts: number
  readonly nextAttemptAt: number | null
  readonly errorCode: string | null
  readonly errorMessage: string | null
  readonly createdAt: number
  readonly endedAt: number | null
}

/** Something that happened to a request. */
export interface HistoryEntryView {
  readonly at: number
  readonly event:
    | 'DRAFTED'
    | 'SUBMITTED'
    | 'REVIEWED'
    | 'REVIEW_DISMISSED'
    | 'GLASS_BROKEN'
    | 'RATIFIED'
    | 'DECIDED'
    | 'STARTED'
    | 'CARRIED_OUT'
    | 'UNDONE'
    | 'ENDED'
  /** Id of a principal; null for the gateway itself. */
  readonly by: string | null
  readonly detail: string | null
}

/** What a target is to stand for. */
export interface TargetDesireView {
  readonly generation: number
  readonly version: Uid | null
  readonly artifactDigest: string | null
  readonly request: Uid | null
}

/** A version that a target stood for at some moment. */
export interface StandingTarget {
  readonly target: TargetView
  readonly version: Uid
  readonly request: Uid
  readonly since: number
}

/** A copy of a version in a release location. */
export interface ReleaseView {
  readonly environment: string
  readonly store: string
  readonly path: string
  readonly digest: string
  readonly request: Uid
  readonly releasedVersion: MirroredObject
}

/** That a version was retired; times in milliseconds since the epoch. */
export interface RetirementView {
  readonly at: number
  readonly request: Uid | null
  readonly retainUntil: number | null
}

/** A version of the policies. */
export interface ApprovalPoliciesView {
  readonly approvalPolicies: ApprovalPolicyVersion
}

/** Policies that wait for a second steward. */
export interface ApprovalProposalView {
  readonly approvalProposal: ApprovalPolicyProposal
}

/** What publishing came to: a version in force, or a proposal that waits and why. */
export interface ApprovalPublishView {
  readonly version: ApprovalPolicyVersion | null
  readonly proposal: ApprovalPolicyProposal | null
  readonly problem: Problem | null
}

/** Approvals as one caller may see and change them: a request is seen by whoever sees its model. */
export interface ApprovalService {
  /** In the order asked; null where unknown, or the caller does not see the model. */
  byUids(uids: readonly Uid[]): Promise<readonly (ApprovalView | null)[]>
  /** The same for one that the caller did not name: that it is not shown is no denial. */
  met(uid: Uid): Promise<ApprovalView | null>
  /** The newest first, after the one with the uid `after`. */
  list(
    query: ApprovalQuery,
    page: { readonly first: number; readonly after: Uid | null },
  ): Promise<ApprovalPage<ApprovalView>>
  /** How it stands, with `viewer` being the caller. */
  standing(view: ApprovalView): Promise<Standing>
  gates(view: ApprovalView): Promise<readonly GateView[]>
  /** The oldest first. */
  reviews(view: ApprovalView): Promise<readonly Review[]>
  effects(view: ApprovalView): Promise<readonly EffectView[]>
  history(view: ApprovalView): Promise<readonly HistoryEntryView[]>
  abilities(view: ApprovalView): Promise<Abilities>
  /** Names of principals, those that are known, in the order asked. */
  names(ids: readonly string[]): Promise<readonly (string | null)[]>

  preview(command: RequestCommand, call: CallContext): Promise<Outcome<PreviewView>>
  request(command: RequestCommand, call: CallContext): Promise<Outcome<ApprovalView>>
  review(
    command: ReviewCommand,
    call: CallContext,
  ): Promise<Outcome<{ readonly view: ApprovalView; readonly review: Review }>>
  resubmit(command: ResubmitCommand, call: CallContext): Promise<Outcome<ApprovalView>>
  cancel(command: CancelCommand, call: CallContext): Promise<Outcome<ApprovalView>>
  revoke(
    command: RevokeCommand,
    call: CallContext,
  ): Promise<Outcome<{ readonly view: ApprovalView; readonly rollback: ApprovalView | null }>>
  rollBack(command: RollBackCommand, call: CallContext): Promise<Outcome<ApprovalView>>
  previewRetirement(command: RetireCommand, call: CallContext): Promise<Outcome<PreviewView>>
  retire(command: RetireCommand, call: CallContext): Promise<Outcome<ApprovalView>>
  /** Of versions that the caller sees, in the order asked; null where one is not retired. */
  retirements(versions: readonly Uid[]): Promise<readonly (RetirementView | null)[]>
  /** Of a version that the caller sees, the latest first. */
  releases(version: Uid): Promise<readonly Omit<ReleaseView, 'releasedVersion'>[]>
  previewBreakGlass(command: BreakGlassCommand, call: CallContext): Promise<Outcome<PreviewView>>
  breakGlass(command: BreakGlassCommand, call: CallContext): Promise<Outcome<ApprovalView>>
  ratify(command: RatifyCommand): Promise<Outcome<ApprovalView>>

  /** Every version of the policies, the newest first, after a number. Refuses with FORBIDDEN. */
  policies(page: {
    readonly first: number
    readonly after: number | null
  }): Promise<Outcome<ApprovalPage<ApprovalPolicyVersion>>>
  /** Null where unknown, or the caller may not read policies. */
  policy(number: number): Promise<ApprovalPolicyVersion | null>
  /** Null where unknown, or the caller may not read policies. */
  proposal(id: string): Promise<ApprovalPolicyProposal | null>
  publish(command: ApprovalPolicyCommand): Promise<Outcome<ApprovalPublishView>>
  confirm(id: string): Promise<Outcome<ApprovalPublishView>>

  /** Null before any request was carried out on it. */
  desire(target: TargetView): Promise<TargetDesireView | null>
  /** The newest first, before a generation. */
  changes(
    target: TargetView,
    page: { readonly first: number; readonly before: number | null },
  ): Promise<ApprovalPage<TargetChange>>
  /** What targets that the caller sees stood for at a moment, by requests that were carried out. */
  stoodAt(
    at: number,
    query: { readonly environment: string | null; readonly subject: MirroredObject | null },
  ): Promise<readonly StandingTarget[]>
}
