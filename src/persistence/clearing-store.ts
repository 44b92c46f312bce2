import type { Kysely } from 'kysely'
import type { ClearingChanges, ClearingRows } from '../copies/ports.ts'
import type { Uid } from '../kernel/ids.ts'
import type { ApprovalWork } from './approval-changes.ts'
import type { AuditedStore } from './audited-work.ts'
import type { Tables } from './tables.ts'

/** Takes targets on for clearing in the store, each change with its record and in one transaction with what requests need. */
export function createClearingChanges(
  audited: Pick<AuditedStore, 'change'>,
  approvalWork: ApprovalWork,
): ClearingChanges {
  return {
    change: (by, work) =>
      audited.change((trx, append) =>
        approvalWork({ trx, append, by }, (approvals) => work({ approvals, clearing: rowsIn(trx, approvals.now) })),
      ),
  }
}

/** Whether somebody clears a target at a moment. */
export async function isBeingCleared(kysely: Kysely<Tables>, target: Uid, now: number): Promise<boolean> {
  const row = await kysely
    .selectFrom('copy_clearing')
    .select('worker')
    .where('target_uid', '=', target)
    .where('lease_until', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

function rowsIn(trx: Kysely<Tables>, now: number): ClearingRows {
  return {
    async takeOn(target, worker, leaseMs) {
      const row = { worker, lease_until: now + leaseMs }
      await trx
        .insertInto('copy_clearing')
        .values({ target_uid: target, ...row })
        .onConflict((conflict) => conflict.column('target_uid').doUpdateSet(row))
        .execute()
    },
    async giveBack(target, worker) {
      await trx.deleteFrom('copy_clearing').where('target_uid', '=', target).where('worker', '=', worker).execute()
    },
  }
}
