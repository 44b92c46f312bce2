import type { Kysely, Selectable } from 'kysely'
import type { StewardRequestStore } from '../access/ports.ts'
import type { Principal } from '../access/types.ts'
import type { ApprovalPolicyChanges, ApprovalPolicyProposal } from '../approvals/policy-ports.ts'
import type { ApprovalEvent } from '../approvals/ports.ts'
import type { ApprovalPolicy, ApprovalPolicyVersion } from '../approvals/types.ts'
import { createAccessStateStore } from './access-state-store.ts'
import { latestPolicies } from './approval-queries.ts'
import { policyRow } from './approval-rows.ts'
import { type AuditedStore, readOnly } from './audited-work.ts'
import type { Database } from './database.ts'
import { databaseTime } from './database-time.ts'
import { draftOf } from './draft-of-event.ts'
import { lockFor } from './lock.ts'
import { createPersonStore } from './person-store.ts'
import { storableText } from './storable-text.ts'
import type { Tables } from './tables.ts'
import { createTokenStore } from './token-store.ts'

/** Changes approval policies in the store, each change with its record. `packaged` is in force before any. */
export function createApprovalPolicyChanges(
  { engine }: Pick<Database, 'engine'>,
  audited: Pick<AuditedStore, 'change'>,
  packaged: ApprovalPolicyVersion,
): ApprovalPolicyChanges {
  return {
    change: (by, work) =>
      audited.change(async (trx, append) => {
        await lockFor(trx, engine, 'modelwarden.approval-policy')
        const connection = { kysely: trx, engine }
        const events: ApprovalEvent[] = []
        const result = await work({
          now: await databaseTime(trx, engine),
          load: () => createAccessStateStore(connection).load(),
          latest: () => latestPolicies(trx, packaged),
          async publish(version) {
            await trx.insertInto('approval_policy').values(policyRow(version)).execute()
          },
          proposals: proposalsIn(trx),
          tokens: createTokenStore(connection, readOnly),
          persons: createPersonStore(connection),
          record: (event) => void events.push(event),
        })
        for (const event of events) append(await draftOf(trx, event, by))
        return result
      }),
  }
}

/** Keeps approval policies that wait for a second steward. */
function proposalsIn(kysely: Kysely<Tables>): StewardRequestStore<ApprovalPolicyProposal> {
  return {
    async create({ id, policies, basedOn, requester, reason, requestedAt, lapsesAt, decision }) {
      const row = {
        id,
        policies_json: JSON.stringify(policies),
        based_on: basedOn,
        requester_json: JSON.stringify({ ...requester, name: '' }),
        reason: storableText(reason),
        requested_at: requestedAt,
        lapses_at: lapsesAt,
        decision_json: decision === null ? null : JSON.stringify(decision),
      }
      await kysely.insertInto('approval_policy_proposal').values(row).execute()
    },
    byId: (id) => approvalProposalOf(kysely, id),
    async decide(id, decision) {
      const { numUpdatedRows } = await kysely
        .updateTable('approval_policy_proposal')
        .set({ decision_json: JSON.stringify(decision) })
        .where('id', '=', id)
        .where('decision_json', 'is', null)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
  }
}

/** Approval policies that were proposed; null where unknown. */
export async function approvalProposalOf(kysely: Kysely<Tables>, id: string): Promise<ApprovalPolicyProposal | null> {
  const rows = kysely.selectFrom('approval_policy_proposal').selectAll().where('id', '=', id)
  const row = await rows.executeTakeFirst()
  return row === undefined ? null : proposalOf(row)
}

/** Written by `create` from the same types. */
function proposalOf(row: Selectable<Tables['approval_policy_proposal']>): ApprovalPolicyProposal {
  return {
    id: row.id,
    policies: JSON.parse(row.policies_json) as readonly ApprovalPolicy[],
    basedOn: row.based_on,
    requester: JSON.parse(row.requester_json) as Principal,
    reason: row.reason,
    requestedAt: row.requested_at,
    lapsesAt: row.lapses_at,
    decision: row.decision_json === null ? null : (JSON.parse(row.decision_json) as ApprovalPolicyProposal['decision']),
  }
}
