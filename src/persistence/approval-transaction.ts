import type { Transaction } from 'kysely'
import type { ApprovalTransaction } from '../approvals/ports.ts'
import type { ApprovalPolicyVersion, ApprovalRequest } from '../approvals/types.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Connection } from './access-state.ts'
import { createAccessStateStore } from './access-state-store.ts'
import { checksOf, latestPolicies, locking, reviewsOf, tamperings, targetStateOf } from './approval-queries.ts'
import { checkRow, requestOf, requestRow, reviewRow } from './approval-rows.ts'
import { readOnly } from './audited-work.ts'
import { isBeingCleared } from './clearing-store.ts'
import type { Engine } from './database.ts'
import { databaseTime } from './database-time.ts'
import { isIn } from './json-rows.ts'
import { lockFor } from './lock.ts'
import { peopleRecordsIn } from './people-records.ts'
import { createPersonStore } from './person-store.ts'
import { storableText } from './storable-text.ts'
import type { Tables } from './tables.ts'
import { createTokenStore } from './token-store.ts'

/** Effects of requests, as rows of the store; on the connection of a transaction they are part of it. */
export interface EffectRows {
  /** Leaves the effects of a request's plan to be carried out. */
  plan(connection: Connection, request: ApprovalRequest, now: number): Promise<void>
  /** Cancels those of which nothing was sent; tells whether that is all of them. */
  cancel(connection: Connection, request: Uid, now: number): Promise<boolean>
}

/** What a transaction about approvals is built on. */
export interface ApprovalTransactionParts {
  readonly trx: Transaction<Tables>
  readonly engine: Engine
  /** In force until anything is published. */
  readonly packaged: ApprovalPolicyVersion
  readonly effects: EffectRows
  readonly record: ApprovalTransaction['record']
}

/** Approvals within a transaction that somebody else began and will end. */
export async function approvalTransactionIn(parts: ApprovalTransactionParts): Promise<ApprovalTransaction> {
  const { trx, engine, packaged, effects, record } = parts
  const connection = { kysely: trx, engine }
  const now = await databaseTime(trx, engine)
  return {
    ...peopleRecordsIn(trx, engine, now),
    ...answersIn(trx, engine, now),
    now,
    record,
    async target(uid) {
      await lockFor(trx, engine, `modelwarden.target ${uid}`)
      return targetStateOf(trx, uid)
    },
    async targetOf(uid) {
      const found = trx.selectFrom('approval_request').select('target_uid').where('uid', '=', uid)
      // Written by `save` from the same type.
      return ((await found.executeTakeFirst())?.target_uid ?? null) as Uid | null
    },
    async request(uid) {
      const found = trx.selectFrom('approval_request').select('request_json').where('uid', '=', uid)
      const row = await locking(engine, found).executeTakeFirst()
      return row === undefined ? null : requestOf(row)
    },
    async onTarget(target, states) {
      const found = trx.selectFrom('approval_request').select('request_json').where('target_uid', '=', target)
      const wanted = found.where(isIn(engine, 'state', states)).orderBy('uid')
      return (await locking(engine, wanted).execute()).map(requestOf)
    },
    async aboutVersion(version, states) {
      const found = trx.selectFrom('approval_request').select('request_json').where('version_uid', '=', version)
      return (
        await found
          .where(isIn(engine, 'state', states))
          .orderBy('uid')
          .execute()
      ).map(requestOf)
    },
    async save(request) {
      const { uid, ...row } = requestRow(request)
      await trx
        .insertInto('approval_request')
        .values({ uid, ...row })
        .onConflict((conflict) => conflict.column('uid').doUpdateSet(row))
        .execute()
    },
    reviews: (request) => reviewsOf(trx, request),
    async addReview(review) {
      await trx.insertInto('approval_review').values(reviewRow(review)).execute()
    },
    async dismiss(reviews, { at, by, reason }) {
      await trx
        .updateTable('approval_review')
        .set({ dismissed_at: at, dismissed_by: by, dismiss_reason: storableText(reason) })
        .where(isIn(engine, 'uid', reviews))
        .where('dismissed_at', 'is', null)
        .execute()
    },
    checks: (request) => checksOf(trx, request),
    async addChecks(checks) {
      if (checks.length === 0) return
      await trx.insertInto('approval_check').values(checks.map(checkRow)).execute()
    },
    planEffects: (request) => effects.plan(connection, request, now),
    cancelEffects: (request) => effects.cancel(connection, request, now),
    setTarget: (target, state) => setTarget(parts, { target, state, now }),
    isBeingCleared: (target) => isBeingCleared(trx, target, now),
    policies: () => latestPolicies(trx, packaged),
    tamperings: () => tamperings(trx),
    access: () => createAccessStateStore(connection).load(),
    people: { tokens: createTokenStore(connection, readOnly), persons: createPersonStore(connection) },
  }
}

/** What mutations under a key led to. */
function answersIn(
  trx: Transaction<Tables>,
  engine: Engine,
  now: number,
): Pick<ApprovalTransaction, 'answered' | 'remember' | 'forgetAnswers'> {
  return {
    async answered({ principal, key }) {
      // Two that arrive at once under one key: the second waits here until the first has committed.
      await lockFor(trx, engine, `modelwarden.idempotency ${principal} ${key}`)
      const row = await trx
        .selectFrom('idempotent_answer')
        .select(['payload_digest', 'answer_json'])
        .where('principal', '=', principal)
        .where('idempotency_key', '=', key)
        .executeTakeFirst()
      if (row === undefined) return null
      return { payloadDigest: row.payload_digest, request: JSON.parse(row.answer_json) as Uid }
    },
    async forgetAnswers(before) {
      await trx.deleteFrom('idempotent_answer').where('created_at', '<', before).execute()
    },
    async remember({ principal, key }, { payloadDigest, request }) {
      const row = { principal, idempotency_key: key, payload_digest: payloadDigest }
      await trx
        .insertInto('idempotent_answer')
        .values({ ...row, answer_json: JSON.stringify(request), created_at: now })
        .execute()
    },
  }
}

interface TargetChange {
  readonly target: Uid
  readonly state: Parameters<ApprovalTransaction['setTarget']>[1]
  readonly now: number
}

async function setTarget(
  { trx }: Pick<ApprovalTransactionParts, 'trx'>,
  { target, state, now }: TargetChange,
): Promise<void> {
  const before = await targetStateOf(trx, target)
  const generation = before.generation + 1
  const { desired, request } = state
  const row = {
    generation,
    desired_version_uid: desired?.versionUid ?? null,
    artifact_digest: desired?.artifactDigest ?? null,
    request_uid: request,
    changed_at: now,
  }
  await trx
    .insertInto('target_state')
    .values({ target_uid: target, ...row })
    .onConflict((conflict) => conflict.column('target_uid').doUpdateSet(row))
    .execute()
  if (request === null) return
  const change = { target_uid: target, generation, version_uid: row.desired_version_uid, changed_at: now }
  await trx
    .insertInto('target_change')
    .values({ ...change, request_uid: request })
    .execute()
}
