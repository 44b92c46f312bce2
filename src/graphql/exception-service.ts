import type { EndExceptionCommand, GrantExceptionCommand } from '../approvals/index.ts'
import type { GateException } from '../approvals/people-types.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { ApprovalPage, ApprovalView } from './approval-service.ts'

/** An exception as it is. */
export interface ExceptionView {
  readonly exception: GateException
}

/** An exception, and the request that it was granted on. */
export interface GrantedView extends ExceptionView {
  readonly request: ApprovalView
}

/** Gates that need not pass: an exception is seen by whoever sees its version. */
export interface ExceptionService {
  /** See `grantException` of the domain. */
  grant(command: GrantExceptionCommand): Promise<Outcome<GrantedView>>
  /** See `endException` of the domain. */
  end(command: EndExceptionCommand): Promise<Outcome<GrantedView>>
  /** The newest first, after the one with the uid `after`. */
  list(
    filter: { readonly version?: Uid; readonly isActive?: boolean },
    page: { readonly first: number; readonly after: Uid | null },
  ): Promise<ApprovalPage<ExceptionView>>
  /** Null where unknown, or the caller does not see its version. */
  byUid(uid: Uid): Promise<ExceptionView | null>
}
