import type { Kysely, Transaction } from 'kysely'
import type { PeoplePage, PeopleReads, PeopleRecords } from '../approvals/people-ports.ts'
import type { Incident } from '../approvals/people-types.ts'
import type { Uid } from '../kernel/ids.ts'
import { locking } from './approval-queries.ts'
import type { Database, Engine } from './database.ts'
import { isIn } from './json-rows.ts'
import type { Tables } from './tables.ts'

/** Incidents within a transaction. */
export function peopleRecordsIn(trx: Transaction<Tables>, engine: Engine): PeopleRecords {
  return {
    async incident(uid) {
      const found = trx.selectFrom('incident').select('incident_json').where('uid', '=', uid)
      const row = await locking(engine, found).executeTakeFirst()
      return row === undefined ? null : incidentOf(row)
    },
    async saveIncident(incident) {
      const { uid, openedAt, closing } = incident
      const row = {
        is_open: closing === null ? 1 : 0,
        opened_at: openedAt,
        incident_json: JSON.stringify(incident),
      }
      await trx
        .insertInto('incident')
        .values({ uid, ...row })
        .onConflict((conflict) => conflict.column('uid').doUpdateSet(row))
        .execute()
    },
  }
}

/** Reads incidents from the store. */
export function createPeopleReads({ kysely, engine }: Pick<Database, 'kysely' | 'engine'>): PeopleReads {
  return {
    async incidentsByUid(uids) {
      const byUid = new Map((await incidentsAmong(kysely, engine, uids)).map((each) => [each.uid, each]))
      return uids.map((uid) => byUid.get(uid) ?? null)
    },
    async incidents({ isOpen }, page) {
      const all = kysely
        .selectFrom('incident')
        .select('incident_json')
        .orderBy('uid', 'desc')
        .limit(page.first + 1)
      const wanted = isOpen === undefined ? all : all.where('is_open', '=', isOpen ? 1 : 0)
      const rows = await (page.after === null ? wanted : wanted.where('uid', '<', page.after)).execute()
      return pageOf(rows.map(incidentOf), page)
    },
  }
}

async function incidentsAmong(kysely: Kysely<Tables>, engine: Engine, uids: readonly Uid[]) {
  if (uids.length === 0) return []
  const rows = kysely
    .selectFrom('incident')
    .select('incident_json')
    .where(isIn(engine, 'uid', uids))
  return (await rows.execute()).map(incidentOf)
}

function pageOf<Item>(found: readonly Item[], { first }: PeoplePage) {
  return { items: found.slice(0, first), hasNextPage: found.length > first }
}

/** Written by `saveIncident` from the same type. */
function incidentOf(row: { readonly incident_json: string }): Incident {
  return JSON.parse(row.incident_json) as Incident
}
