import type { Kysely, Transaction } from 'kysely'
import type { Uid } from '../kernel/ids.ts'
import type { DriftChanges, DriftReads, DriftRows, ViolationFilter } from '../reconciliation/ports.ts'
import type { EndpointWatch, Violation, Watch } from '../reconciliation/types.ts'
import type { ApprovalWork } from './approval-changes.ts'
import { locking } from './approval-queries.ts'
import type { AuditedStore } from './audited-work.ts'
import type { Database, Engine } from './database.ts'
import { isIn } from './json-rows.ts'
import { lockFor } from './lock.ts'
import type { Tables } from './tables.ts'

/** Changes violations in the store, each change with its record and in one transaction with what it means for requests. */
export function createDriftChanges(
  { engine }: Pick<Database, 'engine'>,
  audited: Pick<AuditedStore, 'change'>,
  approvalWork: ApprovalWork,
): DriftChanges {
  return {
    change: (by, work) =>
      audited.change((trx, append) =>
        approvalWork({ trx, append, by }, (approvals) => work({ approvals, drift: rowsIn(trx, engine) })),
      ),
  }
}

/** Reads violations from the store. */
export function createDriftReads({ kysely, engine }: Pick<Database, 'kysely' | 'engine'>): DriftReads {
  return {
    async byUids(uids) {
      if (uids.length === 0) return []
      const rows = kysely.selectFrom('violation').select(['uid', 'violation_json'])
      const found = await rows.where(isIn(engine, 'uid', uids)).execute()
      const byUid = new Map(found.map((row) => [row.uid, violationOf(row)]))
      return uids.map((uid) => byUid.get(uid) ?? null)
    },
    async list(filter, { first, after }) {
      const query = filtered({ kysely, engine }, filter).limit(first + 1)
      const rows = await (after === null ? query : query.where('uid', '<', after)).execute()
      return { items: rows.slice(0, first).map(violationOf), hasNextPage: rows.length > first }
    },
    watch: (target) => watchOf(kysely, target),
    endpointWatch: (source) => endpointWatchOf(kysely, source),
  }
}

function filtered({ kysely, engine }: Pick<Database, 'kysely' | 'engine'>, filter: ViolationFilter) {
  const { states, kinds, severities, target, environment, subject, from, to } = filter
  let query = kysely.selectFrom('violation').select('violation_json').orderBy('uid', 'desc')
  if (states !== undefined) query = query.where(isIn(engine, 'state', states))
  if (kinds !== undefined) query = query.where(isIn(engine, 'kind', kinds))
  if (severities !== undefined) query = query.where(isIn(engine, 'severity', severities))
  if (target !== undefined) query = query.where('target_uid', '=', target)
  if (environment !== undefined) query = query.where('environment', '=', environment)
  if (subject !== undefined) query = query.where('subject_uid', '=', subject)
  if (from !== undefined) query = query.where('first_seen_at', '>=', from)
  if (to !== undefined) query = query.where('first_seen_at', '<', to)
  return query
}

