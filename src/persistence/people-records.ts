import type { Kysely, Transaction } from 'kysely'
import type { ExceptionPlace, PeoplePage, PeopleReads, PeopleRecords } from '../approvals/people-ports.ts'
import type { Delegation, GateException, Incident } from '../approvals/people-types.ts'
import type { Uid } from '../kernel/ids.ts'
import { locking } from './approval-queries.ts'
import type { Database, Engine } from './database.ts'
import { isIn } from './json-rows.ts'
import type { Tables } from './tables.ts'

/** What people do beside requests, within a transaction. */
export function peopleRecordsIn(trx: Transaction<Tables>, engine: Engine, now: number): PeopleRecords {
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
    async delegation(uid) {
      const found = trx.selectFrom('review_delegation').select('delegation_json').where('uid', '=', uid)
      const row = await locking(engine, found).executeTakeFirst()
      return row === undefined ? null : delegationOf(row)
    },
    async saveDelegation(delegation) {
      const { uid, from, to, until, ending } = delegation
      const row = {
        from_principal: from,
        to_principal: to,
        until_at: until,
        ended_at: ending?.at ?? null,
        delegation_json: JSON.stringify(delegation),
      }
      await trx
        .insertInto('review_delegation')
        .values({ uid, ...row })
        .onConflict((conflict) => conflict.column('uid').doUpdateSet(row))
        .execute()
    },
    delegations: () => countingDelegations(trx, now),
    async exception(uid) {
      const found = trx.selectFrom('gate_exception').select('exception_json').where('uid', '=', uid)
      const row = await locking(engine, found).executeTakeFirst()
      return row === undefined ? null : exceptionOf(row)
    },
    async saveException(exception) {
      const { uid, versionUid, target, until, ending } = exception
      const row = {
        version_uid: versionUid,
        target_uid: target,
        until_at: until,
        ended_at: ending?.at ?? null,
        exception_json: JSON.stringify(exception),
      }
      await trx
        .insertInto('gate_exception')
        .values({ uid, ...row })
        .onConflict((conflict) => conflict.column('uid').doUpdateSet(row))
        .execute()
    },
    exceptionsFor: (place) => standingExceptions(trx, place),
  }
}

/** Reads what people do beside requests from the store. */
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
    delegations: () => countingDelegations(kysely, Date.now()),
    async delegationsByUid(uids) {
      if (uids.length === 0) return []
      const rows = kysely
        .selectFrom('review_delegation')
        .select('delegation_json')
        .where(isIn(engine, 'uid', uids))
      const byUid = new Map((await rows.execute()).map(delegationOf).map((each) => [each.uid, each]))
      return uids.map((uid) => byUid.get(uid) ?? null)
    },
    async delegationList({ principals }, page) {
      const all = kysely.selectFrom('review_delegation').select('delegation_json').orderBy('uid', 'desc')
      const own =
        principals === undefined
          ? all
          : all.where(({ or }) =>
              or([isIn(engine, 'from_principal', principals), isIn(engine, 'to_principal', principals)]),
            )
      const some = own.limit(page.first + 1)
      const rows = await (page.after === null ? some : some.where('uid', '<', page.after)).execute()
      return pageOf(rows.map(delegationOf), page)
    },
    exceptionsFor: (place) => standingExceptions(kysely, place),
    async exceptionsByUid(uids) {
      if (uids.length === 0) return []
      const rows = kysely
        .selectFrom('gate_exception')
        .select('exception_json')
        .where(isIn(engine, 'uid', uids))
      const byUid = new Map((await rows.execute()).map(exceptionOf).map((each) => [each.uid, each]))
      return uids.map((uid) => byUid.get(uid) ?? null)
    },
    async exceptionList({ version, at }, page) {
      let query = kysely.selectFrom('gate_exception').select('exception_json').orderBy('uid', 'desc')
      if (version !== undefined) query = query.where('version_uid', '=', version)
      if (at !== undefined) query = query.where('until_at', '>', at).where('ended_at', 'is', null)
      const some = query.limit(page.first + 1)
      const rows = await (page.after === null ? some : some.where('uid', '<', page.after)).execute()
      return pageOf(rows.map(exceptionOf), page)
    },
  }
}

/** No request waits, and no approval stands, for longer than a year each; see `ranges` of the policies. */
const countsForMs = 2 * 366 * 24 * 60 * 60 * 1000

async function countingDelegations(kysely: Kysely<Tables>, now: number): Promise<readonly Delegation[]> {
  const all = kysely.selectFrom('review_delegation').select('delegation_json').where('ended_at', 'is', null)
  return (
    await all
      .where('until_at', '>', now - countsForMs)
      .orderBy('uid')
      .execute()
  ).map(delegationOf)
}

async function standingExceptions(
  kysely: Kysely<Tables>,
  { version, target }: ExceptionPlace,
): Promise<readonly GateException[]> {
  const all = kysely.selectFrom('gate_exception').select('exception_json').where('version_uid', '=', version)
  const standing = all.where('target_uid', '=', target).where('ended_at', 'is', null)
  return (await standing.orderBy('uid').execute()).map(exceptionOf)
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

/** Written by `saveDelegation` from the same type. */
function delegationOf(row: { readonly delegation_json: string }): Delegation {
  return JSON.parse(row.delegation_json) as Delegation
}

/** Written by `saveException` from the same type. */
function exceptionOf(row: { readonly exception_json: string }): GateException {
  return JSON.parse(row.exception_json) as GateException
}
