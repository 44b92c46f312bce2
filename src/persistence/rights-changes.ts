import type { Transaction } from 'kysely'
import type { RightsChanges, RightsEvent } from '../access/ports.ts'
import type { Connection } from './access-state.ts'
import { createAccessStateStore } from './access-state-store.ts'
import { type AuditedStore, readOnly } from './audited-work.ts'
import { draftOf } from './draft-of-event.ts'
import { createGrantStore } from './grant-store.ts'
import { createPersonStore } from './person-store.ts'
import { createPolicyStore } from './policy-store.ts'
import { createGrantRequestStore, createPolicyProposalStore } from './steward-request-store.ts'
import type { Tables } from './tables.ts'
import { createTokenStore } from './token-store.ts'

/** Changes rights in the store, each change with its record. */
export function createRightsChanges({ engine }: Pick<Connection, 'engine'>, audited: AuditedStore): RightsChanges {
  return {
    change: (by, work) =>
      audited.change(async (trx, append) => {
        await keepOthersOut(trx)
        const events: RightsEvent[] = []
        const connection = { kysely: trx, engine }
        const result = await work({
          grants: createGrantStore(connection),
          grantRequests: createGrantRequestStore(trx),
          policies: createPolicyStore(connection),
          proposals: createPolicyProposalStore(trx),
          tokens: createTokenStore(connection, readOnly),
          persons: createPersonStore(connection),
          load: () => createAccessStateStore(connection).load(),
          record: (event) => void events.push(event),
        })
        for (const event of events) append(await draftOf(trx, event, by))
        return result
      }),
  }
}

/** The row that every change of rights writes; it is left as it is, since a refusal changes nothing. */
async function keepOthersOut(trx: Transaction<Tables>): Promise<void> {
  await trx
    .updateTable('access_state')
    .set(({ ref }) => ({ epoch: ref('epoch') }))
    .where('id', '=', 1)
    .execute()
}
