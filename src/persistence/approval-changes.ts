import type { Transaction } from 'kysely'
import type { ApprovalChanges, ApprovalEvent } from '../approvals/ports.ts'
import type { AuditDraft } from '../audit/types.ts'
import type { Actor } from '../kernel/actor.ts'
import { type ApprovalTransactionParts, approvalTransactionIn } from './approval-transaction.ts'
import { pseudonymIn } from './audit-principals.ts'
import type { AuditedStore } from './audited-work.ts'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

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

async function draftOf(
  trx: Transaction<Tables>,
  { people = {}, details = {}, ...event }: ApprovalEvent,
  actor: Actor,
): Promise<AuditDraft> {
  const pseudonyms: Record<string, string> = {}
  for (const [part, id] of Object.entries(people)) pseudonyms[part] = await pseudonymIn(trx, { id, name: null })
  return { ...event, actor, details: { ...details, ...pseudonyms } }
}
