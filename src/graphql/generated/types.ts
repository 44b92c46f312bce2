// Written by `npm run generate` from schema/*.graphql.
import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { AuditPrincipal, AuditResource as AuditResourceView } from '../../audit/types.ts';
import type { AnchorStanding } from '../../audit/anchor-place.ts';
import type { AuditAnchoringView, AuditEventView, AuditProofView } from '../audit-service.ts';
import type { WhoCanEntryView, RuleName, GrantView, PolicyChangeView, PolicyPreviewView, PolicyProposalView, PolicyVersionView, GrantScopeView } from '../access-service.ts';
import type { BreakGlassTerms, BreakGlass as BreakGlassView, Ratification } from '../../approvals/people-types.ts';
import type { EffectView, GateView, HistoryEntryView, ApprovalProposalView, ApprovalPoliciesView, PreviewView, ApprovalView, ReviewView, SlotView, SlotEscalationView, TargetChangeView, ReleaseView, RetirementView, TargetDesireView } from '../approval-service.ts';
import type { Escalation, Plan, ApprovalPolicy as ApprovalPolicyView, ReviewerRule, PlannedStep } from '../../approvals/types.ts';
import type { AliasPeriodView, TargetDriftView, ViolationView, NativeFindingView, NativeExcessFound } from '../drift-service.ts';
import type { LiveModelView } from '../serving.ts';
import type { ArtifactFile as ArtifactFileView } from '../../artifacts/types.ts';
import type { LocationView, EndpointView, AliasView, SourceRef, StreamView } from '../views.ts';
import type { ColumnRecord, JobRunRecord, MetricRecord, MetricPointRecord } from '../../connector/records.ts';
import type { ConsumerView } from '../consumer-service.ts';
import type { RunInput, MirroredObject, MirroredMeasurement, SearchHit } from '../../catalog/types.ts';
import type { EvidenceView } from '../evidence-service.ts';
import type { EnvironmentView, AffectedView, LineageDiffAnswer, LineageAnswer, ImpactAnswer, ServedVersionView, TargetView } from '../services.ts';
import type { ExceptionView } from '../exception-service.ts';
import type { NativeExcessView, NativeRightView } from '../native-rights-service.ts';
import type { SourceNativeRights } from '../native-rights-view.ts';
import type { IncidentView } from '../incident-service.ts';
import type { ColumnEdge, ShownEdge as LineageEdgeView, ShownNode as LineageNodeView, LineageSource as LineageSourceView } from '../../lineage/types.ts';
import type { NodeChange } from '../../lineage/diff.ts';
import type { ReproduceRecipe as RecipeView, RunComparison as RunComparisonView, SourceContribution, ValidationEntry as ValidationEntryView, VersionComparison as VersionComparisonView } from '../../catalog/api.ts';
import type { DelegationView } from '../delegation-service.ts';
import type { TokenRow, Principal } from '../../access/types.ts';
import type { GraphContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** A moment, as RFC 3339 text in UTC with milliseconds, such as `2026-03-03T12:00:00.000Z`. */
  DateTime: { input: number; output: number; }
  /** A free-form JSON value, used only for what a tool keeps as free-form itself. */
  JSON: { input: unknown; output: unknown; }
  /** A whole number beyond 32 bits, as a JSON number; exact up to 53 bits. */
  Long: { input: number; output: number; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** Somebody who can come in. */
export type AccessPrincipal = {
  /** Id of the principal. */
  readonly id: Scalars['String']['output'];
  /** What the principal is. */
  readonly kind: PrincipalKind;
  /** Name for people to read. */
  readonly name: Scalars['String']['output'];
};

/** What an action is done to. */
export type AccessResource = {
  /** Global id of an object, id of a source, name of an environment; null for the organisation. */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Its name; null for the organisation. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The object itself; null for anything else. */
  readonly node?: Maybe<Node>;
  /** Ref of an object; null for anything else. */
  readonly ref?: Maybe<Scalars['String']['output']>;
  /** Type of the thing, such as `Model` or `Organization`. */
  readonly type: Scalars['String']['output'];
};

/** A rule that lets somebody do something. */
export type AccessRule = {
  /** The grant, as far as the caller may see it; null for any other rule. */
  readonly grant?: Maybe<Grant>;
  /** `@id` of the policy, name of the role, or global id of the grant. */
  readonly id: Scalars['String']['output'];
  /** What kind of rule. */
  readonly kind: AccessRuleKind;
};

/** Kinds of rules that let somebody do something. */
export type AccessRuleKind =
  /** A grant. */
  | 'GRANT'
  /** A policy. */
  | 'POLICY'
  /** A role that is held for the whole organisation, by a token or membership. */
  | 'ROLE';

/** What an action is done with. */
export type ActionContextInput = {
  /** Of `alias:set`: which alias. Without it, one that no rule names. */
  readonly alias?: InputMaybe<Scalars['String']['input']>;
  /** Of `version:deploy`: name of the environment. Without it, one that no rule names and that is not protected. */
  readonly environment?: InputMaybe<Scalars['String']['input']>;
  /** What the answer is for. */
  readonly purpose?: InputMaybe<Scalars['String']['input']>;
};

/** Why `adoptDrift` did nothing. */
export type AdoptDriftError = {
  /** Which refusal. */
  readonly code: AdoptDriftErrorCode;
  /** Path of the argument that is meant. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The same in words. */
  readonly message: Scalars['String']['output'];
};

/** Refusals of `adoptDrift`. */
export type AdoptDriftErrorCode =
  /** Several targets or models fit. */
  | 'AMBIGUOUS_REF'
  /** Something that was given cannot be used. */
  | 'BAD_USER_INPUT'
  /** The target has moved on, or policies changed just now. */
  | 'CONFLICT'
  /** The very same is asked for already. */
  | 'DUPLICATE_REQUEST'
  /** It needs `approval:request` on the version. */
  | 'FORBIDDEN'
  /** Another mutation was sent under this key. */
  | 'IDEMPOTENCY_CONFLICT'
  /** There is no such violation, or what was found is gone. */
  | 'NOT_FOUND'
  /** No approval policy is about such a change. */
  | 'NO_POLICY'
  /** The violation has changed since it was looked at. */
  | 'REVISION_CONFLICT'
  /** There is nothing here that could be approved as it is. */
  | 'UNSUPPORTED'
  /** The version is retired. */
  | 'VERSION_RETIRED'
  /** The violation is not open. */
  | 'WRONG_STATE';

/** What `adoptDrift` takes. */
export type AdoptDriftInput = {
  /** The revision that was looked at; another one is refused. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** Global id of the violation. */
  readonly id: Scalars['ID']['input'];
  /** Sent twice under one key, it is done once. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why it may stay. */
  readonly reason: Scalars['String']['input'];
  /** Ticket that it belongs to. */
  readonly ticket?: InputMaybe<Scalars['String']['input']>;
};

/** What `adoptDrift` answers. */
export type AdoptDriftPayload = {
  /** The request for it to be approved. */
  readonly request?: Maybe<ApprovalRequest>;
  /** Why nothing was done; empty when it was. */
  readonly userErrors: ReadonlyArray<AdoptDriftError>;
  /** The violation. */
  readonly violation?: Maybe<Violation>;
};

/** What an alias stood for in a time. */
export type AliasPeriod = {
  /** Name of the alias. */
  readonly alias: Scalars['String']['output'];
  /** The version; null when it is gone. */
  readonly modelVersion?: Maybe<ModelVersion>;
  /** When it was first seen to stand for it. */
  readonly since: Scalars['DateTime']['output'];
  /** When it was first seen to stand for it no more; null while it does. */
  readonly until?: Maybe<Scalars['DateTime']['output']>;
  /** Number of the version; null for callers who do not see it. */
  readonly version?: Maybe<Scalars['String']['output']>;
};

/** A page of times of aliases. */
export type AliasPeriodConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<AliasPeriodEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<AliasPeriod>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One item of a page of times of aliases. */
export type AliasPeriodEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: AliasPeriod;
};

/** What the caller could do with a request now. */
export type ApprovalAbilities = {
  /** End it. */
  readonly cancel: Scalars['Boolean']['output'];
  /** Say that breaking glass was right. */
  readonly ratify: Scalars['Boolean']['output'];
  /** Submit it, or submit it again. */
  readonly resubmit: Scalars['Boolean']['output'];
  /** Say yes or no to it. */
  readonly review: Scalars['Boolean']['output'];
  /** Take the approval back. */
  readonly revoke: Scalars['Boolean']['output'];
  /** Take back what they said. */
  readonly withdrawReview: Scalars['Boolean']['output'];
};

/** What is asked for. */
export type ApprovalAction =
  /** A target is to go on standing for a version that somebody made it stand for past the gateway. */
  | 'ADOPT'
  /** A target is to stand for a version. */
  | 'PROMOTE'
  /** Nothing is to stand for a version any more. */
  | 'RETIRE'
  /** A target is to stand for a version that it stood for before. */
  | 'ROLLBACK';

/** Whose word a request waits for. */
export type ApprovalAwaiting =
  /** The caller's: it is undecided, and the caller could fill a place that is open now. */
  | 'ME';

/** What keeps a request from being approved, or carried out. */
export type ApprovalBlocker = {
  /** What kind of obstacle it is. */
  readonly code: ApprovalBlockerCode;
  /** In words, and what to do about it. */
  readonly message: Scalars['String']['output'];
  /** Name of the gate or rule, or global id of the violation. */
  readonly subject?: Maybe<Scalars['String']['output']>;
};

/** Kinds of obstacles. */
export type ApprovalBlockerCode =
  /** The version is not what was approved. */
  | 'DIGEST_CHANGED'
  /** A required gate could not be looked at. */
  | 'GATE_ERROR'
  /** A required gate does not pass. */
  | 'GATE_FAILED'
  /** The shortest time to wait has not passed. */
  | 'MIN_WAIT'
  /** The target stands for the version already. */
  | 'NOTHING_TO_DO'
  /** It is to be carried out later. */
  | 'NOT_BEFORE'
  /** A gate that looks at the moment of the change says no. */
  | 'NOT_NOW'
  /** A policy forbids the gateway to carry it out. */
  | 'NOT_PERMITTED'
  /** No approval policy is about it. */
  | 'NO_POLICY'
  /** Somebody must say yes yet. */
  | 'REVIEWS_MISSING'
  /** Files of a version that was approved were changed in place, and nobody has settled that yet; `subject` is the violation. */
  | 'TARGET_FROZEN'
  /** The target stands for something else than when it was planned. */
  | 'TARGET_MOVED'
  /** Somebody made the version who cannot be tied to a known person. */
  | 'UNKNOWN_AUTHOR'
  /** Nobody who is left could fill a place. */
  | 'UNSATISFIABLE';

/** How glass may be broken; see `ApprovalBreakGlassTerms`. */
export type ApprovalBreakGlassInput = {
  /** Gates that must pass all the same where a policy asks for them; `artifact-integrity` always must. */
  readonly gates?: ReadonlyArray<Scalars['String']['input']>;
  /** How many others must, 1 to 10. */
  readonly ratifiers?: Scalars['Int']['input'];
  /** Hours that others have to ratify it, 1 to 720. */
  readonly ratifyHours?: Scalars['Int']['input'];
  /** Roles, any of which whoever breaks glass must hold. */
  readonly roles?: ReadonlyArray<Role>;
};

/**
 * How glass may be broken: a change at once by one person, and judged after. Where several policies match, all of them must
 * let it be done.
 */
export type ApprovalBreakGlassTerms = {
  /** Gates that must pass all the same where a policy asks for them; `artifact-integrity` always must. */
  readonly gates: ReadonlyArray<Scalars['String']['output']>;
  /** How many others must. */
  readonly ratifiers: Scalars['Int']['output'];
  /** Hours that others have to ratify it. */
  readonly ratifyHours: Scalars['Float']['output'];
  /** Roles, any of which whoever breaks glass must hold. */
  readonly roles: ReadonlyArray<Role>;
};

/** A change of a request. */
export type ApprovalChange = {
  /** When it happened; null in a mark. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** Pass it as `after` to go on after this event. */
  readonly cursor: Scalars['String']['output'];
  /** The request as it is now; null in a mark. */
  readonly request?: Maybe<ApprovalRequest>;
  /** Revision of the request that it came to; null in a mark. */
  readonly revision?: Maybe<Scalars['Int']['output']>;
  /** State of the request that it came to; null in a mark. */
  readonly state?: Maybe<ApprovalState>;
  /** What happened, as `docs/audit.md` names it, such as `gov.approval.approved.v1`; null in a mark. */
  readonly type?: Maybe<Scalars['String']['output']>;
};

/** What a reviewer says. */
export type ApprovalDecision =
  /** Yes. */
  | 'APPROVE'
  /** Something to note, and neither yes nor no. */
  | 'COMMENT'
  /** No. */
  | 'REJECT'
  /** Not like this; whoever asked may change it and submit it again. */
  | 'REQUEST_CHANGES';

/** One thing that is written to a tool, and how far that has come. */
export type ApprovalEffect = {
  /** How often it was tried. */
  readonly attempts: Scalars['Int']['output'];
  /** Why the last try failed. */
  readonly errorCode?: Maybe<Scalars['String']['output']>;
  /** The same in words. */
  readonly errorMessage?: Maybe<Scalars['String']['output']>;
  /** What it held before anything was sent; null when it held nothing, or was not looked at yet. */
  readonly found?: Maybe<Scalars['String']['output']>;
  /** When it is tried again; null when it is not. */
  readonly nextAttemptAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where, such as `alias champion of fraud-detector`. */
  readonly place: Scalars['String']['output'];
  /** Id of the source. */
  readonly source: Scalars['String']['output'];
  /** How far it has come. */
  readonly state: ApprovalEffectState;
  /** What it is to hold; null empties it. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** How far something that is written to a tool has come. */
export type ApprovalEffectState =
  /** The tool says it is done. */
  | 'APPLIED'
  /** Not to be done any more. */
  | 'CANCELLED'
  /** About to be done. */
  | 'CLAIMED'
  /** Undone. */
  | 'COMPENSATED'
  /** Being undone. */
  | 'COMPENSATING'
  /** Could not be undone; a person must look. */
  | 'COMPENSATION_FAILED'
  /** Cannot be done. */
  | 'FAILED'
  /** To be done. */
  | 'PLANNED'
  /** Waits for its next try. */
  | 'RETRY_WAIT'
  /** Sent to the tool, which has not answered yet. */
  | 'SENT'
  /** The tool held it already. */
  | 'SKIPPED'
  /** Read back from the tool. */
  | 'VERIFIED';

/**
 * Who may say yes besides when those who should have not. Where several policies ask for the same people, all of them must
 * name the same, and the longest time holds.
 */
export type ApprovalEscalation = {
  /** Hours that a request has waited. */
  readonly afterHours: Scalars['Float']['output'];
  /** Role that they must hold. */
  readonly role?: Maybe<Role>;
  /** Team that they must be in. */
  readonly team?: Maybe<Scalars['String']['output']>;
};

/** Who may say yes besides; a role or a team, or both. */
export type ApprovalEscalationInput = {
  /** Hours that a request has waited, less than `pendingHours`. */
  readonly afterHours: Scalars['Int']['input'];
  /** Role that they must hold. */
  readonly role?: InputMaybe<Role>;
  /** Team that they must be in. */
  readonly team?: InputMaybe<Scalars['String']['input']>;
};

/** What can happen to a request. */
export type ApprovalEvent =
  /** The tool was seen to hold what was wanted. */
  | 'CARRIED_OUT'
  /** It was approved or rejected. */
  | 'DECIDED'
  /** It was written down. */
  | 'DRAFTED'
  /** It came to its end. */
  | 'ENDED'
  /** Glass was broken for it. */
  | 'GLASS_BROKEN'
  /** Somebody said that breaking glass was right. */
  | 'RATIFIED'
  /** Somebody said something of it. */
  | 'REVIEWED'
  /** What somebody said counts no more. */
  | 'REVIEW_DISMISSED'
  /** Carrying it out began. */
  | 'STARTED'
  /** Reviewers were asked, with the plan as it is now. */
  | 'SUBMITTED'
  /** What had been done was undone. */
  | 'UNDONE';

/** Where a gate saw something. */
export type ApprovalEvidence = {
  /** SHA-256 of it. */
  readonly digest?: Maybe<Scalars['String']['output']>;
  /** Its address or name. */
  readonly uri: Scalars['String']['output'];
};

/** What a gate found. */
export type ApprovalGate = {
  /** When it was looked at; null in a dry run. */
  readonly computedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Where it was seen. */
  readonly evidence: ReadonlyArray<ApprovalEvidence>;
  /** By which it need not pass now; null where it must. */
  readonly exception?: Maybe<GateException>;
  /** From then on it does not count; null when it holds as long as its inputs. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** In words, and what to do about it. */
  readonly explanation: Scalars['String']['output'];
  /** What the gate itself says, where `verdict` is EXCEPTED. */
  readonly found: ApprovalVerdict;
  /** Name of the gate. */
  readonly gate: Scalars['String']['output'];
  /** SHA-256 of everything that the verdict follows from. */
  readonly inputsDigest: Scalars['String']['output'];
  /** What was looked at. */
  readonly observed: ReadonlyArray<ApprovalObservation>;
  /** Codes such as `MISSING_EVIDENCE`. */
  readonly reasons: ReadonlyArray<Scalars['String']['output']>;
  /** Whether the request is held up until it passes. */
  readonly required: Scalars['Boolean']['output'];
  /** What it must reach. */
  readonly threshold?: Maybe<Scalars['Float']['output']>;
  /** Unit of both. */
  readonly unit?: Maybe<Scalars['String']['output']>;
  /** What was measured. */
  readonly value?: Maybe<Scalars['Float']['output']>;
  /** What it says. */
  readonly verdict: ApprovalVerdict;
};

/** A gate that a policy asks for. */
export type ApprovalGateInput = {
  /** Name of a gate, such as `artifact-integrity`. */
  readonly gate: Scalars['String']['input'];
  /** What the gate is run with, an object. */
  readonly params?: InputMaybe<Scalars['JSON']['input']>;
  /** Whether a request is held up until it passes. */
  readonly required?: Scalars['Boolean']['input'];
};

/** A gate that policies may ask for. */
export type ApprovalGateKind = {
  /** What it looks at. */
  readonly description: Scalars['String']['output'];
  /** Whether it is about the moment of the change: it keeps an approved request waiting, and none from being approved. */
  readonly isAboutMoment: Scalars['Boolean']['output'];
  /** Written as `gate` in a policy. */
  readonly name: Scalars['String']['output'];
  /** JSON Schema of its parameters. */
  readonly parameters: Scalars['JSON']['output'];
  /** Names of the producers whose evidence counts for it; empty for a gate that looks by itself. */
  readonly producers: ReadonlyArray<Scalars['String']['output']>;
};

/** A gate that a policy asks for. */
export type ApprovalGateRule = {
  /** Name of the gate. */
  readonly gate: Scalars['String']['output'];
  /** What it is run with. */
  readonly params: Scalars['JSON']['output'];
  /** Whether a request is held up until it passes. */
  readonly required: Scalars['Boolean']['output'];
};

/** A page of what happened to a request. */
export type ApprovalHistoryConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<ApprovalHistoryEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<ApprovalHistoryEntry>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One item of a page of what happened. */
export type ApprovalHistoryEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: ApprovalHistoryEntry;
};

/** Something that happened to a request. */
export type ApprovalHistoryEntry = {
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Who did it; null for the gateway itself. */
  readonly by?: Maybe<PrincipalName>;
  /** What was said, done or written. */
  readonly detail?: Maybe<Scalars['String']['output']>;
  /** What happened. */
  readonly event: ApprovalEvent;
};

/** Something that a gate looked at. */
export type ApprovalObservation = {
  /** What it is. */
  readonly name: Scalars['String']['output'];
  /** Its value, where that is none. */
  readonly text?: Maybe<Scalars['String']['output']>;
  /** Its value, where that is a number. */
  readonly value?: Maybe<Scalars['Float']['output']>;
};

/** What would be done. It never changes; a request that is submitted again has a new one. */
export type ApprovalPlan = {
  /** The version that the target stood for when it was planned; null for none. */
  readonly baseVersion?: Maybe<Scalars['String']['output']>;
  /** SHA-256 of the plan; an approval is bound to it. */
  readonly digest: Scalars['String']['output'];
  /** What would be another than it is. */
  readonly rows: ReadonlyArray<ApprovalPlanRow>;
  /** What is written to which tool, in order. */
  readonly steps: ReadonlyArray<ApprovalStep>;
};

/** Something that is one thing now and will be another. */
export type ApprovalPlanRow = {
  /** What it will be. */
  readonly after?: Maybe<Scalars['String']['output']>;
  /** What it is now. */
  readonly before?: Maybe<Scalars['String']['output']>;
  /** What it is. */
  readonly label: Scalars['String']['output'];
  /** Whether that is better; null where neither is. */
  readonly verdict?: Maybe<ApprovalRowVerdict>;
};

/** For which requests a policy is, and what it asks of them. */
export type ApprovalPolicy = {
  /** What is asked for; null for everything. */
  readonly actions?: Maybe<ReadonlyArray<ApprovalAction>>;
  /** Hours after which an approval lapses. */
  readonly approvalHours: Scalars['Int']['output'];
  /** How glass may be broken for an incident; null where it may not. */
  readonly breakGlass?: Maybe<ApprovalBreakGlassTerms>;
  /** Environments that it is about; null for all. */
  readonly environments?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Gates that look at evidence. */
  readonly gates: ReadonlyArray<ApprovalGateRule>;
  /** Shortest time from asking to carrying out. */
  readonly minWaitMinutes: Scalars['Int']['output'];
  /** What it is called. */
  readonly name: Scalars['String']['output'];
  /** Hours after which an undecided request lapses. */
  readonly pendingHours: Scalars['Int']['output'];
  /** Whether it is about protected environments only, or about the others only; null for either. */
  readonly protected?: Maybe<Scalars['Boolean']['output']>;
  /** How many who say no end a request. */
  readonly rejectQuorum: Scalars['Int']['output'];
  /** Who must say yes. */
  readonly reviewers: ReadonlyArray<ApprovalReviewerRule>;
  /** Lowest risk tier of models that it is about. */
  readonly riskTierMin: Scalars['Int']['output'];
  /** `KEY=VALUE` tags that the model must have. */
  readonly tags: ReadonlyArray<Scalars['String']['output']>;
  /** What becomes of a request when somebody made the version who cannot be tied to a known person. */
  readonly unknownAuthor: ApprovalUnknownAuthor;
};

/** An approval policy. The keys are those of `approvals.policies` in the configuration. */
export type ApprovalPolicyInput = {
  /** What is asked for; everything when left out. */
  readonly actions?: InputMaybe<ReadonlyArray<ApprovalAction>>;
  /** Hours after which an approval lapses. */
  readonly approvalHours?: Scalars['Int']['input'];
  /** How glass may be broken for an incident; not at all when left out. */
  readonly breakGlass?: InputMaybe<ApprovalBreakGlassInput>;
  /** Environments that it is about; all when left out. */
  readonly environments?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Gates that look at evidence. */
  readonly gates?: ReadonlyArray<ApprovalGateInput>;
  /** Shortest time from asking to carrying out. */
  readonly minWaitMinutes?: Scalars['Int']['input'];
  /** What it is called in answers; unique. */
  readonly name: Scalars['String']['input'];
  /** Hours after which an undecided request lapses. */
  readonly pendingHours?: Scalars['Int']['input'];
  /** Whether it is about protected environments only, or about the others only. */
  readonly protected?: InputMaybe<Scalars['Boolean']['input']>;
  /** How many who say no end a request, 1 to 10. */
  readonly rejectQuorum?: Scalars['Int']['input'];
  /** Who must say yes. */
  readonly reviewers?: ReadonlyArray<ApprovalReviewerInput>;
  /** Lowest risk tier of models that it is about, 0 to 4. */
  readonly riskTierMin?: Scalars['Int']['input'];
  /** `KEY=VALUE` tags that the model must have. */
  readonly tags?: ReadonlyArray<Scalars['String']['input']>;
  /** What becomes of a request when somebody made the version who cannot be tied to a known person. */
  readonly unknownAuthor?: ApprovalUnknownAuthor;
};

/** Approval policies that wait for a second steward. */
export type ApprovalPolicyProposal = Node & {
  /** Who proposed them. */
  readonly author: PrincipalName;
  /** Number of the version they were made from. */
  readonly basedOn: Scalars['Int']['output'];
  /** Global id; what a second steward passes as `confirms`. */
  readonly id: Scalars['ID']['output'];
  /** Until when a second steward can confirm them. */
  readonly lapsesAt: Scalars['DateTime']['output'];
  /** The policies. */
  readonly policies: ReadonlyArray<ApprovalPolicy>;
  /** Why. */
  readonly reason: Scalars['String']['output'];
};

/** Approval policies as they were in force from some time on. They never change. */
export type ApprovalPolicyVersion = Node & {
  /** Who published it; null for what came with the package or the configuration. */
  readonly author?: Maybe<PrincipalName>;
  /** The second steward; null where none was needed. */
  readonly confirmedBy?: Maybe<PrincipalName>;
  /** SHA-256 over the policies, as hexadecimal. */
  readonly digest: Scalars['String']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Counts from 1; 0 is what came with the package. */
  readonly number: Scalars['Int']['output'];
  /** The policies. */
  readonly policies: ReadonlyArray<ApprovalPolicy>;
  /** When it came into force; null for what came with the package. */
  readonly publishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why; null where it is not known. */
  readonly reason?: Maybe<Scalars['String']['output']>;
};

/** A page of versions of the approval policies. */
export type ApprovalPolicyVersionConnection = {
  /** Versions with their cursors. */
  readonly edges: ReadonlyArray<ApprovalPolicyVersionEdge>;
  /** The versions alone. */
  readonly nodes: ReadonlyArray<ApprovalPolicyVersion>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** A version within a page. */
export type ApprovalPolicyVersionEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The version. */
  readonly node: ApprovalPolicyVersion;
};

/** What would come of a request. Nothing of it was written. */
export type ApprovalPreview = {
  /** SHA-256 over the version's files; null when they cannot be read. */
  readonly artifactDigest?: Maybe<Scalars['String']['output']>;
  /** What would be in the way. */
  readonly blockers: ReadonlyArray<ApprovalBlocker>;
  /** What the gates say now. */
  readonly gates: ReadonlyArray<ApprovalGate>;
  /** What would be done. */
  readonly plan: ApprovalPlan;
  /** Names of the policies that match it. */
  readonly policies: ReadonlyArray<Scalars['String']['output']>;
  /** Number of the approval policies that it would be judged by. */
  readonly policyVersion: Scalars['Int']['output'];
  /** Risk tier of the version, 0 to 4. */
  readonly riskTier: Scalars['Int']['output'];
  /** Places among those who would have to say yes, and how many could. */
  readonly slots: ReadonlyArray<ApprovalSlot>;
  /** What an approval would be bound to. */
  readonly subjectDigest: Scalars['String']['output'];
  /** The target as its tool names it. */
  readonly targetRef: Scalars['String']['output'];
  /** Authors, as tools name them, that could not be tied to a person. */
  readonly unknownAuthors: ReadonlyArray<Scalars['String']['output']>;
  /** The version by name. */
  readonly versionRef: Scalars['String']['output'];
};

/** A wish to change what a target stands for, what was said of it, and what came of it. */
export type ApprovalRequest = Node & {
  /** What is asked for. */
  readonly action: ApprovalAction;
  /** SHA-256 over the version's files when it was submitted; null when they could not be read. */
  readonly artifactDigest?: Maybe<Scalars['String']['output']>;
  /** What keeps it from being approved, or carried out; empty when nothing does. */
  readonly blockers: ReadonlyArray<ApprovalBlocker>;
  /** How glass was broken for it, and who stands by that; null where it was not. */
  readonly breakGlass?: Maybe<BreakGlass>;
  /** Why it is in its state, where that was not a review. */
  readonly cause?: Maybe<Scalars['String']['output']>;
  /** When it was first written down. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** When it was approved or rejected. */
  readonly decidedAt?: Maybe<Scalars['DateTime']['output']>;
  /** How far carrying it out has come, in order; empty before it began. */
  readonly effects: ReadonlyArray<ApprovalEffect>;
  /** When it came to its end. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** By which its gates need not pass now. */
  readonly exceptions: GateExceptionConnection;
  /** Whose own work it is: they cannot review it. */
  readonly excluded: ReadonlyArray<PrincipalName>;
  /** When it lapses, or its approval does, unless something happens before. */
  readonly expiresAt: Scalars['DateTime']['output'];
  /** What gates found, for the plan as it is now. */
  readonly gates: ReadonlyArray<ApprovalGate>;
  /** What happened to it, the oldest first. */
  readonly history: ApprovalHistoryConnection;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** The version that the target is to stand for; null when it is gone. */
  readonly modelVersion?: Maybe<ModelVersion>;
  /** Nothing is carried out before. */
  readonly notBefore?: Maybe<Scalars['DateTime']['output']>;
  /** What would be, or was, done. */
  readonly plan: ApprovalPlan;
  /** Names of the policies that match it; everything that any of them asks is asked. */
  readonly policies: ReadonlyArray<Scalars['String']['output']>;
  /** Number of the approval policies that it is judged by. */
  readonly policyVersion: Scalars['Int']['output'];
  /** Why, as whoever asked put it. */
  readonly reason: Scalars['String']['output'];
  /** Who asked. */
  readonly requester: PrincipalName;
  /** For a ROLLBACK, the completed request whose version is brought back. */
  readonly restores?: Maybe<ApprovalRequest>;
  /** What was said of it, the oldest first. */
  readonly reviews: ApprovalReviewConnection;
  /** Grows with every change of the request; what `expectedRevision` is compared with. */
  readonly revision: Scalars['Int']['output'];
  /** Risk tier of the version, 0 to 4. */
  readonly riskTier: Scalars['Int']['output'];
  /** Places among those who must say yes, and who fills them. */
  readonly slots: ReadonlyArray<ApprovalSlot>;
  /** How it stands. */
  readonly state: ApprovalState;
  /** What an approval is bound to: digest of everything that makes the version what it is. */
  readonly subjectDigest: Scalars['String']['output'];
  /** When reviewers were asked; null for a draft. */
  readonly submittedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What is to be changed; null for callers who do not see its environment, and for a RETIRE, which is of no target. */
  readonly target?: Maybe<Target>;
  /**
   * The target as its tool names it, such as `models:/fraud-detector@champion` or `deployment:serving/fraud`. For a RETIRE the
   * version itself.
   */
  readonly targetRef: Scalars['String']['output'];
  /** Ticket that it belongs to. */
  readonly ticket?: Maybe<Scalars['String']['output']>;
  /** Authors, as tools name them, that could not be tied to a person. */
  readonly unknownAuthors: ReadonlyArray<Scalars['String']['output']>;
  /** The version by name, such as `models:/fraud-detector/3`. */
  readonly versionRef: Scalars['String']['output'];
  /** What the caller could do with it now. */
  readonly viewerCan: ApprovalAbilities;
};


/** A wish to change what a target stands for, what was said of it, and what came of it. */
export type ApprovalRequestExceptionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A wish to change what a target stands for, what was said of it, and what came of it. */
export type ApprovalRequestHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A wish to change what a target stands for, what was said of it, and what came of it. */
export type ApprovalRequestReviewsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of requests. */
export type ApprovalRequestConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<ApprovalRequestEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<ApprovalRequest>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One item of a page of requests. */
export type ApprovalRequestEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: ApprovalRequest;
};

/** Which requests a list holds. Conditions are joined by AND. */
export type ApprovalRequestFilter = {
  /** Name of an environment. */
  readonly environment?: InputMaybe<Scalars['String']['input']>;
  /** A ref of a model or version. */
  readonly ref?: InputMaybe<Scalars['String']['input']>;
  /** Those that the caller asked for, or did not. */
  readonly requestedByMe?: InputMaybe<Scalars['Boolean']['input']>;
  /** Id of the source that `ref` is looked up in. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** States, any of them. */
  readonly states?: InputMaybe<ReadonlyArray<ApprovalState>>;
  /** Global id of a target. */
  readonly target?: InputMaybe<Scalars['ID']['input']>;
};

/** One reviewer's word. */
export type ApprovalReview = {
  /** In their words. */
  readonly comment?: Maybe<Scalars['String']['output']>;
  /** When. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** What was said. */
  readonly decision: ApprovalDecision;
  /** Why it does not count. */
  readonly dismissReason?: Maybe<Scalars['String']['output']>;
  /** From when on it does not count; null while it does. */
  readonly dismissedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who dismissed it; null where it counts, or the gateway did. */
  readonly dismissedBy?: Maybe<PrincipalName>;
  /** In whose place it was said; null where the right was the reviewer's own. */
  readonly onBehalfOf?: Maybe<PrincipalName>;
  /** Which plan was looked at. */
  readonly planDigest: Scalars['String']['output'];
  /** Who said it. */
  readonly reviewer: PrincipalName;
  /** Which version was looked at. */
  readonly subjectDigest: Scalars['String']['output'];
};

/** A page of reviews. */
export type ApprovalReviewConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<ApprovalReviewEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<ApprovalReview>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One item of a page of reviews. */
export type ApprovalReviewEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: ApprovalReview;
};

/** Who must say yes. */
export type ApprovalReviewerInput = {
  /** How many different people, 1 to 10. */
  readonly count?: Scalars['Int']['input'];
  /** Who may say yes besides once a request has waited for long; nobody when left out. */
  readonly escalation?: InputMaybe<ApprovalEscalationInput>;
  /** What the rule is called in answers. */
  readonly name: Scalars['String']['input'];
  /** Role that they must hold; any that may review when left out. */
  readonly role?: InputMaybe<Role>;
  /** Team that they must be in. */
  readonly team?: InputMaybe<Scalars['String']['input']>;
};

/** Who must say yes. */
export type ApprovalReviewerRule = {
  /** How many different people. */
  readonly count: Scalars['Int']['output'];
  /** Who may say yes besides once a request has waited for long; null for nobody. */
  readonly escalation?: Maybe<ApprovalEscalation>;
  /** What the rule is called. */
  readonly name: Scalars['String']['output'];
  /** Role that they must hold; null for any that may review. */
  readonly role?: Maybe<Role>;
  /** Team that they must be in. */
  readonly team?: Maybe<Scalars['String']['output']>;
};

/** Which of the calls to a target a version is to answer. */
export type ApprovalRollout =
  /** All of them. */
  | 'ALL'
  /** Those that another version answers as well, and nobody hears its answers. No target that there is now can do this. */
  | 'SHADOW'
  /** A share of them. No target that there is now can do this. */
  | 'SPLIT';

/** Whether something would be better or worse. */
export type ApprovalRowVerdict =
  /** Better than it is. */
  | 'BETTER'
  /** As good as it is. */
  | 'SAME'
  /** Worse than it is. */
  | 'WORSE';

/** A place among those who must say yes; one person fills one. */
export type ApprovalSlot = {
  /** How many people could fill it. */
  readonly eligible: Scalars['Int']['output'];
  /** To whom the place is open besides once the request has waited for long; null for nobody. It is never taken away. */
  readonly escalation?: Maybe<ApprovalSlotEscalation>;
  /** Whose yes fills it; null while it is open. */
  readonly filledBy?: Maybe<PrincipalName>;
  /** Role that must be held; null for any that may review. */
  readonly role?: Maybe<Role>;
  /** Name of the rule that asks for it. */
  readonly rule: Scalars['String']['output'];
  /** Team that they must be in. */
  readonly team?: Maybe<Scalars['String']['output']>;
  /** Whether the caller is one of them. */
  readonly viewerCouldFill: Scalars['Boolean']['output'];
};

/** To whom a place is open besides. */
export type ApprovalSlotEscalation = {
  /** From when on; null while nobody was asked yet. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** Whether it is open to them by now. */
  readonly open: Scalars['Boolean']['output'];
  /** Role that they must hold. */
  readonly role?: Maybe<Role>;
  /** Team that they must be in. */
  readonly team?: Maybe<Scalars['String']['output']>;
};

/** How a request stands. */
export type ApprovalState =
  /** Everybody needed said yes, and the gates passed; waits to be carried out. */
  | 'APPROVED'
  /** Ended before anything was carried out. */
  | 'CANCELLED'
  /** A reviewer asked for changes; waits for whoever asked. */
  | 'CHANGES_REQUESTED'
  /** Could not be carried out in full; what was done is being undone. */
  | 'COMPENSATING'
  /** Carried out, and read back from the tool. */
  | 'COMPLETED'
  /** Written down, and nobody is asked yet. */
  | 'DRAFT'
  /** Being carried out. */
  | 'EXECUTING'
  /** Nobody decided, or nothing was carried out, in time. */
  | 'EXPIRED'
  /** Waits for reviews or gates. */
  | 'PENDING'
  /** Reviewers said no. */
  | 'REJECTED'
  /** The approval was taken back. */
  | 'REVOKED'
  /** Could not be carried out; everything is as it was. */
  | 'ROLLED_BACK'
  /** Something else was found than was expected after something was done; a person must look. */
  | 'STUCK'
  /** A later request was carried out on the same target. */
  | 'SUPERSEDED';

/** One thing that is written to a tool. */
export type ApprovalStep = {
  /** Where, such as `alias champion of fraud-detector`. */
  readonly place: Scalars['String']['output'];
  /** Id of the source. */
  readonly source: Scalars['String']['output'];
  /** What it is to hold; null empties it. */
  readonly value?: Maybe<Scalars['String']['output']>;
};

/** What becomes of a request when somebody made the version who cannot be tied to a known person. */
export type ApprovalUnknownAuthor =
  /** That alone does not hold it up. */
  | 'ALLOW'
  /** It is not approved. */
  | 'BLOCK';

/** What a gate says. */
export type ApprovalVerdict =
  /** It could not be looked at; blocks, and may be run again. */
  | 'ERROR'
  /** It does not hold, and need not for a time: see its `exception`. */
  | 'EXCEPTED'
  /** It does not hold, or there is no evidence. */
  | 'FAIL'
  /** There is too little evidence; blocks, and may be run again. */
  | 'INCONCLUSIVE'
  /** There is nothing to look at here. */
  | 'NOT_APPLICABLE'
  /** It holds. */
  | 'PASS'
  /** It holds, and there is something to look at. */
  | 'WARN';

/** A file or folder that belongs to a version or a run. */
export type Artifact = Node & {
  /** Address under this gateway that sends the bytes to an authorised caller; null for a folder. */
  readonly downloadUrl?: Maybe<Scalars['String']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Whether it is a folder. */
  readonly isDirectory: Scalars['Boolean']['output'];
  /** Where its bytes really are. */
  readonly location: ArtifactLocation;
  /** Media type, guessed from the name where the store keeps none. */
  readonly mediaType?: Maybe<Scalars['String']['output']>;
  /** Path relative to its owner, with `/`. */
  readonly path: Scalars['String']['output'];
  /** SHA-256 of its bytes as hexadecimal; null for a folder. Reads every byte the first time. */
  readonly sha256?: Maybe<Scalars['String']['output']>;
  /** Size in bytes, as text because it may exceed 32 bits; null for a folder. */
  readonly sizeBytes?: Maybe<Scalars['String']['output']>;
};

/** A page of artifacts. */
export type ArtifactConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<ArtifactEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<Artifact>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One item of a page of artifacts. */
export type ArtifactEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Artifact;
};

/** Where bytes really are. */
export type ArtifactLocation = {
  /** Whether a configured store holds the address. When not, nothing is ever read from it. */
  readonly resolution: ArtifactResolution;
  /** Store that holds them; null when no configured store does. */
  readonly store?: Maybe<Source>;
  /** Address of the file or folder itself, as the store's own tools take it; null where the caller may not read it. */
  readonly uri?: Maybe<Scalars['String']['output']>;
};

/** Whether an address leads to a configured store. */
export type ArtifactResolution =
  /** It does. */
  | 'RESOLVED'
  /** It does not; no connection is opened for it. */
  | 'UNRESOLVABLE';

/** Something a recipe takes for granted. */
export type AssumedPiece = {
  /** What is taken for granted. */
  readonly message: Scalars['String']['output'];
  /** Which piece. */
  readonly piece: RecipePiece;
};

/** Why evidence was refused. */
export type AttestEvidenceError = {
  /** What kind of refusal this is. */
  readonly code: AttestEvidenceErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `attestEvidence`. */
export type AttestEvidenceErrorCode =
  /** Several versions have this ref. */
  | 'AMBIGUOUS_REF'
  /** What was given cannot be read. */
  | 'BAD_USER_INPUT'
  /** The caller is no producer for this gate, or may not attest for this version. */
  | 'FORBIDDEN'
  /** Other evidence was sent under this key before. */
  | 'IDEMPOTENCY_CONFLICT'
  /** Nothing that the caller sees has this ref. */
  | 'NOT_FOUND'
  /** The version is the producer's own work, under whichever name. */
  | 'OWN_WORK'
  /** The version is not what was looked at. */
  | 'SUBJECT_CHANGED';

/** What `attestEvidence` is asked. */
export type AttestEvidenceInput = {
  /** SHA-256 of what is kept there, as hexadecimal. Needed with `uri`. */
  readonly digest?: InputMaybe<Scalars['String']['input']>;
  /** From then on it does not count; at most three years later. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Name of the gate that it is evidence for, such as `data-quality`. */
  readonly gate: Scalars['String']['input'];
  /** Under one key of one caller evidence is kept once, and other evidence is refused. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** When it was found. The same finding of another time is other evidence. */
  readonly issuedAt: Scalars['DateTime']['input'];
  /**
   * What was looked at: `artifactDigest` of the version, or its `subjectDigest` as a request or a dry run tells it. Where the
   * version is another now, the evidence is refused.
   */
  readonly of: Scalars['String']['input'];
  /** What the check came to; may be left out where values are given, for the policy to judge. */
  readonly outcome?: InputMaybe<EvidenceOutcome>;
  /** The version, such as `models:/fraud-detector/3`. */
  readonly ref: Scalars['String']['input'];
  /** Id of the source that `ref` is looked up in. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** Where the whole of it is kept: an address without credentials, query and fragment. */
  readonly uri?: InputMaybe<Scalars['String']['input']>;
  /** What was measured, at most 100 values. */
  readonly values?: ReadonlyArray<EvidenceValueInput>;
};

/** What `attestEvidence` answers. */
export type AttestEvidencePayload = {
  /** The evidence as it is kept; null when it was refused. */
  readonly evidence?: Maybe<Evidence>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<AttestEvidenceError>;
};

/** A person or program that events name by a pseudonym. */
export type AuditActor = {
  /** When the name was erased; null when it was not. */
  readonly erasedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name behind it; null where it was erased, or there never was one. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The pseudonym. */
  readonly principalId: Scalars['String']['output'];
};

/** A place outside the store that keeps checkpoints. */
export type AuditAnchor = {
  /** When this gateway last brought a checkpoint to it; null before that. */
  readonly lastKeptAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its kind and place. */
  readonly name: Scalars['String']['output'];
  /** How it stands. */
  readonly state: AuditAnchorState;
};

/** How an anchor stands. */
export type AuditAnchorState =
  /** It did not take the last checkpoint; that is tried again. */
  | 'FAILING'
  /** It holds another checkpoint of the same size: the log is not the one that was anchored, and changes are refused. */
  | 'FORKED'
  /** It holds the last checkpoint. */
  | 'KEPT'
  /** No checkpoint has been brought to it since the start. */
  | 'WAITING';

/** How far a log is vouched for outside the store. */
export type AuditAnchoring = {
  /** Entries up to the last checkpoint that an anchor holds; 0 when none does. */
  readonly anchoredTo: Scalars['Long']['output'];
  /** Each configured anchor; empty when nothing outside the store vouches for the log. */
  readonly anchors: ReadonlyArray<AuditAnchor>;
  /** Entries of the log. */
  readonly size: Scalars['Long']['output'];
  /** How the log stands with its anchors, all of them together. */
  readonly state: AuditChainState;
  /** Entries after that, which whoever holds the store could still remove unnoticed. */
  readonly unanchored: Scalars['Long']['output'];
  /** When the first of those was recorded; null when there is none. */
  readonly unanchoredSince?: Maybe<Scalars['DateTime']['output']>;
};

/** How a log stands with its anchors. */
export type AuditChainState =
  /** An anchor vouches for all of it. */
  | 'ANCHORED'
  /** It is not the log that was anchored, or that this gateway wrote; changes are refused. */
  | 'BROKEN'
  /** Something has waited for more than five minutes, and no anchor has taken it: somebody has to look. */
  | 'CHAIN_STALE'
  /** What came within the last minutes waits for the next checkpoint. */
  | 'PENDING'
  /** No anchor is configured, so nothing outside the store vouches for any of it. */
  | 'UNANCHORED';

/** Proof that a log continues an earlier one. */
export type AuditConsistency = {
  /** Size of the earlier one. */
  readonly from: Scalars['Long']['output'];
  /** Its root. */
  readonly fromRoot: Scalars['String']['output'];
  /** Consistency proof. */
  readonly path: ReadonlyArray<Scalars['String']['output']>;
};

/** What was decided. */
export type AuditDecision =
  /** It was allowed. */
  | 'ALLOW'
  /** It was refused. */
  | 'DENY';

/** One event of the audit trail. */
export type AuditEvent = {
  /** What was done or tried, such as `token:create`. */
  readonly action: Scalars['String']['output'];
  /** Whoever acted; null when nobody was authenticated. */
  readonly actor?: Maybe<AuditActor>;
  /** SHA-256 of the canonical JSON of what is there since. */
  readonly afterDigest?: Maybe<Scalars['String']['output']>;
  /** How the actor was authenticated: `TOKEN`, `OIDC`, `SESSION` (a browser's), `COMMAND_LINE`, `SYSTEM` or `NONE`. */
  readonly authMethod: Scalars['String']['output'];
  /** SHA-256 of the canonical JSON of what was there before. */
  readonly beforeDigest?: Maybe<Scalars['String']['output']>;
  /** What was decided. */
  readonly decision: AuditDecision;
  /** Further facts, by type of event. */
  readonly details: Scalars['JSON']['output'];
  /** Hash that stands for the log up to this event. */
  readonly entryHash: Scalars['String']['output'];
  /** The whole event as it was hashed, a CloudEvent. */
  readonly event: Scalars['JSON']['output'];
  /** Id of the event, unique in all logs. */
  readonly eventId: Scalars['String']['output'];
  /** Network that the request came from: /24 of IPv4, /48 of IPv6. */
  readonly ipPrefix?: Maybe<Scalars['String']['output']>;
  /** Id of the key that signed the entry hash. */
  readonly keyId: Scalars['String']['output'];
  /** SHA-256 of a zero byte and the canonical JSON of the event. */
  readonly leafHash: Scalars['String']['output'];
  /** Policies that decided. */
  readonly policyIds: ReadonlyArray<Scalars['String']['output']>;
  /** SHA-256 of the policies that decided; null where none did. */
  readonly policySetDigest?: Maybe<Scalars['String']['output']>;
  /** Hash that stands for the log up to the event before this one. */
  readonly prevHash: Scalars['String']['output'];
  /** The reason that was given; null when there was none, or it was erased. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** When it was recorded. */
  readonly recordedAt: Scalars['DateTime']['output'];
  /** Id of the request. */
  readonly requestId?: Maybe<Scalars['String']['output']>;
  /** What it was about. */
  readonly resource: AuditResource;
  /** Its place in the log, from 1 on and without gaps. */
  readonly sequence: Scalars['Long']['output'];
  /** How much it matters. */
  readonly severity: AuditSeverity;
  /** Ed25519 signature, base64. */
  readonly signature: Scalars['String']['output'];
  /** The log that holds it. */
  readonly stream: AuditStream;
  /** When it happened. */
  readonly time: Scalars['DateTime']['output'];
  /** Place in a distributed trace that the request came with (W3C Trace Context). */
  readonly traceparent?: Maybe<Scalars['String']['output']>;
  /** Type of the event, such as `gov.token.created.v1`. */
  readonly type: Scalars['String']['output'];
};

/** An event that was added to the audit trail. */
export type AuditEventAppended = {
  /** Pass it as `after` to go on after this event. */
  readonly cursor: Scalars['String']['output'];
  /** The event; null in a mark. */
  readonly event?: Maybe<AuditEvent>;
};

/** A page of audit events. */
export type AuditEventConnection = {
  /** How far the log is vouched for outside the store. */
  readonly anchoring: AuditAnchoring;
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<AuditEventEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<AuditEvent>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One item of a page of audit events. */
export type AuditEventEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: AuditEvent;
};

/** Conditions on audit events; all of them must hold. */
export type AuditFilter = {
  /** The action, such as `token:create`. */
  readonly action?: InputMaybe<Scalars['String']['input']>;
  /** Whoever acted, by id or by displayed name. */
  readonly actor?: InputMaybe<Scalars['String']['input']>;
  /** What was decided. */
  readonly decision?: InputMaybe<AuditDecision>;
  /** Recorded at this moment or later. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** What it was about: a type such as `Token`, or `Token/ID`. */
  readonly resource?: InputMaybe<Scalars['String']['input']>;
  /** The log to look at. */
  readonly stream?: InputMaybe<AuditStream>;
  /** Recorded before this moment. */
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
  /** Type of the event, such as `gov.token.created.v1`. */
  readonly type?: InputMaybe<Scalars['String']['input']>;
};

/** Proof that an event is in a log (RFC 9162). Hashes are hexadecimal. */
export type AuditProof = {
  /** Signed checkpoint of exactly this size (C2SP tlog-checkpoint); null when there is none. */
  readonly checkpoint?: Maybe<Scalars['String']['output']>;
  /** That this tree continues an earlier one; null unless `from` was given. */
  readonly consistency?: Maybe<AuditConsistency>;
  /** The event. */
  readonly event: AuditEvent;
  /** Inclusion proof of the event's leaf, at index `sequence - 1`. */
  readonly inclusion: ReadonlyArray<Scalars['String']['output']>;
  /** Name of the log, as in its checkpoints. */
  readonly origin: Scalars['String']['output'];
  /** Root of the tree of that size. */
  readonly root: Scalars['String']['output'];
  /** Entries of the log that it is proven in. */
  readonly treeSize: Scalars['Long']['output'];
  /** Key that checks the checkpoint, as tools of transparency logs take it. */
  readonly verifierKey: Scalars['String']['output'];
};

/** What an event is about. */
export type AuditResource = {
  /** Its id among those of its type; `*` for all of them. */
  readonly key: Scalars['String']['output'];
  /** Its type, such as `Token`. */
  readonly type: Scalars['String']['output'];
};

/** How much an event matters. */
export type AuditSeverity =
  /** Something went wrong. */
  | 'ERROR'
  /** Somebody has to act. */
  | 'FATAL'
  /** As expected. */
  | 'INFO'
  /** Worth a look. */
  | 'WARN';

/** The logs of the audit trail. */
export type AuditStream =
  /** Refused reads, failed authentications, and reads of personal data for a stated purpose, rolled up by the minute. */
  | 'ACCESS'
  /** Changes, refused changes, and whatever changes rights: one event each. */
  | 'DECISIONS';

/** That glass was broken for a request, and who stands by it. */
export type BreakGlass = {
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Who did. */
  readonly by: PrincipalName;
  /** The incident; null for callers who may not read incidents. */
  readonly incident?: Maybe<Incident>;
  /** What became of it. */
  readonly outcome: BreakGlassOutcome;
  /** Who said that it was right, the earliest first. */
  readonly ratifications: ReadonlyArray<BreakGlassRatification>;
  /** How many people must ratify it. */
  readonly ratifiers: Scalars['Int']['output'];
  /** Until when it must be ratified. */
  readonly ratifyBy: Scalars['DateTime']['output'];
};

/** Why no glass was broken. */
export type BreakGlassError = {
  /** What kind of refusal this is. */
  readonly code: BreakGlassErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `breakGlass`. */
export type BreakGlassErrorCode =
  /** Several objects have this ref, or several targets of the environment are of the model. */
  | 'AMBIGUOUS_REF'
  /** What was given cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** The approval policies have changed just now; trying again helps. */
  | 'CONFLICT'
  /** Another change of the target is being carried out. */
  | 'DUPLICATE_REQUEST'
  /** The caller may not do this. */
  | 'FORBIDDEN'
  /** A gate that is never skipped does not pass. */
  | 'GATE_FAILED'
  /** Another mutation was sent under this `idempotencyKey`. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The target stands for this version already. */
  | 'NOTHING_TO_DO'
  /** There is no such thing that the caller sees. */
  | 'NOT_FOUND'
  /** The approval policies let no glass be broken for such a change. */
  | 'NO_POLICY'
  /** The tool of the target takes no changes from the gateway. */
  | 'UNSUPPORTED'
  /** The tool of the target cannot do this, whoever approves it. */
  | 'UNSUPPORTED_BY_TARGET'
  /** The version is retired. */
  | 'VERSION_RETIRED'
  /** The incident is closed. */
  | 'WRONG_STATE';

/** What `breakGlass` is asked. */
export type BreakGlassInput = {
  /** The alias; needed where several targets of the environment are of the model. */
  readonly alias?: InputMaybe<Scalars['String']['input']>;
  /** Name on its server of a target that is a deployment; the same. */
  readonly deployment?: InputMaybe<Scalars['String']['input']>;
  /** Tells what would come of it, and writes nothing. */
  readonly dryRun?: Scalars['Boolean']['input'];
  /** Name of the environment. */
  readonly environment: Scalars['String']['input'];
  /** Sent twice under one key, it is done once. At most 200 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Global id of an incident that is open. */
  readonly incident: Scalars['ID']['input'];
  /** Why it cannot wait, for those who are to ratify it. 40 to 2,000 characters. */
  readonly reason: Scalars['String']['input'];
  /** The version, such as `models:/fraud-detector/3`. */
  readonly ref: Scalars['String']['input'];
  /** Id of the source that it is looked up in; needed where several hold the name. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** Ticket that it belongs to. At most 200 characters. */
  readonly ticket?: InputMaybe<Scalars['String']['input']>;
};

/** What became of broken glass. */
export type BreakGlassOutcome =
  /** Others are to ratify it. */
  | 'OPEN'
  /** Too few said in time that it was right; they may still. */
  | 'OVERDUE'
  /** Enough others said that it was right. */
  | 'RATIFIED'
  /** It was taken back, never came about, or waits for reviews like any other. */
  | 'REVERSED';

/** What `breakGlass` answers. */
export type BreakGlassPayload = {
  /** What would come of it; null unless this was a dry run. */
  readonly preview?: Maybe<ApprovalPreview>;
  /** The request; null when it was refused, or this was a dry run. */
  readonly request?: Maybe<ApprovalRequest>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<BreakGlassError>;
};

/** One person's word that breaking glass was right. */
export type BreakGlassRatification = {
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** Who said it. */
  readonly by: PrincipalName;
  /** In their words. */
  readonly comment?: Maybe<Scalars['String']['output']>;
};

/** Why cancelling was refused. */
export type CancelRequestError = {
  /** What kind of refusal this is. */
  readonly code: CancelRequestErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `cancelRequest`. */
export type CancelRequestErrorCode =
  /** What was given cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** The caller may not do this. */
  | 'FORBIDDEN'
  /** Another mutation was sent under this `idempotencyKey`. */
  | 'IDEMPOTENCY_CONFLICT'
  /** There is no such thing that the caller sees. */
  | 'NOT_FOUND'
  /** The request has changed since `expectedRevision`. */
  | 'REVISION_CONFLICT'
  /** It is in a state in which this cannot be done. */
  | 'WRONG_STATE';

/** What `cancelRequest` is asked. */
export type CancelRequestInput = {
  /** The revision that was looked at; refused when the request has changed since. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** Global id of the request. */
  readonly id: Scalars['ID']['input'];
  /** Sent twice under one key, it is done once. At most 200 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why. At most 2,000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What `cancelRequest` answers. */
export type CancelRequestPayload = {
  /** The request as it is now; null when it was refused. */
  readonly request?: Maybe<ApprovalRequest>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<CancelRequestError>;
};

/** What a connector can do for the gateway. */
export type Capability =
  /** Files. */
  | 'ARTIFACT_STORE'
  /** Datasets and their versions. */
  | 'DATASET_CATALOGUE'
  /** Models being served. */
  | 'DEPLOYMENT_SYSTEM'
  /** Experiments, runs, params and metrics. */
  | 'EXPERIMENT_TRACKER'
  /** Registered models, versions and aliases. */
  | 'MODEL_REGISTRY'
  /** Measurements of served models. */
  | 'MONITOR';

/** Why an incident was not closed. */
export type CloseIncidentError = {
  /** What kind of refusal this is. */
  readonly code: CloseIncidentErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `closeIncident`. */
export type CloseIncidentErrorCode =
  /** What was given cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** The caller may not do this. */
  | 'FORBIDDEN'
  /** Another mutation was sent under this `idempotencyKey`. */
  | 'IDEMPOTENCY_CONFLICT'
  /** There is no such incident. */
  | 'NOT_FOUND'
  /** The incident has changed since it was looked at. */
  | 'REVISION_CONFLICT'
  /** It is closed already. */
  | 'WRONG_STATE';

/** What `closeIncident` is asked. */
export type CloseIncidentInput = {
  /** The revision that was looked at; refused when the incident has changed since. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** Global id of the incident. */
  readonly id: Scalars['ID']['input'];
  /** Sent twice under one key, it is done once. At most 200 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** How it ended. At most 2,000 characters. */
  readonly reason: Scalars['String']['input'];
};

/** What `closeIncident` answers. */
export type CloseIncidentPayload = {
  /** The incident as it is now; null when it was refused. */
  readonly incident?: Maybe<Incident>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<CloseIncidentError>;
};

/** What one column of data came from. */
export type ColumnLineage = {
  /** The column that was there first. */
  readonly from: Scalars['String']['output'];
  /** Whether the value is hidden on the way, as by a hash. */
  readonly masking: Scalars['Boolean']['output'];
  /** What was done, as its sender calls it. */
  readonly subtype?: Maybe<Scalars['String']['output']>;
  /** The column that came of it. */
  readonly to: Scalars['String']['output'];
  /** `DIRECT` when its value is made of the other, `INDIRECT` when that only decided about it; null when nobody told. */
  readonly type?: Maybe<Scalars['String']['output']>;
};

/** A column or tensor. */
export type ColumnSchema = {
  /** Its name; null for an unnamed tensor. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Whether a value must be there; null where the source does not say. */
  readonly required?: Maybe<Scalars['Boolean']['output']>;
  /** Its shape, for a tensor; -1 is any size. */
  readonly shape?: Maybe<ReadonlyArray<Scalars['Int']['output']>>;
  /** Its type, as the source calls it. */
  readonly type: Scalars['String']['output'];
};

/** A metric, side by side. Values stand in one row only when they were measured on the same data. */
export type ComparedMetric = {
  /** Digest of the data it was measured on; null where no tool says, and then values may be of different data. */
  readonly datasetDigest?: Maybe<Scalars['String']['output']>;
  /** Name of the data it was measured on; null where no tool says. */
  readonly datasetName?: Maybe<Scalars['String']['output']>;
  /** Whether any two values differ. */
  readonly differs: Scalars['Boolean']['output'];
  /** Name of the metric. */
  readonly key: Scalars['String']['output'];
  /** Its values as text, in the order of the things compared; null where there is none. */
  readonly values: ReadonlyArray<Maybe<Scalars['String']['output']>>;
};

/** One thing, side by side. */
export type ComparedValue = {
  /** Whether any two values differ. */
  readonly differs: Scalars['Boolean']['output'];
  /** Name of the thing. */
  readonly key: Scalars['String']['output'];
  /** Its values as text, in the order of the things compared; null where there is none. */
  readonly values: ReadonlyArray<Maybe<Scalars['String']['output']>>;
};

/**
 * Somebody or something that uses a deployment or a version of a model, as somebody told. It is seen by whoever sees what it
 * uses.
 */
export type Consumer = Node & {
  /** Whether it uses it now. */
  readonly active: Scalars['Boolean']['output'];
  /** Where to reach whoever answers for it; null for callers who may not read sensitive fields of what it uses. */
  readonly contact?: Maybe<Scalars['String']['output']>;
  /** How much it matters to it that what it uses works. */
  readonly criticality: ConsumerCriticality;
  /** When it stopped using it; null while it does. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Protocol of the endpoint that it uses; null when that was not said. */
  readonly endpoint?: Maybe<Scalars['String']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** What it is. */
  readonly kind: ConsumerKind;
  /** What it is called. */
  readonly name: Scalars['String']['output'];
  /** Team that answers for it. */
  readonly ownerTeam?: Maybe<Scalars['String']['output']>;
  /** When it was registered first. */
  readonly registeredAt: Scalars['DateTime']['output'];
  /** When something was last told of it. */
  readonly updatedAt: Scalars['DateTime']['output'];
  /** The deployment or version that it uses. */
  readonly uses?: Maybe<Node>;
};

/** A page of consumers. */
export type ConsumerConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<ConsumerEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<Consumer>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** How much it matters to a consumer that what it uses works. */
export type ConsumerCriticality =
  /** Damage is done within minutes. */
  | 'CRITICAL'
  /** Something important does not work. */
  | 'HIGH'
  /** Nobody would notice within a day. */
  | 'LOW'
  /** People have to work around it. */
  | 'MEDIUM';

/** One item of a page of consumers. */
export type ConsumerEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Consumer;
};

/** What a consumer is. */
export type ConsumerKind =
  /** A program that people or other programs use. */
  | 'APPLICATION'
  /** Something else. */
  | 'OTHER'
  /** One person. */
  | 'PERSON'
  /** A job that runs on its own. */
  | 'PIPELINE'
  /** A report or dashboard. */
  | 'REPORT'
  /** A group of people. */
  | 'TEAM';

/** Why a token was not made. */
export type CreateTokenError = {
  /** What kind of refusal this is. */
  readonly code: CreateTokenErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `createToken`. */
export type CreateTokenErrorCode =
  /** The input is not as it should be. */
  | 'BAD_USER_INPUT'
  /** The caller may not make tokens, or not for this service account. */
  | 'FORBIDDEN';

/** What `createToken` is asked. */
export type CreateTokenInput = {
  /** Days until it ends, 1 to 366. */
  readonly days?: InputMaybe<Scalars['Int']['input']>;
  /** What it is called in lists, 1 to 100 characters; with `serviceAccount` the name of the account. */
  readonly name: Scalars['String']['input'];
  /** Actions that it is narrowed to, such as `model:read`; everything that the caller may when left out. */
  readonly scopes?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Whether it acts as the service account of its name, whose owner the caller is or becomes. */
  readonly serviceAccount?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What `createToken` answers. */
export type CreateTokenPayload = {
  /** The text of the token, to be sent as `Authorization: Bearer`. It cannot be had again. */
  readonly secret?: Maybe<Scalars['String']['output']>;
  /** The token; null when it was refused. */
  readonly token?: Maybe<Token>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<CreateTokenError>;
};

/** Data under one name with one digest. */
export type DataVersion = Node & {
  /** Its columns; null when the source recorded none. */
  readonly columns?: Maybe<ReadonlyArray<ColumnSchema>>;
  /** The dataset it is a version of; null when its source no longer has it. */
  readonly dataset?: Maybe<Dataset>;
  /** Digest as the source computed it. */
  readonly digest: Scalars['String']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** How this data came to be and what came of it, over every connected tool. */
  readonly lineage?: Maybe<LineageGraph>;
  /** Name of the dataset. */
  readonly name: Scalars['String']['output'];
  /** Kind of place the data came from, such as `s3` or `local`. */
  readonly originType?: Maybe<Scalars['String']['output']>;
  /** Address of the place the data came from. */
  readonly originUri?: Maybe<Scalars['String']['output']>;
  /** `dataset:NAME@DIGEST`. */
  readonly ref: Scalars['String']['output'];
  /** How many rows it has, where recorded. */
  readonly rowCount?: Maybe<Scalars['Long']['output']>;
  /** Runs that read it, newest first. */
  readonly runs?: Maybe<RunConnection>;
  /** Source that reported it. */
  readonly source: Source;
  /** What the caller may do with it, and what it would take. */
  readonly viewerCan?: Maybe<ReadonlyArray<ViewerCan>>;
};


/** Data under one name with one digest. */
export type DataVersionLineageArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  columns?: InputMaybe<Scalars['Boolean']['input']>;
  depth?: InputMaybe<Scalars['Int']['input']>;
  direction?: InputMaybe<LineageDirection>;
  freshness?: InputMaybe<LineageFreshness>;
  kinds?: InputMaybe<ReadonlyArray<LineageNodeKind>>;
  maxNodes?: InputMaybe<Scalars['Int']['input']>;
};


/** Data under one name with one digest. */
export type DataVersionRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Data under one name with one digest. */
export type DataVersionViewerCanArgs = {
  actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  context?: InputMaybe<ActionContextInput>;
};

/** A page of data versions. */
export type DataVersionConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<DataVersionEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<DataVersion>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each source contributed; while a mirror is still filling, its entry says so. */
  readonly sourceStatus: ReadonlyArray<SourceStatus>;
};

/** One item of a page of data versions. */
export type DataVersionEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: DataVersion;
};

/** Data under one name, over all its versions. */
export type Dataset = Node & {
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** How this dataset came to be and what came of it, over every connected tool. */
  readonly lineage?: Maybe<LineageGraph>;
  /** Name in its source. */
  readonly name: Scalars['String']['output'];
  /** `dataset:NAME`. */
  readonly ref: Scalars['String']['output'];
  /** Source that reported it. */
  readonly source: Source;
  /** Its versions, newest first. */
  readonly versions?: Maybe<DataVersionConnection>;
  /** What the caller may do with it, and what it would take. */
  readonly viewerCan?: Maybe<ReadonlyArray<ViewerCan>>;
  /** Workspace within the source; null where the source has none. */
  readonly workspace?: Maybe<Scalars['String']['output']>;
};


/** Data under one name, over all its versions. */
export type DatasetLineageArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  columns?: InputMaybe<Scalars['Boolean']['input']>;
  depth?: InputMaybe<Scalars['Int']['input']>;
  direction?: InputMaybe<LineageDirection>;
  freshness?: InputMaybe<LineageFreshness>;
  kinds?: InputMaybe<ReadonlyArray<LineageNodeKind>>;
  maxNodes?: InputMaybe<Scalars['Int']['input']>;
};


/** Data under one name, over all its versions. */
export type DatasetVersionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Data under one name, over all its versions. */
export type DatasetViewerCanArgs = {
  actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  context?: InputMaybe<ActionContextInput>;
};

/** A page of datasets. */
export type DatasetConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<DatasetEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<Dataset>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each source contributed; while a mirror is still filling, its entry says so. */
  readonly sourceStatus: ReadonlyArray<SourceStatus>;
};

/** One item of a page of datasets. */
export type DatasetEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Dataset;
};

/** Which datasets a list holds. Conditions are joined by AND. */
export type DatasetFilter = {
  /** Text that the name contains, in any case. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** Id of the source. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
};

/** Data that a run read. */
export type DatasetInput = {
  /** The role in the source's own word; null when it gave none. */
  readonly context?: Maybe<Scalars['String']['output']>;
  /** The data. */
  readonly dataVersion: DataVersion;
  /** What the data was used for. */
  readonly role: DatasetRole;
};

/** What data is used for. */
export type DatasetRole =
  /** To compare with. */
  | 'REFERENCE'
  /** Logged in operation. */
  | 'SERVED'
  /** To measure the result. */
  | 'TEST'
  /** To train on. */
  | 'TRAIN'
  /** The source gave no role, or one we do not know. */
  | 'UNKNOWN'
  /** To choose between candidates. */
  | 'VALIDATION';

/** Why nothing was delegated. */
export type DelegateReviewsError = {
  /** What kind of refusal this is. */
  readonly code: DelegateReviewsErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `delegateReviews`. */
export type DelegateReviewsErrorCode =
  /** It has ended already. */
  | 'ALREADY_ENDED'
  /** Several models have this ref. */
  | 'AMBIGUOUS_REF'
  /** What was given cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** The caller may not do this. */
  | 'FORBIDDEN'
  /** Another mutation was sent under this `idempotencyKey`. */
  | 'IDEMPOTENCY_CONFLICT'
  /** There is no such person, model or delegation that the caller sees. */
  | 'NOT_FOUND';

/** What `delegateReviews` is asked: `to` and `until`, or `ends` alone. */
export type DelegateReviewsInput = {
  /** Global id of a delegation that is to end before its time. Only `reason` and `idempotencyKey` may stand beside it. */
  readonly ends?: InputMaybe<Scalars['ID']['input']>;
  /** Names of environments, 1 to 20; all when left out. */
  readonly environments?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Sent twice under one key, it is done once. At most 200 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Refs of models, 1 to 20; all when left out. */
  readonly models?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Why. At most 2,000 characters. */
  readonly reason: Scalars['String']['input'];
  /** Id of the source that `models` are looked up in; needed where several hold a name. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** From when on, within 90 days; now when left out. */
  readonly startsAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Id of the person who is to judge, as `viewer` shows one's own. */
  readonly to?: InputMaybe<Scalars['String']['input']>;
  /** Until when, 30 days after it begins at most. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What `delegateReviews` answers. */
export type DelegateReviewsPayload = {
  /** The delegation as it is now; null when it was refused. */
  readonly delegation?: Maybe<ReviewDelegation>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<DelegateReviewsError>;
};

/** A model being served under one name. */
export type Deployment = Node & {
  /** Who is registered to use it now, the longest registered first. */
  readonly consumers: ConsumerConnection;
  /** Addresses it answers at. */
  readonly endpoints?: Maybe<ReadonlyArray<Endpoint>>;
  /** Environment of its source. */
  readonly environment?: Maybe<Environment>;
  /** How old these facts are. */
  readonly freshness?: Maybe<Freshness>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** How this deployment came to be and what came of it, over every connected tool. */
  readonly lineage?: Maybe<LineageGraph>;
  /** Name in its source. */
  readonly name: Scalars['String']['output'];
  /** `deployment:SOURCE/NAME`. */
  readonly ref: Scalars['String']['output'];
  /** Deployment system that serves it. */
  readonly source: Source;
  /** Whether it answers requests now. */
  readonly state?: Maybe<DeploymentState>;
  /** Versions it serves now. */
  readonly versions?: Maybe<ReadonlyArray<ServedVersion>>;
  /** What the caller may do with it, and what it would take. */
  readonly viewerCan?: Maybe<ReadonlyArray<ViewerCan>>;
};


/** A model being served under one name. */
export type DeploymentConsumersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A model being served under one name. */
export type DeploymentLineageArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  columns?: InputMaybe<Scalars['Boolean']['input']>;
  depth?: InputMaybe<Scalars['Int']['input']>;
  direction?: InputMaybe<LineageDirection>;
  freshness?: InputMaybe<LineageFreshness>;
  kinds?: InputMaybe<ReadonlyArray<LineageNodeKind>>;
  maxNodes?: InputMaybe<Scalars['Int']['input']>;
};


/** A model being served under one name. */
export type DeploymentViewerCanArgs = {
  actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  context?: InputMaybe<ActionContextInput>;
};

/** A change of a deployment. */
export type DeploymentChange = {
  /** When the gateway saw it; null in a mark. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** Pass it as `after` to go on after this event. */
  readonly cursor: Scalars['String']['output'];
  /** The deployment as it is now; null when it is gone, and in a mark. */
  readonly deployment?: Maybe<Deployment>;
  /** Global id of the deployment, also when it is gone; null in a mark. */
  readonly deploymentId?: Maybe<Scalars['ID']['output']>;
  /** Whether the deployment is gone; null in a mark. */
  readonly removed?: Maybe<Scalars['Boolean']['output']>;
};

/** A page of deployments. */
export type DeploymentConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<DeploymentEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<Deployment>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each source contributed; while a mirror is still filling, its entry says so. */
  readonly sourceStatus: ReadonlyArray<SourceStatus>;
};

/** One item of a page of deployments. */
export type DeploymentEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Deployment;
};

/** Which deployments a list holds. Conditions are joined by AND. */
export type DeploymentFilter = {
  /** Name of an environment. */
  readonly environment?: InputMaybe<Scalars['String']['input']>;
  /** Text that the name contains, in any case. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** Id of the source. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
};

/** How a served version was tied to a registered one. */
export type DeploymentMatch =
  /** The deployment names it. */
  | 'DECLARED'
  /** Both hold the same bytes. */
  | 'DIGEST'
  /** It was not found. */
  | 'UNKNOWN'
  /** Both name the same address. */
  | 'URI';

/** Why a match is less than it could be. */
export type DeploymentMatchReason =
  /** The files are too large to be compared while somebody waits, and were not compared before. */
  | 'BYTES_NOT_COMPARED_YET'
  /** The served files cannot be read from here, so their bytes were not compared. */
  | 'BYTES_NOT_READABLE'
  /** The deployment names a version that several registries hold, and nothing tells which is meant. */
  | 'MARKER_AMBIGUOUS'
  /** The version that the deployment names has other bytes than what is served. */
  | 'MARKER_BYTES_DIFFER'
  /** The deployment names a version that no registry holds. */
  | 'MARKER_NAMES_NO_VERSION'
  /** Several registered versions have these bytes; they are the candidates. */
  | 'SEVERAL_VERSIONS'
  /** The files of some registered versions are not known yet; ask again in a while. */
  | 'VERSIONS_NOT_INDEXED_YET';

/** Whether a deployment answers requests. */
export type DeploymentState =
  /** Being loaded. */
  | 'LOADING'
  /** At least one version answers. */
  | 'READY'
  /** Known to its server, and not answering. */
  | 'UNAVAILABLE'
  /** The server did not say. */
  | 'UNKNOWN';

/** What the gateway does about drift of a target, by the configuration (`targets[].onDrift`). */
export type DriftReaction =
  /** It is noted and told. */
  | 'ALERT'
  /** It is noted. */
  | 'DETECT'
  /** It is noted and told, and what was approved is put back. */
  | 'REVERT';

/** How a target stands. */
export type DriftState =
  /** It holds what it held when it was first looked at, which nobody approved. */
  | 'BASELINED'
  /** It does not hold what it should. */
  | 'DRIFTED'
  /** It holds what the last completed request says. */
  | 'IN_SYNC'
  /** It does not hold what it should, and somebody has asked for what is there to be approved. */
  | 'OUT_OF_POLICY'
  /** It cannot be told, or was not looked at lately. */
  | 'UNKNOWN';

/** An address that a deployment answers at. */
export type Endpoint = {
  /** Protocol spoken there, such as `open-inference-v2`. */
  readonly protocol: Scalars['String']['output'];
  /** The address. */
  readonly url?: Maybe<Scalars['String']['output']>;
};

/** A place that models are promoted to, such as staging. */
export type Environment = Node & {
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Whether changes to it need more care. */
  readonly protected: Scalars['Boolean']['output'];
  /** Its place in the order of promotion, lowest first. */
  readonly rank: Scalars['Int']['output'];
  /** What stands for a model in it. */
  readonly targets: ReadonlyArray<Target>;
  /** What the caller may do with it, and what it would take. */
  readonly viewerCan?: Maybe<ReadonlyArray<ViewerCan>>;
};


/** A place that models are promoted to, such as staging. */
export type EnvironmentViewerCanArgs = {
  actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  context?: InputMaybe<ActionContextInput>;
};

/** A file that pins an environment. */
export type EnvironmentFile = {
  /** Path relative to the model or run, such as `requirements.txt`. */
  readonly path: Scalars['String']['output'];
  /** Its text, up to 64 KiB. A longer one is not written by the command, and is missing. */
  readonly text: Scalars['String']['output'];
};

/** What a producer said of a version. It is seen by whoever sees the version, and never changed. */
export type Evidence = Node & {
  /** SHA-256 over the version's files then; null when they could not be read. */
  readonly artifactDigest?: Maybe<Scalars['String']['output']>;
  /** Who sent it. */
  readonly attestedBy: PrincipalName;
  /** SHA-256 of what is kept there. */
  readonly digest?: Maybe<Scalars['String']['output']>;
  /** From then on it does not count; null when that is for the policy alone to say. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name of the gate that it is evidence for. */
  readonly gate: Scalars['String']['output'];
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** When it was found, by the producer's clock. */
  readonly issuedAt: Scalars['DateTime']['output'];
  /** The version. */
  readonly modelVersion: ModelVersion;
  /** What the check came to; null where only values are told. */
  readonly outcome?: Maybe<EvidenceOutcome>;
  /** Name of the producer in the configuration. */
  readonly producer: Scalars['String']['output'];
  /** When it was kept. */
  readonly receivedAt: Scalars['DateTime']['output'];
  /** What the version was then: it counts for exactly that. */
  readonly subjectDigest: Scalars['String']['output'];
  /** Where the whole of it is kept. */
  readonly uri?: Maybe<Scalars['String']['output']>;
  /** What was measured. */
  readonly values: ReadonlyArray<EvidenceValue>;
};

/** A page of evidence. */
export type EvidenceConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<EvidenceEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<Evidence>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One item of a page of evidence. */
export type EvidenceEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Evidence;
};

/** What a check came to that somebody else ran. */
export type EvidenceOutcome =
  /** It could not be checked. */
  | 'ERROR'
  /** It does not. */
  | 'FAIL'
  /** The version passes. */
  | 'PASS';

/** A number that was measured. */
export type EvidenceValue = {
  /** What it is called. */
  readonly name: Scalars['String']['output'];
  /** Its unit. */
  readonly unit?: Maybe<Scalars['String']['output']>;
  /** The number. */
  readonly value: Scalars['Float']['output'];
};

/** A number that was measured. */
export type EvidenceValueInput = {
  /** What it is called, once in one piece of evidence. */
  readonly name: Scalars['String']['input'];
  /** Its unit. */
  readonly unit?: InputMaybe<Scalars['String']['input']>;
  /** The number. */
  readonly value: Scalars['Float']['input'];
};

/** A named group of runs. */
export type Experiment = Node & {
  /** When it was made. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** How old these facts are. */
  readonly freshness?: Maybe<Freshness>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Name in its tracker. */
  readonly name: Scalars['String']['output'];
  /** Its runs, newest first. */
  readonly runs?: Maybe<RunConnection>;
  /** Tracker that holds it. */
  readonly source: Source;
  /** Tags it carries. */
  readonly tags?: Maybe<ReadonlyArray<Tag>>;
  /** When it last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the caller may do with it, and what it would take. */
  readonly viewerCan?: Maybe<ReadonlyArray<ViewerCan>>;
  /** Workspace within the tracker; null where the tracker has none. */
  readonly workspace?: Maybe<Scalars['String']['output']>;
};


/** A named group of runs. */
export type ExperimentRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A named group of runs. */
export type ExperimentViewerCanArgs = {
  actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  context?: InputMaybe<ActionContextInput>;
};

/** A page of experiments. */
export type ExperimentConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<ExperimentEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<Experiment>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each source contributed; while a mirror is still filling, its entry says so. */
  readonly sourceStatus: ReadonlyArray<SourceStatus>;
};

/** One item of a page of experiments. */
export type ExperimentEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Experiment;
};

/** Which experiments a list holds. Conditions are joined by AND. */
export type ExperimentFilter = {
  /** Text that the name contains, in any case. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** Id of the source. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
};

/** How old the facts of an object are, and where they were read. */
export type Freshness = {
  /** Milliseconds since then; 0 when the tool was read for this very answer. */
  readonly ageMs: Scalars['Long']['output'];
  /** When the tool was read for these facts. */
  readonly observedAt: Scalars['DateTime']['output'];
  /** Id of the source that was read. */
  readonly source: Scalars['String']['output'];
};

/** That a gate need not pass for one version on one target, for a time. */
export type GateException = Node & {
  /** Whether it is in force. */
  readonly active: Scalars['Boolean']['output'];
  /** What is done instead. */
  readonly compensatingControl?: Maybe<Scalars['String']['output']>;
  /** Why it was ended. */
  readonly endReason?: Maybe<Scalars['String']['output']>;
  /** When it was ended before its time; null where it was not. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who ended it. */
  readonly endedBy?: Maybe<PrincipalName>;
  /** Name of the environment. */
  readonly environment: Scalars['String']['output'];
  /** Name of the gate, with the parameters that it had when the exception was granted. */
  readonly gate: Scalars['String']['output'];
  /** When it was granted. */
  readonly grantedAt: Scalars['DateTime']['output'];
  /** Who granted it. */
  readonly grantedBy: PrincipalName;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Why. */
  readonly reason: Scalars['String']['output'];
  /** The request that it was granted on. */
  readonly request?: Maybe<ApprovalRequest>;
  /** What it is bound to: digest of everything that makes the version what it is. */
  readonly subjectDigest: Scalars['String']['output'];
  /** The target as its tool names it. */
  readonly targetRef: Scalars['String']['output'];
  /** Until when. */
  readonly until: Scalars['DateTime']['output'];
  /** The version by name, such as `models:/fraud-detector/3`. */
  readonly versionRef: Scalars['String']['output'];
};

/** A page of exceptions. */
export type GateExceptionConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<GateExceptionEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<GateException>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One item of a page of exceptions. */
export type GateExceptionEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: GateException;
};

/** A role, for somebody, somewhere, until some time. */
export type Grant = Node & {
  /** The second steward; null where none was needed, or none has confirmed it. */
  readonly confirmedBy?: Maybe<PrincipalName>;
  /** When it came into force; of one that waits, when it was asked for. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Who asked for it. */
  readonly createdBy: PrincipalName;
  /** From this very millisecond it gives nothing; null when it has no end. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who holds it. A team's grant is held by each of its members. */
  readonly holder: GrantHolder;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Until when a second steward can confirm it; null for what was in force at any time. */
  readonly lapsesAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why it was asked for. */
  readonly reason: Scalars['String']['output'];
  /** When it was revoked or withdrawn; null when it was not. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What they may do; the policies say what that is. */
  readonly role: Role;
  /** Where they may do it. */
  readonly scope: GrantScope;
  /** How it stands now. */
  readonly state: GrantState;
};

/** A page of grants. */
export type GrantConnection = {
  /** Grants with their cursors. */
  readonly edges: ReadonlyArray<GrantEdge>;
  /** The grants alone. */
  readonly nodes: ReadonlyArray<Grant>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
};

/** A grant within a page. */
export type GrantEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The grant. */
  readonly node: Grant;
};

/** Why a grant was refused. */
export type GrantError = {
  /** What kind of refusal this is. */
  readonly code: GrantErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person, with who else could. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `grant`. */
export type GrantErrorCode =
  /** Several objects have this ref. */
  | 'AMBIGUOUS_REF'
  /** The input cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** The caller may not grant on this. */
  | 'FORBIDDEN'
  /** There is nothing like that to grant on, or to confirm, that the caller may see. */
  | 'NOT_FOUND'
  /** The grant does not wait: it is in force, withdrawn or lapsed. */
  | 'NOT_PENDING'
  /** Whoever asked for a grant cannot confirm it. */
  | 'SAME_STEWARD'
  /** It would give the caller more rights than they have; somebody else must grant it. */
  | 'SELF_WIDENING'
  /** Whoever asked for the grant could not ask for it any more. */
  | 'STEWARD_LOST_RIGHT';

/** Why no exception was granted. */
export type GrantExceptionError = {
  /** What kind of refusal this is. */
  readonly code: GrantExceptionErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `grantException`. */
export type GrantExceptionErrorCode =
  /** It has ended already. */
  | 'ALREADY_ENDED'
  /** What was given cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** The caller may not do this. */
  | 'FORBIDDEN'
  /** Another mutation was sent under this `idempotencyKey`. */
  | 'IDEMPOTENCY_CONFLICT'
  /** There is no such request or exception that the caller sees, or no such gate holds it up. */
  | 'NOT_FOUND'
  /** It is the caller's own work. */
  | 'OWN_WORK'
  /** The request has changed since it was looked at. */
  | 'REVISION_CONFLICT'
  /** The request is decided for good. */
  | 'WRONG_STATE';

/** What `grantException` is asked: `request`, `gate` and `until`, or `ends` alone. */
export type GrantExceptionInput = {
  /** What is done instead. At most 2,000 characters. */
  readonly compensatingControl?: InputMaybe<Scalars['String']['input']>;
  /** Global id of an exception that is to end before its time. Only `reason` and `idempotencyKey` may stand beside it. */
  readonly ends?: InputMaybe<Scalars['ID']['input']>;
  /** The revision of the request that was looked at; refused when it has changed since. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** Name of a gate that holds it up, such as `metric-bar`. */
  readonly gate?: InputMaybe<Scalars['String']['input']>;
  /** Sent twice under one key, it is done once. At most 200 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why. At most 2,000 characters. */
  readonly reason: Scalars['String']['input'];
  /** Global id of the request. */
  readonly request?: InputMaybe<Scalars['ID']['input']>;
  /** Until when, 90 days from now at most. */
  readonly until?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What `grantException` answers. */
export type GrantExceptionPayload = {
  /** The exception as it is now; null when it was refused. */
  readonly exception?: Maybe<GateException>;
  /** The request as it is now; null when it was refused. */
  readonly request?: Maybe<ApprovalRequest>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<GrantExceptionError>;
};

/** Which grants a list holds. Conditions are joined by AND. */
export type GrantFilter = {
  /** Who holds it. */
  readonly holder?: InputMaybe<GrantHolderInput>;
  /** The role that is granted. */
  readonly role?: InputMaybe<Role>;
  /** What exactly it is granted on. */
  readonly scope?: InputMaybe<GrantScopeInput>;
  /** How it stands now; every state when left out. */
  readonly states?: InputMaybe<ReadonlyArray<GrantState>>;
};

/** Who holds a grant. */
export type GrantHolder = {
  /** Id of the principal, or name of the team. */
  readonly id: Scalars['String']['output'];
  /** Name of the principal; null when it is not known or was erased. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** What kind of holder. */
  readonly type: GrantHolderType;
};

/** Who holds a grant. */
export type GrantHolderInput = {
  /** Id of the principal, as `viewer` shows one's own, or name of the team. */
  readonly id: Scalars['String']['input'];
  /** What kind of holder. */
  readonly type: GrantHolderType;
};

/** Kinds of holders of a grant. */
export type GrantHolderType =
  /** A program that acts under a name of its own. */
  | 'SERVICE_ACCOUNT'
  /** Every member of a team. */
  | 'TEAM'
  /** A person. */
  | 'USER';

/** What `grant` is asked: `holder`, `role`, `scope` and `reason` for a new grant, or `confirms` for one that waits. */
export type GrantInput = {
  /**
   * Id of a grant that waits for a second steward, which is put in force as it was asked for. Only `reason` may stand
   * beside it.
   */
  readonly confirms?: InputMaybe<Scalars['ID']['input']>;
  /** From this very millisecond it gives nothing; without it the grant has no end. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** Who gets it. */
  readonly holder?: InputMaybe<GrantHolderInput>;
  /** Why, for whoever reads the list of grants and the audit trail. At most 2,000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
  /** What they get. */
  readonly role?: InputMaybe<Role>;
  /** Where they get it. */
  readonly scope?: InputMaybe<GrantScopeInput>;
};

/** What `grant` answers. */
export type GrantPayload = {
  /** The grant, in force or waiting for a second steward, as its `state` tells; null when it was refused. */
  readonly grant?: Maybe<Grant>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<GrantError>;
};

/** What a role is granted on. */
export type GrantScope = {
  /** Id of the source, name of the environment or team, or global id of the object; null for the organisation. */
  readonly id?: Maybe<Scalars['String']['output']>;
  /** Ref of the object; null for what has none, is gone, or the caller may not see. */
  readonly ref?: Maybe<Scalars['String']['output']>;
  /** What kind of thing. */
  readonly type: GrantScopeType;
};

/** What a role is granted on. */
export type GrantScopeInput = {
  /**
   * Id of a source as configured, name of an environment or team, or the global id of any of them but a team. None for the
   * organisation.
   */
  readonly id?: InputMaybe<Scalars['String']['input']>;
  /** In place of `id` for a model, experiment or dataset: its ref, such as `models:/fraud-detector`. */
  readonly ref?: InputMaybe<Scalars['String']['input']>;
  /** Id of the source to look up the `ref` in. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** What kind of thing. */
  readonly type: GrantScopeType;
};

/** What a role can be granted on. It then holds for everything within. */
export type GrantScopeType =
  /** A dataset and its versions. */
  | 'DATASET'
  /** An environment and the deployments in it. */
  | 'ENVIRONMENT'
  /** An experiment and its runs. */
  | 'EXPERIMENT'
  /** A model and its versions. */
  | 'MODEL'
  /** A namespace of lineage events, or with `*` at the end of its name all that begin like it. */
  | 'NAMESPACE'
  /** Everything. */
  | 'ORGANIZATION'
  /** A connected tool and what it holds. */
  | 'SOURCE'
  /** What belongs to a team. */
  | 'TEAM';

/** How a grant stands. */
export type GrantState =
  /** In force. */
  | 'ACTIVE'
  /** Has come to its end. */
  | 'EXPIRED'
  /** No second steward confirmed it in time. */
  | 'LAPSED'
  /** Waits for a second steward and gives nothing. */
  | 'PENDING'
  /** Was ended by somebody. */
  | 'REVOKED'
  /** Was taken back before it was in force. */
  | 'WITHDRAWN';

/** How bad a change would be. */
export type ImpactSeverity =
  /** It answers requests in a protected environment, or is used by what such a one answers. */
  | 'CRITICAL'
  /** It answers requests elsewhere, or is used by what such a one answers. */
  | 'HIGH'
  /** Runs, data, files, and what the caller may not know. */
  | 'LOW'
  /** A registered version, a consumer, or a deployment that does not answer. */
  | 'MEDIUM'
  /** Nothing is reached. */
  | 'NONE';

/** One object that a change would reach. */
export type ImpactedObject = {
  /** How many steps from the root. */
  readonly distance: Scalars['Int']['output'];
  /** Name of the environment it is in; null where it is in none, or in one that the caller may not know of. */
  readonly environment?: Maybe<Scalars['String']['output']>;
  /** Whether it answers requests now. */
  readonly isLive: Scalars['Boolean']['output'];
  /** What is reached. */
  readonly node: LineageNode;
  /** Who is responsible: what its tags `owner` and `owners` and the configured tag of teams say, or those of its model or deployment. */
  readonly owners: ReadonlyArray<Scalars['String']['output']>;
  /** Ids of the nodes of a shortest way from the root to it, both included. */
  readonly path: ReadonlyArray<Scalars['ID']['output']>;
  /** How bad a change would be for it. */
  readonly severity: ImpactSeverity;
};

/** Something that went wrong. */
export type Incident = Node & {
  /** Requests that glass was broken for in it, those that the caller sees, the newest first. */
  readonly breakGlass: ApprovalRequestConnection;
  /** When it was closed; null while it is open. */
  readonly closedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who closed it; null while it is open. */
  readonly closedBy?: Maybe<PrincipalName>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** When it was opened. */
  readonly openedAt: Scalars['DateTime']['output'];
  /** Who opened it. */
  readonly openedBy: PrincipalName;
  /** What was known when it was opened. */
  readonly reason: Scalars['String']['output'];
  /** How it ended; null while it is open. */
  readonly resolution?: Maybe<Scalars['String']['output']>;
  /** Grows with every change of it; what `expectedRevision` is compared with. */
  readonly revision: Scalars['Int']['output'];
  /** How bad it is. */
  readonly severity: IncidentSeverity;
  /** Whether people still work on it. */
  readonly state: IncidentState;
  /** Ticket that it belongs to. */
  readonly ticket?: Maybe<Scalars['String']['output']>;
  /** What it is called. */
  readonly title: Scalars['String']['output'];
};


/** Something that went wrong. */
export type IncidentBreakGlassArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of incidents. */
export type IncidentConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<IncidentEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<Incident>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One item of a page of incidents. */
export type IncidentEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Incident;
};

/** How bad an incident is. */
export type IncidentSeverity =
  /** What matters most does not work, or does harm. */
  | 'CRITICAL'
  /** Much does not work. */
  | 'HIGH'
  /** Nobody is hindered yet. */
  | 'LOW'
  /** Something does not work. */
  | 'MEDIUM';

/** Whether people still work on an incident. */
export type IncidentState =
  /** It is over. */
  | 'CLOSED'
  /** They do. */
  | 'OPEN';

/** A job of a pipeline, as the events that it sends tell of it: what is run again and again. */
export type Job = Node & {
  /** Address of its code. */
  readonly codeUrl?: Maybe<Scalars['String']['output']>;
  /** What its documentation says. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Global id; an argument called `ref` takes it. */
  readonly id: Scalars['ID']['output'];
  /** What its last run said when it failed; null when it did not. */
  readonly lastError?: Maybe<Scalars['String']['output']>;
  /** The last run that was heard of. */
  readonly lastRun?: Maybe<JobRun>;
  /** What this job reads and what comes of it, over every connected tool. */
  readonly lineage?: Maybe<LineageGraph>;
  /** Name in its namespace. */
  readonly name: Scalars['String']['output'];
  /** OpenLineage namespace that it runs in. */
  readonly namespace: Scalars['String']['output'];
  /** Who answers for it, as its sender names them. */
  readonly owners?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** How it is run, such as `BATCH SPARK JOB`. */
  readonly processing?: Maybe<Scalars['String']['output']>;
  /** Source that reported it. */
  readonly source: Source;
  /** What the caller may do with it, and what it would take. */
  readonly viewerCan?: Maybe<ReadonlyArray<ViewerCan>>;
};


/** A job of a pipeline, as the events that it sends tell of it: what is run again and again. */
export type JobLineageArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  columns?: InputMaybe<Scalars['Boolean']['input']>;
  depth?: InputMaybe<Scalars['Int']['input']>;
  direction?: InputMaybe<LineageDirection>;
  freshness?: InputMaybe<LineageFreshness>;
  kinds?: InputMaybe<ReadonlyArray<LineageNodeKind>>;
  maxNodes?: InputMaybe<Scalars['Int']['input']>;
};


/** A job of a pipeline, as the events that it sends tell of it: what is run again and again. */
export type JobViewerCanArgs = {
  actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  context?: InputMaybe<ActionContextInput>;
};

/** A page of jobs. */
export type JobConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<JobEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<Job>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One item of a page of jobs. */
export type JobEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Job;
};

/** Which jobs a list holds. Conditions are joined by AND. */
export type JobFilter = {
  /** Text that the name contains, in any case. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** OpenLineage namespace that they run in. */
  readonly namespace?: InputMaybe<Scalars['String']['input']>;
};

/** A run of a job, as far as the job remembers it. */
export type JobRun = {
  /** Time of the event that ended it; null while it runs. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Id that its sender gave it. */
  readonly runId: Scalars['String']['output'];
  /** Time of its first event. */
  readonly startedAt: Scalars['DateTime']['output'];
  /** State that it was last heard to be in. */
  readonly state: JobRunState;
};

/** State of a run of a job, by the event that told of it last. */
export type JobRunState =
  /** Ended from outside. */
  | 'ABORT'
  /** Ended well. */
  | 'COMPLETE'
  /** Ended with a failure. */
  | 'FAIL'
  /** Something else. */
  | 'OTHER'
  /** Going on. */
  | 'RUNNING'
  /** Begun. */
  | 'START';

/** Whether an answer came from the cache. */
export type LineageCache = {
  /** Age of the answer in milliseconds. */
  readonly ageMs: Scalars['Long']['output'];
  /** What the cache did. */
  readonly state: LineageCacheState;
};

/** What the cache did for an answer. */
export type LineageCacheState =
  /** The cache was not asked. */
  | 'BYPASS'
  /** The answer came from the cache. */
  | 'HIT'
  /** The cache had none. */
  | 'MISS'
  /** The answer came from the cache and is being renewed. */
  | 'STALE';

/** How an edge is known. */
export type LineageConfidence =
  /** Somebody said so. */
  | 'DECLARED'
  /** It follows from equal addresses, digests or times. */
  | 'INFERRED'
  /** A tool recorded it. */
  | 'OBSERVED';

/** In what two lineages differ. */
export type LineageDiff = {
  /** Where the first begins. */
  readonly a: LineageNode;
  /** Nodes that only the second has. */
  readonly added: ReadonlyArray<LineageNode>;
  /** Edges that only the second has, nodes with the same part counting as one. */
  readonly addedEdges: ReadonlyArray<LineageEdge>;
  /** Moment that the older of the two is right for. */
  readonly asOf: Scalars['DateTime']['output'];
  /** Where the second begins. */
  readonly b: LineageNode;
  /** Whether the answer came from the cache. */
  readonly cache: LineageCache;
  /**
   * Nodes that have the same part in both and are not the same: another version of one dataset or one model, another commit
   * of one repository, the run that made it, or one object with other facts.
   */
  readonly changed: ReadonlyArray<LineageNodeChange>;
  /** Whether nothing is missing from either. */
  readonly complete: Scalars['Boolean']['output'];
  /** Nodes that only the first has. */
  readonly removed: ReadonlyArray<LineageNode>;
  /** Edges that only the first has, nodes with the same part counting as one. */
  readonly removedEdges: ReadonlyArray<LineageEdge>;
  /** How each source contributed. */
  readonly sources: ReadonlyArray<LineageSource>;
  /** Whether a budget ended either walk, so that a difference may be where it ended. */
  readonly truncated: Scalars['Boolean']['output'];
  /** Which budget; null when none did. */
  readonly truncationReason?: Maybe<LineageTruncation>;
  /** How many nodes both have alike. */
  readonly unchanged: Scalars['Int']['output'];
};

/** Which way to walk. */
export type LineageDirection =
  /** Both ways. */
  | 'BOTH'
  /** To what came of it. */
  | 'DOWN'
  /** To what it came from. */
  | 'UP';

/** One step of a lineage graph. */
export type LineageEdge = {
  /** Which columns came of which, where a sender told; only when `columns` is asked for. */
  readonly columns?: Maybe<ReadonlyArray<ColumnLineage>>;
  /** How it is known; null when the caller may not know. */
  readonly confidence?: Maybe<LineageConfidence>;
  /** Id of the node that was there first. */
  readonly from: Scalars['ID']['output'];
  /** What the step is; null when the caller may not know. */
  readonly kind?: Maybe<LineageEdgeKind>;
  /** When it was last seen. */
  readonly observedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Id of the node that came of it. */
  readonly to: Scalars['ID']['output'];
  /** Since when it holds. */
  readonly validFrom?: Maybe<Scalars['DateTime']['output']>;
  /** Until when it held; null while it holds. */
  readonly validTo?: Maybe<Scalars['DateTime']['output']>;
  /**
   * `OBSERVED` when a tool or an event told since when it holds, `INFERRED` when that is the interval in which it was seen;
   * null when the caller may not know.
   */
  readonly validity?: Maybe<LineageConfidence>;
};

/** Kinds of edges in a lineage graph. An edge points from what was there first to what came of it. */
export type LineageEdgeKind =
  /** Data was read by a run. */
  | 'CONSUMED'
  /** A version was copied to another. */
  | 'COPIED_TO'
  /** A run measured a model or used it as input. */
  | 'EVALUATED'
  /** A deployment answers at an endpoint. */
  | 'EXPOSED_AT'
  /** A run made a version or files. */
  | 'PRODUCED'
  /** Files were registered as a version. */
  | 'REGISTERED_AS'
  /** A version is served by a deployment. */
  | 'SERVED_BY'
  /** A run started another. */
  | 'STARTED'
  /** Code was used by a run, or an environment by a version. */
  | 'USED_BY'
  /** A version belongs to a model, or a data version to a dataset. */
  | 'VERSION_OF';

/** How fresh an answer must be. */
export type LineageFreshness =
  /** An answer from the cache will do while nothing in it has changed. */
  | 'CACHED'
  /** Walks the tools now. */
  | 'LIVE'
  /** An answer that is being renewed will do. */
  | 'STALE_OK';

/** How one object came to be and what came of it. */
export type LineageGraph = {
  /** Moment that the answer is right for. */
  readonly asOf: Scalars['DateTime']['output'];
  /** Whether the answer came from the cache. */
  readonly cache: LineageCache;
  /** Whether nothing is missing: no budget ended the walk, every source answered, and the moment asked about is covered. */
  readonly complete: Scalars['Boolean']['output'];
  /** How many steps from the root the answer reaches. */
  readonly depthReached: Scalars['Int']['output'];
  /** The graph as Graphviz text. */
  readonly dot: Scalars['String']['output'];
  /** Every edge between them. */
  readonly edges: ReadonlyArray<LineageEdge>;
  /** The graph as Mermaid text. */
  readonly mermaid: Scalars['String']['output'];
  /** Every node, the root included, nearest first; what the caller may not know comes last. */
  readonly nodes: ReadonlyArray<LineageNode>;
  /** How many nodes are known to follow that were left out; more may follow that nobody looked for. */
  readonly nodesOmitted: Scalars['Int']['output'];
  /** The object asked about. */
  readonly root: LineageNode;
  /** How each source contributed. */
  readonly sources: ReadonlyArray<LineageSource>;
  /** Whether a budget ended the walk. */
  readonly truncated: Scalars['Boolean']['output'];
  /** Which budget; null when none did. */
  readonly truncationReason?: Maybe<LineageTruncation>;
};

/** What a change to one object would reach. */
export type LineageImpact = {
  /** Everything that came of it, the worst first, then the nearest; what the caller may not know comes last. */
  readonly affected: ReadonlyArray<ImpactedObject>;
  /** Moment that the answer is right for. */
  readonly asOf: Scalars['DateTime']['output'];
  /** Whether the answer came from the cache. */
  readonly cache: LineageCache;
  /** Whether nothing is missing: no budget ended the walk, every source answered, and the moment asked about is covered. */
  readonly complete: Scalars['Boolean']['output'];
  /** How many steps from the root the answer reaches. */
  readonly depthReached: Scalars['Int']['output'];
  /** How many nodes are known to follow that were left out; more may follow that nobody looked for. */
  readonly nodesOmitted: Scalars['Int']['output'];
  /** The object asked about. */
  readonly root: LineageNode;
  /** The worst of what is reached. */
  readonly severity: ImpactSeverity;
  /** How each source contributed. */
  readonly sources: ReadonlyArray<LineageSource>;
  /** Whether a budget ended the walk. */
  readonly truncated: Scalars['Boolean']['output'];
  /** Which budget; null when none did. */
  readonly truncationReason?: Maybe<LineageTruncation>;
};

/** One object of a lineage graph. */
export type LineageNode = {
  /** Id within the graph; a global id when `node` can load it. */
  readonly id: Scalars['ID']['output'];
  /** What it is; null when the caller may not know. */
  readonly kind?: Maybe<LineageNodeKind>;
  /** Its name; null when the caller may not know. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Further facts, by kind. */
  readonly properties?: Maybe<Scalars['JSON']['output']>;
  /** How to name it in an argument called `ref`; null when it has no such name. */
  readonly ref?: Maybe<Scalars['String']['output']>;
  /** Whether the caller may not know what it is. */
  readonly restricted: Scalars['Boolean']['output'];
  /** Id of the source that holds it; null when no single one does. */
  readonly source?: Maybe<Scalars['String']['output']>;
};

/** Two nodes with the same part in two lineages. */
export type LineageNodeChange = {
  /** The second lineage's. */
  readonly after: LineageNode;
  /** The first lineage's. */
  readonly before: LineageNode;
  /** What differs: `name`, and keys of `properties`. */
  readonly fields: ReadonlyArray<Scalars['String']['output']>;
};

/** Kinds of nodes in a lineage graph. */
export type LineageNodeKind =
  /** A decision. Not known to a walk over the tools. */
  | 'APPROVAL'
  /**
   * Files of a model. Those that no version was registered from are always shown; those that a version was registered from
   * when `kinds` names them.
   */
  | 'ARTIFACT'
  /** A commit of code. */
  | 'CODE'
  /** Somebody or something that uses a model. Not known to a walk over the tools. */
  | 'CONSUMER'
  /** Data under one name. */
  | 'DATASET'
  /** Data under one name with one digest. */
  | 'DATA_VERSION'
  /** A model being served. */
  | 'DEPLOYMENT'
  /** An address that a deployment answers at. */
  | 'ENDPOINT'
  /**
   * Files that pin an environment: one node for all versions with the same files. Read only when `kinds` names it, because
   * the files of each version have to be opened; of 16 versions at most, and `complete` is false when there are more.
   */
  | 'ENVIRONMENT_LOCK'
  /** An execution that measured a model and made none. It is shown with the model and the data from whichever it is reached. */
  | 'EVALUATION'
  /** A repeated execution. Not known to a walk over the tools. */
  | 'JOB'
  /** A registered model. */
  | 'MODEL'
  /** One version of a registered model. */
  | 'MODEL_VERSION'
  /** One execution. */
  | 'RUN';

/** How one source contributed to a lineage answer. */
export type LineageSource = {
  /** Moment to which this source's part is right. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Why it did not answer. */
  readonly error?: Maybe<SourceError>;
  /** Seconds that this part is behind. */
  readonly lagSeconds?: Maybe<Scalars['Float']['output']>;
  /** Id of the source. */
  readonly source: Scalars['String']['output'];
  /** Whether the tool answered. */
  readonly state: SourceState;
};

/** Why a walk ended early. */
export type LineageTruncation =
  /** `depth` was reached and more follows. */
  | 'DEPTH'
  /** The most edges an answer may hold was reached. */
  | 'EDGES'
  /** `maxNodes` was reached. */
  | 'NODES'
  /** The time for this request ran out. */
  | 'TIME';

/** A version that is live somewhere. */
export type LiveModel = {
  /** Environment it is live in. */
  readonly environment?: Maybe<Environment>;
  /** The version; null when it was not found, or is gone. */
  readonly modelVersion?: Maybe<ModelVersion>;
  /** The request by which the target came to stand for it; null for what is served. */
  readonly request?: Maybe<ApprovalRequest>;
  /** What is served; null for a version that a target stands for. */
  readonly served?: Maybe<ServedVersion>;
  /** Since when the target stands for it; null for what is served. */
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  /** The target that stands for it; null for what is served. */
  readonly target?: Maybe<Target>;
};

/** A page of live models. */
export type LiveModelConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<LiveModelEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<LiveModel>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each source contributed; while a mirror is still filling, its entry says so. */
  readonly sourceStatus: ReadonlyArray<SourceStatus>;
};

/** One item of a page of live models. */
export type LiveModelEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: LiveModel;
};

/** A model as a run logged it, before or without registration. */
export type LoggedModel = Node & {
  /** When it was logged. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** How this model came to be and what came of it, over every connected tool. */
  readonly lineage?: Maybe<LineageGraph>;
  /** Metrics measured on it, with the data they were measured on. */
  readonly metrics?: Maybe<ReadonlyArray<Metric>>;
  /** Id in its tracker, such as `m-...`. */
  readonly modelId: Scalars['String']['output'];
  /** Name it was logged under. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Parameters logged with it. */
  readonly params?: Maybe<ReadonlyArray<Param>>;
  /** Run that produced it. */
  readonly run?: Maybe<Run>;
  /** Tracker that holds it. */
  readonly source: Source;
  /** Whether it is ready to be used. */
  readonly status?: Maybe<Scalars['String']['output']>;
  /** Tags it carries. */
  readonly tags?: Maybe<ReadonlyArray<Tag>>;
  /** What the caller may do with it, and what it would take. */
  readonly viewerCan?: Maybe<ReadonlyArray<ViewerCan>>;
};


/** A model as a run logged it, before or without registration. */
export type LoggedModelLineageArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  columns?: InputMaybe<Scalars['Boolean']['input']>;
  depth?: InputMaybe<Scalars['Int']['input']>;
  direction?: InputMaybe<LineageDirection>;
  freshness?: InputMaybe<LineageFreshness>;
  kinds?: InputMaybe<ReadonlyArray<LineageNodeKind>>;
  maxNodes?: InputMaybe<Scalars['Int']['input']>;
};


/** A model as a run logged it, before or without registration. */
export type LoggedModelViewerCanArgs = {
  actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  context?: InputMaybe<ActionContextInput>;
};

/** A metric measured on one data version. */
export type Measurement = {
  /** When it was measured. */
  readonly measuredAt?: Maybe<Scalars['DateTime']['output']>;
  /** Name of the metric. */
  readonly metric: Scalars['String']['output'];
  /** Versions of models it was measured on. */
  readonly modelVersions?: Maybe<ReadonlyArray<ModelVersion>>;
  /** Run that recorded it. */
  readonly run?: Maybe<Run>;
  /** Its value; null when it is not a finite number. */
  readonly value?: Maybe<Scalars['Float']['output']>;
};

/** The latest value of a metric. */
export type Metric = {
  /** Digest of the dataset it was measured on, where recorded. */
  readonly datasetDigest?: Maybe<Scalars['String']['output']>;
  /** Name of the dataset it was measured on, where recorded. */
  readonly datasetName?: Maybe<Scalars['String']['output']>;
  /** Name of the metric. */
  readonly key: Scalars['String']['output'];
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Step it was recorded at. */
  readonly step: Scalars['Long']['output'];
  /** Its value as text, also when it is `NaN` or infinite. */
  readonly text: Scalars['String']['output'];
  /** Its value; null when it is not a finite number. */
  readonly value?: Maybe<Scalars['Float']['output']>;
};

/** A bound on a metric's latest value. */
export type MetricFilter = {
  /** Name of the metric. */
  readonly key: Scalars['String']['input'];
  /** The most it may be. */
  readonly max?: InputMaybe<Scalars['Float']['input']>;
  /** The least it may be. */
  readonly min?: InputMaybe<Scalars['Float']['input']>;
};

/** One recorded value of a metric. */
export type MetricPoint = {
  /** When it was recorded. */
  readonly recordedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Step it was recorded at. */
  readonly step: Scalars['Long']['output'];
  /** Its value as text, also when it is `NaN` or infinite. */
  readonly text: Scalars['String']['output'];
  /** Its value; null when it is not a finite number. */
  readonly value?: Maybe<Scalars['Float']['output']>;
};

/** A page of measurements. */
export type MetricPointConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<MetricPointEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<MetricPoint>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One item of a page of measurements. */
export type MetricPointEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: MetricPoint;
};

/** Something a recipe lacks. */
export type MissingPiece = {
  /** Why it is missing and what would supply it. */
  readonly message: Scalars['String']['output'];
  /** Which piece. */
  readonly piece: RecipePiece;
};

/** A registered model: a name under which versions are kept. */
export type Model = Node & {
  /**
   * What its aliases stood for and since when, the newest first, as crawls and looks at targets saw it. What came and went
   * between two of those was not seen.
   */
  readonly aliasHistory: AliasPeriodConnection;
  /** Names that point at a version now, such as `champion`. */
  readonly aliases?: Maybe<ReadonlyArray<ModelAlias>>;
  /** When it was registered. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** What its owners wrote about it. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** How old these facts are. */
  readonly freshness?: Maybe<Freshness>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Its newest version; null while it has none. */
  readonly latestVersion?: Maybe<ModelVersion>;
  /** How this model came to be and what came of it, over every connected tool. */
  readonly lineage?: Maybe<LineageGraph>;
  /** Name in its registry. */
  readonly name: Scalars['String']['output'];
  /** `models:/NAME`. */
  readonly ref: Scalars['String']['output'];
  /** Registry that holds it. */
  readonly source: Source;
  /** Tags it carries now. */
  readonly tags?: Maybe<ReadonlyArray<Tag>>;
  /** When it last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Its versions, newest first. */
  readonly versions?: Maybe<ModelVersionConnection>;
  /** What the caller may do with it, and what it would take. */
  readonly viewerCan?: Maybe<ReadonlyArray<ViewerCan>>;
  /** Workspace within the registry; null where the registry has none. */
  readonly workspace?: Maybe<Scalars['String']['output']>;
};


/** A registered model: a name under which versions are kept. */
export type ModelAliasHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  alias?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A registered model: a name under which versions are kept. */
export type ModelLineageArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  columns?: InputMaybe<Scalars['Boolean']['input']>;
  depth?: InputMaybe<Scalars['Int']['input']>;
  direction?: InputMaybe<LineageDirection>;
  freshness?: InputMaybe<LineageFreshness>;
  kinds?: InputMaybe<ReadonlyArray<LineageNodeKind>>;
  maxNodes?: InputMaybe<Scalars['Int']['input']>;
};


/** A registered model: a name under which versions are kept. */
export type ModelVersionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A registered model: a name under which versions are kept. */
export type ModelViewerCanArgs = {
  actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  context?: InputMaybe<ActionContextInput>;
};

/** A name that points at a version of a model. */
export type ModelAlias = {
  /** The name, without `@`. */
  readonly alias: Scalars['String']['output'];
  /** The version it points at. */
  readonly modelVersion?: Maybe<ModelVersion>;
  /** Number of the version it points at. */
  readonly version: Scalars['String']['output'];
};

/** A page of models. */
export type ModelConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<ModelEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<Model>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each source contributed; while a mirror is still filling, its entry says so. */
  readonly sourceStatus: ReadonlyArray<SourceStatus>;
};

/** One item of a page of models. */
export type ModelEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Model;
};

/** Which models a list holds. Conditions are joined by AND. */
export type ModelFilter = {
  /** Text that the name contains, in any case. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** Id of the source. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** Tags that the model carries. */
  readonly tags?: InputMaybe<ReadonlyArray<TagFilter>>;
};

/** A library that a model can be loaded with. */
export type ModelFlavor = {
  /** Version of the library that wrote it, where known. */
  readonly libraryVersion?: Maybe<Scalars['String']['output']>;
  /** Name of the flavour, such as `sklearn`. */
  readonly name: Scalars['String']['output'];
  /** Everything the description file says of it. */
  readonly properties?: Maybe<Scalars['JSON']['output']>;
};

/** What a model takes and gives. */
export type ModelSignature = {
  /** Columns or tensors it takes. */
  readonly inputs: ReadonlyArray<ColumnSchema>;
  /** Columns or tensors it gives. */
  readonly outputs: ReadonlyArray<ColumnSchema>;
  /** Parameters it takes at inference. */
  readonly params: ReadonlyArray<ColumnSchema>;
};

/** One version of a registered model. */
export type ModelVersion = Node & {
  /** Names that point at it now. */
  readonly aliases?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Requests for targets to stand for it, the newest first. */
  readonly approvals: ApprovalRequestConnection;
  /** SHA-256 over the sorted list of path, size and SHA-256 of its files, as hexadecimal. Reads every byte the first time. */
  readonly artifactDigest?: Maybe<Scalars['String']['output']>;
  /** Address of its files as the registry gives it. */
  readonly artifactUri?: Maybe<Scalars['String']['output']>;
  /** Its files, by path. */
  readonly artifacts?: Maybe<ArtifactConnection>;
  /** Who registered it, where the registry knows. */
  readonly author?: Maybe<Scalars['String']['output']>;
  /** Who is registered to use it now, the longest registered first. */
  readonly consumers: ConsumerConnection;
  /** Version it was copied from; null when it is no copy. */
  readonly copiedFrom?: Maybe<ModelVersion>;
  /** When it was registered. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** What its author wrote about it. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** What producers said of it, the latest first: also what counts no more, since it has expired or the version is another now. */
  readonly evidence: EvidenceConnection;
  /** Libraries it can be loaded with, from its own description file. */
  readonly flavors?: Maybe<ReadonlyArray<ModelFlavor>>;
  /** How old these facts are. */
  readonly freshness?: Maybe<Freshness>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** How this version came to be and what came of it, over every connected tool. */
  readonly lineage?: Maybe<LineageGraph>;
  /** Logged model it was registered from, where the tracker has such. */
  readonly loggedModel?: Maybe<LoggedModel>;
  /** The model it is a version of. */
  readonly model?: Maybe<Model>;
  /** Name of its model. */
  readonly name: Scalars['String']['output'];
  /** `models:/NAME/VERSION`. */
  readonly ref: Scalars['String']['output'];
  /** Copies of it that were put into release locations by promotions that were not revoked, the latest first; at most 100. */
  readonly releases: ReadonlyArray<VersionRelease>;
  /** That it was retired; null while it is not. */
  readonly retired?: Maybe<VersionRetirement>;
  /** Run that made it. */
  readonly run?: Maybe<Run>;
  /** Where it is being served now. */
  readonly servedBy?: Maybe<ReadonlyArray<ServedVersion>>;
  /** What it takes and gives, from its own description file. */
  readonly signature?: Maybe<ModelSignature>;
  /** Registry that holds it. */
  readonly source: Source;
  /** Legacy stage, read only: `Staging`, `Production` or `Archived`; null when it has none. */
  readonly stage?: Maybe<Scalars['String']['output']>;
  /** Whether the registry has finished making it. */
  readonly status?: Maybe<ModelVersionStatus>;
  /** Tags it carries now. */
  readonly tags?: Maybe<ReadonlyArray<Tag>>;
  /** When the run that made it ended. */
  readonly trainedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Number of the version within its model. */
  readonly version: Scalars['String']['output'];
  /** What the caller may do with it, and what it would take. */
  readonly viewerCan?: Maybe<ReadonlyArray<ViewerCan>>;
};


/** One version of a registered model. */
export type ModelVersionApprovalsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One version of a registered model. */
export type ModelVersionArtifactsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  path?: InputMaybe<Scalars['String']['input']>;
};


/** One version of a registered model. */
export type ModelVersionConsumersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One version of a registered model. */
export type ModelVersionEvidenceArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  gate?: InputMaybe<Scalars['String']['input']>;
};


/** One version of a registered model. */
export type ModelVersionLineageArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  columns?: InputMaybe<Scalars['Boolean']['input']>;
  depth?: InputMaybe<Scalars['Int']['input']>;
  direction?: InputMaybe<LineageDirection>;
  freshness?: InputMaybe<LineageFreshness>;
  kinds?: InputMaybe<ReadonlyArray<LineageNodeKind>>;
  maxNodes?: InputMaybe<Scalars['Int']['input']>;
};


/** One version of a registered model. */
export type ModelVersionViewerCanArgs = {
  actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  context?: InputMaybe<ActionContextInput>;
};

/** A page of model versions. */
export type ModelVersionConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<ModelVersionEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<ModelVersion>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each source contributed; while a mirror is still filling, its entry says so. */
  readonly sourceStatus: ReadonlyArray<SourceStatus>;
};

/** One item of a page of model versions. */
export type ModelVersionEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: ModelVersion;
};

/** Whether a registry has finished making a version. */
export type ModelVersionStatus =
  /** Being deleted. */
  | 'DELETING'
  /** Could not be made. */
  | 'FAILED'
  /** Being made. */
  | 'PENDING'
  /** Ready to be used. */
  | 'READY';

/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type Mutation = {
  /**
   * Asks for what a target was moved to past the gateway to be approved after all, with every gate and review that asking
   * first would have met. Until that is carried out the target is OUT_OF_POLICY. Needs `approval:request` on the version.
   */
  readonly adoptDrift?: Maybe<AdoptDriftPayload>;
  /**
   * Keeps evidence that was computed elsewhere, bound to what the version is now. Only for producers that the configuration
   * names for the gate (`approvals.producers`), with the action `evidence:attest` on the version, and not for versions that
   * they made themselves. What is kept is never changed: the latest word of each producer counts. Sent again it is kept once.
   */
  readonly attestEvidence?: Maybe<AttestEvidencePayload>;
  /**
   * Makes an alias stand for a version at once, for an incident that is open: one person alone, and the gates only that
   * are never skipped. It is carried out like any other request, and others must ratify it in time. Needs
   * `approval:break-glass` in the environment, and a role that the approval policies name. With `dryRun` it tells what
   * would be done and what is in the way, and writes nothing.
   */
  readonly breakGlass?: Maybe<BreakGlassPayload>;
  /**
   * Ends a request of which nothing was carried out. By whoever asked, or who may `approval:revoke`. One that is `STUCK`
   * only the latter may end, with a reason; what the tool holds is left as it is.
   */
  readonly cancelRequest?: Maybe<CancelRequestPayload>;
  /** Says that an incident is over. What was done for it is still to be ratified. Needs `incident:close`. */
  readonly closeIncident?: Maybe<CloseIncidentPayload>;
  /**
   * Makes a token that acts as the caller, or as a service account that the caller answers for. It is never more than the
   * caller at the time of its use, and ends with the token that it was made with. Its text is shown in this answer only.
   */
  readonly createToken?: Maybe<CreateTokenPayload>;
  /**
   * Has somebody else judge in the caller's place for a time: as much as the caller may at that time, and nothing that was
   * handed to them. Both are one person wherever it counts. Needs `approval:delegate` there. With `ends` it ends that
   * before its time: either of the two may, and who may `grant:revoke`.
   */
  readonly delegateReviews?: Maybe<DelegateReviewsPayload>;
  /**
   * Grants a role to somebody, somewhere. What takes two stewards waits until a second one calls this with `confirms`: the
   * roles administrator, policy-steward, effect-executor and model-risk-reviewer, everything on a protected environment, a
   * role that deploys on whatever holds models while an environment is protected, and a role that would bind a steward.
   */
  readonly grant?: Maybe<GrantPayload>;
  /**
   * Lets a required gate not pass for the version and the target of a request until a date. Needs `exception:grant` on the
   * request; nobody does it for their own work, under whatever name. `artifact-integrity` is never excepted, nor is a gate
   * about the moment of the change, nor who may judge. With `ends` it ends that before its time: whoever granted it may,
   * and who may grant it.
   */
  readonly grantException?: Maybe<GrantExceptionPayload>;
  /** Says that something went wrong. Glass is broken for an incident that is open. Needs `incident:open`. */
  readonly openIncident?: Maybe<OpenIncidentPayload>;
  /**
   * Puts approval policies in the place of those in force. What changes the demands on a protected environment waits
   * until a second steward calls this with `confirms`. Needs `policy:publish`.
   */
  readonly publishApprovalPolicy?: Maybe<PublishApprovalPolicyPayload>;
  /**
   * Puts policies in the place of those in force, at once and everywhere. What would widen the author's own rights, or
   * anybody's on a protected environment, or give anybody what only roles can do that take two stewards to grant, waits
   * until a second steward calls this with `confirms`. With `dryRun` it tells what would change for whom, and changes
   * nothing.
   */
  readonly publishPolicy?: Maybe<PublishPolicyPayload>;
  /**
   * Says that breaking glass was right. Needs `approval:review` on the request; nobody ratifies their own work, under
   * whatever name. Who disagrees calls `revokeApproval`.
   */
  readonly ratifyBreakGlass?: Maybe<RatifyBreakGlassPayload>;
  /**
   * Notes who uses a deployment or a version of a model, so that `impact` can tell who is hit. The name stands for the
   * consumer among those of what it uses, in any case: registering it again changes what is told of it, and nothing when
   * nothing is new. Needs `consumer:register` on what is used.
   */
  readonly registerConsumer?: Maybe<RegisterConsumerPayload>;
  /**
   * Asks for an alias, or a deployment, to stand for a version. The version is named by what it is: its files are hashed now, and an
   * approval is bound to them. Needs `approval:request` on the version. With `dryRun` it tells what would be done, what
   * the gates say, who could review and what is in the way, and writes nothing.
   */
  readonly requestApproval?: Maybe<RequestApprovalPayload>;
  /**
   * Ends a violation with a reason. What is not as it was approved is not in order by that: its target goes on showing
   * DRIFTED, and any further change opens another violation. Needs `violation:resolve` on the model or deployment, of a right
   * on every model that it reaches.
   */
  readonly resolveViolation?: Maybe<ResolveViolationPayload>;
  /**
   * Submits a draft, or a request of which changes were asked: everything is read and checked anew. By whoever asked; what
   * a program drafted that somebody answers for also by whoever may ask for it themselves, and it is their request then.
   */
  readonly resubmitRequest?: Maybe<ResubmitRequestPayload>;
  /**
   * Asks for a version to be retired: nothing may be made to stand for it any more, servers unload it where nobody uses it, and
   * its registry is told until when it must be kept. Nothing is deleted. It is reviewed like any other request, by the
   * rules of the most guarded environment in which the model has a target. Refused while a target stands for it, or a server
   * or somebody who is registered uses it. `revokeApproval` of the request that was carried out takes it back. Needs
   * `approval:request` on the version.
   */
  readonly retireModelVersion?: Maybe<RetireModelVersionPayload>;
  /**
   * Has what was approved put back, by the approval that it has: where that was not taken back, and the files are what
   * they were. Needs `approval:request` on the version.
   */
  readonly revertDrift?: Maybe<RevertDriftPayload>;
  /**
   * Says yes, no or something else to a request, or takes that back. Needs `approval:review` on the request; nobody
   * reviews their own work, under whatever name.
   */
  readonly reviewRequest?: Maybe<ReviewRequestPayload>;
  /**
   * Takes an approval back. Of one that was carried out, it brings back the version before it where that has an approval
   * of its own. Of one that is `SUPERSEDED` it changes nothing now: no version comes back by it any more. Needs
   * `approval:revoke` on the request.
   */
  readonly revokeApproval?: Maybe<RevokeApprovalPayload>;
  /** Ends a grant at once, everywhere. One that waits is withdrawn. */
  readonly revokeGrant?: Maybe<RevokeGrantPayload>;
  /** Ends a token at once, on every replica. */
  readonly revokeToken?: Maybe<RevokeTokenPayload>;
  /**
   * Brings a former version back. Where a completed, unrevoked approval of that very version for this target is on
   * record and its files are what they were, no new review is needed; otherwise it is an ordinary request.
   */
  readonly rollBack?: Maybe<RollBackPayload>;
  /** Asks for a crawl of one source now, and answers at once; `sources` shows its progress. */
  readonly syncSource?: Maybe<SyncSourcePayload>;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationAdoptDriftArgs = {
  input: AdoptDriftInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationAttestEvidenceArgs = {
  input: AttestEvidenceInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationBreakGlassArgs = {
  input: BreakGlassInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationCancelRequestArgs = {
  input: CancelRequestInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationCloseIncidentArgs = {
  input: CloseIncidentInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationCreateTokenArgs = {
  input: CreateTokenInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationDelegateReviewsArgs = {
  input: DelegateReviewsInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationGrantArgs = {
  input: GrantInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationGrantExceptionArgs = {
  input: GrantExceptionInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationOpenIncidentArgs = {
  input: OpenIncidentInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationPublishApprovalPolicyArgs = {
  input: PublishApprovalPolicyInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationPublishPolicyArgs = {
  input: PublishPolicyInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationRatifyBreakGlassArgs = {
  input: RatifyBreakGlassInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationRegisterConsumerArgs = {
  input: RegisterConsumerInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationRequestApprovalArgs = {
  input: RequestApprovalInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationResolveViolationArgs = {
  input: ResolveViolationInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationResubmitRequestArgs = {
  input: ResubmitRequestInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationRetireModelVersionArgs = {
  input: RetireModelVersionInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationRevertDriftArgs = {
  input: RevertDriftInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationReviewRequestArgs = {
  input: ReviewRequestInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationRevokeApprovalArgs = {
  input: RevokeApprovalInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationRevokeGrantArgs = {
  input: RevokeGrantInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationRevokeTokenArgs = {
  input: RevokeTokenInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationRollBackArgs = {
  input: RollBackInput;
};


/** Everything that can be changed. What a mutation refuses is told in its `userErrors`. */
export type MutationSyncSourceArgs = {
  input: SyncSourceInput;
};

/** What whoever has an account has. */
export type NativeDefault = {
  /** How much; null where that is not known. */
  readonly level?: Maybe<NativeLevel>;
  /** Workspace of the tool; null for all. */
  readonly workspace?: Maybe<Scalars['String']['output']>;
};

/** What a right of a tool gives and the policy refuses. */
export type NativeExcess = {
  /** The actions, each on every one of the objects. */
  readonly actions: ReadonlyArray<Scalars['String']['output']>;
  /** Tells it from others of the same right. */
  readonly key: Scalars['String']['output'];
  /** Type of the objects, such as `Model`. */
  readonly kind: Scalars['String']['output'];
  /** The objects, those that the caller sees. */
  readonly objects?: Maybe<NativeObjectConnection>;
};


/** What a right of a tool gives and the policy refuses. */
export type NativeExcessObjectsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Why rights may be missing. */
export type NativeGap =
  /** What whoever has an account may do is not told, and not configured. It is listed as the widest that it may be. */
  | 'DEFAULT_UNKNOWN'
  /** It is not known who guards the tool, or how. */
  | 'GUARD_UNKNOWN'
  /** The mirror of the source has not been filled once. */
  | 'MIRROR_INCOMPLETE'
  /** The credentials of the source are no administrator's, who alone is told everything. */
  | 'NOT_ADMINISTRATOR'
  /** The release does not list its accounts; only those are known whom somebody vouches for. */
  | 'PRINCIPALS_NOT_LISTED';

/** What stands between somebody and a tool. */
export type NativeGuard =
  /** Something that is not the tool, and does not tell who may do what. */
  | 'ELSEWHERE'
  /** The tool has no rights of its own that the gateway could read. */
  | 'NONE'
  /** Nothing: whoever reaches it may do everything. */
  | 'OPEN'
  /** Accounts and rights of the tool itself. */
  | 'OWN';

/** How much a tool lets somebody do to an object, each with everything before it. */
export type NativeLevel =
  /** Change it. */
  | 'EDIT'
  /** Give others rights to it, and delete it. */
  | 'MANAGE'
  /** Nothing. */
  | 'NONE'
  /** Read it, and the files in it. */
  | 'READ'
  /** Use it from elsewhere in the tool. */
  | 'USE';

/** An object that a right of a tool reaches. */
export type NativeObject = {
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** Its ref. */
  readonly ref?: Maybe<Scalars['String']['output']>;
};

/** A page of objects that a right of a tool reaches. */
export type NativeObjectConnection = {
  /** The objects, with cursors. */
  readonly edges: ReadonlyArray<NativeObjectEdge>;
  /** The objects. */
  readonly nodes: ReadonlyArray<NativeObject>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
};

/** An object within a page. */
export type NativeObjectEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The object. */
  readonly node: NativeObject;
};

/** Where a right of a tool comes from. */
export type NativeOrigin =
  /** Administrators have it. */
  | 'ADMIN'
  /** Whoever has an account has it. */
  | 'DEFAULT'
  /** It was given to this account. */
  | 'DIRECT'
  /** Nobody is asked who they are. */
  | 'OPEN'
  /** A role gives it. */
  | 'ROLE';

/** A right of a tool that is wider than the policy. */
export type NativeRight = {
  /** What it gives and the policy refuses, by kind of object. */
  readonly excess: ReadonlyArray<NativeExcess>;
  /** How much it lets them do; null where the tool does not tell, and `excess` is of the widest that it may be. */
  readonly level?: Maybe<NativeLevel>;
  /** Who has it, as the tool names them; null for everybody. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Whether it is for all models, all experiments, or all of both, and not for single ones. */
  readonly onAll: Scalars['Boolean']['output'];
  /** Where it comes from. */
  readonly origin: NativeOrigin;
  /** Who that is here; null when nobody vouches for the name, or for everybody. */
  readonly principal?: Maybe<AccessPrincipal>;
  /** Name of the role that gives it. */
  readonly role?: Maybe<Scalars['String']['output']>;
  /** Workspace of the tool; null for all. */
  readonly workspace?: Maybe<Scalars['String']['output']>;
};


/** A right of a tool that is wider than the policy. */
export type NativeRightExcessArgs = {
  key?: InputMaybe<Scalars['String']['input']>;
};

/** A page of rights of a tool. */
export type NativeRightConnection = {
  /** The rights, with cursors. */
  readonly edges: ReadonlyArray<NativeRightEdge>;
  /** The rights. */
  readonly nodes: ReadonlyArray<NativeRight>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
};

/** A right of a tool within a page. */
export type NativeRightEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The right. */
  readonly node: NativeRight;
};

/** Rights that a tool gives by itself, whatever the policy says. */
export type NativeRights = {
  /** When the tool was asked; null where there is nothing to ask. An answer is used for half a minute. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Whether every right that is wider than the policy is in `wider`, as far as the caller sees the objects. */
  readonly complete: Scalars['Boolean']['output'];
  /** What whoever has an account has on everything that nothing else is said of; none where that is nothing. */
  readonly defaults: ReadonlyArray<NativeDefault>;
  /** Why not; empty when it is complete. */
  readonly gaps: ReadonlyArray<NativeGap>;
  /** Who is asked who they are, before the tool lets them do anything. */
  readonly guard: NativeGuard;
  /** How many accounts the tool tells of. */
  readonly principals: Scalars['Int']['output'];
  /** The same in words for a person. */
  readonly reason: Scalars['String']['output'];
  /** How many of those nobody vouches for: no claim of an identity provider and no entry of the groups file names them. */
  readonly strangers: Scalars['Int']['output'];
  /**
   * Rights that give somebody what the policy refuses them, everybody's first and then by the name of the account. A page
   * may be short, and even empty, when comparing takes long; go on after its `endCursor` while it has a next page.
   */
  readonly wider?: Maybe<NativeRightConnection>;
};


/** Rights that a tool gives by itself, whatever the policy says. */
export type NativeRightsWiderArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  principal?: InputMaybe<Scalars['String']['input']>;
};

/** Anything with a global id. */
export type Node = {
  /** Opaque global id. It stays with this object for good; a name that is deleted and re-created in a tool gets another. */
  readonly id: Scalars['ID']['output'];
};

/** Why an incident was not opened. */
export type OpenIncidentError = {
  /** What kind of refusal this is. */
  readonly code: OpenIncidentErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `openIncident`. */
export type OpenIncidentErrorCode =
  /** What was given cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** The caller may not do this. */
  | 'FORBIDDEN'
  /** Another mutation was sent under this `idempotencyKey`. */
  | 'IDEMPOTENCY_CONFLICT';

/** What `openIncident` is asked. */
export type OpenIncidentInput = {
  /** Sent twice under one key, it is done once. At most 200 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** What is known. At most 2,000 characters. */
  readonly reason: Scalars['String']['input'];
  /** How bad it is. */
  readonly severity: IncidentSeverity;
  /** Ticket that it belongs to. At most 200 characters. */
  readonly ticket?: InputMaybe<Scalars['String']['input']>;
  /** What it is called. At most 200 characters. */
  readonly title: Scalars['String']['input'];
};

/** What `openIncident` answers. */
export type OpenIncidentPayload = {
  /** The incident; null when it was refused. */
  readonly incident?: Maybe<Incident>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<OpenIncidentError>;
};

/** Where a page stands in its list. */
export type PageInfo = {
  /** Cursor of the last item; null on an empty page. Pass it as `after` to go on. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether more items follow this page. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether items precede this page. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first item; null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A parameter of a run. */
export type Param = {
  /** Name of the parameter. */
  readonly key: Scalars['String']['output'];
  /** Its value as text. */
  readonly value: Scalars['String']['output'];
};

/** Something that somebody could do with one of two versions only. */
export type PolicyChange = {
  /** What, such as `model:read`. */
  readonly action: Scalars['String']['output'];
  /** Rules that would decide it. */
  readonly after: ReadonlyArray<Scalars['String']['output']>;
  /** Rules that decide it now; none when nothing speaks for it. */
  readonly before: ReadonlyArray<Scalars['String']['output']>;
  /** Whether it would be gained or lost. */
  readonly change: PolicyChangeKind;
  /** On which class of objects, in words, such as `Model of tracking, sensitivity 2`. */
  readonly on: Scalars['String']['output'];
  /** Who. */
  readonly principal: PrincipalName;
};

/** Which way a change goes. */
export type PolicyChangeKind =
  /** Could be done then, and cannot be now. */
  | 'GAINED'
  /** Can be done now, and could not be then. */
  | 'LOST';

/** A file of policies. */
export type PolicyFile = {
  /** Its name, unique among the files. */
  readonly name: Scalars['String']['output'];
  /** Policies in the Cedar language. */
  readonly text: Scalars['String']['output'];
};

/** A file of policies. */
export type PolicyFileInput = {
  /** Its name, such as `teams.cedar`; unique among the files. */
  readonly name: Scalars['String']['input'];
  /** Policies in the Cedar language. */
  readonly text: Scalars['String']['input'];
};

/** What policies would change for whom, over the principals and classes of objects that are known. */
export type PolicyPreview = {
  /** What somebody could do and could not before, or the other way round; at most 500. */
  readonly changes: ReadonlyArray<PolicyChange>;
  /** Classes of objects that were asked about. Objects of a class are alike to every policy that names none of them. */
  readonly classesAsked: Scalars['Int']['output'];
  /** Classes of objects that are known. */
  readonly classesKnown: Scalars['Int']['output'];
  /** Whether everybody known was asked about every class of objects, and every change is listed. */
  readonly complete: Scalars['Boolean']['output'];
  /** Whether the caller could not put them in force alone. */
  readonly needsSecondSteward: Scalars['Boolean']['output'];
  /** Principals that were asked about. */
  readonly principalsAsked: Scalars['Int']['output'];
  /** Principals that are known. */
  readonly principalsKnown: Scalars['Int']['output'];
};

/** Policies that wait for a second steward. */
export type PolicyProposal = Node & {
  /** Who proposed them. */
  readonly author: PrincipalName;
  /** Number of the version they were made from. */
  readonly basedOn: Scalars['Int']['output'];
  /** SHA-256 over the files, as hexadecimal. */
  readonly digest: Scalars['String']['output'];
  /** The policies. */
  readonly files: ReadonlyArray<PolicyFile>;
  /** Global id; what a second steward passes as `confirms`. */
  readonly id: Scalars['ID']['output'];
  /** Until when a second steward can confirm them. */
  readonly lapsesAt: Scalars['DateTime']['output'];
  /** Why. */
  readonly reason: Scalars['String']['output'];
};

/** Policies as they were in force from some time on. They never change. */
export type PolicyVersion = Node & {
  /** Who published it, `system` where it was taken over from the configuration; null for what came with the package. */
  readonly author?: Maybe<PrincipalName>;
  /** The second steward; null where none was needed. */
  readonly confirmedBy?: Maybe<PrincipalName>;
  /** SHA-256 over the files, as hexadecimal. */
  readonly digest: Scalars['String']['output'];
  /** The policies, beside the built-in ones that are always in force. */
  readonly files: ReadonlyArray<PolicyFile>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Counts from 1; 0 is what came with the package. */
  readonly number: Scalars['Int']['output'];
  /** When it came into force; null for what came with the package. */
  readonly publishedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Why; null where it is not known. */
  readonly reason?: Maybe<Scalars['String']['output']>;
};

/** A page of versions of the policies. */
export type PolicyVersionConnection = {
  /** Versions with their cursors. */
  readonly edges: ReadonlyArray<PolicyVersionEdge>;
  /** The versions alone. */
  readonly nodes: ReadonlyArray<PolicyVersion>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
};

/** A version within a page. */
export type PolicyVersionEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The version. */
  readonly node: PolicyVersion;
};

/** What a principal is. */
export type PrincipalKind =
  /** A program that acts under a name of its own. */
  | 'SERVICE_ACCOUNT'
  /** A person. */
  | 'USER';

/** Somebody, by id and name. */
export type PrincipalName = {
  /** Id of the principal; it tells nothing of who that is. */
  readonly id: Scalars['String']['output'];
  /** Name for people to read; null when it is not known or was erased. */
  readonly name?: Maybe<Scalars['String']['output']>;
};

/** Why approval policies are not in force. */
export type PublishApprovalPolicyError = {
  /** What kind of refusal this is. */
  readonly code: PublishApprovalPolicyErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `publishApprovalPolicy`. */
export type PublishApprovalPolicyErrorCode =
  /** The input cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** Another version is in force than the one they were made from. */
  | 'CONFLICT'
  /** The caller may not publish. */
  | 'FORBIDDEN'
  /** A policy speaks of something that there is not, or could never be met. */
  | 'INVALID_POLICY'
  /** There are no such policies that wait. */
  | 'NOT_FOUND'
  /** They do not wait any more. */
  | 'NOT_PENDING'
  /** Whoever proposed them cannot confirm them. */
  | 'SAME_STEWARD'
  /** They wait for a second steward. */
  | 'SECOND_STEWARD_NEEDED'
  /** Whoever proposed them could not publish any more. */
  | 'STEWARD_LOST_RIGHT';

/** What `publishApprovalPolicy` is asked: `policies`, `basedOn` and `reason`, or `confirms`. */
export type PublishApprovalPolicyInput = {
  /** Number of the version they were made from; 0 for what came with the package. Refused when another one is in force. */
  readonly basedOn?: InputMaybe<Scalars['Int']['input']>;
  /** Id of policies that wait for a second steward. */
  readonly confirms?: InputMaybe<Scalars['ID']['input']>;
  /** All policies that are to be in force. At most 50. */
  readonly policies?: InputMaybe<ReadonlyArray<ApprovalPolicyInput>>;
  /** Why, for the list of versions and the audit trail. At most 2,000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What `publishApprovalPolicy` answers. */
export type PublishApprovalPolicyPayload = {
  /** The policies that wait for a second steward; null otherwise. */
  readonly proposal?: Maybe<ApprovalPolicyProposal>;
  /** Why they are not in force; empty when they are. */
  readonly userErrors: ReadonlyArray<PublishApprovalPolicyError>;
  /** The version that is in force now; null when it waits or was refused. */
  readonly version?: Maybe<ApprovalPolicyVersion>;
};

/** Why policies are not in force. */
export type PublishPolicyError = {
  /** What kind of refusal this is. */
  readonly code: PublishPolicyErrorCode;
  /** Its column in characters, from 1. */
  readonly column?: Maybe<Scalars['Int']['output']>;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Name of the file with the problem; null for any other refusal. */
  readonly file?: Maybe<Scalars['String']['output']>;
  /** Its line, from 1. */
  readonly line?: Maybe<Scalars['Int']['output']>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
  /** `@id` of the policy with the problem, where it has one. */
  readonly policyId?: Maybe<Scalars['String']['output']>;
};

/** Kinds of refusal of `publishPolicy`. */
export type PublishPolicyErrorCode =
  /** The input cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** Another version is in force than the one they were made from. */
  | 'CONFLICT'
  /** The caller may not publish. */
  | 'FORBIDDEN'
  /** A policy does not parse, or does not fit the schema. */
  | 'INVALID_POLICY'
  /** There are no such policies that wait. */
  | 'NOT_FOUND'
  /** They do not wait any more. */
  | 'NOT_PENDING'
  /** Whoever proposed them cannot confirm them. */
  | 'SAME_STEWARD'
  /** They wait for a second steward. */
  | 'SECOND_STEWARD_NEEDED'
  /** Whoever proposed them could not publish any more. */
  | 'STEWARD_LOST_RIGHT';

/** What `publishPolicy` is asked: `files`, `basedOn` and `reason`, or `confirms`. */
export type PublishPolicyInput = {
  /** Number of the version they were made from; 0 for what came with the package. Refused when another one is in force. */
  readonly basedOn?: InputMaybe<Scalars['Int']['input']>;
  /** Id of policies that wait for a second steward. */
  readonly confirms?: InputMaybe<Scalars['ID']['input']>;
  /** Checks everything and tells what would change, and changes nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** All policies that are to be in force, beside the built-in ones. At most 50 files. */
  readonly files?: InputMaybe<ReadonlyArray<PolicyFileInput>>;
  /** Why, for the list of versions and the audit trail. At most 2,000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What `publishPolicy` answers. */
export type PublishPolicyPayload = {
  /** What would change for whom; null unless it was a dry run. */
  readonly preview?: Maybe<PolicyPreview>;
  /** The policies that wait for a second steward; null otherwise. */
  readonly proposal?: Maybe<PolicyProposal>;
  /** Why they are not in force; empty when they are. */
  readonly userErrors: ReadonlyArray<PublishPolicyError>;
  /** The version that is in force now; null when it waits, was refused, or was a dry run. */
  readonly version?: Maybe<PolicyVersion>;
};

/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type Query = {
  /** Every gate that an approval policy may ask for, by name: the package's and the installation's own. Needs `policy:read`. */
  readonly approvalGates?: Maybe<ReadonlyArray<ApprovalGateKind>>;
  /**
   * Every version of the approval policies, the newest first; the last one is what came with the package. Needs the
   * action `policy:read`.
   */
  readonly approvalPolicies?: Maybe<ApprovalPolicyVersionConnection>;
  /** One request. */
  readonly approvalRequest?: Maybe<ApprovalRequest>;
  /** Requests to change what a target stands for, the newest first. A request is seen by whoever sees its model. */
  readonly approvalRequests?: Maybe<ApprovalRequestConnection>;
  /** What was decided and refused, the newest first. Needs the right `audit:read`. */
  readonly auditEvents?: Maybe<AuditEventConnection>;
  /** Proof that an event is in its log, and that the log only ever grew. Needs the right `audit:read`. */
  readonly auditProof?: Maybe<AuditProof>;
  /** What differs between runs, side by side. */
  readonly compareRuns?: Maybe<RunComparison>;
  /** What differs between versions, side by side. */
  readonly compareVersions?: Maybe<VersionComparison>;
  /** One dataset. */
  readonly dataset?: Maybe<Dataset>;
  /** Datasets, by name. */
  readonly datasets?: Maybe<DatasetConnection>;
  /** Models being served, by name. */
  readonly deployments?: Maybe<DeploymentConnection>;
  /** In what two lineages differ: those of two objects, or of one at two moments. */
  readonly diffLineage?: Maybe<LineageDiff>;
  /** Environments, by rank. */
  readonly environments?: Maybe<ReadonlyArray<Environment>>;
  /** By which gates need not pass, of versions that the caller sees, the newest first. */
  readonly exceptions?: Maybe<GateExceptionConnection>;
  /** Experiments, by name. */
  readonly experiments?: Maybe<ExperimentConnection>;
  /**
   * Roles that were granted, in the order in which they were asked for: the caller's own, and with the action
   * `policy:read` everybody's.
   */
  readonly grants?: Maybe<GrantConnection>;
  /** What a change to one object would reach: everything that came of it, the worst first. */
  readonly impact?: Maybe<LineageImpact>;
  /** Incidents, the newest first. Needs the action `incident:read`. */
  readonly incidents?: Maybe<IncidentConnection>;
  /** Jobs of pipelines, by name. */
  readonly jobs?: Maybe<JobConnection>;
  /** How one object came to be and what came of it, over every connected tool. */
  readonly lineage?: Maybe<LineageGraph>;
  /**
   * Which model versions are live, and where: what servers serve, and what targets came to stand for by requests that were
   * carried out. What servers served at a past moment is not kept, so such an answer holds targets alone.
   */
  readonly liveAt?: Maybe<LiveModelConnection>;
  /** One registered model; refused with candidates when several sources hold the name. */
  readonly model?: Maybe<Model>;
  /** One version of a registered model. */
  readonly modelVersion?: Maybe<ModelVersion>;
  /** Registered models, by name. */
  readonly models?: Maybe<ModelConnection>;
  /** Any object by its global id; null when it is unknown. */
  readonly node?: Maybe<Node>;
  /** Up to 100 objects by their global ids, in the order asked; null where an id is unknown. */
  readonly nodes?: Maybe<ReadonlyArray<Maybe<Node>>>;
  /**
   * Every version of the policies, the newest first; the last one is what came with the package. Needs the action
   * `policy:read`.
   */
  readonly policies?: Maybe<PolicyVersionConnection>;
  /** What this request costs and what is left of the caller's budget. */
  readonly rateLimit?: Maybe<RateLimit>;
  /** Everything needed to make a run's result again, and what is missing for it. */
  readonly reproduceRecipe?: Maybe<ReproduceRecipe>;
  /**
   * By which somebody judges in somebody else's place: those from or to the caller, and everybody's for whom may
   * `policy:read`. The newest first.
   */
  readonly reviewDelegations?: Maybe<ReviewDelegationConnection>;
  /** One run. */
  readonly run?: Maybe<Run>;
  /** Runs, newest first. */
  readonly runs?: Maybe<RunConnection>;
  /** Objects whose name, tags or description hold every word of the text, best first. */
  readonly search?: Maybe<SearchResultConnection>;
  /** Every connected tool with its state, its version and how far the mirror is behind it. */
  readonly sources?: Maybe<ReadonlyArray<Source>>;
  /** What stands for a model in an environment. */
  readonly targets?: Maybe<ReadonlyArray<Target>>;
  /**
   * Tokens of this gateway, the oldest first: all of them for callers with `token:read`, for others their own. Their text is
   * kept nowhere.
   */
  readonly tokens?: Maybe<TokenConnection>;
  /** Data versions that models were evaluated on, each with the metrics measured on exactly that digest. */
  readonly validationCatalog?: Maybe<ValidationEntryConnection>;
  /** Who is asking, and what they may do. */
  readonly viewer?: Maybe<Viewer>;
  /**
   * What is not as it was approved, the newest first, ended or not. A violation is seen by whoever sees its model or
   * deployment; one of a right of a tool by those of them who may compare rights with the policy, or settle it. `from` and `to` make it the answer to "every change without an approval in this period".
   */
  readonly violations?: Maybe<ViolationConnection>;
  /**
   * Who could do something and by which rule, now or at a moment of the past, as far as principals are known; by their ids.
   * With `principal` and without `resource`: what they could do it to, among the objects that the caller sees. Needs the
   * action `access:explain`, but for oneself.
   */
  readonly whoCan?: Maybe<WhoCanConnection>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryApprovalPoliciesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryApprovalRequestArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryApprovalRequestsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  awaiting?: InputMaybe<ApprovalAwaiting>;
  filter?: InputMaybe<ApprovalRequestFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryAuditEventsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryAuditProofArgs = {
  from?: InputMaybe<Scalars['Long']['input']>;
  sequence: Scalars['Long']['input'];
  stream?: InputMaybe<AuditStream>;
  treeSize?: InputMaybe<Scalars['Long']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryCompareRunsArgs = {
  onlyDiffering?: InputMaybe<Scalars['Boolean']['input']>;
  refs: ReadonlyArray<Scalars['String']['input']>;
  source?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryCompareVersionsArgs = {
  onlyDiffering?: InputMaybe<Scalars['Boolean']['input']>;
  refs: ReadonlyArray<Scalars['String']['input']>;
  source?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryDatasetArgs = {
  ref: Scalars['String']['input'];
  source?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryDatasetsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DatasetFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryDeploymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<DeploymentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryDiffLineageArgs = {
  a: Scalars['String']['input'];
  aAt?: InputMaybe<Scalars['DateTime']['input']>;
  b: Scalars['String']['input'];
  bAt?: InputMaybe<Scalars['DateTime']['input']>;
  depth?: InputMaybe<Scalars['Int']['input']>;
  direction?: InputMaybe<LineageDirection>;
  freshness?: InputMaybe<LineageFreshness>;
  kinds?: InputMaybe<ReadonlyArray<LineageNodeKind>>;
  maxNodes?: InputMaybe<Scalars['Int']['input']>;
  source?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryExceptionsArgs = {
  active?: InputMaybe<Scalars['Boolean']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  ref?: InputMaybe<Scalars['String']['input']>;
  source?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryExperimentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ExperimentFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryGrantsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<GrantFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryImpactArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  depth?: InputMaybe<Scalars['Int']['input']>;
  freshness?: InputMaybe<LineageFreshness>;
  maxNodes?: InputMaybe<Scalars['Int']['input']>;
  of: Scalars['String']['input'];
  source?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryIncidentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  state?: InputMaybe<IncidentState>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryJobsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<JobFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryLineageArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  columns?: InputMaybe<Scalars['Boolean']['input']>;
  depth?: InputMaybe<Scalars['Int']['input']>;
  direction?: InputMaybe<LineageDirection>;
  freshness?: InputMaybe<LineageFreshness>;
  kinds?: InputMaybe<ReadonlyArray<LineageNodeKind>>;
  maxNodes?: InputMaybe<Scalars['Int']['input']>;
  ref: Scalars['String']['input'];
  source?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryLiveAtArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
  environment?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  ref?: InputMaybe<Scalars['String']['input']>;
  source?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryModelArgs = {
  ref: Scalars['String']['input'];
  source?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryModelVersionArgs = {
  ref: Scalars['String']['input'];
  source?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryModelsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ModelFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryPoliciesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryReproduceRecipeArgs = {
  ref: Scalars['String']['input'];
  source?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryReviewDelegationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryRunArgs = {
  ref: Scalars['String']['input'];
  source?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<RunFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QuerySearchArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  kinds?: InputMaybe<ReadonlyArray<SearchKind>>;
  source?: InputMaybe<Scalars['String']['input']>;
  text: Scalars['String']['input'];
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryTargetsArgs = {
  environment?: InputMaybe<Scalars['String']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryTokensArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryValidationCatalogArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ValidationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryViolationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<ViolationFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** Everything that can be read. Each field is null with a coded error when it cannot be answered. */
export type QueryWhoCanArgs = {
  action: Scalars['String']['input'];
  after?: InputMaybe<Scalars['String']['input']>;
  at?: InputMaybe<Scalars['DateTime']['input']>;
  context?: InputMaybe<ActionContextInput>;
  first?: InputMaybe<Scalars['Int']['input']>;
  principal?: InputMaybe<Scalars['String']['input']>;
  resource?: InputMaybe<Scalars['String']['input']>;
  source?: InputMaybe<Scalars['String']['input']>;
};

/** The caller's budget, counted in points of query cost. */
export type RateLimit = {
  /** Points this request costs. */
  readonly cost: Scalars['Int']['output'];
  /** Points a minute. */
  readonly limit: Scalars['Int']['output'];
  /** Points left now, this request paid. */
  readonly remaining: Scalars['Int']['output'];
  /** The most points a single request may cost. */
  readonly requestLimit: Scalars['Int']['output'];
  /** When the budget is whole again if nothing more is asked. */
  readonly resetAt: Scalars['DateTime']['output'];
};

/** Why broken glass was not ratified. */
export type RatifyBreakGlassError = {
  /** What kind of refusal this is. */
  readonly code: RatifyBreakGlassErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `ratifyBreakGlass`. */
export type RatifyBreakGlassErrorCode =
  /** The caller has ratified it before. */
  | 'ALREADY_REVIEWED'
  /** What was given cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** The caller may not do this. */
  | 'FORBIDDEN'
  /** Another mutation was sent under this `idempotencyKey`. */
  | 'IDEMPOTENCY_CONFLICT'
  /** There is no such request that the caller sees. */
  | 'NOT_FOUND'
  /** It is the caller's own work. */
  | 'OWN_WORK'
  /** The request has changed since it was looked at. */
  | 'REVISION_CONFLICT'
  /** No glass was broken for it, or there is nothing left to ratify. */
  | 'WRONG_STATE';

/** What `ratifyBreakGlass` is asked. */
export type RatifyBreakGlassInput = {
  /** In the caller's words. At most 2,000 characters. */
  readonly comment?: InputMaybe<Scalars['String']['input']>;
  /** The revision that was looked at; refused when the request has changed since. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** Global id of the request. */
  readonly id: Scalars['ID']['input'];
  /** Sent twice under one key, it is done once. At most 200 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
};

/** What `ratifyBreakGlass` answers. */
export type RatifyBreakGlassPayload = {
  /** The request as it is now; null when it was refused. */
  readonly request?: Maybe<ApprovalRequest>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<RatifyBreakGlassError>;
};

/** The pieces of a recipe. */
export type RecipePiece =
  /** The arguments that the file was started with. */
  | 'ARGUMENTS'
  /** A checkout without changes that were not committed. */
  | 'CLEAN_CHECKOUT'
  /** The commit of the code. */
  | 'CODE_COMMIT'
  /** The data, each with a digest and a place that other machines reach. */
  | 'DATA'
  /** The file to start, within the repository. */
  | 'ENTRYPOINT'
  /** A file that pins every package to one release. */
  | 'ENVIRONMENT'
  /** The parameters. */
  | 'PARAMETERS'
  /** The version of Python. */
  | 'PYTHON_VERSION'
  /** An address of the repository that other machines reach. */
  | 'REPOSITORY'
  /** A seed for random numbers. */
  | 'SEED';

/** Why a registration was refused. */
export type RegisterConsumerError = {
  /** What kind of refusal this is. */
  readonly code: RegisterConsumerErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `registerConsumer`. */
export type RegisterConsumerErrorCode =
  /** Several objects have this ref. */
  | 'AMBIGUOUS_REF'
  /** What was given cannot be read, or is of another kind than what has consumers. */
  | 'BAD_USER_INPUT'
  /** It has as many consumers as it may have. */
  | 'CONFLICT'
  /** The caller may not tell who uses it. */
  | 'FORBIDDEN'
  /** Nothing that the caller sees has this ref; or there is no consumer of this name to end. */
  | 'NOT_FOUND';

/** What `registerConsumer` is asked. */
export type RegisterConsumerInput = {
  /** `false` when it uses it no more. What else is given does not matter then but its name. */
  readonly active?: Scalars['Boolean']['input'];
  /**
   * Where to reach whoever answers for it, such as an e-mail address; shown to those who may read sensitive fields of what
   * is used.
   */
  readonly contact?: InputMaybe<Scalars['String']['input']>;
  /** How much it matters to it that what it uses works. */
  readonly criticality?: ConsumerCriticality;
  /** Protocol of the endpoint of a deployment that it uses, such as `open-inference-v2`; any when left out. */
  readonly endpoint?: InputMaybe<Scalars['String']['input']>;
  /** What it is. */
  readonly kind?: ConsumerKind;
  /** What it is called, one line of at most 200 characters; no e-mail address. */
  readonly name: Scalars['String']['input'];
  /** Team that answers for it. */
  readonly ownerTeam?: InputMaybe<Scalars['String']['input']>;
  /** Id of the source that `uses` is looked up in. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /**
   * Ref of the deployment or version that it uses, such as `deployment:serving/fraud-detector` or `models:/fraud-detector/3`.
   * An alias stands for the version that it points at now.
   */
  readonly uses: Scalars['String']['input'];
};

/** What `registerConsumer` answers. */
export type RegisterConsumerPayload = {
  /** The consumer as it is now; null when it was refused. */
  readonly consumer?: Maybe<Consumer>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<RegisterConsumerError>;
};

/** What it takes to make a result again. */
export type ReproduceRecipe = {
  /** What the command takes for granted, because no tool recorded whether it is so. */
  readonly assumptions: ReadonlyArray<AssumedPiece>;
  /** Commit of the code. */
  readonly codeCommit?: Maybe<Scalars['String']['output']>;
  /**
   * A POSIX shell script for an empty folder, to run with `sh` or to paste: it fetches the commit, makes a virtual
   * environment with the recorded Python and packages, and starts the training. A run of an MLflow Project is started by
   * `mlflow run` with its parameters. Nothing else gets its parameters as options, because no tool says whether the
   * script takes any: they are `parameters`. Where the new run is logged is up to MLFLOW_TRACKING_URI. Null when it is not
   * known what to start.
   */
  readonly command?: Maybe<Scalars['String']['output']>;
  /**
   * Whether nothing is missing: `command`, typed into an empty folder of another machine with Python and git, trains again
   * on the same code, data, environment and parameters, as far as the tools know. `assumptions` holds what they do not know.
   */
  readonly complete: Scalars['Boolean']['output'];
  /** Data the run read. */
  readonly data: ReadonlyArray<DatasetInput>;
  /** File to start, by its path in the repository where that is known; else what the tracker says was started. */
  readonly entrypoint?: Maybe<Scalars['String']['output']>;
  /** Files that pin the environment, with their text. */
  readonly environment: ReadonlyArray<EnvironmentFile>;
  /** What is missing, and what would supply it. */
  readonly missing: ReadonlyArray<MissingPiece>;
  /** Parameters the run was given. */
  readonly parameters: ReadonlyArray<Param>;
  /** Address of the repository, without credentials. */
  readonly repository?: Maybe<Scalars['String']['output']>;
  /** The run to repeat. */
  readonly run: Run;
};

/** Why a request was refused. */
export type RequestApprovalError = {
  /** What kind of refusal this is. */
  readonly code: RequestApprovalErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `requestApproval`. */
export type RequestApprovalErrorCode =
  /** Several objects have this ref, or several targets of the environment are of the model. */
  | 'AMBIGUOUS_REF'
  /** What was given cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** The request or the approval policies have changed just now; trying again helps. */
  | 'CONFLICT'
  /** The very same change is asked for already. */
  | 'DUPLICATE_REQUEST'
  /** The caller may not do this. */
  | 'FORBIDDEN'
  /** Another mutation was sent under this `idempotencyKey`. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The target stands for this version already. */
  | 'NOTHING_TO_DO'
  /** There is no such thing that the caller sees. */
  | 'NOT_FOUND'
  /** No approval policy is about such a change. */
  | 'NO_POLICY'
  /** The tool of the target takes no changes from the gateway. */
  | 'UNSUPPORTED'
  /** The tool of the target cannot do this, whoever approves it. */
  | 'UNSUPPORTED_BY_TARGET'
  /** The version is retired. */
  | 'VERSION_RETIRED';

/** What `requestApproval` is asked. */
export type RequestApprovalInput = {
  /** Alias of the target; needed where several targets of the environment are of the model. */
  readonly alias?: InputMaybe<Scalars['String']['input']>;
  /** Name on its server of a target that is a deployment; the same. */
  readonly deployment?: InputMaybe<Scalars['String']['input']>;
  /** Only writes it down; `resubmitRequest` submits it. */
  readonly draft?: Scalars['Boolean']['input'];
  /** Tells what would come of it, and writes nothing. */
  readonly dryRun?: Scalars['Boolean']['input'];
  /** Name of the environment whose target is to stand for it. */
  readonly environment: Scalars['String']['input'];
  /** Sent twice under one key, it is done once. At most 200 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Nothing is carried out before. */
  readonly notBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Why, for reviewers and the audit trail. At most 2,000 characters. */
  readonly reason: Scalars['String']['input'];
  /** The version, such as `models:/fraud-detector/3`; an alias stands for the version that it points at now. */
  readonly ref: Scalars['String']['input'];
  /** Which calls the version is to answer. What the target's tool cannot do is refused with `UNSUPPORTED_BY_TARGET`. */
  readonly rollout?: ApprovalRollout;
  /** Id of the source that `ref` is looked up in. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** Ticket that it belongs to. At most 200 characters. */
  readonly ticket?: InputMaybe<Scalars['String']['input']>;
};

/** What `requestApproval` answers. */
export type RequestApprovalPayload = {
  /** What would come of it; null unless this was a dry run. */
  readonly preview?: Maybe<ApprovalPreview>;
  /** The request; null when it was refused, or this was a dry run. */
  readonly request?: Maybe<ApprovalRequest>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<RequestApprovalError>;
};

/** Why `resolveViolation` did nothing. */
export type ResolveViolationError = {
  /** Which refusal. */
  readonly code: ResolveViolationErrorCode;
  /** Path of the argument that is meant. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The same in words. */
  readonly message: Scalars['String']['output'];
};

/** Refusals of `resolveViolation`. */
export type ResolveViolationErrorCode =
  /** Something that was given cannot be used. */
  | 'BAD_USER_INPUT'
  /** It needs `violation:resolve` on the model or deployment, or on every model of a right. */
  | 'FORBIDDEN'
  /** Another mutation was sent under this key. */
  | 'IDEMPOTENCY_CONFLICT'
  /** There is no such violation. */
  | 'NOT_FOUND'
  /** The violation has changed since it was looked at. */
  | 'REVISION_CONFLICT'
  /** The violation is not open, is being reverted, or somebody has asked for what is there to be approved. */
  | 'WRONG_STATE';

/** What `resolveViolation` takes. */
export type ResolveViolationInput = {
  /** The revision that was looked at; another one is refused. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** Global id of the violation. */
  readonly id: Scalars['ID']['input'];
  /** Sent twice under one key, it is done once. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why it is settled. */
  readonly reason: Scalars['String']['input'];
};

/** What `resolveViolation` answers. */
export type ResolveViolationPayload = {
  /** Why nothing was done; empty when it was. */
  readonly userErrors: ReadonlyArray<ResolveViolationError>;
  /** The violation. */
  readonly violation?: Maybe<Violation>;
};

/** Why submitting was refused. */
export type ResubmitRequestError = {
  /** What kind of refusal this is. */
  readonly code: ResubmitRequestErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `resubmitRequest`. */
export type ResubmitRequestErrorCode =
  /** What was given cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** The request or the approval policies have changed just now; trying again helps. */
  | 'CONFLICT'
  /** The very same change is asked for already. */
  | 'DUPLICATE_REQUEST'
  /** The caller may not do this. */
  | 'FORBIDDEN'
  /** Another mutation was sent under this `idempotencyKey`. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The target stands for this version already. */
  | 'NOTHING_TO_DO'
  /** There is no such thing that the caller sees. */
  | 'NOT_FOUND'
  /** No approval policy is about such a change. */
  | 'NO_POLICY'
  /** The request has changed since `expectedRevision`. */
  | 'REVISION_CONFLICT'
  /** The tool of the target takes no changes from the gateway. */
  | 'UNSUPPORTED'
  /** The tool of the target cannot do this, whoever approves it. */
  | 'UNSUPPORTED_BY_TARGET'
  /** The version is to be retired, and something uses it. */
  | 'VERSION_IN_USE'
  /** The version is retired. */
  | 'VERSION_RETIRED'
  /** It is in a state in which this cannot be done. */
  | 'WRONG_STATE';

/** What `resubmitRequest` is asked. */
export type ResubmitRequestInput = {
  /** The revision that was looked at; refused when the request has changed since. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** Global id of the request. */
  readonly id: Scalars['ID']['input'];
  /** Sent twice under one key, it is done once. At most 200 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Another reason than before. At most 2,000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What `resubmitRequest` answers. */
export type ResubmitRequestPayload = {
  /** The request as it is now; null when it was refused. */
  readonly request?: Maybe<ApprovalRequest>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<ResubmitRequestError>;
};

/** Why retiring was refused. */
export type RetireModelVersionError = {
  /** What kind of refusal this is. */
  readonly code: RetireModelVersionErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. Of what uses the version it names what the caller sees. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `retireModelVersion`. */
export type RetireModelVersionErrorCode =
  /** Several versions have this ref. */
  | 'AMBIGUOUS_REF'
  /** What was given cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** The approval policies have changed just now; trying again helps. */
  | 'CONFLICT'
  /** The very same change is asked for already. */
  | 'DUPLICATE_REQUEST'
  /** The caller may not do this. */
  | 'FORBIDDEN'
  /** Another mutation was sent under this `idempotencyKey`. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The version is retired already. */
  | 'NOTHING_TO_DO'
  /** There is no such version that the caller sees. */
  | 'NOT_FOUND'
  /** No approval policy is about such a change. */
  | 'NO_POLICY'
  /** The registry of the version takes no changes from the gateway. */
  | 'UNSUPPORTED'
  /** A target stands for the version, or a server or somebody who is registered uses it. */
  | 'VERSION_IN_USE';

/** What `retireModelVersion` is asked. */
export type RetireModelVersionInput = {
  /** Writes it down without asking anybody. */
  readonly draft?: InputMaybe<Scalars['Boolean']['input']>;
  /** Tells what would be done and what is in the way, and writes nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Sent twice under one key, it is done once. At most 200 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Nothing is carried out before, within a year. */
  readonly notBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** Why, for everybody and the audit trail. At most 2,000 characters. */
  readonly reason: Scalars['String']['input'];
  /** The version, such as `models:/fraud-detector/3`. */
  readonly ref: Scalars['String']['input'];
  /** Id of the source that `ref` is looked up in. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** Ticket that it belongs to. At most 200 characters. */
  readonly ticket?: InputMaybe<Scalars['String']['input']>;
};

/** What `retireModelVersion` answers. */
export type RetireModelVersionPayload = {
  /** What would come of it; null unless this was a dry run. */
  readonly preview?: Maybe<ApprovalPreview>;
  /** The request; null when it was refused, or this was a dry run. */
  readonly request?: Maybe<ApprovalRequest>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<RetireModelVersionError>;
};

/** Why `revertDrift` did nothing. */
export type RevertDriftError = {
  /** Which refusal. */
  readonly code: RevertDriftErrorCode;
  /** Path of the argument that is meant. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The same in words. */
  readonly message: Scalars['String']['output'];
};

/** Refusals of `revertDrift`. */
export type RevertDriftErrorCode =
  /** Something that was given cannot be used. */
  | 'BAD_USER_INPUT'
  /** Another change of the moment is in the way. */
  | 'CONFLICT'
  /** It needs `approval:request` on the version. */
  | 'FORBIDDEN'
  /** Another mutation was sent under this key. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The target holds what it should by now. */
  | 'NOTHING_TO_DO'
  /** There is no such violation, or no approval that what should be there could come back by. */
  | 'NOT_FOUND'
  /** The violation has changed since it was looked at. */
  | 'REVISION_CONFLICT'
  /** It cannot be undone by putting back what was approved. */
  | 'UNSUPPORTED'
  /** The version is retired. */
  | 'VERSION_RETIRED'
  /** The violation is not open, or somebody has asked for what is there to be approved. */
  | 'WRONG_STATE';

/** What `revertDrift` takes. */
export type RevertDriftInput = {
  /** The revision that was looked at; another one is refused. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** Global id of the violation. */
  readonly id: Scalars['ID']['input'];
  /** Sent twice under one key, it is done once. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why it is put back. */
  readonly reason: Scalars['String']['input'];
};

/** What `revertDrift` answers. */
export type RevertDriftPayload = {
  /** Why nothing was done; empty when it was. */
  readonly userErrors: ReadonlyArray<RevertDriftError>;
  /** The violation, with the request that puts back what was approved. */
  readonly violation?: Maybe<Violation>;
};

/** That somebody judges in somebody else's place for a time. */
export type ReviewDelegation = Node & {
  /** Why it was ended. */
  readonly endReason?: Maybe<Scalars['String']['output']>;
  /** When it was ended before its time; null where it was not. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who ended it. */
  readonly endedBy?: Maybe<PrincipalName>;
  /** Names of environments; null for all. */
  readonly environments?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** Whose right it is. */
  readonly from: PrincipalName;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Models, null among them where the caller does not see one; null for all models. */
  readonly models?: Maybe<ReadonlyArray<Maybe<Model>>>;
  /** Why. */
  readonly reason: Scalars['String']['output'];
  /** From when on. */
  readonly startsAt: Scalars['DateTime']['output'];
  /** Who judges in their place. */
  readonly to: PrincipalName;
  /** Until when. */
  readonly until: Scalars['DateTime']['output'];
};

/** A page of delegations. */
export type ReviewDelegationConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<ReviewDelegationEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<ReviewDelegation>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One item of a page of delegations. */
export type ReviewDelegationEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: ReviewDelegation;
};

/** Why a review was refused. */
export type ReviewRequestError = {
  /** What kind of refusal this is. */
  readonly code: ReviewRequestErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `reviewRequest`. */
export type ReviewRequestErrorCode =
  /** The caller said the same before. */
  | 'ALREADY_REVIEWED'
  /** What was given cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** The request or the approval policies have changed just now; trying again helps. */
  | 'CONFLICT'
  /** The caller may not do this. */
  | 'FORBIDDEN'
  /** Another mutation was sent under this `idempotencyKey`. */
  | 'IDEMPOTENCY_CONFLICT'
  /** There is no such thing that the caller sees. */
  | 'NOT_FOUND'
  /** It does not wait for reviews. */
  | 'NOT_REVIEWABLE'
  /** It is the work of the caller, under whatever name. */
  | 'OWN_WORK'
  /** The request has changed since `expectedRevision`. */
  | 'REVISION_CONFLICT'
  /** The version, or what the target stands for, is not what it was; the request waits for reviews anew. */
  | 'SUBJECT_CHANGED'
  /** It is in a state in which this cannot be done. */
  | 'WRONG_STATE';

/** What `reviewRequest` is asked: `decision`, or `withdraw`. */
export type ReviewRequestInput = {
  /** In the caller's words. At most 2,000 characters. */
  readonly comment?: InputMaybe<Scalars['String']['input']>;
  /** What is said of it. */
  readonly decision?: InputMaybe<ApprovalDecision>;
  /** The revision that was looked at; refused when the request has changed since. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** Global id of the request. */
  readonly id: Scalars['ID']['input'];
  /** Sent twice under one key, it is done once. At most 200 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Takes back what the caller said of it before. */
  readonly withdraw?: Scalars['Boolean']['input'];
};

/** What `reviewRequest` answers. */
export type ReviewRequestPayload = {
  /** The request as it is now; null when the review was refused. */
  readonly request?: Maybe<ApprovalRequest>;
  /** The review; null when it was refused. */
  readonly review?: Maybe<ApprovalReview>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<ReviewRequestError>;
};

/** Why revoking was refused. */
export type RevokeApprovalError = {
  /** What kind of refusal this is. */
  readonly code: RevokeApprovalErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `revokeApproval`. */
export type RevokeApprovalErrorCode =
  /** What was given cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** The caller may not do this. */
  | 'FORBIDDEN'
  /** Another mutation was sent under this `idempotencyKey`. */
  | 'IDEMPOTENCY_CONFLICT'
  /** There is no such thing that the caller sees. */
  | 'NOT_FOUND'
  /** The request has changed since `expectedRevision`. */
  | 'REVISION_CONFLICT'
  /** It is in a state in which this cannot be done. */
  | 'WRONG_STATE';

/** What `revokeApproval` is asked. */
export type RevokeApprovalInput = {
  /** The revision that was looked at; refused when the request has changed since. */
  readonly expectedRevision?: InputMaybe<Scalars['Int']['input']>;
  /** Global id of the request. */
  readonly id: Scalars['ID']['input'];
  /** Sent twice under one key, it is done once. At most 200 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** Why, for everybody and the audit trail. At most 2,000 characters. */
  readonly reason: Scalars['String']['input'];
};

/** What `revokeApproval` answers. */
export type RevokeApprovalPayload = {
  /** The request as it is now; null when it was refused. */
  readonly request?: Maybe<ApprovalRequest>;
  /** The request that brings the former version back; null where there is none to bring back. */
  readonly rollback?: Maybe<ApprovalRequest>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<RevokeApprovalError>;
};

/** Why a grant was not ended. */
export type RevokeGrantError = {
  /** What kind of refusal this is. */
  readonly code: RevokeGrantErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person, with who else could. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `revokeGrant`. */
export type RevokeGrantErrorCode =
  /** The grant gives nothing any more. */
  | 'ALREADY_ENDED'
  /** The input cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** The caller may not end it. */
  | 'FORBIDDEN'
  /** There is no such grant that the caller may see. */
  | 'NOT_FOUND'
  /** The grant binds the caller, who cannot take it off alone. */
  | 'SELF_WIDENING';

/** What `revokeGrant` is asked. */
export type RevokeGrantInput = {
  /** Id of the grant. */
  readonly id: Scalars['ID']['input'];
  /** Why, for the audit trail. At most 2,000 characters. */
  readonly reason?: InputMaybe<Scalars['String']['input']>;
};

/** What `revokeGrant` answers. */
export type RevokeGrantPayload = {
  /** The grant that has ended; null when that was refused. */
  readonly grant?: Maybe<Grant>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<RevokeGrantError>;
};

/** Why a token was not ended. */
export type RevokeTokenError = {
  /** What kind of refusal this is. */
  readonly code: RevokeTokenErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `revokeToken`. */
export type RevokeTokenErrorCode =
  /** No live token that the caller may end has this id. */
  | 'NOT_FOUND';

/** What `revokeToken` is asked. */
export type RevokeTokenInput = {
  /** Id of the token. */
  readonly id: Scalars['ID']['input'];
};

/** What `revokeToken` answers. */
export type RevokeTokenPayload = {
  /** The token that was ended; null when none was. */
  readonly token?: Maybe<Token>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<RevokeTokenError>;
};

/** Who holds a right of a tool. */
export type RightHolder =
  /** An account of the tool. */
  | 'ACCOUNT'
  /** Whoever comes in. */
  | 'EVERYBODY'
  /** Whoever has a role of the tool. */
  | 'ROLE';

/** Roles. What each may do is policy. */
export type Role =
  /** Runs the gateway: tokens and sources. No data, no vote. */
  | 'ADMINISTRATOR'
  /** Reads what was done and decided, and changes nothing. */
  | 'AUDITOR'
  /** Answers for the use of a model. */
  | 'BUSINESS_OWNER'
  /** Makes experiments and models. */
  | 'DATA_SCIENTIST'
  /** Carries out what was approved. */
  | 'EFFECT_EXECUTOR'
  /** Attests evidence that was computed elsewhere, and reports what CI says of a commit. */
  | 'EVIDENCE_PRODUCER'
  /** Leads while something is wrong. */
  | 'INCIDENT_COMMANDER'
  /** Sends lineage events. */
  | 'LINEAGE_SENDER'
  /** Brings models into service. */
  | 'ML_ENGINEER'
  /** Judges the risk of models. */
  | 'MODEL_RISK_REVIEWER'
  /** Keeps what is in service running. */
  | 'OPERATOR'
  /** Writes policy and grants roles. */
  | 'POLICY_STEWARD'
  /** Judges the use of personal data. */
  | 'PRIVACY_REVIEWER'
  /** Reads the catalogue. */
  | 'VIEWER';

/** Why going back was refused. */
export type RollBackError = {
  /** What kind of refusal this is. */
  readonly code: RollBackErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `rollBack`. */
export type RollBackErrorCode =
  /** Several objects have this ref, or several targets of the environment are of the model. */
  | 'AMBIGUOUS_REF'
  /** What was given cannot be used as it is. */
  | 'BAD_USER_INPUT'
  /** The request or the approval policies have changed just now; trying again helps. */
  | 'CONFLICT'
  /** The very same change is asked for already. */
  | 'DUPLICATE_REQUEST'
  /** The caller may not do this. */
  | 'FORBIDDEN'
  /** Another mutation was sent under this `idempotencyKey`. */
  | 'IDEMPOTENCY_CONFLICT'
  /** The target stands for this version already. */
  | 'NOTHING_TO_DO'
  /** There is no such thing that the caller sees. */
  | 'NOT_FOUND'
  /** No approval policy is about such a change. */
  | 'NO_POLICY'
  /** The tool of the target takes no changes from the gateway. */
  | 'UNSUPPORTED'
  /** The tool of the target cannot do this, whoever approves it. */
  | 'UNSUPPORTED_BY_TARGET'
  /** The version is retired. */
  | 'VERSION_RETIRED';

/** What `rollBack` is asked. */
export type RollBackInput = {
  /** Alias of the target; needed where several targets of the environment are of the model. */
  readonly alias?: InputMaybe<Scalars['String']['input']>;
  /** Name on its server of a target that is a deployment; the same. */
  readonly deployment?: InputMaybe<Scalars['String']['input']>;
  /** Name of the environment whose target is to go back. */
  readonly environment: Scalars['String']['input'];
  /** Sent twice under one key, it is done once. At most 200 characters. */
  readonly idempotencyKey?: InputMaybe<Scalars['String']['input']>;
  /** The model, such as `models:/fraud-detector`. */
  readonly model: Scalars['String']['input'];
  /** Why, for everybody and the audit trail. At most 2,000 characters. */
  readonly reason: Scalars['String']['input'];
  /** Id of the source that `model` and `to` are looked up in. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** Ticket that it belongs to. At most 200 characters. */
  readonly ticket?: InputMaybe<Scalars['String']['input']>;
  /** The version to go back to; the one before the last change when left out. */
  readonly to?: InputMaybe<Scalars['String']['input']>;
};

/** What `rollBack` answers. */
export type RollBackPayload = {
  /** The request: APPROVED at once where no new review is needed. Null when it was refused. */
  readonly request?: Maybe<ApprovalRequest>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<RollBackError>;
};

/** One execution of training, evaluation or another step. */
export type Run = Node & {
  /** Address of its files as the tracker gives it. */
  readonly artifactUri?: Maybe<Scalars['String']['output']>;
  /** Its files, by path. */
  readonly artifacts?: Maybe<ArtifactConnection>;
  /** Runs that are part of it, newest first. */
  readonly childRuns?: Maybe<RunConnection>;
  /** Commit of the code it ran, where recorded. */
  readonly codeCommit?: Maybe<Scalars['String']['output']>;
  /** When it ended; null while it goes on. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** File or notebook it was started from, where recorded. */
  readonly entrypoint?: Maybe<Scalars['String']['output']>;
  /** Experiment it belongs to. */
  readonly experiment?: Maybe<Experiment>;
  /** How old these facts are. */
  readonly freshness?: Maybe<Freshness>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Data it read, with the role each had. */
  readonly inputs?: Maybe<ReadonlyArray<DatasetInput>>;
  /** How this run came to be and what came of it, over every connected tool. */
  readonly lineage?: Maybe<LineageGraph>;
  /** Logged models it produced. */
  readonly loggedModels?: Maybe<ReadonlyArray<LoggedModel>>;
  /** Every recorded value of one metric, in the order of steps. */
  readonly metricHistory?: Maybe<MetricPointConnection>;
  /** Latest value of each metric. */
  readonly metrics?: Maybe<ReadonlyArray<Metric>>;
  /** Versions registered from it, newest first. */
  readonly modelVersions?: Maybe<ModelVersionConnection>;
  /** Name of the run. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Parameters it was given. */
  readonly params?: Maybe<ReadonlyArray<Param>>;
  /** Run it is a part of. */
  readonly parentRun?: Maybe<Run>;
  /** `runs:/RUN_ID`. */
  readonly ref: Scalars['String']['output'];
  /** Address of the repository of that code, where recorded. */
  readonly repository?: Maybe<Scalars['String']['output']>;
  /** Id of the run in its tracker. */
  readonly runId: Scalars['String']['output'];
  /** Tracker that holds it. */
  readonly source: Source;
  /** When it started. */
  readonly startedAt?: Maybe<Scalars['DateTime']['output']>;
  /** State of the run. */
  readonly status?: Maybe<RunStatus>;
  /** Tags it carries. */
  readonly tags?: Maybe<ReadonlyArray<Tag>>;
  /** Who ran it, as the tracker recorded. */
  readonly user?: Maybe<Scalars['String']['output']>;
  /** What the caller may do with it, and what it would take. */
  readonly viewerCan?: Maybe<ReadonlyArray<ViewerCan>>;
};


/** One execution of training, evaluation or another step. */
export type RunArtifactsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  path?: InputMaybe<Scalars['String']['input']>;
};


/** One execution of training, evaluation or another step. */
export type RunChildRunsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One execution of training, evaluation or another step. */
export type RunLineageArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  columns?: InputMaybe<Scalars['Boolean']['input']>;
  depth?: InputMaybe<Scalars['Int']['input']>;
  direction?: InputMaybe<LineageDirection>;
  freshness?: InputMaybe<LineageFreshness>;
  kinds?: InputMaybe<ReadonlyArray<LineageNodeKind>>;
  maxNodes?: InputMaybe<Scalars['Int']['input']>;
};


/** One execution of training, evaluation or another step. */
export type RunMetricHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  key: Scalars['String']['input'];
};


/** One execution of training, evaluation or another step. */
export type RunModelVersionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** One execution of training, evaluation or another step. */
export type RunViewerCanArgs = {
  actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  context?: InputMaybe<ActionContextInput>;
};

/** Runs side by side. */
export type RunComparison = {
  /** The code: `commit`, `repository` and `entrypoint`, as recorded. */
  readonly code: ReadonlyArray<ComparedValue>;
  /**
   * In the order of the things compared: the page that shows what changed in the code since the first one's commit. Null
   * for the first, for the same commit or another repository, and where the host is neither a GitHub nor a GitLab.
   */
  readonly codeChangeUrls: ReadonlyArray<Maybe<Scalars['String']['output']>>;
  /** Data they read: the digest, by role and name. */
  readonly datasets: ReadonlyArray<ComparedValue>;
  /** Packages by name and `python`, with the versions that each environment pins: null is a package that it does not name. */
  readonly environment?: Maybe<ReadonlyArray<ComparedValue>>;
  /**
   * Their latest metrics, with the data they were measured on where one of a run's first 20 logged models tells it. A metric
   * has one row for each digest of the data that it was measured on.
   */
  readonly metrics: ReadonlyArray<ComparedMetric>;
  /** Their parameters. */
  readonly params: ReadonlyArray<ComparedValue>;
  /** The runs, in the order asked. */
  readonly runs: ReadonlyArray<Run>;
  /** Their tags. */
  readonly tags: ReadonlyArray<ComparedValue>;
};

/** A page of runs. */
export type RunConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<RunEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<Run>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each source contributed; while a mirror is still filling, its entry says so. */
  readonly sourceStatus: ReadonlyArray<SourceStatus>;
};

/** One item of a page of runs. */
export type RunEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Run;
};

/** Which runs a list holds. Conditions are joined by AND. */
export type RunFilter = {
  /** Digest of a dataset it used. */
  readonly datasetDigest?: InputMaybe<Scalars['String']['input']>;
  /** Name of a dataset it used. */
  readonly datasetName?: InputMaybe<Scalars['String']['input']>;
  /** Name of the experiment. */
  readonly experiment?: InputMaybe<Scalars['String']['input']>;
  /** Latest metrics it must have. */
  readonly metrics?: InputMaybe<ReadonlyArray<MetricFilter>>;
  /** Text that the run's name contains, in any case. */
  readonly nameContains?: InputMaybe<Scalars['String']['input']>;
  /** Parameters it was given. */
  readonly params?: InputMaybe<ReadonlyArray<TagFilter>>;
  /** Id of the source. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** Started at or after this moment. */
  readonly startedAfter?: InputMaybe<Scalars['DateTime']['input']>;
  /** Started before this moment. */
  readonly startedBefore?: InputMaybe<Scalars['DateTime']['input']>;
  /** State of the run. */
  readonly status?: InputMaybe<RunStatus>;
  /** Tags that it carries. */
  readonly tags?: InputMaybe<ReadonlyArray<TagFilter>>;
  /** Who ran it. */
  readonly user?: InputMaybe<Scalars['String']['input']>;
};

/** State of a run. */
export type RunStatus =
  /** Ended badly. */
  | 'FAILED'
  /** Ended well. */
  | 'FINISHED'
  /** Was ended from outside. */
  | 'KILLED'
  /** Goes on. */
  | 'RUNNING'
  /** Waits to start. */
  | 'SCHEDULED';

/** Kinds of objects that can be searched for. */
export type SearchKind =
  /** Datasets. */
  | 'DATASET'
  /** Served models. */
  | 'DEPLOYMENT'
  /** Experiments. */
  | 'EXPERIMENT'
  /** Jobs of pipelines. */
  | 'JOB'
  /** Registered models. */
  | 'MODEL'
  /** Versions of models. */
  | 'MODEL_VERSION'
  /** Runs. */
  | 'RUN';

/** One object that was found. */
export type SearchResult = {
  /** What it is. */
  readonly kind: SearchKind;
  /** Where the words were found: `name`, `description` or `tag:KEY`. */
  readonly matchedIn: ReadonlyArray<Scalars['String']['output']>;
  /** Its name. */
  readonly name: Scalars['String']['output'];
  /** The object. */
  readonly node?: Maybe<Node>;
  /** How to name it in an argument called `ref`. */
  readonly ref?: Maybe<Scalars['String']['output']>;
  /** Id of the source that holds it. */
  readonly source: Scalars['String']['output'];
};

/** A page of search results. */
export type SearchResultConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<SearchResultEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<SearchResult>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each source contributed; while a mirror is still filling, its entry says so. */
  readonly sourceStatus: ReadonlyArray<SourceStatus>;
};

/** One item of a page of search results. */
export type SearchResultEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: SearchResult;
};

/** One version that a deployment serves. */
export type ServedVersion = {
  /** Address of the files it was loaded from. */
  readonly artifactUri?: Maybe<Scalars['String']['output']>;
  /** Every registered version with these bytes: more than one when a version was copied. */
  readonly candidates: ReadonlyArray<ModelVersion>;
  /** The deployment that serves it. */
  readonly deployment: Deployment;
  /** What it takes, as the server says. */
  readonly inputs?: Maybe<ReadonlyArray<ColumnSchema>>;
  /** How the registered version was found. */
  readonly match: DeploymentMatch;
  /**
   * Why no single registered version was found, or why the one that the deployment names was not taken; null when there is
   * nothing to explain.
   */
  readonly matchReason?: Maybe<DeploymentMatchReason>;
  /** The registered version whose bytes these are; null when none is, or when several are and nothing tells them apart. */
  readonly modelVersion?: Maybe<ModelVersion>;
  /** What it gives, as the server says. */
  readonly outputs?: Maybe<ReadonlyArray<ColumnSchema>>;
  /** Runtime that serves it. */
  readonly platform?: Maybe<Scalars['String']['output']>;
  /** What the server says about that state. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** Whether this version answers requests now. */
  readonly state: DeploymentState;
  /** The server's own name for the version; null when it has none. */
  readonly version?: Maybe<Scalars['String']['output']>;
};

/** A connected tool. */
export type Source = Node & {
  /** What the connector can do. */
  readonly capabilities: ReadonlyArray<Capability>;
  /** Environment that its deployments belong to; null for a source that serves nothing. */
  readonly environment?: Maybe<Scalars['String']['output']>;
  /** The last failure; null while the tool answers. */
  readonly error?: Maybe<SourceError>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** Kind of connector, such as `mlflow`. */
  readonly kind: Scalars['String']['output'];
  /** When the tool was last reached. */
  readonly lastReachedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Id of the source as configured, such as `tracking`. */
  readonly name: Scalars['String']['output'];
  /**
   * Rights that the tool gives by itself, compared with the policy. Needs the action `access:explain`. Null, with an error,
   * when the tool does not answer.
   */
  readonly nativeRights?: Maybe<NativeRights>;
  /** Whether the tool answers. */
  readonly state: SourceState;
  /** Progress of the mirror, one entry a stream. */
  readonly sync: ReadonlyArray<StreamStatus>;
  /** Address of the tool, without credentials. */
  readonly url?: Maybe<Scalars['String']['output']>;
  /** Version the tool reports; null before it was reached. */
  readonly version?: Maybe<Scalars['String']['output']>;
  /** What the caller may do with it, and what it would take. */
  readonly viewerCan?: Maybe<ReadonlyArray<ViewerCan>>;
};


/** A connected tool. */
export type SourceViewerCanArgs = {
  actions?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  context?: InputMaybe<ActionContextInput>;
};

/** Why a source does not answer. */
export type SourceError = {
  /** One of the documented error codes, such as `UPSTREAM_TIMEOUT`. */
  readonly code: Scalars['String']['output'];
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
  /** Whether the same request may succeed later. */
  readonly retryable: Scalars['Boolean']['output'];
};

/** Whether a tool answers. */
export type SourceState =
  /** Answers some calls and fails others. */
  | 'DEGRADED'
  /** Does not answer; calls are refused at once until it does again. */
  | 'DOWN'
  /** Not reached yet. */
  | 'UNKNOWN'
  /** Answers. */
  | 'UP';

/** How one source contributed to this answer. */
export type SourceStatus = {
  /** Moment to which this source's part of the answer is known to be right. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Whether everything of this source that the list asks for has been mirrored at least once. */
  readonly complete: Scalars['Boolean']['output'];
  /** Why it does not answer. */
  readonly error?: Maybe<SourceError>;
  /** Id of the source. */
  readonly source: Scalars['String']['output'];
  /** Whether the tool answers. */
  readonly state: SourceState;
};

/** What a crawl is doing. */
export type StreamState =
  /** The last turn failed; it goes on where it stopped. */
  | 'FAILED'
  /** Reading everything for the first time. */
  | 'FILLING'
  /** Up to date; waiting for the next turn. */
  | 'IDLE'
  /** Not started. */
  | 'PENDING'
  /** Reading what changed. */
  | 'REFRESHING';

/** How the mirror of one stream of a source stands. */
export type StreamStatus = {
  /** When it was last complete; null before the first complete pass. */
  readonly completeAsOf?: Maybe<Scalars['DateTime']['output']>;
  /** Why the last crawl failed; null when it did not. */
  readonly error?: Maybe<SourceError>;
  /** Seconds since then; null before the first complete pass. */
  readonly lagSeconds?: Maybe<Scalars['Float']['output']>;
  /** Objects mirrored so far. */
  readonly objects: Scalars['Int']['output'];
  /** Objects read by the crawl under way, or by the last one. */
  readonly processed: Scalars['Int']['output'];
  /** What the crawl of it is doing. */
  readonly state: StreamState;
  /** Name of the stream, such as `runs`. */
  readonly stream: Scalars['String']['output'];
};

/**
 * What happens from now on, or from a cursor on; over SSE at `/graphql/stream` and over WebSocket at `/graphql`. Each event is
 * shown by the rights that its reader has at that moment. An event is a hint to read again: what it shows is how things
 * are as it is sent, and what changed twice meanwhile may be told once.
 */
export type Subscription = {
  /**
   * Changes of requests to change what a target stands for: asked, reviewed, decided, carried out, ended. A request is seen
   * by whoever sees its model.
   */
  readonly approvalChanged?: Maybe<ApprovalChange>;
  /** Events of the audit trail as they are recorded, the oldest first and without gaps. Needs the right `audit:read`. */
  readonly auditEventAppended?: Maybe<AuditEventAppended>;
  /**
   * Changes of what is being served: a deployment that came or went, answers or stopped answering, or serves another version.
   * The gateway knows of a change once it has looked at the server. What a target stands for changes by requests, so
   * `approvalChanged` tells of that. Changes are remembered for an hour.
   */
  readonly deploymentChanged?: Maybe<DeploymentChange>;
  /** Violations as they are opened, those that `violations` shows to the caller. */
  readonly violationOpened?: Maybe<ViolationOpened>;
};


/**
 * What happens from now on, or from a cursor on; over SSE at `/graphql/stream` and over WebSocket at `/graphql`. Each event is
 * shown by the rights that its reader has at that moment. An event is a hint to read again: what it shows is how things
 * are as it is sent, and what changed twice meanwhile may be told once.
 */
export type SubscriptionApprovalChangedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  environment?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
  marks?: InputMaybe<Scalars['Boolean']['input']>;
};


/**
 * What happens from now on, or from a cursor on; over SSE at `/graphql/stream` and over WebSocket at `/graphql`. Each event is
 * shown by the rights that its reader has at that moment. An event is a hint to read again: what it shows is how things
 * are as it is sent, and what changed twice meanwhile may be told once.
 */
export type SubscriptionAuditEventAppendedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<AuditFilter>;
  marks?: InputMaybe<Scalars['Boolean']['input']>;
};


/**
 * What happens from now on, or from a cursor on; over SSE at `/graphql/stream` and over WebSocket at `/graphql`. Each event is
 * shown by the rights that its reader has at that moment. An event is a hint to read again: what it shows is how things
 * are as it is sent, and what changed twice meanwhile may be told once.
 */
export type SubscriptionDeploymentChangedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  environment?: InputMaybe<Scalars['String']['input']>;
  id?: InputMaybe<Scalars['ID']['input']>;
  marks?: InputMaybe<Scalars['Boolean']['input']>;
  source?: InputMaybe<Scalars['String']['input']>;
};


/**
 * What happens from now on, or from a cursor on; over SSE at `/graphql/stream` and over WebSocket at `/graphql`. Each event is
 * shown by the rights that its reader has at that moment. An event is a hint to read again: what it shows is how things
 * are as it is sent, and what changed twice meanwhile may be told once.
 */
export type SubscriptionViolationOpenedArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  environment?: InputMaybe<Scalars['String']['input']>;
  marks?: InputMaybe<Scalars['Boolean']['input']>;
  severities?: InputMaybe<ReadonlyArray<ViolationSeverity>>;
};

/** Why a crawl was refused. */
export type SyncSourceError = {
  /** What kind of refusal this is. */
  readonly code: SyncSourceErrorCode;
  /** Path of the offending input. */
  readonly field?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** The reason, in words for a person. */
  readonly message: Scalars['String']['output'];
};

/** Kinds of refusal of `syncSource`. */
export type SyncSourceErrorCode =
  /** The caller may not ask for a crawl. */
  | 'FORBIDDEN'
  /** No source has this id. */
  | 'NOT_FOUND';

/** What `syncSource` is asked. */
export type SyncSourceInput = {
  /** Reads everything again instead of only what changed. Deletions are noticed either way. */
  readonly full?: InputMaybe<Scalars['Boolean']['input']>;
  /** Id of the source as configured, such as `tracking`. */
  readonly source: Scalars['String']['input'];
};

/** What `syncSource` answers. */
export type SyncSourcePayload = {
  /** The source whose crawl was asked for; null when it was refused. */
  readonly source?: Maybe<Source>;
  /** Why it was refused; empty when it was not. */
  readonly userErrors: ReadonlyArray<SyncSourceError>;
};

/** A key with its text value, as a tool keeps it. */
export type Tag = {
  /** Name of the tag, unique within its object. */
  readonly key: Scalars['String']['output'];
  /** Text of the tag; may be empty. */
  readonly value: Scalars['String']['output'];
};

/** One tag that must be there. */
export type TagFilter = {
  /** Name of the tag. */
  readonly key: Scalars['String']['input'];
  /** Text it must equal; any text when left out. */
  readonly value?: InputMaybe<Scalars['String']['input']>;
};

/** An alias or endpoint that stands for a model in an environment. */
export type Target = Node & {
  /** What it is to stand for by the last request that was carried out; null before any. */
  readonly desired?: Maybe<TargetDesire>;
  /** How it stands against what was approved, as it was last looked at. */
  readonly drift: TargetDrift;
  /** Environment it belongs to. */
  readonly environment: Environment;
  /** What requests that were carried out made it stand for, the newest first. */
  readonly history: TargetChangeConnection;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** What it is. */
  readonly kind: TargetKind;
  /** Version it stands for now. */
  readonly modelVersion?: Maybe<ModelVersion>;
  /** What the source calls it, such as `models:/fraud-detector@champion`. */
  readonly nativeRef: Scalars['String']['output'];
  /** Source that holds it. */
  readonly source: Source;
};


/** An alias or endpoint that stands for a model in an environment. */
export type TargetHistoryArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** What a target came to stand for. */
export type TargetChange = {
  /** When the tool was seen to hold it. */
  readonly at: Scalars['DateTime']['output'];
  /** Counts the changes of the target, from 1. */
  readonly generation: Scalars['Int']['output'];
  /** The version; null when it is gone, or the target came to stand for nothing. */
  readonly modelVersion?: Maybe<ModelVersion>;
  /** The request that made it so. */
  readonly request?: Maybe<ApprovalRequest>;
};

/** A page of changes of a target. */
export type TargetChangeConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<TargetChangeEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<TargetChange>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One item of a page of changes. */
export type TargetChangeEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: TargetChange;
};

/** What a target is to stand for by the last request that was carried out. */
export type TargetDesire = {
  /** SHA-256 over its files when it was approved. */
  readonly artifactDigest?: Maybe<Scalars['String']['output']>;
  /** Counts the changes of the target, from 1. */
  readonly generation: Scalars['Int']['output'];
  /** The version; null when it is gone, or the target is to stand for nothing. */
  readonly modelVersion?: Maybe<ModelVersion>;
  /** The request that made it so. */
  readonly request?: Maybe<ApprovalRequest>;
};

/** How a target stands against what was approved, as it was last looked at. */
export type TargetDrift = {
  /** What it held when it was first looked at; null for nothing, or where that is gone. */
  readonly baselineVersion?: Maybe<ModelVersion>;
  /** When it was last looked at, whether it could be seen or not. */
  readonly lookedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was last seen. */
  readonly observedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Since when it was seen to hold that. */
  readonly observedSince?: Maybe<Scalars['DateTime']['output']>;
  /** What it was seen to hold; null for nothing, or where that is gone or no version that is registered. */
  readonly observedVersion?: Maybe<ModelVersion>;
  /** What the gateway does about drift. */
  readonly onDrift: DriftReaction;
  /** Code of why that is UNKNOWN. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** How it stands. */
  readonly state: DriftState;
  /** What is wrong with it now. */
  readonly violations: ReadonlyArray<Violation>;
};

/** What a target is. */
export type TargetKind =
  /** An alias of a registered model. */
  | 'ALIAS'
  /** A served model. */
  | 'DEPLOYMENT';

/** A token of this gateway. */
export type Token = {
  /** When it was made. */
  readonly createdAt: Scalars['DateTime']['output'];
  /** Id of the principal who made it, whose rights at the time of use it has; null when it carries its own. */
  readonly creator?: Maybe<Scalars['ID']['output']>;
  /** When it ends; null when it has no end. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** Id of the principal that it acts as; null for tokens of older versions. */
  readonly holder?: Maybe<Scalars['ID']['output']>;
  /** Id, for `revokeToken`. */
  readonly id: Scalars['ID']['output'];
  /** What the principal is that it acts as. */
  readonly kind: PrincipalKind;
  /** When it was last used, to the minute; null when it never was. */
  readonly lastUsedAt?: Maybe<Scalars['DateTime']['output']>;
  /** What it is called. */
  readonly name: Scalars['String']['output'];
  /** When it was revoked; null when it was not. */
  readonly revokedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Roles that it carries itself. */
  readonly roles: ReadonlyArray<Scalars['String']['output']>;
  /** Actions that it is narrowed to; null when it may all that its holder may. */
  readonly scopes?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
};

/** A page of tokens. */
export type TokenConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<TokenEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<Token>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One item of a page of tokens. */
export type TokenEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Token;
};

/** A data version that models were evaluated on. */
export type ValidationEntry = {
  /** The data. */
  readonly dataVersion: DataVersion;
  /** Metrics measured on exactly this digest, newest first; at most 100. */
  readonly measurements: ReadonlyArray<Measurement>;
  /** Roles it was used in. */
  readonly roles: ReadonlyArray<DatasetRole>;
  /** Whether there are more measurements than are shown. */
  readonly truncated: Scalars['Boolean']['output'];
};

/** A page of validation sets. */
export type ValidationEntryConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<ValidationEntryEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<ValidationEntry>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
  /** How each source contributed; while a mirror is still filling, its entry says so. */
  readonly sourceStatus: ReadonlyArray<SourceStatus>;
};

/** One item of a page of validation sets. */
export type ValidationEntryEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: ValidationEntry;
};

/** Which validation sets a list holds. Conditions are joined by AND. */
export type ValidationFilter = {
  /** Name of the dataset. */
  readonly dataset?: InputMaybe<Scalars['String']['input']>;
  /** Digest of the data version. */
  readonly digest?: InputMaybe<Scalars['String']['input']>;
  /** Name of a metric that was measured on it. */
  readonly metric?: InputMaybe<Scalars['String']['input']>;
  /** Id of the source. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
};

/** Versions side by side. */
export type VersionComparison = {
  /** The code: `commit`, `repository` and `entrypoint`, as recorded. */
  readonly code: ReadonlyArray<ComparedValue>;
  /**
   * In the order of the things compared: the page that shows what changed in the code since the first one's commit. Null
   * for the first, for the same commit or another repository, and where the host is neither a GitHub nor a GitLab.
   */
  readonly codeChangeUrls: ReadonlyArray<Maybe<Scalars['String']['output']>>;
  /** Data they were made from: the digest, by role and name. */
  readonly datasets: ReadonlyArray<ComparedValue>;
  /** Packages by name and `python`, with the versions that each environment pins: null is a package that it does not name. */
  readonly environment?: Maybe<ReadonlyArray<ComparedValue>>;
  /**
   * Latest metrics of the runs that made them, and of their logged models by any run, evaluations among them. A metric has
   * one row for each digest of the data that it was measured on.
   */
  readonly metrics: ReadonlyArray<ComparedMetric>;
  /** Parameters of the runs that made them. */
  readonly params: ReadonlyArray<ComparedValue>;
  /** Types of the columns they take and give, by `inputs.NAME` and `outputs.NAME`. */
  readonly signature: ReadonlyArray<ComparedValue>;
  /** Tags of the versions. */
  readonly tags: ReadonlyArray<ComparedValue>;
  /** The versions, in the order asked. */
  readonly versions: ReadonlyArray<ModelVersion>;
};

/** A copy of a version's files that lies in a store for good, under their digest. */
export type VersionRelease = {
  /** SHA-256 over its files. */
  readonly digest: Scalars['String']['output'];
  /** Name of the environment that it was promoted to. */
  readonly environment: Scalars['String']['output'];
  /** Where in the store. Needs `sensitive:read` on the version, as the addresses of files do. */
  readonly path?: Maybe<Scalars['String']['output']>;
  /** The request by which; null where the caller does not see it. */
  readonly request?: Maybe<ApprovalRequest>;
  /** Id of the source that keeps it. */
  readonly store: Scalars['String']['output'];
};

/** That a version was retired: nothing may be made to stand for it. */
export type VersionRetirement = {
  /** When that was carried out. */
  readonly at: Scalars['DateTime']['output'];
  /** The request by which; null where the caller does not see it. */
  readonly request?: Maybe<ApprovalRequest>;
  /** Until when it must be kept, by what was configured when it was retired. */
  readonly retainUntil?: Maybe<Scalars['DateTime']['output']>;
};

/** The caller. */
export type Viewer = {
  /** Actions the principal may take, such as `source:sync`. */
  readonly actions: ReadonlyArray<Scalars['String']['output']>;
  /** The most sensitive that the principal may read, 0 (public) to 4. */
  readonly clearance: Scalars['Int']['output'];
  /** Stable id of the principal, which grants and the audit trail name it by. It tells nothing of who it is. */
  readonly id: Scalars['ID']['output'];
  /** What the principal is. */
  readonly kind: PrincipalKind;
  /** Whether it was shown with more than one factor who this is. */
  readonly mfa: Scalars['Boolean']['output'];
  /** Name of the principal behind the token. */
  readonly name: Scalars['String']['output'];
  /** Regions that the principal reads from. */
  readonly regions: ReadonlyArray<Scalars['String']['output']>;
  /** Roles that the principal holds organisation-wide, before any grant. */
  readonly roles: ReadonlyArray<Scalars['String']['output']>;
  /** Teams that the principal belongs to. */
  readonly teams: ReadonlyArray<Scalars['String']['output']>;
  /** When the token in use ends; null when it has no end. */
  readonly tokenExpiresAt?: Maybe<Scalars['DateTime']['output']>;
};

/** Whether the caller may do something. */
export type ViewerCan = {
  /** What, such as `alias:set`. */
  readonly action: Scalars['String']['output'];
  /** Whether the caller may. */
  readonly allowed: Scalars['Boolean']['output'];
  /** Why, or why not. */
  readonly reason: ViewerCanReason;
  /** What it would take, in words for a person; null when it is allowed. */
  readonly requirement?: Maybe<Scalars['String']['output']>;
};

/** Why the caller may do something, or may not. */
export type ViewerCanReason =
  /** A role, a grant or a policy lets them. */
  | 'ALLOWED'
  /** A rule speaks against it. */
  | 'FORBIDDEN_BY_RULE'
  /** Nothing speaks for it. */
  | 'NO_ROLE'
  /** The token in use leaves it out. */
  | 'TOKEN_SCOPE'
  /** A rule for it cannot be evaluated, so it is no. */
  | 'UNDECIDABLE';

/** Something that is not as it was approved. Who did it past the gateway is not known, and not guessed. */
export type Violation = Node & {
  /** Who did it: always `unattributed`. Tools do not tell, and `toolChangedAt` is a hint at most. */
  readonly actor: Scalars['String']['output'];
  /** How often what was approved was put back, or that was tried. */
  readonly attempts: Scalars['Int']['output'];
  /** Code of why it is not put back, or why it ended where nobody said so. */
  readonly cause?: Maybe<Scalars['String']['output']>;
  /** The deployment that it is about; null when it is gone, or it is about a model. */
  readonly deployment?: Maybe<Deployment>;
  /** When it ended. */
  readonly endedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who ended it. */
  readonly endedBy?: Maybe<PrincipalName>;
  /** Name of the environment. */
  readonly environment: Scalars['String']['output'];
  /** SHA-256 over the files when they were approved, where it is about them. */
  readonly expectedDigest?: Maybe<Scalars['String']['output']>;
  /** The same by name; null for nothing, and for callers who do not see the version. */
  readonly expectedRef?: Maybe<Scalars['String']['output']>;
  /** What should be there; null for nothing, or where it is gone. */
  readonly expectedVersion?: Maybe<ModelVersion>;
  /** When it was first seen. */
  readonly firstSeenAt: Scalars['DateTime']['output'];
  /** Name of the gate that an exception was from; null where it is about none. */
  readonly gate?: Maybe<Scalars['String']['output']>;
  /** Global id. */
  readonly id: Scalars['ID']['output'];
  /** What is wrong. */
  readonly kind: ViolationKind;
  /** When it was last seen as it should be: the change came after. Null where it never was, or that is not known. */
  readonly lastGoodAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it was last seen. */
  readonly lastSeenAt: Scalars['DateTime']['output'];
  /** The model that it is about, of a right one of them; null when it is gone or not seen, or it is about a deployment. */
  readonly model?: Maybe<Model>;
  /** The right of a tool that is wider than the policy, as far as the caller sees its objects; null where it is about none. */
  readonly nativeRight?: Maybe<WiderRight>;
  /** SHA-256 over the files as they were found, where it is about them. */
  readonly observedDigest?: Maybe<Scalars['String']['output']>;
  /** The same by name; null for nothing, and for callers who do not see the version. */
  readonly observedRef?: Maybe<Scalars['String']['output']>;
  /** What is there; null for nothing, or where it is gone or no version that is registered. */
  readonly observedVersion?: Maybe<ModelVersion>;
  /** What they said. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /**
   * The request that puts back what was approved or takes over what is there, or ended it; for what was not done in time the
   * one that it is about.
   */
  readonly request?: Maybe<ApprovalRequest>;
  /** Grows with every change of it; what `expectedRevision` is compared with. */
  readonly revision: Scalars['Int']['output'];
  /** How bad it is. */
  readonly severity: ViolationSeverity;
  /** How it stands. */
  readonly state: ViolationState;
  /** Null for callers who do not see the environment, for an endpoint that no target names, and for a right of a tool. */
  readonly target?: Maybe<Target>;
  /**
   * The target or deployment as its tool names it, such as `models:/fraud-detector@champion`; of a right who holds it, such
   * as `account eve`.
   */
  readonly targetRef: Scalars['String']['output'];
  /** When the tool says that the model was last changed. */
  readonly toolChangedAt?: Maybe<Scalars['DateTime']['output']>;
};

/** A page of violations. */
export type ViolationConnection = {
  /** The items with their cursors. */
  readonly edges: ReadonlyArray<ViolationEdge>;
  /** The items alone. */
  readonly nodes: ReadonlyArray<Violation>;
  /** Where this page stands. */
  readonly pageInfo: PageInfo;
};

/** One item of a page of violations. */
export type ViolationEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The item. */
  readonly node: Violation;
};

/** Which violations a list holds. Conditions are joined by AND. */
export type ViolationFilter = {
  /** Name of an environment. */
  readonly environment?: InputMaybe<Scalars['String']['input']>;
  /** Those first seen then or later. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Kinds, any of them. */
  readonly kinds?: InputMaybe<ReadonlyArray<ViolationKind>>;
  /** A ref of a model or deployment. */
  readonly ref?: InputMaybe<Scalars['String']['input']>;
  /** Severities, any of them. */
  readonly severities?: InputMaybe<ReadonlyArray<ViolationSeverity>>;
  /** Id of the source that `ref` is looked up in. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** States, any of them. */
  readonly states?: InputMaybe<ReadonlyArray<ViolationState>>;
  /** Global id of a target. */
  readonly target?: InputMaybe<Scalars['ID']['input']>;
  /** Those first seen before. */
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** What is not as it was approved. */
export type ViolationKind =
  /** An alias was moved past the gateway, to a version that nobody approved for its target. */
  | 'ALIAS_MOVED'
  /** An alias was moved past the gateway, to a version that was approved for its target once. */
  | 'ALIAS_MOVED_TO_APPROVED'
  /** An alias was removed; the version that it stood for is still there. */
  | 'ALIAS_REMOVED'
  /** The files of what was approved have changed in place. */
  | 'BYTES_CHANGED'
  /**
   * A gate does not pass for what stands on a target, and the exception that let it stand there is over; `request` is by which
   * it does, `gate` which gate.
   */
  | 'EXCEPTION_EXPIRED'
  /** The model of a target was deleted. */
  | 'MODEL_DELETED'
  /** A model or version was deleted and made again under its name: it is another, and nothing that was approved is about it. */
  | 'NAME_RECREATED'
  /**
   * A tool gives somebody by itself what the policy refuses them, on models that targets of a protected environment stand
   * for; `nativeRight` tells whom and what.
   */
  | 'NATIVE_RIGHT_WIDER'
  /** Glass was broken, and too few have ratified it in time; `request` is for which. */
  | 'RATIFICATION_OVERDUE'
  /** A server runs something other than it should. */
  | 'SERVED_OTHER'
  /** A server runs what it should, and the settings that it loads by are others than the gateway wrote. */
  | 'SETTINGS_CHANGED'
  /**
   * A server of a protected environment serves something under a name that no target has, and that was not there when the
   * server was first looked at.
   */
  | 'UNAPPROVED_ENDPOINT'
  /** The version that a target should stand for was deleted, and the alias with it. */
  | 'VERSION_DELETED';

/** A violation that was opened. */
export type ViolationOpened = {
  /** When it happened; null in a mark. */
  readonly at?: Maybe<Scalars['DateTime']['output']>;
  /** Pass it as `after` to go on after this event. */
  readonly cursor: Scalars['String']['output'];
  /** The violation as it is now; null in a mark. */
  readonly violation?: Maybe<Violation>;
};

/** How bad it is. */
export type ViolationSeverity =
  /** To be looked at now. */
  | 'CRITICAL'
  /** To be looked at today. */
  | 'HIGH'
  /** To be looked at. */
  | 'MEDIUM';

/** How a violation stands. The last three are ends. */
export type ViolationState =
  /** What is there was approved after all. */
  | 'ADOPTED'
  /** What was approved was put back and moved again too often: the gateway does nothing by itself any more. */
  | 'CONTESTED'
  /** It is there. */
  | 'OPEN'
  /** Somebody said so, or it is in order again without the gateway's doing; `cause` tells which. */
  | 'RESOLVED'
  /** What was approved was put back. */
  | 'REVERTED'
  /** What was approved is being put back. */
  | 'REVERTING';

/** A page of an answer of `whoCan`. */
export type WhoCanConnection = {
  /** Who can, with cursors. */
  readonly edges: ReadonlyArray<WhoCanEdge>;
  /** Who can. */
  readonly nodes: ReadonlyArray<WhoCanEntry>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
};

/** An entry within a page. */
export type WhoCanEdge = {
  /** Its place in the list. */
  readonly cursor: Scalars['String']['output'];
  /** The entry. */
  readonly node: WhoCanEntry;
};

/** Somebody who can, on what, and why. */
export type WhoCanEntry = {
  /** Who. */
  readonly principal: AccessPrincipal;
  /** On what. */
  readonly resource: AccessResource;
  /** Which rules let them. */
  readonly rules: ReadonlyArray<AccessRule>;
};

/** A right that a tool gives by itself and that is wider than the policy, on models of a protected environment. */
export type WiderRight = {
  /** How many accounts have it and should not; 0 for everybody, of whom nobody is named. */
  readonly accountCount: Scalars['Int']['output'];
  /** The first ten of them. */
  readonly accounts: ReadonlyArray<Scalars['String']['output']>;
  /** What it gives and the policy refuses, the widest first. */
  readonly excess: ReadonlyArray<WiderRightExcess>;
  /** Whom it would be taken away from. */
  readonly holder: RightHolder;
  /** Name of the role or account, as the tool has it; null for everybody. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Id of the source. */
  readonly source: Scalars['String']['output'];
  /** Workspace of the tool; null for all, and for an account. */
  readonly workspace?: Maybe<Scalars['String']['output']>;
};

/** What a right of a tool gives and the policy refuses, on objects of one kind. */
export type WiderRightExcess = {
  /** The actions, each on every one of the objects. */
  readonly actions: ReadonlyArray<Scalars['String']['output']>;
  /** The first ten objects; `Source.nativeRights` lists all. */
  readonly examples: ReadonlyArray<NativeObject>;
  /** Type of the objects, such as `Model`. */
  readonly kind: Scalars['String']['output'];
  /** How many of the models it is about, of those that the caller sees. */
  readonly modelCount: Scalars['Int']['output'];
  /** Whether the right is for all models of the tool, and not for single ones. */
  readonly onAll: Scalars['Boolean']['output'];
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Dataset: Dataset;
  Deployment: Deployment;
  Model: Model;
  ModelVersion: ModelVersion;
  Run: Run;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Dataset:
    ( { __typename: 'Dataset' }
    & GraphQLRecursivePick<FederationTypes['Dataset'], {"id":true}> );
  Deployment:
    ( { __typename: 'Deployment' }
    & GraphQLRecursivePick<FederationTypes['Deployment'], {"id":true}> );
  Model:
    ( { __typename: 'Model' }
    & GraphQLRecursivePick<FederationTypes['Model'], {"id":true}> );
  ModelVersion:
    ( { __typename: 'ModelVersion' }
    & GraphQLRecursivePick<FederationTypes['ModelVersion'], {"id":true}> );
  Run:
    ( { __typename: 'Run' }
    & GraphQLRecursivePick<FederationTypes['Run'], {"id":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( ApprovalProposalView )
    | ( ApprovalPoliciesView )
    | ( ApprovalView )
    | ( ArtifactFileView )
    | ( ConsumerView )
    | ( MirroredObject )
    | ( MirroredObject )
    | ( MirroredObject )
    | ( EnvironmentView )
    | ( EvidenceView )
    | ( MirroredObject )
    | ( ExceptionView )
    | ( GrantView )
    | ( IncidentView )
    | ( MirroredObject )
    | ( MirroredObject )
    | ( MirroredObject )
    | ( MirroredObject )
    | ( PolicyProposalView )
    | ( PolicyVersionView )
    | ( DelegationView )
    | ( MirroredObject )
    | ( SourceRef )
    | ( TargetView )
    | ( ViolationView )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AccessPrincipal: ResolverTypeWrapper<AccessPrincipal>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  AccessResource: ResolverTypeWrapper<WhoCanEntryView>;
  AccessRule: ResolverTypeWrapper<RuleName>;
  AccessRuleKind: AccessRuleKind;
  ActionContextInput: ActionContextInput;
  AdoptDriftError: ResolverTypeWrapper<AdoptDriftError>;
  AdoptDriftErrorCode: AdoptDriftErrorCode;
  AdoptDriftInput: AdoptDriftInput;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  AdoptDriftPayload: ResolverTypeWrapper<Omit<AdoptDriftPayload, 'request' | 'violation'> & { request?: Maybe<ResolversTypes['ApprovalRequest']>, violation?: Maybe<ResolversTypes['Violation']> }>;
  AliasPeriod: ResolverTypeWrapper<AliasPeriodView>;
  AliasPeriodConnection: ResolverTypeWrapper<Omit<AliasPeriodConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['AliasPeriodEdge']>, nodes: ReadonlyArray<ResolversTypes['AliasPeriod']> }>;
  AliasPeriodEdge: ResolverTypeWrapper<Omit<AliasPeriodEdge, 'node'> & { node: ResolversTypes['AliasPeriod'] }>;
  ApprovalAbilities: ResolverTypeWrapper<ApprovalAbilities>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  ApprovalAction: ApprovalAction;
  ApprovalAwaiting: ApprovalAwaiting;
  ApprovalBlocker: ResolverTypeWrapper<ApprovalBlocker>;
  ApprovalBlockerCode: ApprovalBlockerCode;
  ApprovalBreakGlassInput: ApprovalBreakGlassInput;
  ApprovalBreakGlassTerms: ResolverTypeWrapper<BreakGlassTerms>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ApprovalChange: ResolverTypeWrapper<Omit<ApprovalChange, 'request'> & { request?: Maybe<ResolversTypes['ApprovalRequest']> }>;
  ApprovalDecision: ApprovalDecision;
  ApprovalEffect: ResolverTypeWrapper<EffectView>;
  ApprovalEffectState: ApprovalEffectState;
  ApprovalEscalation: ResolverTypeWrapper<Escalation>;
  ApprovalEscalationInput: ApprovalEscalationInput;
  ApprovalEvent: ApprovalEvent;
  ApprovalEvidence: ResolverTypeWrapper<ApprovalEvidence>;
  ApprovalGate: ResolverTypeWrapper<GateView>;
  ApprovalGateInput: ApprovalGateInput;
  ApprovalGateKind: ResolverTypeWrapper<ApprovalGateKind>;
  ApprovalGateRule: ResolverTypeWrapper<ApprovalGateRule>;
  ApprovalHistoryConnection: ResolverTypeWrapper<Omit<ApprovalHistoryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ApprovalHistoryEdge']>, nodes: ReadonlyArray<ResolversTypes['ApprovalHistoryEntry']> }>;
  ApprovalHistoryEdge: ResolverTypeWrapper<Omit<ApprovalHistoryEdge, 'node'> & { node: ResolversTypes['ApprovalHistoryEntry'] }>;
  ApprovalHistoryEntry: ResolverTypeWrapper<HistoryEntryView>;
  ApprovalObservation: ResolverTypeWrapper<ApprovalObservation>;
  ApprovalPlan: ResolverTypeWrapper<Plan>;
  ApprovalPlanRow: ResolverTypeWrapper<ApprovalPlanRow>;
  ApprovalPolicy: ResolverTypeWrapper<ApprovalPolicyView>;
  ApprovalPolicyInput: ApprovalPolicyInput;
  ApprovalPolicyProposal: ResolverTypeWrapper<ApprovalProposalView>;
  ApprovalPolicyVersion: ResolverTypeWrapper<ApprovalPoliciesView>;
  ApprovalPolicyVersionConnection: ResolverTypeWrapper<Omit<ApprovalPolicyVersionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ApprovalPolicyVersionEdge']>, nodes: ReadonlyArray<ResolversTypes['ApprovalPolicyVersion']> }>;
  ApprovalPolicyVersionEdge: ResolverTypeWrapper<Omit<ApprovalPolicyVersionEdge, 'node'> & { node: ResolversTypes['ApprovalPolicyVersion'] }>;
  ApprovalPreview: ResolverTypeWrapper<PreviewView>;
  ApprovalRequest: ResolverTypeWrapper<ApprovalView>;
  ApprovalRequestConnection: ResolverTypeWrapper<Omit<ApprovalRequestConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ApprovalRequestEdge']>, nodes: ReadonlyArray<ResolversTypes['ApprovalRequest']> }>;
  ApprovalRequestEdge: ResolverTypeWrapper<Omit<ApprovalRequestEdge, 'node'> & { node: ResolversTypes['ApprovalRequest'] }>;
  ApprovalRequestFilter: ApprovalRequestFilter;
  ApprovalReview: ResolverTypeWrapper<ReviewView>;
  ApprovalReviewConnection: ResolverTypeWrapper<Omit<ApprovalReviewConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ApprovalReviewEdge']>, nodes: ReadonlyArray<ResolversTypes['ApprovalReview']> }>;
  ApprovalReviewEdge: ResolverTypeWrapper<Omit<ApprovalReviewEdge, 'node'> & { node: ResolversTypes['ApprovalReview'] }>;
  ApprovalReviewerInput: ApprovalReviewerInput;
  ApprovalReviewerRule: ResolverTypeWrapper<ReviewerRule>;
  ApprovalRollout: ApprovalRollout;
  ApprovalRowVerdict: ApprovalRowVerdict;
  ApprovalSlot: ResolverTypeWrapper<SlotView>;
  ApprovalSlotEscalation: ResolverTypeWrapper<SlotEscalationView>;
  ApprovalState: ApprovalState;
  ApprovalStep: ResolverTypeWrapper<PlannedStep>;
  ApprovalUnknownAuthor: ApprovalUnknownAuthor;
  ApprovalVerdict: ApprovalVerdict;
  Artifact: ResolverTypeWrapper<ArtifactFileView>;
  ArtifactConnection: ResolverTypeWrapper<Omit<ArtifactConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ArtifactEdge']>, nodes: ReadonlyArray<ResolversTypes['Artifact']> }>;
  ArtifactEdge: ResolverTypeWrapper<Omit<ArtifactEdge, 'node'> & { node: ResolversTypes['Artifact'] }>;
  ArtifactLocation: ResolverTypeWrapper<LocationView>;
  ArtifactResolution: ArtifactResolution;
  AssumedPiece: ResolverTypeWrapper<AssumedPiece>;
  AttestEvidenceError: ResolverTypeWrapper<AttestEvidenceError>;
  AttestEvidenceErrorCode: AttestEvidenceErrorCode;
  AttestEvidenceInput: AttestEvidenceInput;
  AttestEvidencePayload: ResolverTypeWrapper<Omit<AttestEvidencePayload, 'evidence'> & { evidence?: Maybe<ResolversTypes['Evidence']> }>;
  AuditActor: ResolverTypeWrapper<AuditPrincipal>;
  AuditAnchor: ResolverTypeWrapper<AnchorStanding>;
  AuditAnchorState: AuditAnchorState;
  AuditAnchoring: ResolverTypeWrapper<AuditAnchoringView>;
  AuditChainState: AuditChainState;
  AuditConsistency: ResolverTypeWrapper<AuditConsistency>;
  AuditDecision: AuditDecision;
  AuditEvent: ResolverTypeWrapper<AuditEventView>;
  AuditEventAppended: ResolverTypeWrapper<Omit<AuditEventAppended, 'event'> & { event?: Maybe<ResolversTypes['AuditEvent']> }>;
  AuditEventConnection: ResolverTypeWrapper<Omit<AuditEventConnection, 'anchoring' | 'edges' | 'nodes'> & { anchoring: ResolversTypes['AuditAnchoring'], edges: ReadonlyArray<ResolversTypes['AuditEventEdge']>, nodes: ReadonlyArray<ResolversTypes['AuditEvent']> }>;
  AuditEventEdge: ResolverTypeWrapper<Omit<AuditEventEdge, 'node'> & { node: ResolversTypes['AuditEvent'] }>;
  AuditFilter: AuditFilter;
  AuditProof: ResolverTypeWrapper<AuditProofView>;
  AuditResource: ResolverTypeWrapper<AuditResourceView>;
  AuditSeverity: AuditSeverity;
  AuditStream: AuditStream;
  BreakGlass: ResolverTypeWrapper<BreakGlassView>;
  BreakGlassError: ResolverTypeWrapper<BreakGlassError>;
  BreakGlassErrorCode: BreakGlassErrorCode;
  BreakGlassInput: BreakGlassInput;
  BreakGlassOutcome: BreakGlassOutcome;
  BreakGlassPayload: ResolverTypeWrapper<Omit<BreakGlassPayload, 'preview' | 'request'> & { preview?: Maybe<ResolversTypes['ApprovalPreview']>, request?: Maybe<ResolversTypes['ApprovalRequest']> }>;
  BreakGlassRatification: ResolverTypeWrapper<Ratification>;
  CancelRequestError: ResolverTypeWrapper<CancelRequestError>;
  CancelRequestErrorCode: CancelRequestErrorCode;
  CancelRequestInput: CancelRequestInput;
  CancelRequestPayload: ResolverTypeWrapper<Omit<CancelRequestPayload, 'request'> & { request?: Maybe<ResolversTypes['ApprovalRequest']> }>;
  Capability: Capability;
  CloseIncidentError: ResolverTypeWrapper<CloseIncidentError>;
  CloseIncidentErrorCode: CloseIncidentErrorCode;
  CloseIncidentInput: CloseIncidentInput;
  CloseIncidentPayload: ResolverTypeWrapper<Omit<CloseIncidentPayload, 'incident'> & { incident?: Maybe<ResolversTypes['Incident']> }>;
  ColumnLineage: ResolverTypeWrapper<ColumnEdge>;
  ColumnSchema: ResolverTypeWrapper<ColumnRecord>;
  ComparedMetric: ResolverTypeWrapper<ComparedMetric>;
  ComparedValue: ResolverTypeWrapper<ComparedValue>;
  Consumer: ResolverTypeWrapper<ConsumerView>;
  ConsumerConnection: ResolverTypeWrapper<Omit<ConsumerConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ConsumerEdge']>, nodes: ReadonlyArray<ResolversTypes['Consumer']> }>;
  ConsumerCriticality: ConsumerCriticality;
  ConsumerEdge: ResolverTypeWrapper<Omit<ConsumerEdge, 'node'> & { node: ResolversTypes['Consumer'] }>;
  ConsumerKind: ConsumerKind;
  CreateTokenError: ResolverTypeWrapper<CreateTokenError>;
  CreateTokenErrorCode: CreateTokenErrorCode;
  CreateTokenInput: CreateTokenInput;
  CreateTokenPayload: ResolverTypeWrapper<Omit<CreateTokenPayload, 'token'> & { token?: Maybe<ResolversTypes['Token']> }>;
  DataVersion: ResolverTypeWrapper<MirroredObject>;
  DataVersionConnection: ResolverTypeWrapper<Omit<DataVersionConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversTypes['DataVersionEdge']>, nodes: ReadonlyArray<ResolversTypes['DataVersion']>, sourceStatus: ReadonlyArray<ResolversTypes['SourceStatus']> }>;
  DataVersionEdge: ResolverTypeWrapper<Omit<DataVersionEdge, 'node'> & { node: ResolversTypes['DataVersion'] }>;
  Dataset: ResolverTypeWrapper<MirroredObject>;
  DatasetConnection: ResolverTypeWrapper<Omit<DatasetConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversTypes['DatasetEdge']>, nodes: ReadonlyArray<ResolversTypes['Dataset']>, sourceStatus: ReadonlyArray<ResolversTypes['SourceStatus']> }>;
  DatasetEdge: ResolverTypeWrapper<Omit<DatasetEdge, 'node'> & { node: ResolversTypes['Dataset'] }>;
  DatasetFilter: DatasetFilter;
  DatasetInput: ResolverTypeWrapper<RunInput>;
  DatasetRole: DatasetRole;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DelegateReviewsError: ResolverTypeWrapper<DelegateReviewsError>;
  DelegateReviewsErrorCode: DelegateReviewsErrorCode;
  DelegateReviewsInput: DelegateReviewsInput;
  DelegateReviewsPayload: ResolverTypeWrapper<Omit<DelegateReviewsPayload, 'delegation'> & { delegation?: Maybe<ResolversTypes['ReviewDelegation']> }>;
  Deployment: ResolverTypeWrapper<MirroredObject>;
  DeploymentChange: ResolverTypeWrapper<Omit<DeploymentChange, 'deployment'> & { deployment?: Maybe<ResolversTypes['Deployment']> }>;
  DeploymentConnection: ResolverTypeWrapper<Omit<DeploymentConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversTypes['DeploymentEdge']>, nodes: ReadonlyArray<ResolversTypes['Deployment']>, sourceStatus: ReadonlyArray<ResolversTypes['SourceStatus']> }>;
  DeploymentEdge: ResolverTypeWrapper<Omit<DeploymentEdge, 'node'> & { node: ResolversTypes['Deployment'] }>;
  DeploymentFilter: DeploymentFilter;
  DeploymentMatch: DeploymentMatch;
  DeploymentMatchReason: DeploymentMatchReason;
  DeploymentState: DeploymentState;
  DriftReaction: DriftReaction;
  DriftState: DriftState;
  Endpoint: ResolverTypeWrapper<EndpointView>;
  Environment: ResolverTypeWrapper<EnvironmentView>;
  EnvironmentFile: ResolverTypeWrapper<EnvironmentFile>;
  Evidence: ResolverTypeWrapper<EvidenceView>;
  EvidenceConnection: ResolverTypeWrapper<Omit<EvidenceConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['EvidenceEdge']>, nodes: ReadonlyArray<ResolversTypes['Evidence']> }>;
  EvidenceEdge: ResolverTypeWrapper<Omit<EvidenceEdge, 'node'> & { node: ResolversTypes['Evidence'] }>;
  EvidenceOutcome: EvidenceOutcome;
  EvidenceValue: ResolverTypeWrapper<EvidenceValue>;
  EvidenceValueInput: EvidenceValueInput;
  Experiment: ResolverTypeWrapper<MirroredObject>;
  ExperimentConnection: ResolverTypeWrapper<Omit<ExperimentConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversTypes['ExperimentEdge']>, nodes: ReadonlyArray<ResolversTypes['Experiment']>, sourceStatus: ReadonlyArray<ResolversTypes['SourceStatus']> }>;
  ExperimentEdge: ResolverTypeWrapper<Omit<ExperimentEdge, 'node'> & { node: ResolversTypes['Experiment'] }>;
  ExperimentFilter: ExperimentFilter;
  Freshness: ResolverTypeWrapper<Freshness>;
  GateException: ResolverTypeWrapper<ExceptionView>;
  GateExceptionConnection: ResolverTypeWrapper<Omit<GateExceptionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['GateExceptionEdge']>, nodes: ReadonlyArray<ResolversTypes['GateException']> }>;
  GateExceptionEdge: ResolverTypeWrapper<Omit<GateExceptionEdge, 'node'> & { node: ResolversTypes['GateException'] }>;
  Grant: ResolverTypeWrapper<GrantView>;
  GrantConnection: ResolverTypeWrapper<Omit<GrantConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['GrantEdge']>, nodes: ReadonlyArray<ResolversTypes['Grant']> }>;
  GrantEdge: ResolverTypeWrapper<Omit<GrantEdge, 'node'> & { node: ResolversTypes['Grant'] }>;
  GrantError: ResolverTypeWrapper<GrantError>;
  GrantErrorCode: GrantErrorCode;
  GrantExceptionError: ResolverTypeWrapper<GrantExceptionError>;
  GrantExceptionErrorCode: GrantExceptionErrorCode;
  GrantExceptionInput: GrantExceptionInput;
  GrantExceptionPayload: ResolverTypeWrapper<Omit<GrantExceptionPayload, 'exception' | 'request'> & { exception?: Maybe<ResolversTypes['GateException']>, request?: Maybe<ResolversTypes['ApprovalRequest']> }>;
  GrantFilter: GrantFilter;
  GrantHolder: ResolverTypeWrapper<GrantHolder>;
  GrantHolderInput: GrantHolderInput;
  GrantHolderType: GrantHolderType;
  GrantInput: GrantInput;
  GrantPayload: ResolverTypeWrapper<Omit<GrantPayload, 'grant'> & { grant?: Maybe<ResolversTypes['Grant']> }>;
  GrantScope: ResolverTypeWrapper<GrantScopeView>;
  GrantScopeInput: GrantScopeInput;
  GrantScopeType: GrantScopeType;
  GrantState: GrantState;
  ImpactSeverity: ImpactSeverity;
  ImpactedObject: ResolverTypeWrapper<AffectedView>;
  Incident: ResolverTypeWrapper<IncidentView>;
  IncidentConnection: ResolverTypeWrapper<Omit<IncidentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['IncidentEdge']>, nodes: ReadonlyArray<ResolversTypes['Incident']> }>;
  IncidentEdge: ResolverTypeWrapper<Omit<IncidentEdge, 'node'> & { node: ResolversTypes['Incident'] }>;
  IncidentSeverity: IncidentSeverity;
  IncidentState: IncidentState;
  JSON: ResolverTypeWrapper<Scalars['JSON']['output']>;
  Job: ResolverTypeWrapper<MirroredObject>;
  JobConnection: ResolverTypeWrapper<Omit<JobConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['JobEdge']>, nodes: ReadonlyArray<ResolversTypes['Job']> }>;
  JobEdge: ResolverTypeWrapper<Omit<JobEdge, 'node'> & { node: ResolversTypes['Job'] }>;
  JobFilter: JobFilter;
  JobRun: ResolverTypeWrapper<JobRunRecord>;
  JobRunState: JobRunState;
  LineageCache: ResolverTypeWrapper<LineageCache>;
  LineageCacheState: LineageCacheState;
  LineageConfidence: LineageConfidence;
  LineageDiff: ResolverTypeWrapper<LineageDiffAnswer>;
  LineageDirection: LineageDirection;
  LineageEdge: ResolverTypeWrapper<LineageEdgeView>;
  LineageEdgeKind: LineageEdgeKind;
  LineageFreshness: LineageFreshness;
  LineageGraph: ResolverTypeWrapper<LineageAnswer>;
  LineageImpact: ResolverTypeWrapper<ImpactAnswer>;
  LineageNode: ResolverTypeWrapper<LineageNodeView>;
  LineageNodeChange: ResolverTypeWrapper<NodeChange>;
  LineageNodeKind: LineageNodeKind;
  LineageSource: ResolverTypeWrapper<LineageSourceView>;
  LineageTruncation: LineageTruncation;
  LiveModel: ResolverTypeWrapper<LiveModelView>;
  LiveModelConnection: ResolverTypeWrapper<Omit<LiveModelConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversTypes['LiveModelEdge']>, nodes: ReadonlyArray<ResolversTypes['LiveModel']>, sourceStatus: ReadonlyArray<ResolversTypes['SourceStatus']> }>;
  LiveModelEdge: ResolverTypeWrapper<Omit<LiveModelEdge, 'node'> & { node: ResolversTypes['LiveModel'] }>;
  LoggedModel: ResolverTypeWrapper<MirroredObject>;
  Long: ResolverTypeWrapper<Scalars['Long']['output']>;
  Measurement: ResolverTypeWrapper<MirroredMeasurement>;
  Metric: ResolverTypeWrapper<MetricRecord>;
  MetricFilter: MetricFilter;
  MetricPoint: ResolverTypeWrapper<MetricPointRecord>;
  MetricPointConnection: ResolverTypeWrapper<Omit<MetricPointConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['MetricPointEdge']>, nodes: ReadonlyArray<ResolversTypes['MetricPoint']> }>;
  MetricPointEdge: ResolverTypeWrapper<Omit<MetricPointEdge, 'node'> & { node: ResolversTypes['MetricPoint'] }>;
  MissingPiece: ResolverTypeWrapper<MissingPiece>;
  Model: ResolverTypeWrapper<MirroredObject>;
  ModelAlias: ResolverTypeWrapper<AliasView>;
  ModelConnection: ResolverTypeWrapper<Omit<ModelConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversTypes['ModelEdge']>, nodes: ReadonlyArray<ResolversTypes['Model']>, sourceStatus: ReadonlyArray<ResolversTypes['SourceStatus']> }>;
  ModelEdge: ResolverTypeWrapper<Omit<ModelEdge, 'node'> & { node: ResolversTypes['Model'] }>;
  ModelFilter: ModelFilter;
  ModelFlavor: ResolverTypeWrapper<ModelFlavor>;
  ModelSignature: ResolverTypeWrapper<Omit<ModelSignature, 'inputs' | 'outputs' | 'params'> & { inputs: ReadonlyArray<ResolversTypes['ColumnSchema']>, outputs: ReadonlyArray<ResolversTypes['ColumnSchema']>, params: ReadonlyArray<ResolversTypes['ColumnSchema']> }>;
  ModelVersion: ResolverTypeWrapper<MirroredObject>;
  ModelVersionConnection: ResolverTypeWrapper<Omit<ModelVersionConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversTypes['ModelVersionEdge']>, nodes: ReadonlyArray<ResolversTypes['ModelVersion']>, sourceStatus: ReadonlyArray<ResolversTypes['SourceStatus']> }>;
  ModelVersionEdge: ResolverTypeWrapper<Omit<ModelVersionEdge, 'node'> & { node: ResolversTypes['ModelVersion'] }>;
  ModelVersionStatus: ModelVersionStatus;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  NativeDefault: ResolverTypeWrapper<NativeDefault>;
  NativeExcess: ResolverTypeWrapper<NativeExcessView>;
  NativeGap: NativeGap;
  NativeGuard: NativeGuard;
  NativeLevel: NativeLevel;
  NativeObject: ResolverTypeWrapper<NativeObject>;
  NativeObjectConnection: ResolverTypeWrapper<NativeObjectConnection>;
  NativeObjectEdge: ResolverTypeWrapper<NativeObjectEdge>;
  NativeOrigin: NativeOrigin;
  NativeRight: ResolverTypeWrapper<NativeRightView>;
  NativeRightConnection: ResolverTypeWrapper<Omit<NativeRightConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['NativeRightEdge']>, nodes: ReadonlyArray<ResolversTypes['NativeRight']> }>;
  NativeRightEdge: ResolverTypeWrapper<Omit<NativeRightEdge, 'node'> & { node: ResolversTypes['NativeRight'] }>;
  NativeRights: ResolverTypeWrapper<SourceNativeRights>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  OpenIncidentError: ResolverTypeWrapper<OpenIncidentError>;
  OpenIncidentErrorCode: OpenIncidentErrorCode;
  OpenIncidentInput: OpenIncidentInput;
  OpenIncidentPayload: ResolverTypeWrapper<Omit<OpenIncidentPayload, 'incident'> & { incident?: Maybe<ResolversTypes['Incident']> }>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Param: ResolverTypeWrapper<Param>;
  PolicyChange: ResolverTypeWrapper<PolicyChangeView>;
  PolicyChangeKind: PolicyChangeKind;
  PolicyFile: ResolverTypeWrapper<PolicyFile>;
  PolicyFileInput: PolicyFileInput;
  PolicyPreview: ResolverTypeWrapper<PolicyPreviewView>;
  PolicyProposal: ResolverTypeWrapper<PolicyProposalView>;
  PolicyVersion: ResolverTypeWrapper<PolicyVersionView>;
  PolicyVersionConnection: ResolverTypeWrapper<Omit<PolicyVersionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['PolicyVersionEdge']>, nodes: ReadonlyArray<ResolversTypes['PolicyVersion']> }>;
  PolicyVersionEdge: ResolverTypeWrapper<Omit<PolicyVersionEdge, 'node'> & { node: ResolversTypes['PolicyVersion'] }>;
  PrincipalKind: PrincipalKind;
  PrincipalName: ResolverTypeWrapper<PrincipalName>;
  PublishApprovalPolicyError: ResolverTypeWrapper<PublishApprovalPolicyError>;
  PublishApprovalPolicyErrorCode: PublishApprovalPolicyErrorCode;
  PublishApprovalPolicyInput: PublishApprovalPolicyInput;
  PublishApprovalPolicyPayload: ResolverTypeWrapper<Omit<PublishApprovalPolicyPayload, 'proposal' | 'version'> & { proposal?: Maybe<ResolversTypes['ApprovalPolicyProposal']>, version?: Maybe<ResolversTypes['ApprovalPolicyVersion']> }>;
  PublishPolicyError: ResolverTypeWrapper<PublishPolicyError>;
  PublishPolicyErrorCode: PublishPolicyErrorCode;
  PublishPolicyInput: PublishPolicyInput;
  PublishPolicyPayload: ResolverTypeWrapper<Omit<PublishPolicyPayload, 'preview' | 'proposal' | 'version'> & { preview?: Maybe<ResolversTypes['PolicyPreview']>, proposal?: Maybe<ResolversTypes['PolicyProposal']>, version?: Maybe<ResolversTypes['PolicyVersion']> }>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RateLimit: ResolverTypeWrapper<RateLimit>;
  RatifyBreakGlassError: ResolverTypeWrapper<RatifyBreakGlassError>;
  RatifyBreakGlassErrorCode: RatifyBreakGlassErrorCode;
  RatifyBreakGlassInput: RatifyBreakGlassInput;
  RatifyBreakGlassPayload: ResolverTypeWrapper<Omit<RatifyBreakGlassPayload, 'request'> & { request?: Maybe<ResolversTypes['ApprovalRequest']> }>;
  RecipePiece: RecipePiece;
  RegisterConsumerError: ResolverTypeWrapper<RegisterConsumerError>;
  RegisterConsumerErrorCode: RegisterConsumerErrorCode;
  RegisterConsumerInput: RegisterConsumerInput;
  RegisterConsumerPayload: ResolverTypeWrapper<Omit<RegisterConsumerPayload, 'consumer'> & { consumer?: Maybe<ResolversTypes['Consumer']> }>;
  ReproduceRecipe: ResolverTypeWrapper<RecipeView>;
  RequestApprovalError: ResolverTypeWrapper<RequestApprovalError>;
  RequestApprovalErrorCode: RequestApprovalErrorCode;
  RequestApprovalInput: RequestApprovalInput;
  RequestApprovalPayload: ResolverTypeWrapper<Omit<RequestApprovalPayload, 'preview' | 'request'> & { preview?: Maybe<ResolversTypes['ApprovalPreview']>, request?: Maybe<ResolversTypes['ApprovalRequest']> }>;
  ResolveViolationError: ResolverTypeWrapper<ResolveViolationError>;
  ResolveViolationErrorCode: ResolveViolationErrorCode;
  ResolveViolationInput: ResolveViolationInput;
  ResolveViolationPayload: ResolverTypeWrapper<Omit<ResolveViolationPayload, 'violation'> & { violation?: Maybe<ResolversTypes['Violation']> }>;
  ResubmitRequestError: ResolverTypeWrapper<ResubmitRequestError>;
  ResubmitRequestErrorCode: ResubmitRequestErrorCode;
  ResubmitRequestInput: ResubmitRequestInput;
  ResubmitRequestPayload: ResolverTypeWrapper<Omit<ResubmitRequestPayload, 'request'> & { request?: Maybe<ResolversTypes['ApprovalRequest']> }>;
  RetireModelVersionError: ResolverTypeWrapper<RetireModelVersionError>;
  RetireModelVersionErrorCode: RetireModelVersionErrorCode;
  RetireModelVersionInput: RetireModelVersionInput;
  RetireModelVersionPayload: ResolverTypeWrapper<Omit<RetireModelVersionPayload, 'preview' | 'request'> & { preview?: Maybe<ResolversTypes['ApprovalPreview']>, request?: Maybe<ResolversTypes['ApprovalRequest']> }>;
  RevertDriftError: ResolverTypeWrapper<RevertDriftError>;
  RevertDriftErrorCode: RevertDriftErrorCode;
  RevertDriftInput: RevertDriftInput;
  RevertDriftPayload: ResolverTypeWrapper<Omit<RevertDriftPayload, 'violation'> & { violation?: Maybe<ResolversTypes['Violation']> }>;
  ReviewDelegation: ResolverTypeWrapper<DelegationView>;
  ReviewDelegationConnection: ResolverTypeWrapper<Omit<ReviewDelegationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ReviewDelegationEdge']>, nodes: ReadonlyArray<ResolversTypes['ReviewDelegation']> }>;
  ReviewDelegationEdge: ResolverTypeWrapper<Omit<ReviewDelegationEdge, 'node'> & { node: ResolversTypes['ReviewDelegation'] }>;
  ReviewRequestError: ResolverTypeWrapper<ReviewRequestError>;
  ReviewRequestErrorCode: ReviewRequestErrorCode;
  ReviewRequestInput: ReviewRequestInput;
  ReviewRequestPayload: ResolverTypeWrapper<Omit<ReviewRequestPayload, 'request' | 'review'> & { request?: Maybe<ResolversTypes['ApprovalRequest']>, review?: Maybe<ResolversTypes['ApprovalReview']> }>;
  RevokeApprovalError: ResolverTypeWrapper<RevokeApprovalError>;
  RevokeApprovalErrorCode: RevokeApprovalErrorCode;
  RevokeApprovalInput: RevokeApprovalInput;
  RevokeApprovalPayload: ResolverTypeWrapper<Omit<RevokeApprovalPayload, 'request' | 'rollback'> & { request?: Maybe<ResolversTypes['ApprovalRequest']>, rollback?: Maybe<ResolversTypes['ApprovalRequest']> }>;
  RevokeGrantError: ResolverTypeWrapper<RevokeGrantError>;
  RevokeGrantErrorCode: RevokeGrantErrorCode;
  RevokeGrantInput: RevokeGrantInput;
  RevokeGrantPayload: ResolverTypeWrapper<Omit<RevokeGrantPayload, 'grant'> & { grant?: Maybe<ResolversTypes['Grant']> }>;
  RevokeTokenError: ResolverTypeWrapper<RevokeTokenError>;
  RevokeTokenErrorCode: RevokeTokenErrorCode;
  RevokeTokenInput: RevokeTokenInput;
  RevokeTokenPayload: ResolverTypeWrapper<Omit<RevokeTokenPayload, 'token'> & { token?: Maybe<ResolversTypes['Token']> }>;
  RightHolder: RightHolder;
  Role: Role;
  RollBackError: ResolverTypeWrapper<RollBackError>;
  RollBackErrorCode: RollBackErrorCode;
  RollBackInput: RollBackInput;
  RollBackPayload: ResolverTypeWrapper<Omit<RollBackPayload, 'request'> & { request?: Maybe<ResolversTypes['ApprovalRequest']> }>;
  Run: ResolverTypeWrapper<MirroredObject>;
  RunComparison: ResolverTypeWrapper<RunComparisonView>;
  RunConnection: ResolverTypeWrapper<Omit<RunConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversTypes['RunEdge']>, nodes: ReadonlyArray<ResolversTypes['Run']>, sourceStatus: ReadonlyArray<ResolversTypes['SourceStatus']> }>;
  RunEdge: ResolverTypeWrapper<Omit<RunEdge, 'node'> & { node: ResolversTypes['Run'] }>;
  RunFilter: RunFilter;
  RunStatus: RunStatus;
  SearchKind: SearchKind;
  SearchResult: ResolverTypeWrapper<SearchHit>;
  SearchResultConnection: ResolverTypeWrapper<Omit<SearchResultConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversTypes['SearchResultEdge']>, nodes: ReadonlyArray<ResolversTypes['SearchResult']>, sourceStatus: ReadonlyArray<ResolversTypes['SourceStatus']> }>;
  SearchResultEdge: ResolverTypeWrapper<Omit<SearchResultEdge, 'node'> & { node: ResolversTypes['SearchResult'] }>;
  ServedVersion: ResolverTypeWrapper<ServedVersionView>;
  Source: ResolverTypeWrapper<SourceRef>;
  SourceError: ResolverTypeWrapper<SourceError>;
  SourceState: SourceState;
  SourceStatus: ResolverTypeWrapper<SourceContribution>;
  StreamState: StreamState;
  StreamStatus: ResolverTypeWrapper<StreamView>;
  Subscription: ResolverTypeWrapper<Record<PropertyKey, never>>;
  SyncSourceError: ResolverTypeWrapper<SyncSourceError>;
  SyncSourceErrorCode: SyncSourceErrorCode;
  SyncSourceInput: SyncSourceInput;
  SyncSourcePayload: ResolverTypeWrapper<Omit<SyncSourcePayload, 'source'> & { source?: Maybe<ResolversTypes['Source']> }>;
  Tag: ResolverTypeWrapper<Tag>;
  TagFilter: TagFilter;
  Target: ResolverTypeWrapper<TargetView>;
  TargetChange: ResolverTypeWrapper<TargetChangeView>;
  TargetChangeConnection: ResolverTypeWrapper<Omit<TargetChangeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['TargetChangeEdge']>, nodes: ReadonlyArray<ResolversTypes['TargetChange']> }>;
  TargetChangeEdge: ResolverTypeWrapper<Omit<TargetChangeEdge, 'node'> & { node: ResolversTypes['TargetChange'] }>;
  TargetDesire: ResolverTypeWrapper<TargetDesireView>;
  TargetDrift: ResolverTypeWrapper<TargetDriftView>;
  TargetKind: TargetKind;
  Token: ResolverTypeWrapper<TokenRow>;
  TokenConnection: ResolverTypeWrapper<Omit<TokenConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['TokenEdge']>, nodes: ReadonlyArray<ResolversTypes['Token']> }>;
  TokenEdge: ResolverTypeWrapper<Omit<TokenEdge, 'node'> & { node: ResolversTypes['Token'] }>;
  ValidationEntry: ResolverTypeWrapper<ValidationEntryView>;
  ValidationEntryConnection: ResolverTypeWrapper<Omit<ValidationEntryConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversTypes['ValidationEntryEdge']>, nodes: ReadonlyArray<ResolversTypes['ValidationEntry']>, sourceStatus: ReadonlyArray<ResolversTypes['SourceStatus']> }>;
  ValidationEntryEdge: ResolverTypeWrapper<Omit<ValidationEntryEdge, 'node'> & { node: ResolversTypes['ValidationEntry'] }>;
  ValidationFilter: ValidationFilter;
  VersionComparison: ResolverTypeWrapper<VersionComparisonView>;
  VersionRelease: ResolverTypeWrapper<ReleaseView>;
  VersionRetirement: ResolverTypeWrapper<RetirementView>;
  Viewer: ResolverTypeWrapper<Principal>;
  ViewerCan: ResolverTypeWrapper<ViewerCan>;
  ViewerCanReason: ViewerCanReason;
  Violation: ResolverTypeWrapper<ViolationView>;
  ViolationConnection: ResolverTypeWrapper<Omit<ViolationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ViolationEdge']>, nodes: ReadonlyArray<ResolversTypes['Violation']> }>;
  ViolationEdge: ResolverTypeWrapper<Omit<ViolationEdge, 'node'> & { node: ResolversTypes['Violation'] }>;
  ViolationFilter: ViolationFilter;
  ViolationKind: ViolationKind;
  ViolationOpened: ResolverTypeWrapper<Omit<ViolationOpened, 'violation'> & { violation?: Maybe<ResolversTypes['Violation']> }>;
  ViolationSeverity: ViolationSeverity;
  ViolationState: ViolationState;
  WhoCanConnection: ResolverTypeWrapper<Omit<WhoCanConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['WhoCanEdge']>, nodes: ReadonlyArray<ResolversTypes['WhoCanEntry']> }>;
  WhoCanEdge: ResolverTypeWrapper<Omit<WhoCanEdge, 'node'> & { node: ResolversTypes['WhoCanEntry'] }>;
  WhoCanEntry: ResolverTypeWrapper<WhoCanEntryView>;
  WiderRight: ResolverTypeWrapper<NativeFindingView>;
  WiderRightExcess: ResolverTypeWrapper<NativeExcessFound>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AccessPrincipal: AccessPrincipal;
  String: Scalars['String']['output'];
  AccessResource: WhoCanEntryView;
  AccessRule: RuleName;
  ActionContextInput: ActionContextInput;
  AdoptDriftError: AdoptDriftError;
  AdoptDriftInput: AdoptDriftInput;
  Int: Scalars['Int']['output'];
  ID: Scalars['ID']['output'];
  AdoptDriftPayload: Omit<AdoptDriftPayload, 'request' | 'violation'> & { request?: Maybe<ResolversParentTypes['ApprovalRequest']>, violation?: Maybe<ResolversParentTypes['Violation']> };
  AliasPeriod: AliasPeriodView;
  AliasPeriodConnection: Omit<AliasPeriodConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['AliasPeriodEdge']>, nodes: ReadonlyArray<ResolversParentTypes['AliasPeriod']> };
  AliasPeriodEdge: Omit<AliasPeriodEdge, 'node'> & { node: ResolversParentTypes['AliasPeriod'] };
  ApprovalAbilities: ApprovalAbilities;
  Boolean: Scalars['Boolean']['output'];
  ApprovalBlocker: ApprovalBlocker;
  ApprovalBreakGlassInput: ApprovalBreakGlassInput;
  ApprovalBreakGlassTerms: BreakGlassTerms;
  Float: Scalars['Float']['output'];
  ApprovalChange: Omit<ApprovalChange, 'request'> & { request?: Maybe<ResolversParentTypes['ApprovalRequest']> };
  ApprovalEffect: EffectView;
  ApprovalEscalation: Escalation;
  ApprovalEscalationInput: ApprovalEscalationInput;
  ApprovalEvidence: ApprovalEvidence;
  ApprovalGate: GateView;
  ApprovalGateInput: ApprovalGateInput;
  ApprovalGateKind: ApprovalGateKind;
  ApprovalGateRule: ApprovalGateRule;
  ApprovalHistoryConnection: Omit<ApprovalHistoryConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ApprovalHistoryEdge']>, nodes: ReadonlyArray<ResolversParentTypes['ApprovalHistoryEntry']> };
  ApprovalHistoryEdge: Omit<ApprovalHistoryEdge, 'node'> & { node: ResolversParentTypes['ApprovalHistoryEntry'] };
  ApprovalHistoryEntry: HistoryEntryView;
  ApprovalObservation: ApprovalObservation;
  ApprovalPlan: Plan;
  ApprovalPlanRow: ApprovalPlanRow;
  ApprovalPolicy: ApprovalPolicyView;
  ApprovalPolicyInput: ApprovalPolicyInput;
  ApprovalPolicyProposal: ApprovalProposalView;
  ApprovalPolicyVersion: ApprovalPoliciesView;
  ApprovalPolicyVersionConnection: Omit<ApprovalPolicyVersionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ApprovalPolicyVersionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['ApprovalPolicyVersion']> };
  ApprovalPolicyVersionEdge: Omit<ApprovalPolicyVersionEdge, 'node'> & { node: ResolversParentTypes['ApprovalPolicyVersion'] };
  ApprovalPreview: PreviewView;
  ApprovalRequest: ApprovalView;
  ApprovalRequestConnection: Omit<ApprovalRequestConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ApprovalRequestEdge']>, nodes: ReadonlyArray<ResolversParentTypes['ApprovalRequest']> };
  ApprovalRequestEdge: Omit<ApprovalRequestEdge, 'node'> & { node: ResolversParentTypes['ApprovalRequest'] };
  ApprovalRequestFilter: ApprovalRequestFilter;
  ApprovalReview: ReviewView;
  ApprovalReviewConnection: Omit<ApprovalReviewConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ApprovalReviewEdge']>, nodes: ReadonlyArray<ResolversParentTypes['ApprovalReview']> };
  ApprovalReviewEdge: Omit<ApprovalReviewEdge, 'node'> & { node: ResolversParentTypes['ApprovalReview'] };
  ApprovalReviewerInput: ApprovalReviewerInput;
  ApprovalReviewerRule: ReviewerRule;
  ApprovalSlot: SlotView;
  ApprovalSlotEscalation: SlotEscalationView;
  ApprovalStep: PlannedStep;
  Artifact: ArtifactFileView;
  ArtifactConnection: Omit<ArtifactConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ArtifactEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Artifact']> };
  ArtifactEdge: Omit<ArtifactEdge, 'node'> & { node: ResolversParentTypes['Artifact'] };
  ArtifactLocation: LocationView;
  AssumedPiece: AssumedPiece;
  AttestEvidenceError: AttestEvidenceError;
  AttestEvidenceInput: AttestEvidenceInput;
  AttestEvidencePayload: Omit<AttestEvidencePayload, 'evidence'> & { evidence?: Maybe<ResolversParentTypes['Evidence']> };
  AuditActor: AuditPrincipal;
  AuditAnchor: AnchorStanding;
  AuditAnchoring: AuditAnchoringView;
  AuditConsistency: AuditConsistency;
  AuditEvent: AuditEventView;
  AuditEventAppended: Omit<AuditEventAppended, 'event'> & { event?: Maybe<ResolversParentTypes['AuditEvent']> };
  AuditEventConnection: Omit<AuditEventConnection, 'anchoring' | 'edges' | 'nodes'> & { anchoring: ResolversParentTypes['AuditAnchoring'], edges: ReadonlyArray<ResolversParentTypes['AuditEventEdge']>, nodes: ReadonlyArray<ResolversParentTypes['AuditEvent']> };
  AuditEventEdge: Omit<AuditEventEdge, 'node'> & { node: ResolversParentTypes['AuditEvent'] };
  AuditFilter: AuditFilter;
  AuditProof: AuditProofView;
  AuditResource: AuditResourceView;
  BreakGlass: BreakGlassView;
  BreakGlassError: BreakGlassError;
  BreakGlassInput: BreakGlassInput;
  BreakGlassPayload: Omit<BreakGlassPayload, 'preview' | 'request'> & { preview?: Maybe<ResolversParentTypes['ApprovalPreview']>, request?: Maybe<ResolversParentTypes['ApprovalRequest']> };
  BreakGlassRatification: Ratification;
  CancelRequestError: CancelRequestError;
  CancelRequestInput: CancelRequestInput;
  CancelRequestPayload: Omit<CancelRequestPayload, 'request'> & { request?: Maybe<ResolversParentTypes['ApprovalRequest']> };
  CloseIncidentError: CloseIncidentError;
  CloseIncidentInput: CloseIncidentInput;
  CloseIncidentPayload: Omit<CloseIncidentPayload, 'incident'> & { incident?: Maybe<ResolversParentTypes['Incident']> };
  ColumnLineage: ColumnEdge;
  ColumnSchema: ColumnRecord;
  ComparedMetric: ComparedMetric;
  ComparedValue: ComparedValue;
  Consumer: ConsumerView;
  ConsumerConnection: Omit<ConsumerConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ConsumerEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Consumer']> };
  ConsumerEdge: Omit<ConsumerEdge, 'node'> & { node: ResolversParentTypes['Consumer'] };
  CreateTokenError: CreateTokenError;
  CreateTokenInput: CreateTokenInput;
  CreateTokenPayload: Omit<CreateTokenPayload, 'token'> & { token?: Maybe<ResolversParentTypes['Token']> };
  DataVersion: MirroredObject;
  DataVersionConnection: Omit<DataVersionConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversParentTypes['DataVersionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['DataVersion']>, sourceStatus: ReadonlyArray<ResolversParentTypes['SourceStatus']> };
  DataVersionEdge: Omit<DataVersionEdge, 'node'> & { node: ResolversParentTypes['DataVersion'] };
  Dataset: MirroredObject;
  DatasetConnection: Omit<DatasetConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversParentTypes['DatasetEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Dataset']>, sourceStatus: ReadonlyArray<ResolversParentTypes['SourceStatus']> };
  DatasetEdge: Omit<DatasetEdge, 'node'> & { node: ResolversParentTypes['Dataset'] };
  DatasetFilter: DatasetFilter;
  DatasetInput: RunInput;
  DateTime: Scalars['DateTime']['output'];
  DelegateReviewsError: DelegateReviewsError;
  DelegateReviewsInput: DelegateReviewsInput;
  DelegateReviewsPayload: Omit<DelegateReviewsPayload, 'delegation'> & { delegation?: Maybe<ResolversParentTypes['ReviewDelegation']> };
  Deployment: MirroredObject;
  DeploymentChange: Omit<DeploymentChange, 'deployment'> & { deployment?: Maybe<ResolversParentTypes['Deployment']> };
  DeploymentConnection: Omit<DeploymentConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversParentTypes['DeploymentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Deployment']>, sourceStatus: ReadonlyArray<ResolversParentTypes['SourceStatus']> };
  DeploymentEdge: Omit<DeploymentEdge, 'node'> & { node: ResolversParentTypes['Deployment'] };
  DeploymentFilter: DeploymentFilter;
  Endpoint: EndpointView;
  Environment: EnvironmentView;
  EnvironmentFile: EnvironmentFile;
  Evidence: EvidenceView;
  EvidenceConnection: Omit<EvidenceConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['EvidenceEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Evidence']> };
  EvidenceEdge: Omit<EvidenceEdge, 'node'> & { node: ResolversParentTypes['Evidence'] };
  EvidenceValue: EvidenceValue;
  EvidenceValueInput: EvidenceValueInput;
  Experiment: MirroredObject;
  ExperimentConnection: Omit<ExperimentConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversParentTypes['ExperimentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Experiment']>, sourceStatus: ReadonlyArray<ResolversParentTypes['SourceStatus']> };
  ExperimentEdge: Omit<ExperimentEdge, 'node'> & { node: ResolversParentTypes['Experiment'] };
  ExperimentFilter: ExperimentFilter;
  Freshness: Freshness;
  GateException: ExceptionView;
  GateExceptionConnection: Omit<GateExceptionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['GateExceptionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['GateException']> };
  GateExceptionEdge: Omit<GateExceptionEdge, 'node'> & { node: ResolversParentTypes['GateException'] };
  Grant: GrantView;
  GrantConnection: Omit<GrantConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['GrantEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Grant']> };
  GrantEdge: Omit<GrantEdge, 'node'> & { node: ResolversParentTypes['Grant'] };
  GrantError: GrantError;
  GrantExceptionError: GrantExceptionError;
  GrantExceptionInput: GrantExceptionInput;
  GrantExceptionPayload: Omit<GrantExceptionPayload, 'exception' | 'request'> & { exception?: Maybe<ResolversParentTypes['GateException']>, request?: Maybe<ResolversParentTypes['ApprovalRequest']> };
  GrantFilter: GrantFilter;
  GrantHolder: GrantHolder;
  GrantHolderInput: GrantHolderInput;
  GrantInput: GrantInput;
  GrantPayload: Omit<GrantPayload, 'grant'> & { grant?: Maybe<ResolversParentTypes['Grant']> };
  GrantScope: GrantScopeView;
  GrantScopeInput: GrantScopeInput;
  ImpactedObject: AffectedView;
  Incident: IncidentView;
  IncidentConnection: Omit<IncidentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['IncidentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Incident']> };
  IncidentEdge: Omit<IncidentEdge, 'node'> & { node: ResolversParentTypes['Incident'] };
  JSON: Scalars['JSON']['output'];
  Job: MirroredObject;
  JobConnection: Omit<JobConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['JobEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Job']> };
  JobEdge: Omit<JobEdge, 'node'> & { node: ResolversParentTypes['Job'] };
  JobFilter: JobFilter;
  JobRun: JobRunRecord;
  LineageCache: LineageCache;
  LineageDiff: LineageDiffAnswer;
  LineageEdge: LineageEdgeView;
  LineageGraph: LineageAnswer;
  LineageImpact: ImpactAnswer;
  LineageNode: LineageNodeView;
  LineageNodeChange: NodeChange;
  LineageSource: LineageSourceView;
  LiveModel: LiveModelView;
  LiveModelConnection: Omit<LiveModelConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversParentTypes['LiveModelEdge']>, nodes: ReadonlyArray<ResolversParentTypes['LiveModel']>, sourceStatus: ReadonlyArray<ResolversParentTypes['SourceStatus']> };
  LiveModelEdge: Omit<LiveModelEdge, 'node'> & { node: ResolversParentTypes['LiveModel'] };
  LoggedModel: MirroredObject;
  Long: Scalars['Long']['output'];
  Measurement: MirroredMeasurement;
  Metric: MetricRecord;
  MetricFilter: MetricFilter;
  MetricPoint: MetricPointRecord;
  MetricPointConnection: Omit<MetricPointConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['MetricPointEdge']>, nodes: ReadonlyArray<ResolversParentTypes['MetricPoint']> };
  MetricPointEdge: Omit<MetricPointEdge, 'node'> & { node: ResolversParentTypes['MetricPoint'] };
  MissingPiece: MissingPiece;
  Model: MirroredObject;
  ModelAlias: AliasView;
  ModelConnection: Omit<ModelConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversParentTypes['ModelEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Model']>, sourceStatus: ReadonlyArray<ResolversParentTypes['SourceStatus']> };
  ModelEdge: Omit<ModelEdge, 'node'> & { node: ResolversParentTypes['Model'] };
  ModelFilter: ModelFilter;
  ModelFlavor: ModelFlavor;
  ModelSignature: Omit<ModelSignature, 'inputs' | 'outputs' | 'params'> & { inputs: ReadonlyArray<ResolversParentTypes['ColumnSchema']>, outputs: ReadonlyArray<ResolversParentTypes['ColumnSchema']>, params: ReadonlyArray<ResolversParentTypes['ColumnSchema']> };
  ModelVersion: MirroredObject;
  ModelVersionConnection: Omit<ModelVersionConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversParentTypes['ModelVersionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['ModelVersion']>, sourceStatus: ReadonlyArray<ResolversParentTypes['SourceStatus']> };
  ModelVersionEdge: Omit<ModelVersionEdge, 'node'> & { node: ResolversParentTypes['ModelVersion'] };
  Mutation: Record<PropertyKey, never>;
  NativeDefault: NativeDefault;
  NativeExcess: NativeExcessView;
  NativeObject: NativeObject;
  NativeObjectConnection: NativeObjectConnection;
  NativeObjectEdge: NativeObjectEdge;
  NativeRight: NativeRightView;
  NativeRightConnection: Omit<NativeRightConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['NativeRightEdge']>, nodes: ReadonlyArray<ResolversParentTypes['NativeRight']> };
  NativeRightEdge: Omit<NativeRightEdge, 'node'> & { node: ResolversParentTypes['NativeRight'] };
  NativeRights: SourceNativeRights;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  OpenIncidentError: OpenIncidentError;
  OpenIncidentInput: OpenIncidentInput;
  OpenIncidentPayload: Omit<OpenIncidentPayload, 'incident'> & { incident?: Maybe<ResolversParentTypes['Incident']> };
  PageInfo: PageInfo;
  Param: Param;
  PolicyChange: PolicyChangeView;
  PolicyFile: PolicyFile;
  PolicyFileInput: PolicyFileInput;
  PolicyPreview: PolicyPreviewView;
  PolicyProposal: PolicyProposalView;
  PolicyVersion: PolicyVersionView;
  PolicyVersionConnection: Omit<PolicyVersionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['PolicyVersionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['PolicyVersion']> };
  PolicyVersionEdge: Omit<PolicyVersionEdge, 'node'> & { node: ResolversParentTypes['PolicyVersion'] };
  PrincipalName: PrincipalName;
  PublishApprovalPolicyError: PublishApprovalPolicyError;
  PublishApprovalPolicyInput: PublishApprovalPolicyInput;
  PublishApprovalPolicyPayload: Omit<PublishApprovalPolicyPayload, 'proposal' | 'version'> & { proposal?: Maybe<ResolversParentTypes['ApprovalPolicyProposal']>, version?: Maybe<ResolversParentTypes['ApprovalPolicyVersion']> };
  PublishPolicyError: PublishPolicyError;
  PublishPolicyInput: PublishPolicyInput;
  PublishPolicyPayload: Omit<PublishPolicyPayload, 'preview' | 'proposal' | 'version'> & { preview?: Maybe<ResolversParentTypes['PolicyPreview']>, proposal?: Maybe<ResolversParentTypes['PolicyProposal']>, version?: Maybe<ResolversParentTypes['PolicyVersion']> };
  Query: Record<PropertyKey, never>;
  RateLimit: RateLimit;
  RatifyBreakGlassError: RatifyBreakGlassError;
  RatifyBreakGlassInput: RatifyBreakGlassInput;
  RatifyBreakGlassPayload: Omit<RatifyBreakGlassPayload, 'request'> & { request?: Maybe<ResolversParentTypes['ApprovalRequest']> };
  RegisterConsumerError: RegisterConsumerError;
  RegisterConsumerInput: RegisterConsumerInput;
  RegisterConsumerPayload: Omit<RegisterConsumerPayload, 'consumer'> & { consumer?: Maybe<ResolversParentTypes['Consumer']> };
  ReproduceRecipe: RecipeView;
  RequestApprovalError: RequestApprovalError;
  RequestApprovalInput: RequestApprovalInput;
  RequestApprovalPayload: Omit<RequestApprovalPayload, 'preview' | 'request'> & { preview?: Maybe<ResolversParentTypes['ApprovalPreview']>, request?: Maybe<ResolversParentTypes['ApprovalRequest']> };
  ResolveViolationError: ResolveViolationError;
  ResolveViolationInput: ResolveViolationInput;
  ResolveViolationPayload: Omit<ResolveViolationPayload, 'violation'> & { violation?: Maybe<ResolversParentTypes['Violation']> };
  ResubmitRequestError: ResubmitRequestError;
  ResubmitRequestInput: ResubmitRequestInput;
  ResubmitRequestPayload: Omit<ResubmitRequestPayload, 'request'> & { request?: Maybe<ResolversParentTypes['ApprovalRequest']> };
  RetireModelVersionError: RetireModelVersionError;
  RetireModelVersionInput: RetireModelVersionInput;
  RetireModelVersionPayload: Omit<RetireModelVersionPayload, 'preview' | 'request'> & { preview?: Maybe<ResolversParentTypes['ApprovalPreview']>, request?: Maybe<ResolversParentTypes['ApprovalRequest']> };
  RevertDriftError: RevertDriftError;
  RevertDriftInput: RevertDriftInput;
  RevertDriftPayload: Omit<RevertDriftPayload, 'violation'> & { violation?: Maybe<ResolversParentTypes['Violation']> };
  ReviewDelegation: DelegationView;
  ReviewDelegationConnection: Omit<ReviewDelegationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ReviewDelegationEdge']>, nodes: ReadonlyArray<ResolversParentTypes['ReviewDelegation']> };
  ReviewDelegationEdge: Omit<ReviewDelegationEdge, 'node'> & { node: ResolversParentTypes['ReviewDelegation'] };
  ReviewRequestError: ReviewRequestError;
  ReviewRequestInput: ReviewRequestInput;
  ReviewRequestPayload: Omit<ReviewRequestPayload, 'request' | 'review'> & { request?: Maybe<ResolversParentTypes['ApprovalRequest']>, review?: Maybe<ResolversParentTypes['ApprovalReview']> };
  RevokeApprovalError: RevokeApprovalError;
  RevokeApprovalInput: RevokeApprovalInput;
  RevokeApprovalPayload: Omit<RevokeApprovalPayload, 'request' | 'rollback'> & { request?: Maybe<ResolversParentTypes['ApprovalRequest']>, rollback?: Maybe<ResolversParentTypes['ApprovalRequest']> };
  RevokeGrantError: RevokeGrantError;
  RevokeGrantInput: RevokeGrantInput;
  RevokeGrantPayload: Omit<RevokeGrantPayload, 'grant'> & { grant?: Maybe<ResolversParentTypes['Grant']> };
  RevokeTokenError: RevokeTokenError;
  RevokeTokenInput: RevokeTokenInput;
  RevokeTokenPayload: Omit<RevokeTokenPayload, 'token'> & { token?: Maybe<ResolversParentTypes['Token']> };
  RollBackError: RollBackError;
  RollBackInput: RollBackInput;
  RollBackPayload: Omit<RollBackPayload, 'request'> & { request?: Maybe<ResolversParentTypes['ApprovalRequest']> };
  Run: MirroredObject;
  RunComparison: RunComparisonView;
  RunConnection: Omit<RunConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversParentTypes['RunEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Run']>, sourceStatus: ReadonlyArray<ResolversParentTypes['SourceStatus']> };
  RunEdge: Omit<RunEdge, 'node'> & { node: ResolversParentTypes['Run'] };
  RunFilter: RunFilter;
  SearchResult: SearchHit;
  SearchResultConnection: Omit<SearchResultConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversParentTypes['SearchResultEdge']>, nodes: ReadonlyArray<ResolversParentTypes['SearchResult']>, sourceStatus: ReadonlyArray<ResolversParentTypes['SourceStatus']> };
  SearchResultEdge: Omit<SearchResultEdge, 'node'> & { node: ResolversParentTypes['SearchResult'] };
  ServedVersion: ServedVersionView;
  Source: SourceRef;
  SourceError: SourceError;
  SourceStatus: SourceContribution;
  StreamStatus: StreamView;
  Subscription: Record<PropertyKey, never>;
  SyncSourceError: SyncSourceError;
  SyncSourceInput: SyncSourceInput;
  SyncSourcePayload: Omit<SyncSourcePayload, 'source'> & { source?: Maybe<ResolversParentTypes['Source']> };
  Tag: Tag;
  TagFilter: TagFilter;
  Target: TargetView;
  TargetChange: TargetChangeView;
  TargetChangeConnection: Omit<TargetChangeConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['TargetChangeEdge']>, nodes: ReadonlyArray<ResolversParentTypes['TargetChange']> };
  TargetChangeEdge: Omit<TargetChangeEdge, 'node'> & { node: ResolversParentTypes['TargetChange'] };
  TargetDesire: TargetDesireView;
  TargetDrift: TargetDriftView;
  Token: TokenRow;
  TokenConnection: Omit<TokenConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['TokenEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Token']> };
  TokenEdge: Omit<TokenEdge, 'node'> & { node: ResolversParentTypes['Token'] };
  ValidationEntry: ValidationEntryView;
  ValidationEntryConnection: Omit<ValidationEntryConnection, 'edges' | 'nodes' | 'sourceStatus'> & { edges: ReadonlyArray<ResolversParentTypes['ValidationEntryEdge']>, nodes: ReadonlyArray<ResolversParentTypes['ValidationEntry']>, sourceStatus: ReadonlyArray<ResolversParentTypes['SourceStatus']> };
  ValidationEntryEdge: Omit<ValidationEntryEdge, 'node'> & { node: ResolversParentTypes['ValidationEntry'] };
  ValidationFilter: ValidationFilter;
  VersionComparison: VersionComparisonView;
  VersionRelease: ReleaseView;
  VersionRetirement: RetirementView;
  Viewer: Principal;
  ViewerCan: ViewerCan;
  Violation: ViolationView;
  ViolationConnection: Omit<ViolationConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ViolationEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Violation']> };
  ViolationEdge: Omit<ViolationEdge, 'node'> & { node: ResolversParentTypes['Violation'] };
  ViolationFilter: ViolationFilter;
  ViolationOpened: Omit<ViolationOpened, 'violation'> & { violation?: Maybe<ResolversParentTypes['Violation']> };
  WhoCanConnection: Omit<WhoCanConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['WhoCanEdge']>, nodes: ReadonlyArray<ResolversParentTypes['WhoCanEntry']> };
  WhoCanEdge: Omit<WhoCanEdge, 'node'> & { node: ResolversParentTypes['WhoCanEntry'] };
  WhoCanEntry: WhoCanEntryView;
  WiderRight: NativeFindingView;
  WiderRightExcess: NativeExcessFound;
};

export type AccessPrincipalResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccessPrincipal'] = ResolversParentTypes['AccessPrincipal']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PrincipalKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AccessResourceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccessResource'] = ResolversParentTypes['AccessResource']> = {
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType>;
  ref?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AccessRuleResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AccessRule'] = ResolversParentTypes['AccessRule']> = {
  grant?: Resolver<Maybe<ResolversTypes['Grant']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['AccessRuleKind'], ParentType, ContextType>;
};

export type AdoptDriftErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AdoptDriftError'] = ResolversParentTypes['AdoptDriftError']> = {
  code?: Resolver<ResolversTypes['AdoptDriftErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AdoptDriftPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AdoptDriftPayload'] = ResolversParentTypes['AdoptDriftPayload']> = {
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['AdoptDriftError']>, ParentType, ContextType>;
  violation?: Resolver<Maybe<ResolversTypes['Violation']>, ParentType, ContextType>;
};

export type AliasPeriodResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AliasPeriod'] = ResolversParentTypes['AliasPeriod']> = {
  alias?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  modelVersion?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  since?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  until?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AliasPeriodConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AliasPeriodConnection'] = ResolversParentTypes['AliasPeriodConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['AliasPeriodEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AliasPeriod']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AliasPeriodEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AliasPeriodEdge'] = ResolversParentTypes['AliasPeriodEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AliasPeriod'], ParentType, ContextType>;
};

export type ApprovalAbilitiesResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalAbilities'] = ResolversParentTypes['ApprovalAbilities']> = {
  cancel?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  ratify?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  resubmit?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  review?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  revoke?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  withdrawReview?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ApprovalBlockerResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalBlocker'] = ResolversParentTypes['ApprovalBlocker']> = {
  code?: Resolver<ResolversTypes['ApprovalBlockerCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ApprovalBreakGlassTermsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalBreakGlassTerms'] = ResolversParentTypes['ApprovalBreakGlassTerms']> = {
  gates?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  ratifiers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ratifyHours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['Role']>, ParentType, ContextType>;
};

export type ApprovalChangeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalChange'] = ResolversParentTypes['ApprovalChange']> = {
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  revision?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['ApprovalState']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ApprovalEffectResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalEffect'] = ResolversParentTypes['ApprovalEffect']> = {
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  errorCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  errorMessage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  found?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  nextAttemptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  place?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ApprovalEffectState'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ApprovalEscalationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalEscalation'] = ResolversParentTypes['ApprovalEscalation']> = {
  afterHours?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  team?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ApprovalEvidenceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalEvidence'] = ResolversParentTypes['ApprovalEvidence']> = {
  digest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  uri?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ApprovalGateResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalGate'] = ResolversParentTypes['ApprovalGate']> = {
  computedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  evidence?: Resolver<ReadonlyArray<ResolversTypes['ApprovalEvidence']>, ParentType, ContextType>;
  exception?: Resolver<Maybe<ResolversTypes['GateException']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  explanation?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  found?: Resolver<ResolversTypes['ApprovalVerdict'], ParentType, ContextType>;
  gate?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  inputsDigest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  observed?: Resolver<ReadonlyArray<ResolversTypes['ApprovalObservation']>, ParentType, ContextType>;
  reasons?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  required?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  threshold?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  verdict?: Resolver<ResolversTypes['ApprovalVerdict'], ParentType, ContextType>;
};

export type ApprovalGateKindResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalGateKind'] = ResolversParentTypes['ApprovalGateKind']> = {
  description?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  isAboutMoment?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  parameters?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  producers?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ApprovalGateRuleResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalGateRule'] = ResolversParentTypes['ApprovalGateRule']> = {
  gate?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  params?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  required?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ApprovalHistoryConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalHistoryConnection'] = ResolversParentTypes['ApprovalHistoryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ApprovalHistoryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ApprovalHistoryEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ApprovalHistoryEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalHistoryEdge'] = ResolversParentTypes['ApprovalHistoryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ApprovalHistoryEntry'], ParentType, ContextType>;
};

export type ApprovalHistoryEntryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalHistoryEntry'] = ResolversParentTypes['ApprovalHistoryEntry']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<Maybe<ResolversTypes['PrincipalName']>, ParentType, ContextType>;
  detail?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  event?: Resolver<ResolversTypes['ApprovalEvent'], ParentType, ContextType>;
};

export type ApprovalObservationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalObservation'] = ResolversParentTypes['ApprovalObservation']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type ApprovalPlanResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalPlan'] = ResolversParentTypes['ApprovalPlan']> = {
  baseVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rows?: Resolver<ReadonlyArray<ResolversTypes['ApprovalPlanRow']>, ParentType, ContextType>;
  steps?: Resolver<ReadonlyArray<ResolversTypes['ApprovalStep']>, ParentType, ContextType>;
};

export type ApprovalPlanRowResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalPlanRow'] = ResolversParentTypes['ApprovalPlanRow']> = {
  after?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  label?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  verdict?: Resolver<Maybe<ResolversTypes['ApprovalRowVerdict']>, ParentType, ContextType>;
};

export type ApprovalPolicyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalPolicy'] = ResolversParentTypes['ApprovalPolicy']> = {
  actions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ApprovalAction']>>, ParentType, ContextType>;
  approvalHours?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  breakGlass?: Resolver<Maybe<ResolversTypes['ApprovalBreakGlassTerms']>, ParentType, ContextType>;
  environments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  gates?: Resolver<ReadonlyArray<ResolversTypes['ApprovalGateRule']>, ParentType, ContextType>;
  minWaitMinutes?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  pendingHours?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  protected?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  rejectQuorum?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reviewers?: Resolver<ReadonlyArray<ResolversTypes['ApprovalReviewerRule']>, ParentType, ContextType>;
  riskTierMin?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  unknownAuthor?: Resolver<ResolversTypes['ApprovalUnknownAuthor'], ParentType, ContextType>;
};

export type ApprovalPolicyProposalResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalPolicyProposal'] = ResolversParentTypes['ApprovalPolicyProposal']> = {
  author?: Resolver<ResolversTypes['PrincipalName'], ParentType, ContextType>;
  basedOn?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lapsesAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  policies?: Resolver<ReadonlyArray<ResolversTypes['ApprovalPolicy']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApprovalPolicyVersionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalPolicyVersion'] = ResolversParentTypes['ApprovalPolicyVersion']> = {
  author?: Resolver<Maybe<ResolversTypes['PrincipalName']>, ParentType, ContextType>;
  confirmedBy?: Resolver<Maybe<ResolversTypes['PrincipalName']>, ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  policies?: Resolver<ReadonlyArray<ResolversTypes['ApprovalPolicy']>, ParentType, ContextType>;
  publishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApprovalPolicyVersionConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalPolicyVersionConnection'] = ResolversParentTypes['ApprovalPolicyVersionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ApprovalPolicyVersionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ApprovalPolicyVersion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ApprovalPolicyVersionEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalPolicyVersionEdge'] = ResolversParentTypes['ApprovalPolicyVersionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ApprovalPolicyVersion'], ParentType, ContextType>;
};

export type ApprovalPreviewResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalPreview'] = ResolversParentTypes['ApprovalPreview']> = {
  artifactDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  blockers?: Resolver<ReadonlyArray<ResolversTypes['ApprovalBlocker']>, ParentType, ContextType>;
  gates?: Resolver<ReadonlyArray<ResolversTypes['ApprovalGate']>, ParentType, ContextType>;
  plan?: Resolver<ResolversTypes['ApprovalPlan'], ParentType, ContextType>;
  policies?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  policyVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  riskTier?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  slots?: Resolver<ReadonlyArray<ResolversTypes['ApprovalSlot']>, ParentType, ContextType>;
  subjectDigest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  targetRef?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unknownAuthors?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  versionRef?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ApprovalRequestResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalRequest'] = ResolversParentTypes['ApprovalRequest']> = {
  action?: Resolver<ResolversTypes['ApprovalAction'], ParentType, ContextType>;
  artifactDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  blockers?: Resolver<ReadonlyArray<ResolversTypes['ApprovalBlocker']>, ParentType, ContextType>;
  breakGlass?: Resolver<Maybe<ResolversTypes['BreakGlass']>, ParentType, ContextType>;
  cause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  decidedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  effects?: Resolver<ReadonlyArray<ResolversTypes['ApprovalEffect']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  exceptions?: Resolver<ResolversTypes['GateExceptionConnection'], ParentType, ContextType, RequireFields<ApprovalRequestExceptionsArgs, 'first'>>;
  excluded?: Resolver<ReadonlyArray<ResolversTypes['PrincipalName']>, ParentType, ContextType>;
  expiresAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  gates?: Resolver<ReadonlyArray<ResolversTypes['ApprovalGate']>, ParentType, ContextType>;
  history?: Resolver<ResolversTypes['ApprovalHistoryConnection'], ParentType, ContextType, RequireFields<ApprovalRequestHistoryArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  modelVersion?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  notBefore?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  plan?: Resolver<ResolversTypes['ApprovalPlan'], ParentType, ContextType>;
  policies?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  policyVersion?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  requester?: Resolver<ResolversTypes['PrincipalName'], ParentType, ContextType>;
  restores?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  reviews?: Resolver<ResolversTypes['ApprovalReviewConnection'], ParentType, ContextType, RequireFields<ApprovalRequestReviewsArgs, 'first'>>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  riskTier?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  slots?: Resolver<ReadonlyArray<ResolversTypes['ApprovalSlot']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ApprovalState'], ParentType, ContextType>;
  subjectDigest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  submittedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  target?: Resolver<Maybe<ResolversTypes['Target']>, ParentType, ContextType>;
  targetRef?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ticket?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  unknownAuthors?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  versionRef?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  viewerCan?: Resolver<ResolversTypes['ApprovalAbilities'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ApprovalRequestConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalRequestConnection'] = ResolversParentTypes['ApprovalRequestConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ApprovalRequestEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ApprovalRequestEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalRequestEdge'] = ResolversParentTypes['ApprovalRequestEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ApprovalRequest'], ParentType, ContextType>;
};

export type ApprovalReviewResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalReview'] = ResolversParentTypes['ApprovalReview']> = {
  comment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  decision?: Resolver<ResolversTypes['ApprovalDecision'], ParentType, ContextType>;
  dismissReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dismissedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  dismissedBy?: Resolver<Maybe<ResolversTypes['PrincipalName']>, ParentType, ContextType>;
  onBehalfOf?: Resolver<Maybe<ResolversTypes['PrincipalName']>, ParentType, ContextType>;
  planDigest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reviewer?: Resolver<ResolversTypes['PrincipalName'], ParentType, ContextType>;
  subjectDigest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ApprovalReviewConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalReviewConnection'] = ResolversParentTypes['ApprovalReviewConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ApprovalReviewEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ApprovalReview']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ApprovalReviewEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalReviewEdge'] = ResolversParentTypes['ApprovalReviewEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ApprovalReview'], ParentType, ContextType>;
};

export type ApprovalReviewerRuleResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalReviewerRule'] = ResolversParentTypes['ApprovalReviewerRule']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  escalation?: Resolver<Maybe<ResolversTypes['ApprovalEscalation']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  team?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ApprovalSlotResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalSlot'] = ResolversParentTypes['ApprovalSlot']> = {
  eligible?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  escalation?: Resolver<Maybe<ResolversTypes['ApprovalSlotEscalation']>, ParentType, ContextType>;
  filledBy?: Resolver<Maybe<ResolversTypes['PrincipalName']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  team?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  viewerCouldFill?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ApprovalSlotEscalationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalSlotEscalation'] = ResolversParentTypes['ApprovalSlotEscalation']> = {
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  open?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['Role']>, ParentType, ContextType>;
  team?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ApprovalStepResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ApprovalStep'] = ResolversParentTypes['ApprovalStep']> = {
  place?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ArtifactResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Artifact'] = ResolversParentTypes['Artifact']> = {
  downloadUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isDirectory?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  location?: Resolver<ResolversTypes['ArtifactLocation'], ParentType, ContextType>;
  mediaType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sha256?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sizeBytes?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ArtifactConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ArtifactConnection'] = ResolversParentTypes['ArtifactConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ArtifactEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Artifact']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ArtifactEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ArtifactEdge'] = ResolversParentTypes['ArtifactEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Artifact'], ParentType, ContextType>;
};

export type ArtifactLocationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ArtifactLocation'] = ResolversParentTypes['ArtifactLocation']> = {
  resolution?: Resolver<ResolversTypes['ArtifactResolution'], ParentType, ContextType>;
  store?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>;
  uri?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AssumedPieceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AssumedPiece'] = ResolversParentTypes['AssumedPiece']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  piece?: Resolver<ResolversTypes['RecipePiece'], ParentType, ContextType>;
};

export type AttestEvidenceErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AttestEvidenceError'] = ResolversParentTypes['AttestEvidenceError']> = {
  code?: Resolver<ResolversTypes['AttestEvidenceErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AttestEvidencePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AttestEvidencePayload'] = ResolversParentTypes['AttestEvidencePayload']> = {
  evidence?: Resolver<Maybe<ResolversTypes['Evidence']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['AttestEvidenceError']>, ParentType, ContextType>;
};

export type AuditActorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditActor'] = ResolversParentTypes['AuditActor']> = {
  erasedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  principalId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditAnchorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditAnchor'] = ResolversParentTypes['AuditAnchor']> = {
  lastKeptAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AuditAnchorState'], ParentType, ContextType>;
};

export type AuditAnchoringResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditAnchoring'] = ResolversParentTypes['AuditAnchoring']> = {
  anchoredTo?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  anchors?: Resolver<ReadonlyArray<ResolversTypes['AuditAnchor']>, ParentType, ContextType>;
  size?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['AuditChainState'], ParentType, ContextType>;
  unanchored?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  unanchoredSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type AuditConsistencyResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditConsistency'] = ResolversParentTypes['AuditConsistency']> = {
  from?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  fromRoot?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type AuditEventResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditEvent'] = ResolversParentTypes['AuditEvent']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  actor?: Resolver<Maybe<ResolversTypes['AuditActor']>, ParentType, ContextType>;
  afterDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  authMethod?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  beforeDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  decision?: Resolver<ResolversTypes['AuditDecision'], ParentType, ContextType>;
  details?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  entryHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  event?: Resolver<ResolversTypes['JSON'], ParentType, ContextType>;
  eventId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ipPrefix?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  keyId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  leafHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  policyIds?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  policySetDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  prevHash?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  recordedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  requestId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resource?: Resolver<ResolversTypes['AuditResource'], ParentType, ContextType>;
  sequence?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['AuditSeverity'], ParentType, ContextType>;
  signature?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  stream?: Resolver<ResolversTypes['AuditStream'], ParentType, ContextType>;
  time?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  traceparent?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditEventAppendedResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditEventAppended'] = ResolversParentTypes['AuditEventAppended']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  event?: Resolver<Maybe<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
};

export type AuditEventConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditEventConnection'] = ResolversParentTypes['AuditEventConnection']> = {
  anchoring?: Resolver<ResolversTypes['AuditAnchoring'], ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['AuditEventEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['AuditEvent']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type AuditEventEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditEventEdge'] = ResolversParentTypes['AuditEventEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
};

export type AuditProofResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditProof'] = ResolversParentTypes['AuditProof']> = {
  checkpoint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consistency?: Resolver<Maybe<ResolversTypes['AuditConsistency']>, ParentType, ContextType>;
  event?: Resolver<ResolversTypes['AuditEvent'], ParentType, ContextType>;
  inclusion?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  root?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  treeSize?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  verifierKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AuditResourceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['AuditResource'] = ResolversParentTypes['AuditResource']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BreakGlassResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BreakGlass'] = ResolversParentTypes['BreakGlass']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['PrincipalName'], ParentType, ContextType>;
  incident?: Resolver<Maybe<ResolversTypes['Incident']>, ParentType, ContextType>;
  outcome?: Resolver<ResolversTypes['BreakGlassOutcome'], ParentType, ContextType>;
  ratifications?: Resolver<ReadonlyArray<ResolversTypes['BreakGlassRatification']>, ParentType, ContextType>;
  ratifiers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  ratifyBy?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type BreakGlassErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BreakGlassError'] = ResolversParentTypes['BreakGlassError']> = {
  code?: Resolver<ResolversTypes['BreakGlassErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type BreakGlassPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BreakGlassPayload'] = ResolversParentTypes['BreakGlassPayload']> = {
  preview?: Resolver<Maybe<ResolversTypes['ApprovalPreview']>, ParentType, ContextType>;
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['BreakGlassError']>, ParentType, ContextType>;
};

export type BreakGlassRatificationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['BreakGlassRatification'] = ResolversParentTypes['BreakGlassRatification']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  by?: Resolver<ResolversTypes['PrincipalName'], ParentType, ContextType>;
  comment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type CancelRequestErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CancelRequestError'] = ResolversParentTypes['CancelRequestError']> = {
  code?: Resolver<ResolversTypes['CancelRequestErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CancelRequestPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CancelRequestPayload'] = ResolversParentTypes['CancelRequestPayload']> = {
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['CancelRequestError']>, ParentType, ContextType>;
};

export type CloseIncidentErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CloseIncidentError'] = ResolversParentTypes['CloseIncidentError']> = {
  code?: Resolver<ResolversTypes['CloseIncidentErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CloseIncidentPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CloseIncidentPayload'] = ResolversParentTypes['CloseIncidentPayload']> = {
  incident?: Resolver<Maybe<ResolversTypes['Incident']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['CloseIncidentError']>, ParentType, ContextType>;
};

export type ColumnLineageResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ColumnLineage'] = ResolversParentTypes['ColumnLineage']> = {
  from?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  masking?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  subtype?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ColumnSchemaResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ColumnSchema'] = ResolversParentTypes['ColumnSchema']> = {
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  required?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  shape?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Int']>>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ComparedMetricResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ComparedMetric'] = ResolversParentTypes['ComparedMetric']> = {
  datasetDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  datasetName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  differs?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<Maybe<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type ComparedValueResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ComparedValue'] = ResolversParentTypes['ComparedValue']> = {
  differs?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<Maybe<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type ConsumerResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Consumer'] = ResolversParentTypes['Consumer']> = {
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  contact?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  criticality?: Resolver<ResolversTypes['ConsumerCriticality'], ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endpoint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ConsumerKind'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ownerTeam?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  registeredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  updatedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  uses?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConsumerConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConsumerConnection'] = ResolversParentTypes['ConsumerConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ConsumerEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Consumer']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ConsumerEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ConsumerEdge'] = ResolversParentTypes['ConsumerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Consumer'], ParentType, ContextType>;
};

export type CreateTokenErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CreateTokenError'] = ResolversParentTypes['CreateTokenError']> = {
  code?: Resolver<ResolversTypes['CreateTokenErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CreateTokenPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['CreateTokenPayload'] = ResolversParentTypes['CreateTokenPayload']> = {
  secret?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  token?: Resolver<Maybe<ResolversTypes['Token']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['CreateTokenError']>, ParentType, ContextType>;
};

export type DataVersionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DataVersion'] = ResolversParentTypes['DataVersion']> = {
  columns?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ColumnSchema']>>, ParentType, ContextType>;
  dataset?: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lineage?: Resolver<Maybe<ResolversTypes['LineageGraph']>, ParentType, ContextType, RequireFields<DataVersionLineageArgs, 'columns' | 'depth' | 'direction' | 'freshness' | 'maxNodes'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  originType?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  originUri?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rowCount?: Resolver<Maybe<ResolversTypes['Long']>, ParentType, ContextType>;
  runs?: Resolver<Maybe<ResolversTypes['RunConnection']>, ParentType, ContextType, RequireFields<DataVersionRunsArgs, 'first'>>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  viewerCan?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ViewerCan']>>, ParentType, ContextType, Partial<DataVersionViewerCanArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DataVersionConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DataVersionConnection'] = ResolversParentTypes['DataVersionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DataVersionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['DataVersion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sourceStatus?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
};

export type DataVersionEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DataVersionEdge'] = ResolversParentTypes['DataVersionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['DataVersion'], ParentType, ContextType>;
};

export type DatasetResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Dataset'] = ResolversParentTypes['Dataset'], FederationReferenceType extends FederationReferenceTypes['Dataset'] = FederationReferenceTypes['Dataset']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Dataset']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lineage?: Resolver<Maybe<ResolversTypes['LineageGraph']>, ParentType, ContextType, RequireFields<DatasetLineageArgs, 'columns' | 'depth' | 'direction' | 'freshness' | 'maxNodes'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  versions?: Resolver<Maybe<ResolversTypes['DataVersionConnection']>, ParentType, ContextType, RequireFields<DatasetVersionsArgs, 'first'>>;
  viewerCan?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ViewerCan']>>, ParentType, ContextType, Partial<DatasetViewerCanArgs>>;
  workspace?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DatasetConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DatasetConnection'] = ResolversParentTypes['DatasetConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DatasetEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Dataset']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sourceStatus?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
};

export type DatasetEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DatasetEdge'] = ResolversParentTypes['DatasetEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Dataset'], ParentType, ContextType>;
};

export type DatasetInputResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DatasetInput'] = ResolversParentTypes['DatasetInput']> = {
  context?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  dataVersion?: Resolver<ResolversTypes['DataVersion'], ParentType, ContextType>;
  role?: Resolver<ResolversTypes['DatasetRole'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DelegateReviewsErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DelegateReviewsError'] = ResolversParentTypes['DelegateReviewsError']> = {
  code?: Resolver<ResolversTypes['DelegateReviewsErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type DelegateReviewsPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DelegateReviewsPayload'] = ResolversParentTypes['DelegateReviewsPayload']> = {
  delegation?: Resolver<Maybe<ResolversTypes['ReviewDelegation']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['DelegateReviewsError']>, ParentType, ContextType>;
};

export type DeploymentResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Deployment'] = ResolversParentTypes['Deployment'], FederationReferenceType extends FederationReferenceTypes['Deployment'] = FederationReferenceTypes['Deployment']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Deployment']> | FederationReferenceType, FederationReferenceType, ContextType>;
  consumers?: Resolver<ResolversTypes['ConsumerConnection'], ParentType, ContextType, RequireFields<DeploymentConsumersArgs, 'first'>>;
  endpoints?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Endpoint']>>, ParentType, ContextType>;
  environment?: Resolver<Maybe<ResolversTypes['Environment']>, ParentType, ContextType>;
  freshness?: Resolver<Maybe<ResolversTypes['Freshness']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lineage?: Resolver<Maybe<ResolversTypes['LineageGraph']>, ParentType, ContextType, RequireFields<DeploymentLineageArgs, 'columns' | 'depth' | 'direction' | 'freshness' | 'maxNodes'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  state?: Resolver<Maybe<ResolversTypes['DeploymentState']>, ParentType, ContextType>;
  versions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ServedVersion']>>, ParentType, ContextType>;
  viewerCan?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ViewerCan']>>, ParentType, ContextType, Partial<DeploymentViewerCanArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type DeploymentChangeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DeploymentChange'] = ResolversParentTypes['DeploymentChange']> = {
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  deployment?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  deploymentId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  removed?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type DeploymentConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DeploymentConnection'] = ResolversParentTypes['DeploymentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['DeploymentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Deployment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sourceStatus?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
};

export type DeploymentEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['DeploymentEdge'] = ResolversParentTypes['DeploymentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
};

export type EndpointResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Endpoint'] = ResolversParentTypes['Endpoint']> = {
  protocol?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type EnvironmentResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Environment'] = ResolversParentTypes['Environment']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  protected?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rank?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  targets?: Resolver<ReadonlyArray<ResolversTypes['Target']>, ParentType, ContextType>;
  viewerCan?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ViewerCan']>>, ParentType, ContextType, Partial<EnvironmentViewerCanArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EnvironmentFileResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EnvironmentFile'] = ResolversParentTypes['EnvironmentFile']> = {
  path?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type EvidenceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Evidence'] = ResolversParentTypes['Evidence']> = {
  artifactDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  attestedBy?: Resolver<ResolversTypes['PrincipalName'], ParentType, ContextType>;
  digest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  gate?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  issuedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  modelVersion?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
  outcome?: Resolver<Maybe<ResolversTypes['EvidenceOutcome']>, ParentType, ContextType>;
  producer?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  receivedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  subjectDigest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  uri?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['EvidenceValue']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type EvidenceConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EvidenceConnection'] = ResolversParentTypes['EvidenceConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['EvidenceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Evidence']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type EvidenceEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EvidenceEdge'] = ResolversParentTypes['EvidenceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Evidence'], ParentType, ContextType>;
};

export type EvidenceValueResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['EvidenceValue'] = ResolversParentTypes['EvidenceValue']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  unit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
};

export type ExperimentResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Experiment'] = ResolversParentTypes['Experiment']> = {
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  freshness?: Resolver<Maybe<ResolversTypes['Freshness']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  runs?: Resolver<Maybe<ResolversTypes['RunConnection']>, ParentType, ContextType, RequireFields<ExperimentRunsArgs, 'first'>>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  tags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Tag']>>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  viewerCan?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ViewerCan']>>, ParentType, ContextType, Partial<ExperimentViewerCanArgs>>;
  workspace?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ExperimentConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExperimentConnection'] = ResolversParentTypes['ExperimentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ExperimentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Experiment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sourceStatus?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
};

export type ExperimentEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ExperimentEdge'] = ResolversParentTypes['ExperimentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Experiment'], ParentType, ContextType>;
};

export type FreshnessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Freshness'] = ResolversParentTypes['Freshness']> = {
  ageMs?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  observedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GateExceptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GateException'] = ResolversParentTypes['GateException']> = {
  active?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  compensatingControl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endedBy?: Resolver<Maybe<ResolversTypes['PrincipalName']>, ParentType, ContextType>;
  environment?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  gate?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  grantedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  grantedBy?: Resolver<ResolversTypes['PrincipalName'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  subjectDigest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  targetRef?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  versionRef?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GateExceptionConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GateExceptionConnection'] = ResolversParentTypes['GateExceptionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['GateExceptionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['GateException']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type GateExceptionEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GateExceptionEdge'] = ResolversParentTypes['GateExceptionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['GateException'], ParentType, ContextType>;
};

export type GrantResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Grant'] = ResolversParentTypes['Grant']> = {
  confirmedBy?: Resolver<Maybe<ResolversTypes['PrincipalName']>, ParentType, ContextType>;
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  createdBy?: Resolver<ResolversTypes['PrincipalName'], ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  holder?: Resolver<ResolversTypes['GrantHolder'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lapsesAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  role?: Resolver<ResolversTypes['Role'], ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['GrantScope'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['GrantState'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type GrantConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GrantConnection'] = ResolversParentTypes['GrantConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['GrantEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Grant']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type GrantEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GrantEdge'] = ResolversParentTypes['GrantEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Grant'], ParentType, ContextType>;
};

export type GrantErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GrantError'] = ResolversParentTypes['GrantError']> = {
  code?: Resolver<ResolversTypes['GrantErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GrantExceptionErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GrantExceptionError'] = ResolversParentTypes['GrantExceptionError']> = {
  code?: Resolver<ResolversTypes['GrantExceptionErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type GrantExceptionPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GrantExceptionPayload'] = ResolversParentTypes['GrantExceptionPayload']> = {
  exception?: Resolver<Maybe<ResolversTypes['GateException']>, ParentType, ContextType>;
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['GrantExceptionError']>, ParentType, ContextType>;
};

export type GrantHolderResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GrantHolder'] = ResolversParentTypes['GrantHolder']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['GrantHolderType'], ParentType, ContextType>;
};

export type GrantPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GrantPayload'] = ResolversParentTypes['GrantPayload']> = {
  grant?: Resolver<Maybe<ResolversTypes['Grant']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['GrantError']>, ParentType, ContextType>;
};

export type GrantScopeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['GrantScope'] = ResolversParentTypes['GrantScope']> = {
  id?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  ref?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['GrantScopeType'], ParentType, ContextType>;
};

export type ImpactedObjectResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ImpactedObject'] = ResolversParentTypes['ImpactedObject']> = {
  distance?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  environment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isLive?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['LineageNode'], ParentType, ContextType>;
  owners?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  path?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['ImpactSeverity'], ParentType, ContextType>;
};

export type IncidentResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Incident'] = ResolversParentTypes['Incident']> = {
  breakGlass?: Resolver<ResolversTypes['ApprovalRequestConnection'], ParentType, ContextType, RequireFields<IncidentBreakGlassArgs, 'first'>>;
  closedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  closedBy?: Resolver<Maybe<ResolversTypes['PrincipalName']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  openedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  openedBy?: Resolver<ResolversTypes['PrincipalName'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  resolution?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['IncidentSeverity'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['IncidentState'], ParentType, ContextType>;
  ticket?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type IncidentConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['IncidentConnection'] = ResolversParentTypes['IncidentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['IncidentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Incident']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type IncidentEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['IncidentEdge'] = ResolversParentTypes['IncidentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Incident'], ParentType, ContextType>;
};

export interface JsonScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['JSON'], any> {
  name: 'JSON';
}

export type JobResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Job'] = ResolversParentTypes['Job']> = {
  codeUrl?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lastError?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastRun?: Resolver<Maybe<ResolversTypes['JobRun']>, ParentType, ContextType>;
  lineage?: Resolver<Maybe<ResolversTypes['LineageGraph']>, ParentType, ContextType, RequireFields<JobLineageArgs, 'columns' | 'depth' | 'direction' | 'freshness' | 'maxNodes'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  namespace?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owners?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  processing?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  viewerCan?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ViewerCan']>>, ParentType, ContextType, Partial<JobViewerCanArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type JobConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['JobConnection'] = ResolversParentTypes['JobConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['JobEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Job']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type JobEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['JobEdge'] = ResolversParentTypes['JobEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Job'], ParentType, ContextType>;
};

export type JobRunResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['JobRun'] = ResolversParentTypes['JobRun']> = {
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  runId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['JobRunState'], ParentType, ContextType>;
};

export type LineageCacheResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LineageCache'] = ResolversParentTypes['LineageCache']> = {
  ageMs?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['LineageCacheState'], ParentType, ContextType>;
};

export type LineageDiffResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LineageDiff'] = ResolversParentTypes['LineageDiff']> = {
  a?: Resolver<ResolversTypes['LineageNode'], ParentType, ContextType>;
  added?: Resolver<ReadonlyArray<ResolversTypes['LineageNode']>, ParentType, ContextType>;
  addedEdges?: Resolver<ReadonlyArray<ResolversTypes['LineageEdge']>, ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  b?: Resolver<ResolversTypes['LineageNode'], ParentType, ContextType>;
  cache?: Resolver<ResolversTypes['LineageCache'], ParentType, ContextType>;
  changed?: Resolver<ReadonlyArray<ResolversTypes['LineageNodeChange']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  removed?: Resolver<ReadonlyArray<ResolversTypes['LineageNode']>, ParentType, ContextType>;
  removedEdges?: Resolver<ReadonlyArray<ResolversTypes['LineageEdge']>, ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['LineageSource']>, ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  truncationReason?: Resolver<Maybe<ResolversTypes['LineageTruncation']>, ParentType, ContextType>;
  unchanged?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type LineageEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LineageEdge'] = ResolversParentTypes['LineageEdge']> = {
  columns?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ColumnLineage']>>, ParentType, ContextType>;
  confidence?: Resolver<Maybe<ResolversTypes['LineageConfidence']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['LineageEdgeKind']>, ParentType, ContextType>;
  observedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  to?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  validFrom?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  validTo?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  validity?: Resolver<Maybe<ResolversTypes['LineageConfidence']>, ParentType, ContextType>;
};

export type LineageGraphResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LineageGraph'] = ResolversParentTypes['LineageGraph']> = {
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cache?: Resolver<ResolversTypes['LineageCache'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  depthReached?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  dot?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  edges?: Resolver<ReadonlyArray<ResolversTypes['LineageEdge']>, ParentType, ContextType>;
  mermaid?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['LineageNode']>, ParentType, ContextType>;
  nodesOmitted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  root?: Resolver<ResolversTypes['LineageNode'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['LineageSource']>, ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  truncationReason?: Resolver<Maybe<ResolversTypes['LineageTruncation']>, ParentType, ContextType>;
};

export type LineageImpactResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LineageImpact'] = ResolversParentTypes['LineageImpact']> = {
  affected?: Resolver<ReadonlyArray<ResolversTypes['ImpactedObject']>, ParentType, ContextType>;
  asOf?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cache?: Resolver<ResolversTypes['LineageCache'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  depthReached?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  nodesOmitted?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  root?: Resolver<ResolversTypes['LineageNode'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['ImpactSeverity'], ParentType, ContextType>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['LineageSource']>, ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  truncationReason?: Resolver<Maybe<ResolversTypes['LineageTruncation']>, ParentType, ContextType>;
};

export type LineageNodeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LineageNode'] = ResolversParentTypes['LineageNode']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<Maybe<ResolversTypes['LineageNodeKind']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  properties?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
  ref?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  restricted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LineageNodeChangeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LineageNodeChange'] = ResolversParentTypes['LineageNodeChange']> = {
  after?: Resolver<ResolversTypes['LineageNode'], ParentType, ContextType>;
  before?: Resolver<ResolversTypes['LineageNode'], ParentType, ContextType>;
  fields?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type LineageSourceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LineageSource'] = ResolversParentTypes['LineageSource']> = {
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['SourceError']>, ParentType, ContextType>;
  lagSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SourceState'], ParentType, ContextType>;
};

export type LiveModelResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LiveModel'] = ResolversParentTypes['LiveModel']> = {
  environment?: Resolver<Maybe<ResolversTypes['Environment']>, ParentType, ContextType>;
  modelVersion?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  served?: Resolver<Maybe<ResolversTypes['ServedVersion']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  target?: Resolver<Maybe<ResolversTypes['Target']>, ParentType, ContextType>;
};

export type LiveModelConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LiveModelConnection'] = ResolversParentTypes['LiveModelConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['LiveModelEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['LiveModel']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sourceStatus?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
};

export type LiveModelEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LiveModelEdge'] = ResolversParentTypes['LiveModelEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['LiveModel'], ParentType, ContextType>;
};

export type LoggedModelResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['LoggedModel'] = ResolversParentTypes['LoggedModel']> = {
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lineage?: Resolver<Maybe<ResolversTypes['LineageGraph']>, ParentType, ContextType, RequireFields<LoggedModelLineageArgs, 'columns' | 'depth' | 'direction' | 'freshness' | 'maxNodes'>>;
  metrics?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Metric']>>, ParentType, ContextType>;
  modelId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  params?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Param']>>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  tags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Tag']>>, ParentType, ContextType>;
  viewerCan?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ViewerCan']>>, ParentType, ContextType, Partial<LoggedModelViewerCanArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export interface LongScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Long'], any> {
  name: 'Long';
}

export type MeasurementResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Measurement'] = ResolversParentTypes['Measurement']> = {
  measuredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  metric?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  modelVersions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ModelVersion']>>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type MetricResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Metric'] = ResolversParentTypes['Metric']> = {
  datasetDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  datasetName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  step?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type MetricPointResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MetricPoint'] = ResolversParentTypes['MetricPoint']> = {
  recordedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  step?: Resolver<ResolversTypes['Long'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
};

export type MetricPointConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MetricPointConnection'] = ResolversParentTypes['MetricPointConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['MetricPointEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['MetricPoint']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type MetricPointEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MetricPointEdge'] = ResolversParentTypes['MetricPointEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['MetricPoint'], ParentType, ContextType>;
};

export type MissingPieceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['MissingPiece'] = ResolversParentTypes['MissingPiece']> = {
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  piece?: Resolver<ResolversTypes['RecipePiece'], ParentType, ContextType>;
};

export type ModelResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Model'] = ResolversParentTypes['Model'], FederationReferenceType extends FederationReferenceTypes['Model'] = FederationReferenceTypes['Model']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Model']> | FederationReferenceType, FederationReferenceType, ContextType>;
  aliasHistory?: Resolver<ResolversTypes['AliasPeriodConnection'], ParentType, ContextType, RequireFields<ModelAliasHistoryArgs, 'first'>>;
  aliases?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ModelAlias']>>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  freshness?: Resolver<Maybe<ResolversTypes['Freshness']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  latestVersion?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  lineage?: Resolver<Maybe<ResolversTypes['LineageGraph']>, ParentType, ContextType, RequireFields<ModelLineageArgs, 'columns' | 'depth' | 'direction' | 'freshness' | 'maxNodes'>>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  tags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Tag']>>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  versions?: Resolver<Maybe<ResolversTypes['ModelVersionConnection']>, ParentType, ContextType, RequireFields<ModelVersionsArgs, 'first'>>;
  viewerCan?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ViewerCan']>>, ParentType, ContextType, Partial<ModelViewerCanArgs>>;
  workspace?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModelAliasResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ModelAlias'] = ResolversParentTypes['ModelAlias']> = {
  alias?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  modelVersion?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ModelConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ModelConnection'] = ResolversParentTypes['ModelConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ModelEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Model']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sourceStatus?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
};

export type ModelEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ModelEdge'] = ResolversParentTypes['ModelEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Model'], ParentType, ContextType>;
};

export type ModelFlavorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ModelFlavor'] = ResolversParentTypes['ModelFlavor']> = {
  libraryVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  properties?: Resolver<Maybe<ResolversTypes['JSON']>, ParentType, ContextType>;
};

export type ModelSignatureResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ModelSignature'] = ResolversParentTypes['ModelSignature']> = {
  inputs?: Resolver<ReadonlyArray<ResolversTypes['ColumnSchema']>, ParentType, ContextType>;
  outputs?: Resolver<ReadonlyArray<ResolversTypes['ColumnSchema']>, ParentType, ContextType>;
  params?: Resolver<ReadonlyArray<ResolversTypes['ColumnSchema']>, ParentType, ContextType>;
};

export type ModelVersionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ModelVersion'] = ResolversParentTypes['ModelVersion'], FederationReferenceType extends FederationReferenceTypes['ModelVersion'] = FederationReferenceTypes['ModelVersion']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['ModelVersion']> | FederationReferenceType, FederationReferenceType, ContextType>;
  aliases?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  approvals?: Resolver<ResolversTypes['ApprovalRequestConnection'], ParentType, ContextType, RequireFields<ModelVersionApprovalsArgs, 'first'>>;
  artifactDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  artifactUri?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  artifacts?: Resolver<Maybe<ResolversTypes['ArtifactConnection']>, ParentType, ContextType, RequireFields<ModelVersionArtifactsArgs, 'first'>>;
  author?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  consumers?: Resolver<ResolversTypes['ConsumerConnection'], ParentType, ContextType, RequireFields<ModelVersionConsumersArgs, 'first'>>;
  copiedFrom?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  evidence?: Resolver<ResolversTypes['EvidenceConnection'], ParentType, ContextType, RequireFields<ModelVersionEvidenceArgs, 'first'>>;
  flavors?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ModelFlavor']>>, ParentType, ContextType>;
  freshness?: Resolver<Maybe<ResolversTypes['Freshness']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lineage?: Resolver<Maybe<ResolversTypes['LineageGraph']>, ParentType, ContextType, RequireFields<ModelVersionLineageArgs, 'columns' | 'depth' | 'direction' | 'freshness' | 'maxNodes'>>;
  loggedModel?: Resolver<Maybe<ResolversTypes['LoggedModel']>, ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  releases?: Resolver<ReadonlyArray<ResolversTypes['VersionRelease']>, ParentType, ContextType>;
  retired?: Resolver<Maybe<ResolversTypes['VersionRetirement']>, ParentType, ContextType>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  servedBy?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ServedVersion']>>, ParentType, ContextType>;
  signature?: Resolver<Maybe<ResolversTypes['ModelSignature']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  stage?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['ModelVersionStatus']>, ParentType, ContextType>;
  tags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Tag']>>, ParentType, ContextType>;
  trainedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  viewerCan?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ViewerCan']>>, ParentType, ContextType, Partial<ModelVersionViewerCanArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ModelVersionConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ModelVersionConnection'] = ResolversParentTypes['ModelVersionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ModelVersionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sourceStatus?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
};

export type ModelVersionEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ModelVersionEdge'] = ResolversParentTypes['ModelVersionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ModelVersion'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  adoptDrift?: Resolver<Maybe<ResolversTypes['AdoptDriftPayload']>, ParentType, ContextType, RequireFields<MutationAdoptDriftArgs, 'input'>>;
  attestEvidence?: Resolver<Maybe<ResolversTypes['AttestEvidencePayload']>, ParentType, ContextType, RequireFields<MutationAttestEvidenceArgs, 'input'>>;
  breakGlass?: Resolver<Maybe<ResolversTypes['BreakGlassPayload']>, ParentType, ContextType, RequireFields<MutationBreakGlassArgs, 'input'>>;
  cancelRequest?: Resolver<Maybe<ResolversTypes['CancelRequestPayload']>, ParentType, ContextType, RequireFields<MutationCancelRequestArgs, 'input'>>;
  closeIncident?: Resolver<Maybe<ResolversTypes['CloseIncidentPayload']>, ParentType, ContextType, RequireFields<MutationCloseIncidentArgs, 'input'>>;
  createToken?: Resolver<Maybe<ResolversTypes['CreateTokenPayload']>, ParentType, ContextType, RequireFields<MutationCreateTokenArgs, 'input'>>;
  delegateReviews?: Resolver<Maybe<ResolversTypes['DelegateReviewsPayload']>, ParentType, ContextType, RequireFields<MutationDelegateReviewsArgs, 'input'>>;
  grant?: Resolver<Maybe<ResolversTypes['GrantPayload']>, ParentType, ContextType, RequireFields<MutationGrantArgs, 'input'>>;
  grantException?: Resolver<Maybe<ResolversTypes['GrantExceptionPayload']>, ParentType, ContextType, RequireFields<MutationGrantExceptionArgs, 'input'>>;
  openIncident?: Resolver<Maybe<ResolversTypes['OpenIncidentPayload']>, ParentType, ContextType, RequireFields<MutationOpenIncidentArgs, 'input'>>;
  publishApprovalPolicy?: Resolver<Maybe<ResolversTypes['PublishApprovalPolicyPayload']>, ParentType, ContextType, RequireFields<MutationPublishApprovalPolicyArgs, 'input'>>;
  publishPolicy?: Resolver<Maybe<ResolversTypes['PublishPolicyPayload']>, ParentType, ContextType, RequireFields<MutationPublishPolicyArgs, 'input'>>;
  ratifyBreakGlass?: Resolver<Maybe<ResolversTypes['RatifyBreakGlassPayload']>, ParentType, ContextType, RequireFields<MutationRatifyBreakGlassArgs, 'input'>>;
  registerConsumer?: Resolver<Maybe<ResolversTypes['RegisterConsumerPayload']>, ParentType, ContextType, RequireFields<MutationRegisterConsumerArgs, 'input'>>;
  requestApproval?: Resolver<Maybe<ResolversTypes['RequestApprovalPayload']>, ParentType, ContextType, RequireFields<MutationRequestApprovalArgs, 'input'>>;
  resolveViolation?: Resolver<Maybe<ResolversTypes['ResolveViolationPayload']>, ParentType, ContextType, RequireFields<MutationResolveViolationArgs, 'input'>>;
  resubmitRequest?: Resolver<Maybe<ResolversTypes['ResubmitRequestPayload']>, ParentType, ContextType, RequireFields<MutationResubmitRequestArgs, 'input'>>;
  retireModelVersion?: Resolver<Maybe<ResolversTypes['RetireModelVersionPayload']>, ParentType, ContextType, RequireFields<MutationRetireModelVersionArgs, 'input'>>;
  revertDrift?: Resolver<Maybe<ResolversTypes['RevertDriftPayload']>, ParentType, ContextType, RequireFields<MutationRevertDriftArgs, 'input'>>;
  reviewRequest?: Resolver<Maybe<ResolversTypes['ReviewRequestPayload']>, ParentType, ContextType, RequireFields<MutationReviewRequestArgs, 'input'>>;
  revokeApproval?: Resolver<Maybe<ResolversTypes['RevokeApprovalPayload']>, ParentType, ContextType, RequireFields<MutationRevokeApprovalArgs, 'input'>>;
  revokeGrant?: Resolver<Maybe<ResolversTypes['RevokeGrantPayload']>, ParentType, ContextType, RequireFields<MutationRevokeGrantArgs, 'input'>>;
  revokeToken?: Resolver<Maybe<ResolversTypes['RevokeTokenPayload']>, ParentType, ContextType, RequireFields<MutationRevokeTokenArgs, 'input'>>;
  rollBack?: Resolver<Maybe<ResolversTypes['RollBackPayload']>, ParentType, ContextType, RequireFields<MutationRollBackArgs, 'input'>>;
  syncSource?: Resolver<Maybe<ResolversTypes['SyncSourcePayload']>, ParentType, ContextType, RequireFields<MutationSyncSourceArgs, 'input'>>;
};

export type NativeDefaultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NativeDefault'] = ResolversParentTypes['NativeDefault']> = {
  level?: Resolver<Maybe<ResolversTypes['NativeLevel']>, ParentType, ContextType>;
  workspace?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type NativeExcessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NativeExcess'] = ResolversParentTypes['NativeExcess']> = {
  actions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  objects?: Resolver<Maybe<ResolversTypes['NativeObjectConnection']>, ParentType, ContextType, RequireFields<NativeExcessObjectsArgs, 'first'>>;
};

export type NativeObjectResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NativeObject'] = ResolversParentTypes['NativeObject']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ref?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type NativeObjectConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NativeObjectConnection'] = ResolversParentTypes['NativeObjectConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['NativeObjectEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['NativeObject']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type NativeObjectEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NativeObjectEdge'] = ResolversParentTypes['NativeObjectEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['NativeObject'], ParentType, ContextType>;
};

export type NativeRightResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NativeRight'] = ResolversParentTypes['NativeRight']> = {
  excess?: Resolver<ReadonlyArray<ResolversTypes['NativeExcess']>, ParentType, ContextType, Partial<NativeRightExcessArgs>>;
  level?: Resolver<Maybe<ResolversTypes['NativeLevel']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  onAll?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  origin?: Resolver<ResolversTypes['NativeOrigin'], ParentType, ContextType>;
  principal?: Resolver<Maybe<ResolversTypes['AccessPrincipal']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  workspace?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type NativeRightConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NativeRightConnection'] = ResolversParentTypes['NativeRightConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['NativeRightEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['NativeRight']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type NativeRightEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NativeRightEdge'] = ResolversParentTypes['NativeRightEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['NativeRight'], ParentType, ContextType>;
};

export type NativeRightsResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['NativeRights'] = ResolversParentTypes['NativeRights']> = {
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  defaults?: Resolver<ReadonlyArray<ResolversTypes['NativeDefault']>, ParentType, ContextType>;
  gaps?: Resolver<ReadonlyArray<ResolversTypes['NativeGap']>, ParentType, ContextType>;
  guard?: Resolver<ResolversTypes['NativeGuard'], ParentType, ContextType>;
  principals?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  strangers?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  wider?: Resolver<Maybe<ResolversTypes['NativeRightConnection']>, ParentType, ContextType, RequireFields<NativeRightsWiderArgs, 'first'>>;
};

export type NodeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType?: TypeResolveFn<'ApprovalPolicyProposal' | 'ApprovalPolicyVersion' | 'ApprovalRequest' | 'Artifact' | 'Consumer' | 'DataVersion' | 'Dataset' | 'Deployment' | 'Environment' | 'Evidence' | 'Experiment' | 'GateException' | 'Grant' | 'Incident' | 'Job' | 'LoggedModel' | 'Model' | 'ModelVersion' | 'PolicyProposal' | 'PolicyVersion' | 'ReviewDelegation' | 'Run' | 'Source' | 'Target' | 'Violation', ParentType, ContextType>;
};

export type OpenIncidentErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['OpenIncidentError'] = ResolversParentTypes['OpenIncidentError']> = {
  code?: Resolver<ResolversTypes['OpenIncidentErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type OpenIncidentPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['OpenIncidentPayload'] = ResolversParentTypes['OpenIncidentPayload']> = {
  incident?: Resolver<Maybe<ResolversTypes['Incident']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['OpenIncidentError']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ParamResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Param'] = ResolversParentTypes['Param']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PolicyChangeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PolicyChange'] = ResolversParentTypes['PolicyChange']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  after?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  before?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  change?: Resolver<ResolversTypes['PolicyChangeKind'], ParentType, ContextType>;
  on?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  principal?: Resolver<ResolversTypes['PrincipalName'], ParentType, ContextType>;
};

export type PolicyFileResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PolicyFile'] = ResolversParentTypes['PolicyFile']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  text?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PolicyPreviewResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PolicyPreview'] = ResolversParentTypes['PolicyPreview']> = {
  changes?: Resolver<ReadonlyArray<ResolversTypes['PolicyChange']>, ParentType, ContextType>;
  classesAsked?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  classesKnown?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  needsSecondSteward?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  principalsAsked?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  principalsKnown?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PolicyProposalResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PolicyProposal'] = ResolversParentTypes['PolicyProposal']> = {
  author?: Resolver<ResolversTypes['PrincipalName'], ParentType, ContextType>;
  basedOn?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  files?: Resolver<ReadonlyArray<ResolversTypes['PolicyFile']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lapsesAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PolicyVersionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PolicyVersion'] = ResolversParentTypes['PolicyVersion']> = {
  author?: Resolver<Maybe<ResolversTypes['PrincipalName']>, ParentType, ContextType>;
  confirmedBy?: Resolver<Maybe<ResolversTypes['PrincipalName']>, ParentType, ContextType>;
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  files?: Resolver<ReadonlyArray<ResolversTypes['PolicyFile']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  number?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  publishedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type PolicyVersionConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PolicyVersionConnection'] = ResolversParentTypes['PolicyVersionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PolicyVersionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['PolicyVersion']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type PolicyVersionEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PolicyVersionEdge'] = ResolversParentTypes['PolicyVersionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['PolicyVersion'], ParentType, ContextType>;
};

export type PrincipalNameResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PrincipalName'] = ResolversParentTypes['PrincipalName']> = {
  id?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PublishApprovalPolicyErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PublishApprovalPolicyError'] = ResolversParentTypes['PublishApprovalPolicyError']> = {
  code?: Resolver<ResolversTypes['PublishApprovalPolicyErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type PublishApprovalPolicyPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PublishApprovalPolicyPayload'] = ResolversParentTypes['PublishApprovalPolicyPayload']> = {
  proposal?: Resolver<Maybe<ResolversTypes['ApprovalPolicyProposal']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['PublishApprovalPolicyError']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['ApprovalPolicyVersion']>, ParentType, ContextType>;
};

export type PublishPolicyErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PublishPolicyError'] = ResolversParentTypes['PublishPolicyError']> = {
  code?: Resolver<ResolversTypes['PublishPolicyErrorCode'], ParentType, ContextType>;
  column?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  file?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  line?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  policyId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PublishPolicyPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['PublishPolicyPayload'] = ResolversParentTypes['PublishPolicyPayload']> = {
  preview?: Resolver<Maybe<ResolversTypes['PolicyPreview']>, ParentType, ContextType>;
  proposal?: Resolver<Maybe<ResolversTypes['PolicyProposal']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['PublishPolicyError']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['PolicyVersion']>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  approvalGates?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ApprovalGateKind']>>, ParentType, ContextType>;
  approvalPolicies?: Resolver<Maybe<ResolversTypes['ApprovalPolicyVersionConnection']>, ParentType, ContextType, RequireFields<QueryApprovalPoliciesArgs, 'first'>>;
  approvalRequest?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType, RequireFields<QueryApprovalRequestArgs, 'id'>>;
  approvalRequests?: Resolver<Maybe<ResolversTypes['ApprovalRequestConnection']>, ParentType, ContextType, RequireFields<QueryApprovalRequestsArgs, 'first'>>;
  auditEvents?: Resolver<Maybe<ResolversTypes['AuditEventConnection']>, ParentType, ContextType, RequireFields<QueryAuditEventsArgs, 'first'>>;
  auditProof?: Resolver<Maybe<ResolversTypes['AuditProof']>, ParentType, ContextType, RequireFields<QueryAuditProofArgs, 'sequence' | 'stream'>>;
  compareRuns?: Resolver<Maybe<ResolversTypes['RunComparison']>, ParentType, ContextType, RequireFields<QueryCompareRunsArgs, 'onlyDiffering' | 'refs'>>;
  compareVersions?: Resolver<Maybe<ResolversTypes['VersionComparison']>, ParentType, ContextType, RequireFields<QueryCompareVersionsArgs, 'onlyDiffering' | 'refs'>>;
  dataset?: Resolver<Maybe<ResolversTypes['Dataset']>, ParentType, ContextType, RequireFields<QueryDatasetArgs, 'ref'>>;
  datasets?: Resolver<Maybe<ResolversTypes['DatasetConnection']>, ParentType, ContextType, RequireFields<QueryDatasetsArgs, 'first'>>;
  deployments?: Resolver<Maybe<ResolversTypes['DeploymentConnection']>, ParentType, ContextType, RequireFields<QueryDeploymentsArgs, 'first'>>;
  diffLineage?: Resolver<Maybe<ResolversTypes['LineageDiff']>, ParentType, ContextType, RequireFields<QueryDiffLineageArgs, 'a' | 'b' | 'depth' | 'direction' | 'freshness' | 'maxNodes'>>;
  environments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Environment']>>, ParentType, ContextType>;
  exceptions?: Resolver<Maybe<ResolversTypes['GateExceptionConnection']>, ParentType, ContextType, RequireFields<QueryExceptionsArgs, 'first'>>;
  experiments?: Resolver<Maybe<ResolversTypes['ExperimentConnection']>, ParentType, ContextType, RequireFields<QueryExperimentsArgs, 'first'>>;
  grants?: Resolver<Maybe<ResolversTypes['GrantConnection']>, ParentType, ContextType, RequireFields<QueryGrantsArgs, 'first'>>;
  impact?: Resolver<Maybe<ResolversTypes['LineageImpact']>, ParentType, ContextType, RequireFields<QueryImpactArgs, 'depth' | 'freshness' | 'maxNodes' | 'of'>>;
  incidents?: Resolver<Maybe<ResolversTypes['IncidentConnection']>, ParentType, ContextType, RequireFields<QueryIncidentsArgs, 'first'>>;
  jobs?: Resolver<Maybe<ResolversTypes['JobConnection']>, ParentType, ContextType, RequireFields<QueryJobsArgs, 'first'>>;
  lineage?: Resolver<Maybe<ResolversTypes['LineageGraph']>, ParentType, ContextType, RequireFields<QueryLineageArgs, 'columns' | 'depth' | 'direction' | 'freshness' | 'maxNodes' | 'ref'>>;
  liveAt?: Resolver<Maybe<ResolversTypes['LiveModelConnection']>, ParentType, ContextType, RequireFields<QueryLiveAtArgs, 'first'>>;
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType, RequireFields<QueryModelArgs, 'ref'>>;
  modelVersion?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType, RequireFields<QueryModelVersionArgs, 'ref'>>;
  models?: Resolver<Maybe<ResolversTypes['ModelConnection']>, ParentType, ContextType, RequireFields<QueryModelsArgs, 'first'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['Node']>>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  policies?: Resolver<Maybe<ResolversTypes['PolicyVersionConnection']>, ParentType, ContextType, RequireFields<QueryPoliciesArgs, 'first'>>;
  rateLimit?: Resolver<Maybe<ResolversTypes['RateLimit']>, ParentType, ContextType>;
  reproduceRecipe?: Resolver<Maybe<ResolversTypes['ReproduceRecipe']>, ParentType, ContextType, RequireFields<QueryReproduceRecipeArgs, 'ref'>>;
  reviewDelegations?: Resolver<Maybe<ResolversTypes['ReviewDelegationConnection']>, ParentType, ContextType, RequireFields<QueryReviewDelegationsArgs, 'first'>>;
  run?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType, RequireFields<QueryRunArgs, 'ref'>>;
  runs?: Resolver<Maybe<ResolversTypes['RunConnection']>, ParentType, ContextType, RequireFields<QueryRunsArgs, 'first'>>;
  search?: Resolver<Maybe<ResolversTypes['SearchResultConnection']>, ParentType, ContextType, RequireFields<QuerySearchArgs, 'first' | 'text'>>;
  sources?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Source']>>, ParentType, ContextType>;
  targets?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Target']>>, ParentType, ContextType, Partial<QueryTargetsArgs>>;
  tokens?: Resolver<Maybe<ResolversTypes['TokenConnection']>, ParentType, ContextType, RequireFields<QueryTokensArgs, 'first'>>;
  validationCatalog?: Resolver<Maybe<ResolversTypes['ValidationEntryConnection']>, ParentType, ContextType, RequireFields<QueryValidationCatalogArgs, 'first'>>;
  viewer?: Resolver<Maybe<ResolversTypes['Viewer']>, ParentType, ContextType>;
  violations?: Resolver<Maybe<ResolversTypes['ViolationConnection']>, ParentType, ContextType, RequireFields<QueryViolationsArgs, 'first'>>;
  whoCan?: Resolver<Maybe<ResolversTypes['WhoCanConnection']>, ParentType, ContextType, RequireFields<QueryWhoCanArgs, 'action' | 'first'>>;
};

export type RateLimitResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RateLimit'] = ResolversParentTypes['RateLimit']> = {
  cost?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  limit?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  requestLimit?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  resetAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
};

export type RatifyBreakGlassErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RatifyBreakGlassError'] = ResolversParentTypes['RatifyBreakGlassError']> = {
  code?: Resolver<ResolversTypes['RatifyBreakGlassErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RatifyBreakGlassPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RatifyBreakGlassPayload'] = ResolversParentTypes['RatifyBreakGlassPayload']> = {
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RatifyBreakGlassError']>, ParentType, ContextType>;
};

export type RegisterConsumerErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RegisterConsumerError'] = ResolversParentTypes['RegisterConsumerError']> = {
  code?: Resolver<ResolversTypes['RegisterConsumerErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RegisterConsumerPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RegisterConsumerPayload'] = ResolversParentTypes['RegisterConsumerPayload']> = {
  consumer?: Resolver<Maybe<ResolversTypes['Consumer']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RegisterConsumerError']>, ParentType, ContextType>;
};

export type ReproduceRecipeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ReproduceRecipe'] = ResolversParentTypes['ReproduceRecipe']> = {
  assumptions?: Resolver<ReadonlyArray<ResolversTypes['AssumedPiece']>, ParentType, ContextType>;
  codeCommit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  command?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  data?: Resolver<ReadonlyArray<ResolversTypes['DatasetInput']>, ParentType, ContextType>;
  entrypoint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  environment?: Resolver<ReadonlyArray<ResolversTypes['EnvironmentFile']>, ParentType, ContextType>;
  missing?: Resolver<ReadonlyArray<ResolversTypes['MissingPiece']>, ParentType, ContextType>;
  parameters?: Resolver<ReadonlyArray<ResolversTypes['Param']>, ParentType, ContextType>;
  repository?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  run?: Resolver<ResolversTypes['Run'], ParentType, ContextType>;
};

export type RequestApprovalErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RequestApprovalError'] = ResolversParentTypes['RequestApprovalError']> = {
  code?: Resolver<ResolversTypes['RequestApprovalErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RequestApprovalPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RequestApprovalPayload'] = ResolversParentTypes['RequestApprovalPayload']> = {
  preview?: Resolver<Maybe<ResolversTypes['ApprovalPreview']>, ParentType, ContextType>;
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RequestApprovalError']>, ParentType, ContextType>;
};

export type ResolveViolationErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ResolveViolationError'] = ResolversParentTypes['ResolveViolationError']> = {
  code?: Resolver<ResolversTypes['ResolveViolationErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ResolveViolationPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ResolveViolationPayload'] = ResolversParentTypes['ResolveViolationPayload']> = {
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['ResolveViolationError']>, ParentType, ContextType>;
  violation?: Resolver<Maybe<ResolversTypes['Violation']>, ParentType, ContextType>;
};

export type ResubmitRequestErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ResubmitRequestError'] = ResolversParentTypes['ResubmitRequestError']> = {
  code?: Resolver<ResolversTypes['ResubmitRequestErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ResubmitRequestPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ResubmitRequestPayload'] = ResolversParentTypes['ResubmitRequestPayload']> = {
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['ResubmitRequestError']>, ParentType, ContextType>;
};

export type RetireModelVersionErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RetireModelVersionError'] = ResolversParentTypes['RetireModelVersionError']> = {
  code?: Resolver<ResolversTypes['RetireModelVersionErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RetireModelVersionPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RetireModelVersionPayload'] = ResolversParentTypes['RetireModelVersionPayload']> = {
  preview?: Resolver<Maybe<ResolversTypes['ApprovalPreview']>, ParentType, ContextType>;
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RetireModelVersionError']>, ParentType, ContextType>;
};

export type RevertDriftErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RevertDriftError'] = ResolversParentTypes['RevertDriftError']> = {
  code?: Resolver<ResolversTypes['RevertDriftErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RevertDriftPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RevertDriftPayload'] = ResolversParentTypes['RevertDriftPayload']> = {
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RevertDriftError']>, ParentType, ContextType>;
  violation?: Resolver<Maybe<ResolversTypes['Violation']>, ParentType, ContextType>;
};

export type ReviewDelegationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ReviewDelegation'] = ResolversParentTypes['ReviewDelegation']> = {
  endReason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endedBy?: Resolver<Maybe<ResolversTypes['PrincipalName']>, ParentType, ContextType>;
  environments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['PrincipalName'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  models?: Resolver<Maybe<ReadonlyArray<Maybe<ResolversTypes['Model']>>>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  startsAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['PrincipalName'], ParentType, ContextType>;
  until?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ReviewDelegationConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ReviewDelegationConnection'] = ResolversParentTypes['ReviewDelegationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ReviewDelegationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ReviewDelegation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ReviewDelegationEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ReviewDelegationEdge'] = ResolversParentTypes['ReviewDelegationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ReviewDelegation'], ParentType, ContextType>;
};

export type ReviewRequestErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ReviewRequestError'] = ResolversParentTypes['ReviewRequestError']> = {
  code?: Resolver<ResolversTypes['ReviewRequestErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ReviewRequestPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ReviewRequestPayload'] = ResolversParentTypes['ReviewRequestPayload']> = {
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  review?: Resolver<Maybe<ResolversTypes['ApprovalReview']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['ReviewRequestError']>, ParentType, ContextType>;
};

export type RevokeApprovalErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RevokeApprovalError'] = ResolversParentTypes['RevokeApprovalError']> = {
  code?: Resolver<ResolversTypes['RevokeApprovalErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RevokeApprovalPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RevokeApprovalPayload'] = ResolversParentTypes['RevokeApprovalPayload']> = {
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  rollback?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RevokeApprovalError']>, ParentType, ContextType>;
};

export type RevokeGrantErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RevokeGrantError'] = ResolversParentTypes['RevokeGrantError']> = {
  code?: Resolver<ResolversTypes['RevokeGrantErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RevokeGrantPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RevokeGrantPayload'] = ResolversParentTypes['RevokeGrantPayload']> = {
  grant?: Resolver<Maybe<ResolversTypes['Grant']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RevokeGrantError']>, ParentType, ContextType>;
};

export type RevokeTokenErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RevokeTokenError'] = ResolversParentTypes['RevokeTokenError']> = {
  code?: Resolver<ResolversTypes['RevokeTokenErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RevokeTokenPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RevokeTokenPayload'] = ResolversParentTypes['RevokeTokenPayload']> = {
  token?: Resolver<Maybe<ResolversTypes['Token']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RevokeTokenError']>, ParentType, ContextType>;
};

export type RollBackErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RollBackError'] = ResolversParentTypes['RollBackError']> = {
  code?: Resolver<ResolversTypes['RollBackErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RollBackPayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RollBackPayload'] = ResolversParentTypes['RollBackPayload']> = {
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['RollBackError']>, ParentType, ContextType>;
};

export type RunResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Run'] = ResolversParentTypes['Run'], FederationReferenceType extends FederationReferenceTypes['Run'] = FederationReferenceTypes['Run']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Run']> | FederationReferenceType, FederationReferenceType, ContextType>;
  artifactUri?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  artifacts?: Resolver<Maybe<ResolversTypes['ArtifactConnection']>, ParentType, ContextType, RequireFields<RunArtifactsArgs, 'first'>>;
  childRuns?: Resolver<Maybe<ResolversTypes['RunConnection']>, ParentType, ContextType, RequireFields<RunChildRunsArgs, 'first'>>;
  codeCommit?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  entrypoint?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  experiment?: Resolver<Maybe<ResolversTypes['Experiment']>, ParentType, ContextType>;
  freshness?: Resolver<Maybe<ResolversTypes['Freshness']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  inputs?: Resolver<Maybe<ReadonlyArray<ResolversTypes['DatasetInput']>>, ParentType, ContextType>;
  lineage?: Resolver<Maybe<ResolversTypes['LineageGraph']>, ParentType, ContextType, RequireFields<RunLineageArgs, 'columns' | 'depth' | 'direction' | 'freshness' | 'maxNodes'>>;
  loggedModels?: Resolver<Maybe<ReadonlyArray<ResolversTypes['LoggedModel']>>, ParentType, ContextType>;
  metricHistory?: Resolver<Maybe<ResolversTypes['MetricPointConnection']>, ParentType, ContextType, RequireFields<RunMetricHistoryArgs, 'first' | 'key'>>;
  metrics?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Metric']>>, ParentType, ContextType>;
  modelVersions?: Resolver<Maybe<ResolversTypes['ModelVersionConnection']>, ParentType, ContextType, RequireFields<RunModelVersionsArgs, 'first'>>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  params?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Param']>>, ParentType, ContextType>;
  parentRun?: Resolver<Maybe<ResolversTypes['Run']>, ParentType, ContextType>;
  ref?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  repository?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  runId?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  startedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['RunStatus']>, ParentType, ContextType>;
  tags?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Tag']>>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  viewerCan?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ViewerCan']>>, ParentType, ContextType, Partial<RunViewerCanArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type RunComparisonResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RunComparison'] = ResolversParentTypes['RunComparison']> = {
  code?: Resolver<ReadonlyArray<ResolversTypes['ComparedValue']>, ParentType, ContextType>;
  codeChangeUrls?: Resolver<ReadonlyArray<Maybe<ResolversTypes['String']>>, ParentType, ContextType>;
  datasets?: Resolver<ReadonlyArray<ResolversTypes['ComparedValue']>, ParentType, ContextType>;
  environment?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ComparedValue']>>, ParentType, ContextType>;
  metrics?: Resolver<ReadonlyArray<ResolversTypes['ComparedMetric']>, ParentType, ContextType>;
  params?: Resolver<ReadonlyArray<ResolversTypes['ComparedValue']>, ParentType, ContextType>;
  runs?: Resolver<ReadonlyArray<ResolversTypes['Run']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['ComparedValue']>, ParentType, ContextType>;
};

export type RunConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RunConnection'] = ResolversParentTypes['RunConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['RunEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Run']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sourceStatus?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
};

export type RunEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['RunEdge'] = ResolversParentTypes['RunEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Run'], ParentType, ContextType>;
};

export type SearchResultResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SearchResult'] = ResolversParentTypes['SearchResult']> = {
  kind?: Resolver<ResolversTypes['SearchKind'], ParentType, ContextType>;
  matchedIn?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType>;
  ref?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SearchResultConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SearchResultConnection'] = ResolversParentTypes['SearchResultConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['SearchResultEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['SearchResult']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sourceStatus?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
};

export type SearchResultEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SearchResultEdge'] = ResolversParentTypes['SearchResultEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['SearchResult'], ParentType, ContextType>;
};

export type ServedVersionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ServedVersion'] = ResolversParentTypes['ServedVersion']> = {
  artifactUri?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  candidates?: Resolver<ReadonlyArray<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  deployment?: Resolver<ResolversTypes['Deployment'], ParentType, ContextType>;
  inputs?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ColumnSchema']>>, ParentType, ContextType>;
  match?: Resolver<ResolversTypes['DeploymentMatch'], ParentType, ContextType>;
  matchReason?: Resolver<Maybe<ResolversTypes['DeploymentMatchReason']>, ParentType, ContextType>;
  modelVersion?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  outputs?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ColumnSchema']>>, ParentType, ContextType>;
  platform?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DeploymentState'], ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type SourceResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Source'] = ResolversParentTypes['Source']> = {
  capabilities?: Resolver<ReadonlyArray<ResolversTypes['Capability']>, ParentType, ContextType>;
  environment?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['SourceError']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  lastReachedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  nativeRights?: Resolver<Maybe<ResolversTypes['NativeRights']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SourceState'], ParentType, ContextType>;
  sync?: Resolver<ReadonlyArray<ResolversTypes['StreamStatus']>, ParentType, ContextType>;
  url?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  viewerCan?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ViewerCan']>>, ParentType, ContextType, Partial<SourceViewerCanArgs>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SourceErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SourceError'] = ResolversParentTypes['SourceError']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  retryable?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SourceStatusResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SourceStatus'] = ResolversParentTypes['SourceStatus']> = {
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['SourceError']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['SourceState'], ParentType, ContextType>;
};

export type StreamStatusResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['StreamStatus'] = ResolversParentTypes['StreamStatus']> = {
  completeAsOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  error?: Resolver<Maybe<ResolversTypes['SourceError']>, ParentType, ContextType>;
  lagSeconds?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  objects?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  processed?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['StreamState'], ParentType, ContextType>;
  stream?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SubscriptionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Subscription'] = ResolversParentTypes['Subscription']> = {
  approvalChanged?: SubscriptionResolver<Maybe<ResolversTypes['ApprovalChange']>, "approvalChanged", ParentType, ContextType, RequireFields<SubscriptionApprovalChangedArgs, 'marks'>>;
  auditEventAppended?: SubscriptionResolver<Maybe<ResolversTypes['AuditEventAppended']>, "auditEventAppended", ParentType, ContextType, RequireFields<SubscriptionAuditEventAppendedArgs, 'marks'>>;
  deploymentChanged?: SubscriptionResolver<Maybe<ResolversTypes['DeploymentChange']>, "deploymentChanged", ParentType, ContextType, RequireFields<SubscriptionDeploymentChangedArgs, 'marks'>>;
  violationOpened?: SubscriptionResolver<Maybe<ResolversTypes['ViolationOpened']>, "violationOpened", ParentType, ContextType, RequireFields<SubscriptionViolationOpenedArgs, 'marks'>>;
};

export type SyncSourceErrorResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SyncSourceError'] = ResolversParentTypes['SyncSourceError']> = {
  code?: Resolver<ResolversTypes['SyncSourceErrorCode'], ParentType, ContextType>;
  field?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SyncSourcePayloadResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['SyncSourcePayload'] = ResolversParentTypes['SyncSourcePayload']> = {
  source?: Resolver<Maybe<ResolversTypes['Source']>, ParentType, ContextType>;
  userErrors?: Resolver<ReadonlyArray<ResolversTypes['SyncSourceError']>, ParentType, ContextType>;
};

export type TagResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Tag'] = ResolversParentTypes['Tag']> = {
  key?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type TargetResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Target'] = ResolversParentTypes['Target']> = {
  desired?: Resolver<Maybe<ResolversTypes['TargetDesire']>, ParentType, ContextType>;
  drift?: Resolver<ResolversTypes['TargetDrift'], ParentType, ContextType>;
  environment?: Resolver<ResolversTypes['Environment'], ParentType, ContextType>;
  history?: Resolver<ResolversTypes['TargetChangeConnection'], ParentType, ContextType, RequireFields<TargetHistoryArgs, 'first'>>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['TargetKind'], ParentType, ContextType>;
  modelVersion?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  nativeRef?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['Source'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type TargetChangeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TargetChange'] = ResolversParentTypes['TargetChange']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  generation?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  modelVersion?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
};

export type TargetChangeConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TargetChangeConnection'] = ResolversParentTypes['TargetChangeConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TargetChangeEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['TargetChange']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TargetChangeEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TargetChangeEdge'] = ResolversParentTypes['TargetChangeEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['TargetChange'], ParentType, ContextType>;
};

export type TargetDesireResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TargetDesire'] = ResolversParentTypes['TargetDesire']> = {
  artifactDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  generation?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  modelVersion?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
};

export type TargetDriftResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TargetDrift'] = ResolversParentTypes['TargetDrift']> = {
  baselineVersion?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  lookedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  observedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  observedSince?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  observedVersion?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  onDrift?: Resolver<ResolversTypes['DriftReaction'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['DriftState'], ParentType, ContextType>;
  violations?: Resolver<ReadonlyArray<ResolversTypes['Violation']>, ParentType, ContextType>;
};

export type TokenResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Token'] = ResolversParentTypes['Token']> = {
  createdAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  creator?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  holder?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PrincipalKind'], ParentType, ContextType>;
  lastUsedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  revokedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  scopes?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
};

export type TokenConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TokenConnection'] = ResolversParentTypes['TokenConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['TokenEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Token']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type TokenEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['TokenEdge'] = ResolversParentTypes['TokenEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Token'], ParentType, ContextType>;
};

export type ValidationEntryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ValidationEntry'] = ResolversParentTypes['ValidationEntry']> = {
  dataVersion?: Resolver<ResolversTypes['DataVersion'], ParentType, ContextType>;
  measurements?: Resolver<ReadonlyArray<ResolversTypes['Measurement']>, ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['DatasetRole']>, ParentType, ContextType>;
  truncated?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ValidationEntryConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ValidationEntryConnection'] = ResolversParentTypes['ValidationEntryConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ValidationEntryEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['ValidationEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  sourceStatus?: Resolver<ReadonlyArray<ResolversTypes['SourceStatus']>, ParentType, ContextType>;
};

export type ValidationEntryEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ValidationEntryEdge'] = ResolversParentTypes['ValidationEntryEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['ValidationEntry'], ParentType, ContextType>;
};

export type VersionComparisonResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VersionComparison'] = ResolversParentTypes['VersionComparison']> = {
  code?: Resolver<ReadonlyArray<ResolversTypes['ComparedValue']>, ParentType, ContextType>;
  codeChangeUrls?: Resolver<ReadonlyArray<Maybe<ResolversTypes['String']>>, ParentType, ContextType>;
  datasets?: Resolver<ReadonlyArray<ResolversTypes['ComparedValue']>, ParentType, ContextType>;
  environment?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ComparedValue']>>, ParentType, ContextType>;
  metrics?: Resolver<ReadonlyArray<ResolversTypes['ComparedMetric']>, ParentType, ContextType>;
  params?: Resolver<ReadonlyArray<ResolversTypes['ComparedValue']>, ParentType, ContextType>;
  signature?: Resolver<ReadonlyArray<ResolversTypes['ComparedValue']>, ParentType, ContextType>;
  tags?: Resolver<ReadonlyArray<ResolversTypes['ComparedValue']>, ParentType, ContextType>;
  versions?: Resolver<ReadonlyArray<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
};

export type VersionReleaseResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VersionRelease'] = ResolversParentTypes['VersionRelease']> = {
  digest?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  environment?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  path?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  store?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type VersionRetirementResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['VersionRetirement'] = ResolversParentTypes['VersionRetirement']> = {
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  retainUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ViewerResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  actions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  clearance?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['PrincipalKind'], ParentType, ContextType>;
  mfa?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  regions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  roles?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  teams?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  tokenExpiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type ViewerCanResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ViewerCan'] = ResolversParentTypes['ViewerCan']> = {
  action?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  allowed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['ViewerCanReason'], ParentType, ContextType>;
  requirement?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ViolationResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['Violation'] = ResolversParentTypes['Violation']> = {
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  attempts?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  cause?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deployment?: Resolver<Maybe<ResolversTypes['Deployment']>, ParentType, ContextType>;
  endedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  endedBy?: Resolver<Maybe<ResolversTypes['PrincipalName']>, ParentType, ContextType>;
  environment?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  expectedDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expectedRef?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  expectedVersion?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  firstSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  gate?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['ViolationKind'], ParentType, ContextType>;
  lastGoodAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  lastSeenAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  model?: Resolver<Maybe<ResolversTypes['Model']>, ParentType, ContextType>;
  nativeRight?: Resolver<Maybe<ResolversTypes['WiderRight']>, ParentType, ContextType>;
  observedDigest?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  observedRef?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  observedVersion?: Resolver<Maybe<ResolversTypes['ModelVersion']>, ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  request?: Resolver<Maybe<ResolversTypes['ApprovalRequest']>, ParentType, ContextType>;
  revision?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['ViolationSeverity'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ViolationState'], ParentType, ContextType>;
  target?: Resolver<Maybe<ResolversTypes['Target']>, ParentType, ContextType>;
  targetRef?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  toolChangedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ViolationConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ViolationConnection'] = ResolversParentTypes['ViolationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ViolationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Violation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type ViolationEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ViolationEdge'] = ResolversParentTypes['ViolationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Violation'], ParentType, ContextType>;
};

export type ViolationOpenedResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['ViolationOpened'] = ResolversParentTypes['ViolationOpened']> = {
  at?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  violation?: Resolver<Maybe<ResolversTypes['Violation']>, ParentType, ContextType>;
};

export type WhoCanConnectionResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WhoCanConnection'] = ResolversParentTypes['WhoCanConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['WhoCanEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['WhoCanEntry']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
};

export type WhoCanEdgeResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WhoCanEdge'] = ResolversParentTypes['WhoCanEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['WhoCanEntry'], ParentType, ContextType>;
};

export type WhoCanEntryResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WhoCanEntry'] = ResolversParentTypes['WhoCanEntry']> = {
  principal?: Resolver<ResolversTypes['AccessPrincipal'], ParentType, ContextType>;
  resource?: Resolver<ResolversTypes['AccessResource'], ParentType, ContextType>;
  rules?: Resolver<ReadonlyArray<ResolversTypes['AccessRule']>, ParentType, ContextType>;
};

export type WiderRightResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WiderRight'] = ResolversParentTypes['WiderRight']> = {
  accountCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  accounts?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  excess?: Resolver<ReadonlyArray<ResolversTypes['WiderRightExcess']>, ParentType, ContextType>;
  holder?: Resolver<ResolversTypes['RightHolder'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  workspace?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type WiderRightExcessResolvers<ContextType = GraphContext, ParentType extends ResolversParentTypes['WiderRightExcess'] = ResolversParentTypes['WiderRightExcess']> = {
  actions?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  examples?: Resolver<ReadonlyArray<ResolversTypes['NativeObject']>, ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  modelCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  onAll?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type Resolvers<ContextType = GraphContext> = {
  AccessPrincipal?: AccessPrincipalResolvers<ContextType>;
  AccessResource?: AccessResourceResolvers<ContextType>;
  AccessRule?: AccessRuleResolvers<ContextType>;
  AdoptDriftError?: AdoptDriftErrorResolvers<ContextType>;
  AdoptDriftPayload?: AdoptDriftPayloadResolvers<ContextType>;
  AliasPeriod?: AliasPeriodResolvers<ContextType>;
  AliasPeriodConnection?: AliasPeriodConnectionResolvers<ContextType>;
  AliasPeriodEdge?: AliasPeriodEdgeResolvers<ContextType>;
  ApprovalAbilities?: ApprovalAbilitiesResolvers<ContextType>;
  ApprovalBlocker?: ApprovalBlockerResolvers<ContextType>;
  ApprovalBreakGlassTerms?: ApprovalBreakGlassTermsResolvers<ContextType>;
  ApprovalChange?: ApprovalChangeResolvers<ContextType>;
  ApprovalEffect?: ApprovalEffectResolvers<ContextType>;
  ApprovalEscalation?: ApprovalEscalationResolvers<ContextType>;
  ApprovalEvidence?: ApprovalEvidenceResolvers<ContextType>;
  ApprovalGate?: ApprovalGateResolvers<ContextType>;
  ApprovalGateKind?: ApprovalGateKindResolvers<ContextType>;
  ApprovalGateRule?: ApprovalGateRuleResolvers<ContextType>;
  ApprovalHistoryConnection?: ApprovalHistoryConnectionResolvers<ContextType>;
  ApprovalHistoryEdge?: ApprovalHistoryEdgeResolvers<ContextType>;
  ApprovalHistoryEntry?: ApprovalHistoryEntryResolvers<ContextType>;
  ApprovalObservation?: ApprovalObservationResolvers<ContextType>;
  ApprovalPlan?: ApprovalPlanResolvers<ContextType>;
  ApprovalPlanRow?: ApprovalPlanRowResolvers<ContextType>;
  ApprovalPolicy?: ApprovalPolicyResolvers<ContextType>;
  ApprovalPolicyProposal?: ApprovalPolicyProposalResolvers<ContextType>;
  ApprovalPolicyVersion?: ApprovalPolicyVersionResolvers<ContextType>;
  ApprovalPolicyVersionConnection?: ApprovalPolicyVersionConnectionResolvers<ContextType>;
  ApprovalPolicyVersionEdge?: ApprovalPolicyVersionEdgeResolvers<ContextType>;
  ApprovalPreview?: ApprovalPreviewResolvers<ContextType>;
  ApprovalRequest?: ApprovalRequestResolvers<ContextType>;
  ApprovalRequestConnection?: ApprovalRequestConnectionResolvers<ContextType>;
  ApprovalRequestEdge?: ApprovalRequestEdgeResolvers<ContextType>;
  ApprovalReview?: ApprovalReviewResolvers<ContextType>;
  ApprovalReviewConnection?: ApprovalReviewConnectionResolvers<ContextType>;
  ApprovalReviewEdge?: ApprovalReviewEdgeResolvers<ContextType>;
  ApprovalReviewerRule?: ApprovalReviewerRuleResolvers<ContextType>;
  ApprovalSlot?: ApprovalSlotResolvers<ContextType>;
  ApprovalSlotEscalation?: ApprovalSlotEscalationResolvers<ContextType>;
  ApprovalStep?: ApprovalStepResolvers<ContextType>;
  Artifact?: ArtifactResolvers<ContextType>;
  ArtifactConnection?: ArtifactConnectionResolvers<ContextType>;
  ArtifactEdge?: ArtifactEdgeResolvers<ContextType>;
  ArtifactLocation?: ArtifactLocationResolvers<ContextType>;
  AssumedPiece?: AssumedPieceResolvers<ContextType>;
  AttestEvidenceError?: AttestEvidenceErrorResolvers<ContextType>;
  AttestEvidencePayload?: AttestEvidencePayloadResolvers<ContextType>;
  AuditActor?: AuditActorResolvers<ContextType>;
  AuditAnchor?: AuditAnchorResolvers<ContextType>;
  AuditAnchoring?: AuditAnchoringResolvers<ContextType>;
  AuditConsistency?: AuditConsistencyResolvers<ContextType>;
  AuditEvent?: AuditEventResolvers<ContextType>;
  AuditEventAppended?: AuditEventAppendedResolvers<ContextType>;
  AuditEventConnection?: AuditEventConnectionResolvers<ContextType>;
  AuditEventEdge?: AuditEventEdgeResolvers<ContextType>;
  AuditProof?: AuditProofResolvers<ContextType>;
  AuditResource?: AuditResourceResolvers<ContextType>;
  BreakGlass?: BreakGlassResolvers<ContextType>;
  BreakGlassError?: BreakGlassErrorResolvers<ContextType>;
  BreakGlassPayload?: BreakGlassPayloadResolvers<ContextType>;
  BreakGlassRatification?: BreakGlassRatificationResolvers<ContextType>;
  CancelRequestError?: CancelRequestErrorResolvers<ContextType>;
  CancelRequestPayload?: CancelRequestPayloadResolvers<ContextType>;
  CloseIncidentError?: CloseIncidentErrorResolvers<ContextType>;
  CloseIncidentPayload?: CloseIncidentPayloadResolvers<ContextType>;
  ColumnLineage?: ColumnLineageResolvers<ContextType>;
  ColumnSchema?: ColumnSchemaResolvers<ContextType>;
  ComparedMetric?: ComparedMetricResolvers<ContextType>;
  ComparedValue?: ComparedValueResolvers<ContextType>;
  Consumer?: ConsumerResolvers<ContextType>;
  ConsumerConnection?: ConsumerConnectionResolvers<ContextType>;
  ConsumerEdge?: ConsumerEdgeResolvers<ContextType>;
  CreateTokenError?: CreateTokenErrorResolvers<ContextType>;
  CreateTokenPayload?: CreateTokenPayloadResolvers<ContextType>;
  DataVersion?: DataVersionResolvers<ContextType>;
  DataVersionConnection?: DataVersionConnectionResolvers<ContextType>;
  DataVersionEdge?: DataVersionEdgeResolvers<ContextType>;
  Dataset?: DatasetResolvers<ContextType>;
  DatasetConnection?: DatasetConnectionResolvers<ContextType>;
  DatasetEdge?: DatasetEdgeResolvers<ContextType>;
  DatasetInput?: DatasetInputResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DelegateReviewsError?: DelegateReviewsErrorResolvers<ContextType>;
  DelegateReviewsPayload?: DelegateReviewsPayloadResolvers<ContextType>;
  Deployment?: DeploymentResolvers<ContextType>;
  DeploymentChange?: DeploymentChangeResolvers<ContextType>;
  DeploymentConnection?: DeploymentConnectionResolvers<ContextType>;
  DeploymentEdge?: DeploymentEdgeResolvers<ContextType>;
  Endpoint?: EndpointResolvers<ContextType>;
  Environment?: EnvironmentResolvers<ContextType>;
  EnvironmentFile?: EnvironmentFileResolvers<ContextType>;
  Evidence?: EvidenceResolvers<ContextType>;
  EvidenceConnection?: EvidenceConnectionResolvers<ContextType>;
  EvidenceEdge?: EvidenceEdgeResolvers<ContextType>;
  EvidenceValue?: EvidenceValueResolvers<ContextType>;
  Experiment?: ExperimentResolvers<ContextType>;
  ExperimentConnection?: ExperimentConnectionResolvers<ContextType>;
  ExperimentEdge?: ExperimentEdgeResolvers<ContextType>;
  Freshness?: FreshnessResolvers<ContextType>;
  GateException?: GateExceptionResolvers<ContextType>;
  GateExceptionConnection?: GateExceptionConnectionResolvers<ContextType>;
  GateExceptionEdge?: GateExceptionEdgeResolvers<ContextType>;
  Grant?: GrantResolvers<ContextType>;
  GrantConnection?: GrantConnectionResolvers<ContextType>;
  GrantEdge?: GrantEdgeResolvers<ContextType>;
  GrantError?: GrantErrorResolvers<ContextType>;
  GrantExceptionError?: GrantExceptionErrorResolvers<ContextType>;
  GrantExceptionPayload?: GrantExceptionPayloadResolvers<ContextType>;
  GrantHolder?: GrantHolderResolvers<ContextType>;
  GrantPayload?: GrantPayloadResolvers<ContextType>;
  GrantScope?: GrantScopeResolvers<ContextType>;
  ImpactedObject?: ImpactedObjectResolvers<ContextType>;
  Incident?: IncidentResolvers<ContextType>;
  IncidentConnection?: IncidentConnectionResolvers<ContextType>;
  IncidentEdge?: IncidentEdgeResolvers<ContextType>;
  JSON?: GraphQLScalarType;
  Job?: JobResolvers<ContextType>;
  JobConnection?: JobConnectionResolvers<ContextType>;
  JobEdge?: JobEdgeResolvers<ContextType>;
  JobRun?: JobRunResolvers<ContextType>;
  LineageCache?: LineageCacheResolvers<ContextType>;
  LineageDiff?: LineageDiffResolvers<ContextType>;
  LineageEdge?: LineageEdgeResolvers<ContextType>;
  LineageGraph?: LineageGraphResolvers<ContextType>;
  LineageImpact?: LineageImpactResolvers<ContextType>;
  LineageNode?: LineageNodeResolvers<ContextType>;
  LineageNodeChange?: LineageNodeChangeResolvers<ContextType>;
  LineageSource?: LineageSourceResolvers<ContextType>;
  LiveModel?: LiveModelResolvers<ContextType>;
  LiveModelConnection?: LiveModelConnectionResolvers<ContextType>;
  LiveModelEdge?: LiveModelEdgeResolvers<ContextType>;
  LoggedModel?: LoggedModelResolvers<ContextType>;
  Long?: GraphQLScalarType;
  Measurement?: MeasurementResolvers<ContextType>;
  Metric?: MetricResolvers<ContextType>;
  MetricPoint?: MetricPointResolvers<ContextType>;
  MetricPointConnection?: MetricPointConnectionResolvers<ContextType>;
  MetricPointEdge?: MetricPointEdgeResolvers<ContextType>;
  MissingPiece?: MissingPieceResolvers<ContextType>;
  Model?: ModelResolvers<ContextType>;
  ModelAlias?: ModelAliasResolvers<ContextType>;
  ModelConnection?: ModelConnectionResolvers<ContextType>;
  ModelEdge?: ModelEdgeResolvers<ContextType>;
  ModelFlavor?: ModelFlavorResolvers<ContextType>;
  ModelSignature?: ModelSignatureResolvers<ContextType>;
  ModelVersion?: ModelVersionResolvers<ContextType>;
  ModelVersionConnection?: ModelVersionConnectionResolvers<ContextType>;
  ModelVersionEdge?: ModelVersionEdgeResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NativeDefault?: NativeDefaultResolvers<ContextType>;
  NativeExcess?: NativeExcessResolvers<ContextType>;
  NativeObject?: NativeObjectResolvers<ContextType>;
  NativeObjectConnection?: NativeObjectConnectionResolvers<ContextType>;
  NativeObjectEdge?: NativeObjectEdgeResolvers<ContextType>;
  NativeRight?: NativeRightResolvers<ContextType>;
  NativeRightConnection?: NativeRightConnectionResolvers<ContextType>;
  NativeRightEdge?: NativeRightEdgeResolvers<ContextType>;
  NativeRights?: NativeRightsResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  OpenIncidentError?: OpenIncidentErrorResolvers<ContextType>;
  OpenIncidentPayload?: OpenIncidentPayloadResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Param?: ParamResolvers<ContextType>;
  PolicyChange?: PolicyChangeResolvers<ContextType>;
  PolicyFile?: PolicyFileResolvers<ContextType>;
  PolicyPreview?: PolicyPreviewResolvers<ContextType>;
  PolicyProposal?: PolicyProposalResolvers<ContextType>;
  PolicyVersion?: PolicyVersionResolvers<ContextType>;
  PolicyVersionConnection?: PolicyVersionConnectionResolvers<ContextType>;
  PolicyVersionEdge?: PolicyVersionEdgeResolvers<ContextType>;
  PrincipalName?: PrincipalNameResolvers<ContextType>;
  PublishApprovalPolicyError?: PublishApprovalPolicyErrorResolvers<ContextType>;
  PublishApprovalPolicyPayload?: PublishApprovalPolicyPayloadResolvers<ContextType>;
  PublishPolicyError?: PublishPolicyErrorResolvers<ContextType>;
  PublishPolicyPayload?: PublishPolicyPayloadResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RateLimit?: RateLimitResolvers<ContextType>;
  RatifyBreakGlassError?: RatifyBreakGlassErrorResolvers<ContextType>;
  RatifyBreakGlassPayload?: RatifyBreakGlassPayloadResolvers<ContextType>;
  RegisterConsumerError?: RegisterConsumerErrorResolvers<ContextType>;
  RegisterConsumerPayload?: RegisterConsumerPayloadResolvers<ContextType>;
  ReproduceRecipe?: ReproduceRecipeResolvers<ContextType>;
  RequestApprovalError?: RequestApprovalErrorResolvers<ContextType>;
  RequestApprovalPayload?: RequestApprovalPayloadResolvers<ContextType>;
  ResolveViolationError?: ResolveViolationErrorResolvers<ContextType>;
  ResolveViolationPayload?: ResolveViolationPayloadResolvers<ContextType>;
  ResubmitRequestError?: ResubmitRequestErrorResolvers<ContextType>;
  ResubmitRequestPayload?: ResubmitRequestPayloadResolvers<ContextType>;
  RetireModelVersionError?: RetireModelVersionErrorResolvers<ContextType>;
  RetireModelVersionPayload?: RetireModelVersionPayloadResolvers<ContextType>;
  RevertDriftError?: RevertDriftErrorResolvers<ContextType>;
  RevertDriftPayload?: RevertDriftPayloadResolvers<ContextType>;
  ReviewDelegation?: ReviewDelegationResolvers<ContextType>;
  ReviewDelegationConnection?: ReviewDelegationConnectionResolvers<ContextType>;
  ReviewDelegationEdge?: ReviewDelegationEdgeResolvers<ContextType>;
  ReviewRequestError?: ReviewRequestErrorResolvers<ContextType>;
  ReviewRequestPayload?: ReviewRequestPayloadResolvers<ContextType>;
  RevokeApprovalError?: RevokeApprovalErrorResolvers<ContextType>;
  RevokeApprovalPayload?: RevokeApprovalPayloadResolvers<ContextType>;
  RevokeGrantError?: RevokeGrantErrorResolvers<ContextType>;
  RevokeGrantPayload?: RevokeGrantPayloadResolvers<ContextType>;
  RevokeTokenError?: RevokeTokenErrorResolvers<ContextType>;
  RevokeTokenPayload?: RevokeTokenPayloadResolvers<ContextType>;
  RollBackError?: RollBackErrorResolvers<ContextType>;
  RollBackPayload?: RollBackPayloadResolvers<ContextType>;
  Run?: RunResolvers<ContextType>;
  RunComparison?: RunComparisonResolvers<ContextType>;
  RunConnection?: RunConnectionResolvers<ContextType>;
  RunEdge?: RunEdgeResolvers<ContextType>;
  SearchResult?: SearchResultResolvers<ContextType>;
  SearchResultConnection?: SearchResultConnectionResolvers<ContextType>;
  SearchResultEdge?: SearchResultEdgeResolvers<ContextType>;
  ServedVersion?: ServedVersionResolvers<ContextType>;
  Source?: SourceResolvers<ContextType>;
  SourceError?: SourceErrorResolvers<ContextType>;
  SourceStatus?: SourceStatusResolvers<ContextType>;
  StreamStatus?: StreamStatusResolvers<ContextType>;
  Subscription?: SubscriptionResolvers<ContextType>;
  SyncSourceError?: SyncSourceErrorResolvers<ContextType>;
  SyncSourcePayload?: SyncSourcePayloadResolvers<ContextType>;
  Tag?: TagResolvers<ContextType>;
  Target?: TargetResolvers<ContextType>;
  TargetChange?: TargetChangeResolvers<ContextType>;
  TargetChangeConnection?: TargetChangeConnectionResolvers<ContextType>;
  TargetChangeEdge?: TargetChangeEdgeResolvers<ContextType>;
  TargetDesire?: TargetDesireResolvers<ContextType>;
  TargetDrift?: TargetDriftResolvers<ContextType>;
  Token?: TokenResolvers<ContextType>;
  TokenConnection?: TokenConnectionResolvers<ContextType>;
  TokenEdge?: TokenEdgeResolvers<ContextType>;
  ValidationEntry?: ValidationEntryResolvers<ContextType>;
  ValidationEntryConnection?: ValidationEntryConnectionResolvers<ContextType>;
  ValidationEntryEdge?: ValidationEntryEdgeResolvers<ContextType>;
  VersionComparison?: VersionComparisonResolvers<ContextType>;
  VersionRelease?: VersionReleaseResolvers<ContextType>;
  VersionRetirement?: VersionRetirementResolvers<ContextType>;
  Viewer?: ViewerResolvers<ContextType>;
  ViewerCan?: ViewerCanResolvers<ContextType>;
  Violation?: ViolationResolvers<ContextType>;
  ViolationConnection?: ViolationConnectionResolvers<ContextType>;
  ViolationEdge?: ViolationEdgeResolvers<ContextType>;
  ViolationOpened?: ViolationOpenedResolvers<ContextType>;
  WhoCanConnection?: WhoCanConnectionResolvers<ContextType>;
  WhoCanEdge?: WhoCanEdgeResolvers<ContextType>;
  WhoCanEntry?: WhoCanEntryResolvers<ContextType>;
  WiderRight?: WiderRightResolvers<ContextType>;
  WiderRightExcess?: WiderRightExcessResolvers<ContextType>;
};

