import { describe, expect, test } from 'vitest'
import { createOutbox, type OutboxPorts } from '../../src/outbox/index.ts'
import type { Database } from '../../src/persistence/database.ts'
import { effectsOf } from '../../src/persistence/effect-rows.ts'
import { auditOn } from '../audit/log.ts'
import { refuseEvents } from '../audit/whole-store.ts'
import { startToolProxy } from '../e2e/tool-proxy.ts'
import { engines, freshDatabase } from '../store/engines.ts'
import { sharedTools } from '../support/tools.ts'
import { effectStates, hasty, mlflowEffects, planned, portsOn, settled, storeOn, type Trx } from './bench.ts'
import { type ChampionModel, createChampion } from './registry.ts'

const proxy = await startToolProxy(sharedTools().mlflowUrl)
const aliasPost = 'POST /api/2.0/mlflow/registered-models/alias'

describe.each(engines)('on %s', (engine) => {
  /** Carries out the promotion of a fresh model to its end. */
  async function promote(
    more: (model: ChampionModel, database: Database) => Partial<OutboxPorts<Trx>> = () => ({}),
    change: (steps: ChampionModel['promotion']) => Parameters<typeof planned>[1] = (steps) => steps,
  ) {
    const database = await freshDatabase(engine)
    const model = await createChampion({ url: sharedTools().mlflowUrl })
    const request = await planned(database, change(model.promotion))
    proxy.requests.length = 0
    const outbox = createOutbox(portsOn(database, mlflowEffects(proxy.url), more(model, database)), hasty)
    outbox.start()
    const state = await settled(database, request)
    await outbox.stop()
    const { verify, store } = auditOn(database)
    const log = await verify()
    expect(log.findings).toEqual([])
    const { entries } = await store.list({ stream: 'decisions' }, { first: 100, before: null })
    const told = entries.toReversed().map(({ eventJson }) => String(JSON.parse(eventJson).type).split('.')[2])
    return { database, model, request, state, told, effects: await effectsOf(database.kysely, request) }
  }
  const sentAliases = () => proxy.requests.filter((each) => each === aliasPost).length

  test('a plan is carried out in order, each effect sent once and seen, and all of it is recorded', async () => {
    const { database, model, request, state, told } = await promote()
    expect(state).toBe('COMPLETED')
    expect([await model.champion(), await model.tag()]).toEqual(['2', 'request-1'])
    expect(await effectStates(database, request)).toEqual(['VERIFIED', 'VERIFIED'])
    expect(told).toEqual(['sent', 'verified', 'sent', 'verified'])
    expect(sentAliases()).toBe(1)
  })

  test('what is as wanted already is not sent', async () => {
    const { model, state, effects, told } = await promote(undefined, ([alias, tag]) => [
      { ...alias, desired: '1' },
      tag,
    ])
    expect([state, await model.champion(), sentAliases()]).toEqual(['COMPLETED', '1', 0])
    expect(effects.map((each) => each.state)).toEqual(['SKIPPED', 'VERIFIED'])
    expect(told[0]).toBe('skipped')
  })

  test('a third state before anything was sent sends the request back, untouched', async () => {
    const { model, state, effects, told } = await promote(undefined, ([alias, tag]) => [
      { ...alias, expects: '3' },
      tag,
    ])
    expect([state, await model.champion(), sentAliases()]).toEqual(['PENDING', '1', 0])
    expect(effects.map((each) => each.state)).toEqual(['CANCELLED', 'CANCELLED'])
    expect(effects[0]?.error?.code).toBe('TARGET_MOVED')
    expect(told).toEqual(['moved'])
  })

  test('a third state after something was sent is left to a person', async () => {
    const { model, state, effects } = await promote(undefined, ([alias, tag]) => [alias, { ...tag, expects: 'other' }])
    expect([state, await model.champion(), await model.tag()]).toEqual(['STUCK', '2', null])
    expect(effects.map((each) => each.state)).toEqual(['VERIFIED', 'FAILED'])
  })

  test('an alias that somebody moves between the look and the call is not overwritten', async () => {
    let looks = 0
    const { model, state } = await promote((champion) => {
      const effects = mlflowEffects(proxy.url)
      const observe: typeof effects.observe = async (place, call) => {
        const held = await effects.observe(place, call)
        looks += 1
        if (looks === 1) await champion.moveTo('3')
        return held
      }
      return { effectsOf: () => ({ ...effects, observe }) }
    })
    expect([state, await model.champion(), sentAliases()]).toEqual(['PENDING', '3', 0])
  })

  test('an alias that somebody moves after the call is not fought over (K12)', async () => {
    const { model, state, effects } = await promote((champion) => {
      const real = mlflowEffects(proxy.url)
      const put: typeof real.put = async (place, value, call) => {
        await real.put(place, value, call)
        if (place.kind === 'ALIAS') await champion.moveTo('3')
      }
      return { effectsOf: () => ({ ...real, put }) }
    })
    expect([state, await model.champion(), sentAliases()]).toEqual(['STUCK', '3', 1])
    expect(effects.map((each) => each.state)).toEqual(['FAILED', 'CANCELLED'])
  })

  test('a change that the tool refuses is tried once, and what was done before it is undone', async () => {
    const { model, state, effects, told } = await promote(undefined, ([alias, tag]) => [
      tag,
      { ...alias, place: { ...alias.place, alias: 'v2' }, expects: null },
    ])
    expect([state, await model.tag(), await model.champion()]).toEqual(['ROLLED_BACK', null, '1'])
    expect(effects.map((each) => each.state)).toEqual(['COMPENSATED', 'FAILED'])
    expect(effects[1]).toMatchObject({ attempts: 1, error: { code: 'BAD_USER_INPUT' } })
    expect(told).toEqual(['sent', 'verified', 'sent', 'failed', 'undoing', 'undone'])
  })

  test('a source that takes no changes fails the request before anything is done', async () => {
    const { state, effects } = await promote(undefined, ([alias, tag]) => [{ ...alias, source: 'elsewhere' }, tag])
    expect(state).toBe('ROLLED_BACK')
    expect(effects.map((each) => each.state)).toEqual(['FAILED', 'CANCELLED'])
    expect(effects[0]?.error?.code).toBe('UNSUPPORTED')
  })

  test('an answer that was lost is not sent again: the next look finds what arrived', async () => {
    let isFirst = true
    const { model, state, effects } = await promote(() => {
      const real = mlflowEffects(proxy.url)
      const put: typeof real.put = async (place, value, call) => {
        await real.put(place, value, call)
        if (!isFirst) return
        isFirst = false
        throw new Error('the answer was lost')
      }
      return { effectsOf: () => ({ ...real, put }) }
    })
    expect([state, await model.champion(), sentAliases()]).toEqual(['COMPLETED', '2', 1])
    expect(effects[0]?.attempts).toBe(2)
  })

  test('a tool that stays away longer than the attempts has what was done undone when it is back (K10)', async () => {
    const { model, state, effects } = await promote((_, database) => {
      const store = storeOn(database)
      const change: typeof store.change = async (claim, step) => {
        const after = await store.change(claim, step)
        if (step.writes.some(({ state: now }) => now === 'VERIFIED')) proxy.behave('refuse')
        if (step.writes.some(({ state: now }) => now === 'FAILED')) proxy.behave('pass')
        return after
      }
      return { store: { ...store, change } }
    })
    expect([state, await model.champion(), await model.tag()]).toEqual(['ROLLED_BACK', '1', null])
    expect(effects.map((each) => each.state)).toEqual(['COMPENSATED', 'FAILED'])
    expect(effects[1]).toMatchObject({ attempts: 10, sentAt: null, error: { code: 'UPSTREAM_UNAVAILABLE' } })
  })

  test('what cannot be undone leaves the request to a person', async () => {
    const { model, state, effects } = await promote(
      (champion, database) => {
        const store = storeOn(database)
        const change: typeof store.change = async (claim, step) => {
          const after = await store.change(claim, step)
          // Between the failure and its undoing somebody else moves the alias.
          if (step.writes.some(({ state: now }) => now === 'FAILED')) await champion.moveTo('3')
          return after
        }
        return { store: { ...store, change } }
      },
      ([alias, tag]) => [alias, { ...tag, source: 'elsewhere' }],
    )
    expect([state, await model.champion()]).toEqual(['STUCK', '3'])
    expect(effects.map((each) => each.state)).toEqual(['COMPENSATION_FAILED', 'FAILED'])
  })

  test('what cannot be recorded is not sent, and is once it can be (K15)', async () => {
    const database = await freshDatabase(engine)
    const model = await createChampion({ url: sharedTools().mlflowUrl })
    const request = await planned(database, model.promotion)
    const allow = await refuseEvents(database)
    proxy.requests.length = 0
    const refused = Promise.withResolvers<void>()
    const log = { info: () => undefined, warn: () => undefined, error: () => refused.resolve() }
    const outbox = createOutbox(portsOn(database, mlflowEffects(proxy.url), { log }), hasty)
    outbox.start()
    await refused.promise
    expect([await effectStates(database, request), sentAliases()]).toEqual([['CLAIMED', 'PLANNED'], 0])
    await allow()
    // As if its lease had run out.
    await database.kysely.updateTable('effect').set({ lease_until: 0 }).execute()
    expect(await settled(database, request)).toBe('COMPLETED')
    await outbox.stop()
    expect(sentAliases()).toBe(1)
  })
})
