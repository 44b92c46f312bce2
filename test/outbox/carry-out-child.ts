import type { EffectPlace } from '../../src/connector/index.ts'
import type { Uid } from '../../src/kernel/ids.ts'
import { createOutbox, type EffectWrite } from '../../src/outbox/index.ts'
import { openDatabase } from '../../src/persistence/database.ts'
import { hasty, mlflowEffects, planned, portsOn, settled, storeOn } from './bench.ts'

/**
 * Carries out requests in a process of its own, and dies without notice at one step of one of its effects. What it wraps
 * are its ports: the outbox itself has no such steps.
 */
interface Orders {
  readonly storeUrl: string
  readonly mlflowUrl: string
  /** Requests to be brought to their ends. */
  readonly requests: readonly Uid[]
  readonly dieAt: { readonly step: Step; readonly place: EffectPlace['kind'] } | null
  /** Planned and committed here, and then the process dies. */
  readonly planAndDie?: Parameters<typeof planned>[1]
}

/** Where a worker can die; each is after what it is named for, and before anything else. */
export type Step =
  | 'claimed'
  | 'looked'
  | 'sent'
  | 'called'
  | 'applied'
  | 'verified'
  | 'skipped'
  | 'failed'
  | 'undoing'
  | 'uncalled'
  | 'undone'

const orders: Orders = JSON.parse(process.argv[2] ?? '')
const { dieAt } = orders

function pass(step: Step, place: EffectPlace['kind']): void {
  if (dieAt?.step === step && dieAt.place === place) process.kill(process.pid, 'SIGKILL')
}

const database = await openDatabase(orders.storeUrl)
if (orders.planAndDie !== undefined) {
  process.stdout.write(`${await planned(database, orders.planAndDie)}\n`, () => process.kill(process.pid, 'SIGKILL'))
  await new Promise(() => undefined)
}
const real = mlflowEffects(orders.mlflowUrl)
const store = storeOn(database)
const kinds = new Map<Uid, EffectPlace['kind']>()
const named: Partial<Record<EffectWrite['state'], Step>> = {
  SENT: 'sent',
  APPLIED: 'applied',
  VERIFIED: 'verified',
  SKIPPED: 'skipped',
  FAILED: 'failed',
  COMPENSATED: 'undone',
}
const outbox = createOutbox(
  portsOn(database, real, {
    store: {
      ...store,
      async claim(worker, take) {
        const taken = await store.claim(worker, take)
        for (const { uid, place } of taken?.effects ?? []) kinds.set(uid, place.kind)
        const own = taken?.effects.find(({ state }) => state === 'CLAIMED')
        if (own !== undefined) pass('claimed', own.place.kind)
        return taken
      },
      async change(claim, step) {
        const after = await store.change(claim, step)
        for (const { uid, state } of step.writes) {
          const isUndoing = step.events.some(({ type }) => type === 'gov.effect.undoing.v1')
          const name = isUndoing ? 'undoing' : named[state]
          if (name !== undefined && after !== null) pass(name, kinds.get(uid) ?? 'ALIAS')
        }
        return after
      },
    },
    effectsOf: () => ({
      async observe(place, call) {
        const held = await real.observe(place, call)
        pass('looked', place.kind)
        return held
      },
      async put(place, value, call) {
        await real.put(place, value, call)
        pass(value === '1' || value === null ? 'uncalled' : 'called', place.kind)
      },
    }),
  }),
  hasty,
)
process.stdout.write('ready\n')
outbox.start()
for (const request of orders.requests) await settled(database, request)
await outbox.stop()
await database.close()
