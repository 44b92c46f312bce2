import type { HookStore } from '../ingest/mlflow-hooks/ports.ts'
import type { Database } from './database.ts'

/** Deliveries that are forgotten are looked for this often; until then they only take room. */
const forgetEveryMs = 60_000

/** Keeps what tools have sent, and the webhooks that the gateway has registered. */
export function createHookStore({ kysely }: Pick<Database, 'kysely'>): HookStore {
  let forgottenAt = 0
  return {
    note: ({ source, id, now, forgetBefore }) =>
      kysely.transaction().execute(async (trx) => {
        const { numInsertedOrUpdatedRows } = await trx
          .insertInto('hook_delivery')
          .values({ source, delivery_id: id, received_at: now })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirst()
        if (numInsertedOrUpdatedRows !== 1n) return false
        await trx
          .insertInto('hook_arrival')
          .values({ source, arrived_at: now })
          .onConflict((conflict) => conflict.column('source').doUpdateSet({ arrived_at: now }))
          .execute()
        if (now - forgottenAt >= forgetEveryMs) {
          forgottenAt = now
          await trx.deleteFrom('hook_delivery').where('received_at', '<', forgetBefore).execute()
        }
        return true
      }),
    async arrivals() {
      const rows = await kysely.selectFrom('hook_arrival').selectAll().execute()
      return new Map(rows.map((row) => [row.source, row.arrived_at]))
    },
    async registrations(source) {
      const rows = await kysely.selectFrom('hook_registration').selectAll().where('source', '=', source).execute()
      return rows.map((row) => ({
        source: row.source,
        workspace: row.workspace,
        hookId: row.hook_id,
        url: row.url,
        secretMark: row.secret_mark,
        savedAt: row.saved_at,
      }))
    },
    async saveRegistration({ source, workspace, hookId, url, secretMark, savedAt }) {
      const facts = { hook_id: hookId, url, secret_mark: secretMark, saved_at: savedAt }
      await kysely
        .insertInto('hook_registration')
        .values({ source, workspace, ...facts })
        .onConflict((conflict) => conflict.columns(['source', 'workspace']).doUpdateSet(facts))
        .execute()
    },
    async forgetRegistration({ source, workspace }) {
      const own = kysely.deleteFrom('hook_registration').where('source', '=', source)
      await own.where('workspace', '=', workspace).execute()
    },
  }
}
