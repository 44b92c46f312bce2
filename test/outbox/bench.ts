import type { Transaction } from 'kysely'
import { manifest } from '../../connectors/mlflow/manifest.ts'
import type { ApprovalRequest, PlannedStep, RequestState } from '../../src/approvals/types.ts'
import { conformanceHost } from '../../src/connector/conformance.ts'
import type { ConnectorEffects } from '../../src/connector/index.ts'
import { mintUid, type Uid } from '../../src/kernel/ids.ts'
import type { CarriedOut, CarriedPlan, EffectStore, OutboxPorts, OutboxTiming } from '../../src/outbox/index.ts'
import { outboxTiming } from '../../src/outbox/index.ts'
import type { Database } from '../../src/persistence/database.ts'
import { databaseTime } from '../../src/persistence/database-time.ts'
import { effectRows, effectsOf } from '../../src/persistence/effect-rows.ts'
import { createEffectStore } from '../../src/persistence/effect-store.ts'
import type { Tables } from '../../src/persistence/tables.ts'
import { auditOn } from '../audit/log.ts'

/** The transaction in which a step and what it means for its request are written. */
export type Trx = Transaction<Tables>

/** Looks at once, gives up waiting soon, and begins again without a wait. */
export const hasty: OutboxTiming = {
  ...outboxTiming,
  pollMs: 20,
  backoff: { baseMs: 0, maxMs: 0 },
  showDelaysMs: [20, 50, 100],
}

/** Requests of which nothing matters but their state, kept where approvals keep them. */
export const requestsKept: CarriedOut<Trx> = {
  due: async () => [],
  begin: async () => false,
  completed: (trx, plan) => enter(trx, plan, 'COMPLETED'),
  compensating: (trx, plan) => enter(trx, plan, 'COMPENSATING'),
  undone: (trx, plan) => enter(trx, plan, 'ROLLED_BACK'),
  movedUnsent: (trx, plan) => enter(trx, plan, 'PENDING'),
  stuck: (trx, plan) => enter(trx, plan, 'STUCK'),
}

const mayFollow: Partial<Record<RequestState, readonly string[]>> = {
  COMPLETED: ['EXECUTING'],
  COMPENSATING: ['EXECUTING'],
  ROLLED_BACK: ['COMPENSATING'],
  PENDING: ['EXECUTING'],
  STUCK: ['EXECUTING', 'COMPENSATING'],
}

async function enter(trx: Trx, { request }: CarriedPlan, state: RequestState): Promise<void> {
  const own = trx.updateTable('approval_request').set({ state }).where('uid', '=', request)
  const { numUpdatedRows } = await own.where('state', 'in', [...(mayFollow[state] ?? [])]).executeTakeFirst()
  if (numUpdatedRows !== 1n) throw new Error(`The request cannot become ${state}`)
}

/** How a request stands. */
export async function stateOf({ kysely }: Database, request: Uid): Promise<string> {
  const row = kysely.selectFrom('approval_request').select('state').where('uid', '=', request)
  return (await row.executeTakeFirstOrThrow()).state
}

/** A request that is being carried out, with its effects left to be done; all in one transaction. */
export async function planned({ kysely, engine }: Database, steps: readonly PlannedStep[]): Promise<Uid> {
  const uid = mintUid(Date.now())
  const now = await databaseTime(kysely, engine)
  const facts = { action: 'PROMOTE', state: 'EXECUTING', revision: 1, environment: 'production', source: 'tracking' }
  const ids = { target_uid: uid, model_uid: uid, version_uid: uid, requester: 'ada', plan_digest: '' }
  const times = { created_at: now, not_before: null, expires_at: now + 60_000, ended_at: null }
  await kysely.transaction().execute(async (trx) => {
    await trx
      .insertInto('approval_request')
      .values({ uid, ...facts, ...ids, ...times, request_json: '{}' })
      .execute()
    // Only what effects are planned from.
    const request = { uid, revision: 1, plan: { steps } } as unknown as ApprovalRequest
    await effectRows.plan({ kysely: trx, engine }, request, now)
  })
  return uid
}

/** Effects in the store of a test, with an audit trail that is real. */
export function storeOn(database: Database, leaseMs = 30_000): EffectStore<Trx> {
  const { audited } = auditOn(database)
  return createEffectStore<Trx>(database, audited, { within: (trx, _append, work) => work(trx), leaseMs })
}

/** The effects of an MLflow, over a breaker that never opens: a test that makes calls fail wants to see each. */
export function mlflowEffects(url: string): ConnectorEffects {
  const host = conformanceHost('tracking', {
    breaker: { failures: 1_000, coolDownMs: 1, coolDownMsMax: 1 },
    retries: 0,
  })
  const { effects } = manifest.connect(manifest.config.parse({ url }), host)
  if (effects === undefined) throw new Error('MLflow takes effects')
  return effects
}

/** What an outbox of a test needs, with the source `tracking`. */
export function portsOn(
  database: Database,
  effects: ConnectorEffects,
  more: Partial<OutboxPorts<Trx>> = {},
): OutboxPorts<Trx> {
  return {
    store: storeOn(database),
    carriedOut: requestsKept,
    effectsOf: (source) => (source === 'tracking' ? effects : null),
    scheduler: {
      after(ms, work) {
        const timer = setTimeout(work, ms)
        return () => clearTimeout(timer)
      },
    },
    random: () => 0,
    log: { info: ignore, warn: ignore, error: ignore },
    worker: mintUid(Date.now()),
    ...more,
  }
}

function ignore(): void {}

/** How the effects of a request stand, in order. */
export async function effectStates({ kysely }: Database, request: Uid): Promise<readonly string[]> {
  return (await effectsOf(kysely, request)).map(({ state }) => state)
}

/** Resolves when a request is no longer being carried out. */
export async function settled(database: Database, request: Uid): Promise<string> {
  for (;;) {
    const state = await stateOf(database, request)
    if (state !== 'EXECUTING' && state !== 'COMPENSATING') return state
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
