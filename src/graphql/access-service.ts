import type { GrantCommand, GrantConfirmation, GrantRevocation, RightsList, RightsPage } from '../access/index.ts'
import type { Grant, GrantFilter, GrantRecord, GrantState, Principal } from '../access/types.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import type { Outcome } from '../kernel/outcome.ts'

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
