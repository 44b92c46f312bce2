import type { ApprovalReads, RequestFilter, TargetChange } from '../approvals/ports.ts'
import type { ApprovalPolicyVersion } from '../approvals/types.ts'
import type { Uid } from '../kernel/ids.ts'
import {
  checksOf,
  dueRequests,
  expectedVersion,
  latestPolicies,
  reviewsOf,
  tamperings,
  targetStateOf,
  targetStatesOf,
} from './approval-queries.ts'
import { policyOf, requestOf } from './approval-rows.ts'
import type { Database } from './database.ts'
import { isIn } from './json-rows.ts'
import { createPeopleReads } from './people-records.ts'

/** Reads approvals from the store. `packaged` is in force until policies are published. */
export function createApprovalReads(
  { kysely, engine }: Pick<Database, 'kysely' | 'engine'>,
  packaged: ApprovalPolicyVersion,
): ApprovalReads {
  const filtered = (filter: RequestFilter) => {
    let query = kysely.selectFrom('approval_request').select('request_json').orderBy('uid', 'desc')
    if (filter.states !== undefined) query = query.where(isIn(engine, 'state', filter.states))
    if (filter.target !== undefined) query = query.where('target_uid', '=', filter.target)
    if (filter.environment !== undefined) query = query.where('environment', '=', filter.environment)
    if (filter.model !== undefined) query = query.where('model_uid', '=', filter.model)
    if (filter.version !== undefined) query = query.where('version_uid', '=', filter.version)
    if (filter.expiresBy !== undefined) query = query.where('expires_at', '<=', filter.expiresBy)
    if (filter.ratifyBy !== undefined) query = query.where('ratify_by', '<=', filter.ratifyBy)
    if (filter.isForPeople === true)
      query = query.where(({ or, eb }) => or([eb('state', '=', 'PENDING'), eb('incident_uid', 'is not', null)]))
    if (filter.isBroken === true) query = query.where('incident_uid', 'is not', null)
    if (filter.incident !== undefined) query = query.where('incident_uid', '=', filter.incident)
    if (filter.requester !== undefined) query = query.where('requester', '=', filter.requester)
    return query
  }
  return {
    ...createPeopleReads({ kysely, engine }),
    async byUids(uids) {
      if (uids.length === 0) return []
      const rows = kysely.selectFrom('approval_request').select(['uid', 'request_json'])
      const found = await rows.where(isIn(engine, 'uid', uids)).execute()
      const byUid = new Map(found.map((row) => [row.uid, requestOf(row)]))
      return uids.map((uid) => byUid.get(uid) ?? null)
    },
    async list(filter, { first, after }) {
      const query = filtered(filter).limit(first + 1)
      const rows = await (after === null ? query : query.where('uid', '<', after)).execute()
      return { items: rows.slice(0, first).map(requestOf), hasNextPage: rows.length > first }
    },
    due: (now, page) => dueRequests(kysely, now, page),
    reviews: (request) => reviewsOf(kysely, request),
    checks: (request) => checksOf(kysely, request),
    policies: () => latestPolicies(kysely, packaged),
    tamperings: () => tamperings(kysely),
    async policyVersions({ first, after }) {
      const newest = kysely.selectFrom('approval_policy').selectAll().orderBy('number', 'desc').limit(first)
      const rows = await (after === null ? newest : newest.where('number', '<', after)).execute()
      const items = rows.map(policyOf)
      if (items.length === first) return { items, hasNextPage: true }
      return { items: after === 0 ? [] : [...items, packaged], hasNextPage: false }
    },
    async policyVersion(number) {
      if (number === packaged.number) return packaged
      const row = kysely.selectFrom('approval_policy').selectAll().where('number', '=', number)
      const found = await row.executeTakeFirst()
      return found === undefined ? null : policyOf(found)
    },
    targetState: (target) => targetStateOf(kysely, target),
    targetStates: (targets) => targetStatesOf({ kysely, engine }, targets),
    expectedVersion: (target) => expectedVersion(kysely, target),
    async changes(target, { first, before }) {
      const all = kysely.selectFrom('target_change').selectAll().where('target_uid', '=', target)
      const newest = all.orderBy('generation', 'desc').limit(first + 1)
      const rows = await (before === null ? newest : newest.where('generation', '<', before)).execute()
      return { items: rows.slice(0, first).map(changeOf), hasNextPage: rows.length > first }
    },
    liveAt: (at) => liveAt(kysely, at),
  }
}

async function liveAt(kysely: Database['kysely'], at: number): ReturnType<ApprovalReads['liveAt']> {
  const rows = await kysely
    .selectFrom('target_change')
    .selectAll()
    .where('changed_at', '<=', at)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('target_change as later')
            .select('later.generation')
            .whereRef('later.target_uid', '=', 'target_change.target_uid')
            .whereRef('later.generation', '>', 'target_change.generation')
            .where('later.changed_at', '<=', at),
        ),
      ),
    )
    .orderBy('target_uid')
    .execute()
  return rows.map((row) => {
    const { target, version, request, at: since } = changeOf(row)
    return { target, version, request, since }
  })
}

/** Written by `setTarget` from the same types. */
function changeOf(row: {
  readonly target_uid: string
  readonly generation: number
  readonly version_uid: string | null
  readonly request_uid: string
  readonly changed_at: number
}): TargetChange {
  return {
    target: row.target_uid as Uid,
    generation: row.generation,
    version: row.version_uid as Uid | null,
    request: row.request_uid as Uid,
    at: row.changed_at,
  }
}
