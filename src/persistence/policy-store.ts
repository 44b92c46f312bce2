import type { Selectable } from 'kysely'
import type { PolicyStore } from '../access/ports.ts'
import type { PolicyFile, PolicyVersion } from '../access/types.ts'
import { bumpEpoch, type Connection, inTransaction } from './access-state.ts'
import type { PolicyVersionTable } from './tables.ts'

/** Keeps every version of the policies. On a transaction's connection its changes are part of that transaction. */
export function createPolicyStore({ kysely }: Connection): PolicyStore {
  const newestFirst = (db = kysely) => db.selectFrom('policy_version').selectAll().orderBy('number', 'desc').limit(1)
  return {
    publish(draft, expectedNumber) {
      return inTransaction(kysely, async (trx) => {
        // Also keeps other publishers waiting, so that two cannot take the same number.
        await bumpEpoch(trx)
        const latest = (await newestFirst(trx).executeTakeFirst())?.number ?? 0
        if (latest !== expectedNumber) return null
        const version = { ...draft, number: latest + 1 }
        await trx.insertInto('policy_version').values(rowOf(version)).execute()
        return version
      })
    },
    async latest() {
      const row = await newestFirst().executeTakeFirst()
      return row === undefined ? null : versionOf(row)
    },
    async at(time) {
      const row = await newestFirst().where('published_at', '<=', time).executeTakeFirst()
      return row === undefined ? null : versionOf(row)
    },
    async byNumber(number) {
      const row = await newestFirst().where('number', '=', number).executeTakeFirst()
      return row === undefined ? null : versionOf(row)
    },
    async list() {
      const rows = await kysely.selectFrom('policy_version').selectAll().orderBy('number').execute()
      return rows.map(versionOf)
    },
  }
}

function rowOf(version: PolicyVersion): PolicyVersionTable {
  return {
    number: version.number,
    files_json: JSON.stringify(version.files),
    digest: version.digest,
    model_digest: version.modelDigest,
    author: version.author,
    published_at: version.publishedAt,
  }
}

/** A version from its row. */
export function versionOf(row: Selectable<PolicyVersionTable>): PolicyVersion {
  return {
    number: row.number,
    // Written by `rowOf` from the same type.
    files: JSON.parse(row.files_json) as readonly PolicyFile[],
    digest: row.digest,
    modelDigest: row.model_digest,
    author: row.author,
    publishedAt: row.published_at,
  }
}
