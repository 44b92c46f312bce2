import type { ApprovalChanges, ApprovalEvent } from '../approvals/ports.ts'
import { draftOf } from './approval-event.ts'
import { type ApprovalTransactionParts, approvalTransactionIn } from './approval-transaction.ts'
import type { AuditedStore } from './audited-work.ts'
import type { Database } from './database.ts'

/** Changes approvals in the store, each change with its record. `packaged` is in force until policies are published. */
export function createApprovalChanges(
  { engine }: Pick<Database, 'engine'>,
  audited: Pick<AuditedStore, 'change'>,
  { packaged, effects }: Pick<ApprovalTransactionParts, 'packaged' | 'effects'>,
): ApprovalChanges {
  return {
    change: (by, work) =>
      audited.change(async (trx, append) => {
        const events: ApprovalEvent[] = []
        const record = (event: ApprovalEvent) => void events.push(event)
        const result = await work(await approvalTransactionIn({ trx, engine, packaged, effects, record }))
        for (const event of events) append(await draftOf(trx, event, by))
        return result
      }),
  }
}
