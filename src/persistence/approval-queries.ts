import type { Kysely, Selectable, SelectQueryBuilder } from 'kysely'
import type { ApprovalReads, TargetState } from '../approvals/ports.ts'
import type { Tampering } from '../approvals/tampering.ts'
import type { ApprovalPolicyVersion, Check, Review } from '../approvals/types.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Violation } from '../reconciliation/types.ts'
import type { Connection } from './access-state.ts'
import { checkOf, policyOf, requestOf, reviewOf } from './approval-rows.ts'
import type { Engine } from './database.ts'
import { isIn } from './json-rows.ts'
import type { Tables } from './tables.ts'

/** Keeps others from changing the rows until the transaction ends. On SQLite a transaction is the file's only writer. */
export function locking<Table extends keyof Tables, Row>(
  engine: Engine,
  query: SelectQueryBuilder<Tables, Table, Row>,
): SelectQueryBuilder<Tables, Table, Row> {
  return engine === 'sqlite' ? query : query.forUpdate()
}

/** Everything that was said of a request, the oldest first. */
export async function reviewsOf(kysely: Kysely<Tables>, request: Uid): Promise<readonly Review[]> {
  const rows = kysely.selectFrom('approval_review').selectAll().where('request_uid', '=', request)
  return (await rows.orderBy('created_at').orderBy('uid').execute()).map(reviewOf)
}

/** The latest of each gate with the same parameters, by gate. */
export async function checksOf(kysely: Kysely<Tables>, request: Uid): Promise<readonly Check[]> {
  const rows = kysely.selectFrom('approval_check').selectAll().where('request_uid', '=', request)
  const all = await rows.orderBy('computed_at').orderBy('uid').execute()
  const latest = new Map(all.map((row) => [JSON.stringify([row.gate, row.configuration_digest]), checkOf(row)]))
  return [...latest.values()].toSorted((one, other) => (one.gate < other.gate ? -1 : 1))
}

/** Approved requests whose `notBefore` has come, the oldest first; see `ApprovalReads.due`. */
export async function dueRequests(
  kysely: Kysely<Tables>,
  now: number,
  { first, after }: Parameters<ApprovalReads['due']>[1],
): ReturnType<ApprovalReads['due']> {
  const approved = kysely.selectFrom('approval_request').select('request_json').where('state', '=', 'APPROVED')
  const due = approved.where(({ eb, or }) => or([eb('not_before', 'is', null), eb('not_before', '<=', now)]))
  const oldest = due.orderBy('uid').limit(first + 1)
  const rows = await (after === null ? oldest : oldest.where('uid', '>', after)).execute()
  return { items: rows.slice(0, first).map(requestOf), hasNextPage: rows.length > first }
}

/** What a target is to stand for. */
export async function targetStateOf(kysely: Kysely<Tables>, target: Uid): Promise<TargetState> {
  const row = await kysely.selectFrom('target_state').selectAll().where('target_uid', '=', target).executeTakeFirst()
  return row === undefined ? { generation: 0, desired: null, request: null } : stateOf(row)
}

/** The same of several, by target; see `ApprovalReads.targetStates`. */
export async function targetStatesOf(
  { kysely, engine }: Connection,
  targets: readonly Uid[],
): ReturnType<ApprovalReads['targetStates']> {
  if (targets.length === 0) return new Map()
  const found = kysely
    .selectFrom('target_state')
    .selectAll()
    .where(isIn(engine, 'target_uid', targets))
  // Written by `setTarget` from the same types.
  return new Map(
    (await found.execute()).map((row) => [row.target_uid as Uid, { ...stateOf(row), changedAt: row.changed_at }]),
  )
}

function stateOf(row: Selectable<Tables['target_state']>): TargetState {
  const { generation, desired_version_uid: version, artifact_digest: artifactDigest } = row
  // Written by `setTarget` from the same types.
  const desired = version === null ? null : { versionUid: version as Uid, artifactDigest }
  return { generation, desired, request: row.request_uid as Uid | null }
}

/** What a target should hold by the last request, and before any what it held at first contact. */
export async function expectedVersion(kysely: Kysely<Tables>, target: Uid): Promise<Uid | null> {
  const { request, desired } = await targetStateOf(kysely, target)
  if (request !== null) return desired?.versionUid ?? null
  const watch = kysely.selectFrom('target_watch').select('baseline_version').where('target_uid', '=', target)
  // Written with the watch, from a uid.
  return ((await watch.executeTakeFirst())?.baseline_version ?? null) as Uid | null
}

/** The approval policies in force: the newest, or what came with the package. */
export async function latestPolicies(
  kysely: Kysely<Tables>,
  packaged: ApprovalPolicyVersion,
): Promise<ApprovalPolicyVersion> {
  const newest = kysely.selectFrom('approval_policy').selectAll().orderBy('number', 'desc').limit(1)
  const row = await newest.executeTakeFirst()
  return row === undefined ? packaged : policyOf(row)
}

/** Every finding that files of an approved version were changed in place. */
export async function tamperings(kysely: Kysely<Tables>): Promise<readonly Tampering[]> {
  const rows = await kysely
    .selectFrom('violation')
    .select(['violation_json', 'ended_at'])
    .where('kind', '=', 'BYTES_CHANGED' satisfies Violation['kind'])
    .orderBy('uid')
    .execute()
  return rows.flatMap(({ violation_json, ended_at }) => {
    // Written by `save` of drift from the same type.
    const { uid, target, expected, firstSeenAt } = JSON.parse(violation_json) as Violation
    const version = expected?.version ?? null
    return version === null ? [] : [{ violation: uid, version, target, seenAt: firstSeenAt, isOpen: ended_at === null }]
  })
}
