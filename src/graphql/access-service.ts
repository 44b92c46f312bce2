import type {
  GrantCommand,
  GrantConfirmation,
  GrantRevocation,
  PolicyDryRun,
  PublishCommand,
  PublishConfirmation,
  Resource,
  RightsList,
  RightsPage,
  ViewerAbility,
} from '../access/index.ts'
import type {
  Grant,
  GrantFilter,
  GrantRecord,
  GrantState,
  PolicyFile,
  PolicyProposal,
  Principal,
} from '../access/types.ts'
import type { MirroredObject, Page, PageRequest } from '../catalog/types.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { Problem } from '../kernel/problem.ts'
import type { NativeRightsService } from './native-rights-service.ts'

/** Who asks about rights, or changes them. */
export interface AccessCaller {
  readonly principal: Principal
  readonly origin: RequestOrigin
}

/** Rights: who holds what, and the rules. Whatever is changed or refused is recorded. */
export interface AccessService {
  /** Grants that the caller may see, by when they were asked for. */
  grants(caller: AccessCaller, filter: GrantFilter, page: RightsPage<string>): Promise<RightsList<GrantView>>
  /** Null where unknown, or the caller may not see it. */
  grant(caller: AccessCaller, id: string): Promise<GrantView | null>
  /** See `requestGrant` of the domain. */
  requestGrant(caller: AccessCaller, command: GrantCommand): Promise<Outcome<GrantView>>
  /** See `confirmGrant` of the domain. */
  confirmGrant(caller: AccessCaller, command: GrantConfirmation): Promise<Outcome<GrantView>>
  /** See `revokeGrant` of the domain. */
  revokeGrant(caller: AccessCaller, command: GrantRevocation): Promise<Outcome<GrantView>>
  /** Versions, the newest first. Refuses with FORBIDDEN. */
  policies(caller: AccessCaller, page: RightsPage<number>): Promise<Outcome<RightsList<PolicyVersionView>>>
  /** Null where unknown, or the caller may not read policies. */
  policy(caller: AccessCaller, number: number): Promise<PolicyVersionView | null>
  /** Null where unknown, or the caller may not read policies. */
  proposal(caller: AccessCaller, id: string): Promise<PolicyProposalView | null>
  /** See `publishPolicy` of the domain. */
  publishPolicy(caller: AccessCaller, command: PublishCommand): Promise<Outcome<PublishView>>
  /** See `confirmPolicy` of the domain. */
  confirmPolicy(caller: AccessCaller, command: PublishConfirmation): Promise<Outcome<PublishView>>
  /** Checks as publishing would, and tells what would change. Refuses as publishing does. */
  previewPolicy(caller: AccessCaller, command: PublishCommand): Promise<Outcome<PublishView>>
  /** Who could do something, or what somebody could do it to. Refuses with FORBIDDEN or BAD_USER_INPUT. */
  whoCan(caller: AccessCaller, question: WhoCanQuestion, page: PageRequest): Promise<Outcome<WhoCanPage>>
  /** What tools allow by themselves, beside the policy. */
  readonly native: NativeRightsService
}

/** What somebody asks of `whoCan`. */
export interface WhoCanQuestion {
  readonly action: string
  /** Null for the organisation, or with a principal for everything. */
  readonly subject: { readonly resource: Resource; readonly object: MirroredObject | null } | null
  /** Id of the only principal that is asked about. */
  readonly principal: string | null
  /** A moment of the past; null for now. */
  readonly at: number | null
  readonly context: AbilityContext
}

/** Somebody who may, on what, and by which rules. */
export interface WhoCanEntryView {
  readonly principal: Principal
  readonly type: Resource['entity']['type']
  readonly id: string
  readonly object: MirroredObject | null
  readonly policyIds: readonly string[]
}

/** A rule that decided; see `Decision.policyIds`. */
export type RuleName = string

/** A piece of the answer of `whoCan`. */
export type WhoCanPage = Page<WhoCanEntryView>

/** What some actions go by. */
export interface AbilityContext {
  readonly purpose?: string
  readonly alias?: string
  readonly environment?: { readonly name: string; readonly isProtected: boolean }
}

/** Which actions, every one that fits when null. */
export interface AbilityQuestion {
  readonly actions: readonly string[] | null
  readonly context: AbilityContext
}

/** Something that the caller sees. */
export type AbilitySubject =
  | { readonly type: 'Source' | 'Environment' | 'Namespace'; readonly id: string }
  | { readonly type: 'Object'; readonly object: MirroredObject }

/** What the caller may do with what they see. */
export interface ViewerCanService {
  /** What rules look at; null where nothing is known of it. */
  resourceOf(subject: AbilitySubject): Promise<Resource | null>
  /** Throws a BAD_USER_INPUT fault for an action that is not asked of it. */
  ask(subject: AbilitySubject, question: AbilityQuestion): Promise<readonly ViewerAbility[]>
}

/** A version of the policies as it is shown. Number 0 is what came with the package. */
export interface PolicyVersionView {
  readonly number: number
  readonly files: readonly PolicyFile[]
  readonly digest: string
  readonly author: string | null
  readonly confirmedBy: string | null
  readonly publishedAt: number | null
  readonly reason: string | null
  /** Names of the principals in it, by id. */
  readonly names: ReadonlyMap<string, string>
}

/** Policies that wait, as they are shown. */
export interface PolicyProposalView {
  readonly proposal: PolicyProposal
  readonly names: ReadonlyMap<string, string>
}

/** What policies would change, as it is shown. */
export interface PolicyPreviewView extends Omit<PolicyDryRun, 'changes'> {
  readonly changes: readonly PolicyChangeView[]
}

/** A change of a decision; `on` tells the class of objects in words. */
export type PolicyChangeView = Omit<PolicyDryRun['changes'][number], 'on'> & { readonly on: string }

/** What came of publishing; `problem` where the policies are kept and not in force. */
export interface PublishView {
  readonly version: PolicyVersionView | null
  readonly proposal: PolicyProposalView | null
  readonly preview: PolicyPreviewView | null
  readonly problem: Problem | null
}

/** A grant as it is shown. */
export interface GrantView {
  readonly record: GrantRecord
  readonly state: GrantState
  /** Names of the principals in it, by id; those that are known. */
  readonly names: ReadonlyMap<string, string>
}

/** What a grant is on, as it is shown. */
export type GrantScopeView = Grant['scope']
