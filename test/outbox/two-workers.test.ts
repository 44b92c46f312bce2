import { describe, expect, test } from 'vitest'
import { createOutbox } from '../../src/outbox/index.ts'
import { effectsOf } from '../../src/persistence/effect-rows.ts'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import { auditOn } from '../audit/log.ts'
import { startToolProxy } from '../e2e/tool-proxy.ts'
import { engines, freshDatabase, freshUrl, openUntilEnd } from '../store/engines.ts'
import { sharedTools } from '../support/tools.ts'
import { hasty, mlflowEffects, planned, portsOn, settled, stateOf } from './bench.ts'
import { startChild } from './child.ts'
import { createChampion } from './registry.ts'

const proxy = await startToolProxy(sharedTools().mlflowUrl)
const model = await createChampion({ url: sharedTools().mlflowUrl })
const plans = 20

describe.each(engines)('two workers on one %s', (engine) => {
  test('never carry out one effect twice, in two processes', async () => {
    const storeUrl = await freshUrl(engine)
    const database = await openUntilEnd(storeUrl)
    await migrateToLatest(database)
    const [alias] = model.promotion
    const requests = []
    for (let number = 0; number < plans; number += 1) {
      const place = { ...alias.place, alias: `${engine}-${number}` }
      requests.push(await planned(database, [{ ...alias, place, expects: null }]))
    }
    proxy.requests.length = 0
    const orders = { storeUrl, mlflowUrl: proxy.url, requests, dieAt: null }
    const ends = await Promise.all([startChild(orders).ended, startChild(orders).ended])
    expect(ends.map(({ by }) => by)).toEqual(['0', '0'])
    expect(proxy.requests.filter((each) => each.startsWith('POST')).length).toBe(plans)
    for (const request of requests) {
      expect(await stateOf(database, request)).toBe('COMPLETED')
      expect(await effectsOf(database.kysely, request)).toMatchObject([{ state: 'VERIFIED', fence: 1, attempts: 1 }])
    }
    expect((await auditOn(database).verify()).findings).toEqual([])
  })

  test('of which one lost its lease with a call under way end with one effect, and that is recorded (K7)', async () => {
    const database = await freshDatabase(engine)
    await model.moveTo('1')
    const [alias] = model.promotion
    const request = await planned(database, [alias])
    const effects = mlflowEffects(proxy.url)
    const [called, released] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const slow: typeof effects = {
      ...effects,
      async put(place, wanted, call) {
        called.resolve()
        await released.promise
        await effects.put(place, wanted, { ...call, signal: new AbortController().signal })
      },
    }
    // It has one plan at a time, so it does not take over from itself.
    const slowOutbox = createOutbox(portsOn(database, slow), { ...hasty, plansMax: 1 })
    slowOutbox.start()
    await called.promise
    await database.kysely.updateTable('effect').set({ lease_until: 0 }).where('request_uid', '=', request).execute()
    const takingOver = createOutbox(portsOn(database, effects), hasty)
    takingOver.start()
    expect(await settled(database, request)).toBe('COMPLETED')
    released.resolve()
    await Promise.all([slowOutbox.stop(), takingOver.stop()])
    expect([await stateOf(database, request), await model.champion()]).toEqual(['COMPLETED', '2'])
    const { entries } = await auditOn(database).store.list({ stream: 'decisions' }, { first: 50, before: null })
    const types = entries.map(({ columns }) => columns.type)
    expect(types.filter((type) => type === 'gov.effect.verified.v1').length).toBe(1)
    expect(types).toContain('gov.effect.outpaced.v1')
    expect((await auditOn(database).verify()).findings).toEqual([])
  })
})
