import type { Transaction } from 'kysely'
import type { ApprovalChanges, ApprovalEvent, ApprovalTransaction } from '../approvals/ports.ts'
import type { ApprovalPolicyVersion } from '../approvals/types.ts'
import type { Actor } from '../kernel/actor.ts'
import { approvalTransactionIn } from './approval-transaction.ts'
import type { Append, AuditedStore } from './audited-work.ts'
import type { Database } from './database.ts'
import { draftOf } from './draft-of-event.ts'
import { effectRows } from './effect-rows.ts'
import type { Tables } from './tables.ts'

/** Work on approvals within a transaction that somebody else began and will end; what it records is appended there. */
export type ApprovalWork = <Result>(
  within: { readonly trx: Transaction<Tables>; readonly append: Append; readonly by: Actor },
  work: (transaction: ApprovalTransaction) => Promise<Result>,
) => Promise<Result>

/** Opens approvals within transactions. `packaged` is in force until policies are published. */
export function createApprovalWork(
  { engine }: Pick<Database, 'engine'>,
  packaged: ApprovalPolicyVersion,
): ApprovalWork {
  return async ({ trx, append, by }, work) => {
    const events: ApprovalEvent[] = []
    const record = (event: ApprovalEvent) => void events.push(event)
    const result = await work(await approvalTransactionIn({ trx, engine, packaged, effects: effectRows, record }))
    for (const event of events) append(await draftOf(trx, event, by))
    return result
  }
}

/** Changes approvals in the store, each change with its record. */
export function createApprovalChanges(
  audited: Pick<AuditedStore, 'change'>,
  approvalWork: ApprovalWork,
): ApprovalChanges {
  return {
    change: (by, work) => audited.change((trx, append) => approvalWork({ trx, append, by }, work)),
  }
}
