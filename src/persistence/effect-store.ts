import { type Kysely, type SelectQueryBuilder, sql, type Transaction } from 'kysely'
import { systemActor } from '../kernel/actor.ts'
import type { Uid } from '../kernel/ids.ts'
import type { CarriedPlan, EffectClaim, EffectStore, EffectWrite } from '../outbox/ports.ts'
import type { Effect } from '../outbox/types.ts'
import type { Append, AuditedStore } from './audited-work.ts'
import type { Database, Engine } from './database.ts'
import { databaseTime } from './database-time.ts'
import { effectOf, firstOrdinal, openStates } from './effect-rows.ts'
import { storableText } from './storable-text.ts'
import type { Tables } from './tables.ts'

/** How long a worker that says nothing keeps what it has taken on. */
const leaseMsDefault = 30_000

/** What keeping effects needs besides the store. */
export interface EffectStoreOptions<Wider> {
  /** Runs what a step means for its request in the transaction that writes the step, and appends what that records. */
  within(trx: Transaction<Tables>, append: Append, work: (wider: Wider) => Promise<void>): Promise<void>
  /** 30 seconds unless given. */
  readonly leaseMs?: number
}

/** Effects in the store, each change of them with its record. */
export function createEffectStore<Wider>(
  { kysely, engine }: Pick<Database, 'kysely' | 'engine'>,
  audited: Pick<AuditedStore, 'change' | 'record'>,
  { within, leaseMs = leaseMsDefault }: EffectStoreOptions<Wider>,
): EffectStore<Wider> {
  const place = (trx: Transaction<Tables>): Place => ({ trx, engine, leaseMs })
  return {
    async claim(worker, take) {
      // Most looks find nothing, and those keep nobody from writing.
      if ((await duePlans(kysely, await databaseTime(kysely, engine)).executeTakeFirst()) === undefined) return null
      return kysely.transaction().execute((trx) => claimIn(place(trx), worker, take))
    },
    change: (claim, { writes, events, settle, isReleased = false }) =>
      orLost(() =>
        audited.change(async (trx, append) => {
          // Before anything is locked, so that what the step means is not asked about for nothing.
          await demandClaim(trx, claim)
          if (settle !== undefined) await within(trx, append, settle)
          await lockClaim(place(trx), claim)
          const now = await databaseTime(trx, engine)
          for (const write of writes) await writeEffect(trx, write, now)
          await renewLease(place(trx), claim, isReleased ? null : now)
          for (const event of events) append({ ...event, actor: systemActor })
          return readPlan(trx, claim)
        }),
      ),
    renew: async (claim) => (await leaseAnew(kysely, claim, place)) !== null,
    release: async (claim) => void (await leaseAnew(kysely, claim, place, true)),
    note: (events) => audited.record(events.map((event) => ({ ...event, actor: systemActor }))),
  }
}

interface Place {
  readonly trx: Transaction<Tables>
  readonly engine: Engine
  readonly leaseMs: number
}

/** The claim is another's by now. */
class LostClaim extends Error {
  override readonly name = 'LostClaim'
}

async function orLost<Answer>(work: () => Promise<Answer>): Promise<Answer | null> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof LostClaim) return null
    throw error
  }
}

/** Plans that nobody has a lease on and of which something is due, by their first effects. */
function duePlans(kysely: Kysely<Tables>, now: number): SelectQueryBuilder<Tables, 'effect', PlanRow> {
  const open = sql.join(openStates.map((state) => sql.lit(state)))
  return kysely
    .selectFrom('effect')
    .select(['request_uid', 'revision'])
    .where('ordinal', '=', firstOrdinal)
    .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<=', now)]))
    .where(
      sql<boolean>`(request_uid, revision) in (select o.request_uid, o.revision from effect as o where o.state in (${open}))`,
    )
    .where(
      sql<boolean>`not exists (select 1 from effect as w where w.request_uid = effect.request_uid
        and w.revision = effect.revision and w.state in (${open}) and w.next_attempt_at > ${now})`,
    )
    .orderBy('created_at')
    .orderBy('uid')
    .limit(1)
}

interface PlanRow {
  readonly request_uid: string
  readonly revision: number
}

