import type { Insertable, Kysely, Selectable } from 'kysely'
import type { ApprovalRequest } from '../approvals/types.ts'
import type { EffectPlace } from '../connector/effects.ts'
import type { Uid } from '../kernel/ids.ts'
import { namedUid } from '../kernel/named-uid.ts'
import type { Effect, EffectError, EffectState } from '../outbox/types.ts'
import type { Connection } from './access-state.ts'
import type { ApprovalTables } from './approval-tables.ts'
import type { EffectRows } from './approval-transaction.ts'
import { storableText } from './storable-text.ts'
import type { Tables } from './tables.ts'

/** States in which an effect has not come to its end. */
export const openStates = [
  'PLANNED',
  'CLAIMED',
  'SENT',
  'APPLIED',
  'RETRY_WAIT',
  'COMPENSATING',
] as const satisfies readonly EffectState[]

/**
 * The first effect of a plan stands for all of it: whoever changes any of them locks its row first, so that nobody waits
 * for another in a circle.
 */
export const firstOrdinal = 0

/** Effects of requests within the transaction that decides over them. */
export const effectRows: EffectRows = {
  async plan({ kysely }, request, now) {
    const rows = request.plan.steps.map((_, ordinal) => plannedRow(request, ordinal, now))
    if (rows.length === 0) return
    await kysely
      .insertInto('effect')
      .values(rows)
      .onConflict((conflict) => conflict.column('uid').doNothing())
      .execute()
  },
  async cancel(connection, request, now) {
    const { kysely } = connection
    await lockFirst(connection, request)
    const effects = await effectsOf(kysely, request)
    if (effects.some(({ sentAt }) => sentAt !== null)) return false
    // A worker that was about to send holds an older fence from now on, so what it writes first is refused.
    await kysely
      .updateTable('effect')
      .set(({ eb }) => ({
        state: 'CANCELLED',
        fence: eb('fence', '+', 1),
        claimed_by: null,
        lease_until: null,
        ended_at: now,
        updated_at: now,
      }))
      .where('request_uid', '=', request)
      .where('state', 'in', openStates)
      .execute()
    return true
  },
}

async function lockFirst({ kysely, engine }: Connection, request: Uid): Promise<void> {
  if (engine === 'sqlite') return
  const first = kysely.selectFrom('effect').select('uid').where('request_uid', '=', request)
  await first.where('ordinal', '=', firstOrdinal).orderBy('revision').forUpdate().execute()
}

/** Effects of a request in their order, those of an earlier plan first. */
export async function effectsOf(kysely: Kysely<Tables>, request: Uid): Promise<readonly Effect[]> {
  const rows = kysely.selectFrom('effect').selectAll().where('request_uid', '=', request)
  return (await rows.orderBy('revision').orderBy('ordinal').execute()).map(effectOf)
}

function plannedRow(
  { uid: request, revision, plan }: ApprovalRequest,
  ordinal: number,
  now: number,
): Insertable<ApprovalTables['effect']> {
  const step = plan.steps[ordinal]
  if (step === undefined) throw new RangeError(`The plan has no step ${ordinal}`)
  const { expects } = step
  return {
    uid: namedUid(request, `${revision}/${ordinal}`),
    request_uid: request,
    revision,
    ordinal,
    source: step.source,
    place_json: JSON.stringify(step.place),
    desired: storable(step.desired),
    has_expectation: expects === undefined ? 0 : 1,
    expects: storable(expects ?? null),
    state: 'PLANNED',
    is_found: 0,
    found: null,
    attempts: 0,
    fence: 0,
    claimed_by: null,
    lease_until: null,
    next_attempt_at: now,
    sent_at: null,
    ended_at: null,
    error_json: null,
    created_at: now,
    updated_at: now,
  }
}

function storable(text: string | null): string | null {
  return text === null ? null : storableText(text)
}

/** The effect in a row: written here and by the effect store from the same type. */
export function effectOf(row: Selectable<ApprovalTables['effect']>): Effect {
  return {
    uid: row.uid as Uid,
    request: row.request_uid as Uid,
    revision: row.revision,
    ordinal: row.ordinal,
    source: row.source,
    place: JSON.parse(row.place_json) as EffectPlace,
    desired: row.desired,
    ...(row.has_expectation === 1 ? { expects: row.expects } : {}),
    state: row.state as EffectState,
    ...(row.is_found === 1 ? { found: row.found } : {}),
    attempts: row.attempts,
    fence: row.fence,
    claimedBy: row.claimed_by,
    leaseUntil: row.lease_until,
    nextAttemptAt: row.next_attempt_at,
    sentAt: row.sent_at,
    endedAt: row.ended_at,
    error: row.error_json === null ? null : (JSON.parse(row.error_json) as EffectError),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