function rowsIn(trx: Transaction<Tables>, engine: Engine): DriftRows {
  const violations = () => trx.selectFrom('violation').select('violation_json')
  return {
    watch: (target) => watchOf(trx, target),
    async saveWatch(watch) {
      const row = {
        state: watch.state,
        looked_at: watch.lookedAt,
        baseline_version: watch.baseline?.held?.version ?? null,
        watch_json: JSON.stringify(watch),
      }
      await trx
        .insertInto('target_watch')
        .values({ target_uid: watch.target, ...row })
        .onConflict((conflict) => conflict.column('target_uid').doUpdateSet(row))
        .execute()
    },
    ...sourceRowsIn(trx, engine),
    async targetOf(violation) {
      const found = trx.selectFrom('violation').select('target_uid').where('uid', '=', violation)
      // Written by `save` from the same type.
      return ((await found.executeTakeFirst())?.target_uid ?? null) as Uid | null
    },
    async violation(uid) {
      const row = await locking(engine, violations().where('uid', '=', uid)).executeTakeFirst()
      return row === undefined ? null : violationOf(row)
    },
    async open(key) {
      const found = violations().where('key', '=', key).where('ended_at', 'is', null)
      const row = await locking(engine, found).executeTakeFirst()
      return row === undefined ? null : violationOf(row)
    },
    async lastEnded(key) {
      const ended = violations().where('key', '=', key).where('ended_at', 'is not', null)
      const row = await ended.orderBy('ended_at', 'desc').orderBy('uid', 'desc').limit(1).executeTakeFirst()
      return row === undefined ? null : violationOf(row)
    },
    async save(violation) {
      const { uid, ...row } = rowOf(violation)
      await trx
        .insertInto('violation')
        .values({ uid, ...row })
        .onConflict((conflict) => conflict.column('uid').doUpdateSet(row))
        .execute()
    },
    async reversions(target, since) {
      const found = trx.selectFrom('drift_reversion').selectAll().where('target_uid', '=', target)
      const rows = await found.where('begun_at', '>=', since).orderBy('begun_at').execute()
      return rows.map((row) => ({
        violation: row.violation_uid as Uid,
        target: row.target_uid as Uid,
        attempt: row.attempt,
        at: row.begun_at,
        isAutomatic: row.is_automatic === 1,
      }))
    },
    async addReversion({ violation, target, attempt, at, isAutomatic }) {
      const ids = { violation_uid: violation, target_uid: target, attempt }
      await trx
        .insertInto('drift_reversion')
        .values({ ...ids, begun_at: at, is_automatic: isAutomatic ? 1 : 0 })
        .execute()
    },
    async dropReversion({ violation, attempt }) {
      const own = trx.deleteFrom('drift_reversion').where('violation_uid', '=', violation)
      await own.where('attempt', '=', attempt).execute()
    },
  }
}

function sourceRowsIn(
  trx: Transaction<Tables>,
  engine: Engine,
): Pick<DriftRows, 'endpointWatch' | 'saveEndpointWatch' | 'lockNativeRights'> {
  return {
    async endpointWatch(source) {
      await lockFor(trx, engine, `modelwarden.endpoints ${source}`)
      return endpointWatchOf(trx, source)
    },
    async saveEndpointWatch(watch) {
      const row = { watch_json: JSON.stringify(watch) }
      await trx
        .insertInto('endpoint_watch')
        .values({ source: watch.source, ...row })
        .onConflict((conflict) => conflict.column('source').doUpdateSet(row))
        .execute()
    },
    lockNativeRights: (source) => lockFor(trx, engine, `modelwarden.native-rights ${source}`),
  }
}

async function watchOf(kysely: Kysely<Tables>, target: Uid): Promise<Watch | null> {
  const found = kysely.selectFrom('target_watch').select('watch_json').where('target_uid', '=', target)
  const row = await found.executeTakeFirst()
  // Written by `saveWatch` from the same type.
  return row === undefined ? null : (JSON.parse(row.watch_json) as Watch)
}

async function endpointWatchOf(kysely: Kysely<Tables>, source: string): Promise<EndpointWatch | null> {
  const found = kysely.selectFrom('endpoint_watch').select('watch_json').where('source', '=', source)
  const row = await found.executeTakeFirst()
  // Written by `saveEndpointWatch` from the same type.
  return row === undefined ? null : (JSON.parse(row.watch_json) as EndpointWatch)
}

function rowOf(violation: Violation) {
  const { uid, key, kind, severity, state, target, environment, subject, firstSeenAt, endedAt } = violation
  return {
    uid,
    key,
    kind,
    severity,
    state,
    target_uid: target,
    environment,
    subject_uid: subject.uid,
    first_seen_at: firstSeenAt,
    ended_at: endedAt,
    violation_json: JSON.stringify(violation),
  }
}

/** Written by {@link rowOf} from the same type. */
function violationOf({ violation_json }: { readonly violation_json: string }): Violation {
  return JSON.parse(violation_json) as Violation
}
