import { describe, expect, test } from 'vitest'
import { createOutbox, type OutboxTiming } from '../../src/outbox/index.ts'
import { effectsOf } from '../../src/persistence/effect-rows.ts'
import { auditOn } from '../audit/log.ts'
import { startToolProxy } from '../e2e/tool-proxy.ts'
import { engines, freshDatabase } from '../store/engines.ts'
import { sharedTools } from '../support/tools.ts'
import { hasty, mlflowEffects, planned, portsOn, settled, storeOn } from './bench.ts'
import { createChampion } from './registry.ts'

const proxy = await startToolProxy(sharedTools().mlflowUrl)
const restless: OutboxTiming = { ...hasty, heartbeatMs: 20, plansMax: 1 }

describe.each(engines)('a worker on %s', (engine) => {
  async function bench() {
    const database = await freshDatabase(engine)
    const model = await createChampion({ url: sharedTools().mlflowUrl })
    const request = await planned(database, model.promotion)
    proxy.requests.length = 0
    return { database, model, request, real: mlflowEffects(proxy.url), store: storeOn(database) }
  }

  test('renews its lease while a call takes its time', async () => {
    const { database, request, real, store } = await bench()
    const renewed = Promise.withResolvers<void>()
    const leases: number[] = []
    const renew: typeof store.renew = async (claim) => {
      const isHeld = await store.renew(claim)
      leases.push((await effectsOf(database.kysely, request))[0]?.leaseUntil ?? 0)
      if (leases.length === 3) renewed.resolve()
      return isHeld
    }
    const slow: typeof real = { ...real, put: (...call) => renewed.promise.then(() => real.put(...call)) }
    const outbox = createOutbox(portsOn(database, slow, { store: { ...store, renew } }), restless)
    outbox.start()
    expect(await settled(database, request)).toBe('COMPLETED')
    await outbox.stop()
    expect(leases.slice(0, 3)).toEqual(leases.slice(0, 3).toSorted((one, other) => one - other))
    expect(new Set(leases.slice(0, 3)).size).toBe(3)
  })

  test('that finds its lease lost gives up the call that is under way, and records that it was', async () => {
    const { database, request, real, store } = await bench()
    const stuck: typeof real = {
      ...real,
      async put(_place, _value, { signal }) {
        // A heartbeat may come between the two, so that the plan is not due when the other one looks.
        do await database.kysely.updateTable('effect').set({ lease_until: 0 }).execute()
        while ((await store.claim('another', () => [])) === null)
        await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up'))))
      },
    }
    const lost = Promise.withResolvers<void>()
    const log = {
      info: () => undefined,
      warn: (_: unknown, said: string) => said.startsWith('another') && lost.resolve(),
    }
    const outbox = createOutbox(portsOn(database, stuck, { log: { ...log, error: () => undefined } }), restless)
    outbox.start()
    await lost.promise
    await outbox.stop()
    expect(await effectsOf(database.kysely, request)).toMatchObject([{ state: 'SENT', claimedBy: 'another' }, {}])
    const { entries } = await auditOn(database).store.list({ stream: 'decisions' }, { first: 10, before: null })
    expect(entries.map(({ columns }) => columns.type)).toContain('gov.effect.outpaced.v1')
  })

  test('that stops finishes the effect under way and leaves the rest to whoever is there, at once', async () => {
    const { database, model, request, real } = await bench()
    const called = Promise.withResolvers<void>()
    let stopped: Promise<void> | undefined
    const outbox = createOutbox(
      portsOn(database, {
        ...real,
        async put(place, value, call) {
          stopped ??= outbox.stop()
          called.resolve()
          await real.put(place, value, call)
        },
      }),
      restless,
    )
    outbox.start()
    await called.promise
    await stopped
    expect(await effectsOf(database.kysely, request)).toMatchObject([
      { state: 'VERIFIED', claimedBy: null, leaseUntil: null },
      { state: 'PLANNED' },
    ])
    const next = createOutbox(portsOn(database, real), hasty)
    next.start()
    expect([await settled(database, request), await model.tag()]).toEqual(['COMPLETED', 'request-1'])
    await next.stop()
    expect(proxy.requests.filter((each) => each.startsWith('POST')).length).toBe(2)
  })
})