async function claimIn(place: Place, worker: string, take: Parameters<EffectStore<never>['claim']>[1]) {
  const { trx, engine, leaseMs } = place
  const now = await databaseTime(trx, engine)
  const due = duePlans(trx, now)
  const row = await (engine === 'postgres' ? due.forUpdate().skipLocked() : due).executeTakeFirst()
  if (row === undefined) return null
  const plan: CarriedPlan = { request: row.request_uid as Uid, revision: row.revision }
  // Read anew: the search may have seen the plan as it was before another worker was done with it.
  const before = await readPlan(trx, plan)
  const [first] = before
  if (first === undefined || !isDue(before, now)) return null
  const fence = first.fence + 1
  await inPlan(trx, plan)
    .set({ fence, claimed_by: worker, lease_until: now + leaseMs })
    .execute()
  for (const write of take(before)) await writeEffect(trx, write, now)
  return { claim: { ...plan, worker, fence }, effects: await readPlan(trx, plan) }
}

function isDue(effects: readonly Effect[], now: number): boolean {
  const states: readonly string[] = openStates
  const open = effects.filter(({ state }) => states.includes(state))
  return open.length > 0 && open.every(({ nextAttemptAt }) => nextAttemptAt <= now)
}

function inPlan(trx: Transaction<Tables>, { request, revision }: CarriedPlan) {
  return trx.updateTable('effect').where('request_uid', '=', request).where('revision', '=', revision)
}

async function readPlan(kysely: Kysely<Tables>, { request, revision }: CarriedPlan): Promise<readonly Effect[]> {
  const rows = kysely.selectFrom('effect').selectAll().where('request_uid', '=', request)
  return (await rows.where('revision', '=', revision).orderBy('ordinal').execute()).map(effectOf)
}

function heldFirst(trx: Transaction<Tables>, { request, revision, fence }: EffectClaim) {
  const first = trx.selectFrom('effect').select('uid').where('request_uid', '=', request)
  return first.where('revision', '=', revision).where('ordinal', '=', firstOrdinal).where('fence', '=', fence)
}

async function demandClaim(trx: Transaction<Tables>, claim: EffectClaim): Promise<void> {
  if ((await heldFirst(trx, claim).executeTakeFirst()) === undefined) throw new LostClaim()
}

async function lockClaim({ trx, engine }: Place, claim: EffectClaim): Promise<void> {
  const first = heldFirst(trx, claim)
  const row = await (engine === 'postgres' ? first.forUpdate() : first).executeTakeFirst()
  if (row === undefined) throw new LostClaim()
}

/** `now` null gives it up. */
async function renewLease({ trx, leaseMs }: Place, claim: EffectClaim, now: number | null): Promise<void> {
  const lease =
    now === null ? { claimed_by: null, lease_until: null } : { claimed_by: claim.worker, lease_until: now + leaseMs }
  await inPlan(trx, claim).set(lease).execute()
}

function leaseAnew(
  kysely: Kysely<Tables>,
  claim: EffectClaim,
  place: (trx: Transaction<Tables>) => Place,
  isReleased = false,
): Promise<true | null> {
  return orLost(() =>
    kysely.transaction().execute(async (trx) => {
      const at = place(trx)
      await lockClaim(at, claim)
      await renewLease(at, claim, isReleased ? null : await databaseTime(trx, at.engine))
      return true as const
    }),
  )
}

async function writeEffect(trx: Transaction<Tables>, write: EffectWrite, now: number): Promise<void> {
  const { uid, state, attempts, sent, found, error, waitMs } = write
  const states: readonly string[] = openStates
  await trx
    .updateTable('effect')
    .set({
      state,
      updated_at: now,
      next_attempt_at: now + (waitMs ?? 0),
      ended_at: states.includes(state) ? null : now,
      ...(attempts === undefined ? {} : { attempts }),
      ...(sent === undefined ? {} : { sent_at: sent === null ? null : now }),
      ...(found === undefined ? {} : { is_found: 1, found: found === null ? null : storableText(found) }),
      ...(error === undefined ? {} : { error_json: error === null ? null : JSON.stringify(error) }),
    })
    .where('uid', '=', uid)
    .execute()
}
