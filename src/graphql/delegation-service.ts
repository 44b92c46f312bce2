import type { DelegateCommand, EndDelegationCommand } from '../approvals/index.ts'
import type { Delegation } from '../approvals/people-types.ts'
import type { CallContext } from '../connector/contract.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { ApprovalPage } from './approval-service.ts'

/** A delegation as it is. */
export interface DelegationView {
  readonly delegation: Delegation
}

/** What is delegated, with models by ref. */
export type DelegationWish = Omit<DelegateCommand, 'models'> & {
  readonly models: readonly string[] | null
  readonly source: string | null
}

/** Who judges in whose place, as far as a caller may know and change it. */
export interface DelegationService {
  /** See `delegateReviews` of the domain. */
  delegate(wish: DelegationWish, call: CallContext): Promise<Outcome<DelegationView>>
  /** See `endDelegation` of the domain. */
  end(command: EndDelegationCommand): Promise<Outcome<DelegationView>>
  /** The newest first, after the one with the uid `after`. */
  list(page: { readonly first: number; readonly after: Uid | null }): Promise<ApprovalPage<DelegationView>>
  /** Null where unknown, or it is none of the caller's. */
  byUid(uid: Uid): Promise<DelegationView | null>
}
