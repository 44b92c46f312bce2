import { describe, expect, test } from 'vitest'
import type { PlannedStep } from '../../src/approvals/types.ts'
import type { Uid } from '../../src/kernel/ids.ts'
import type { Effect, EffectWrite } from '../../src/outbox/index.ts'
import type { Database } from '../../src/persistence/database.ts'
import { effectRows, effectsOf } from '../../src/persistence/effect-rows.ts'
import { engines, freshDatabase } from '../store/engines.ts'
import { effectStates, planned, requestsKept, stateOf, storeOn } from './bench.ts'

const step: PlannedStep = {
  source: 'tracking',
  place: { kind: 'ALIAS', workspace: '', model: 'fraud', alias: 'champion' },
  desired: '2',
  expects: null,
}
const takeFirst = ([first]: readonly Effect[]): readonly EffectWrite[] =>
  first === undefined ? [] : [{ uid: first.uid, state: 'CLAIMED', attempts: first.attempts + 1 }]

describe.each(engines)('effects on %s', (engine) => {
  async function taken(database: Database, leaseMs?: number) {
    const store = storeOn(database, leaseMs)
    const plan = await store.claim('one', takeFirst)
    const [first] = plan?.effects ?? []
    if (plan === null || first === undefined) throw new Error('There was a plan to be taken on')
    return { store, claim: plan.claim, first }
  }
  const cancel = ({ kysely }: Database, request: Uid) =>
    kysely.transaction().execute((trx) => effectRows.cancel({ kysely: trx, engine }, request, 1))

  test('an effect has one id, however often its plan is left', async () => {
    const database = await freshDatabase(engine)
    const request = await planned(database, [step, { ...step, desired: null }])
    const before = await effectsOf(database.kysely, request)
    // Only what effects are planned from.
    const again = { uid: request, revision: 1, plan: { steps: [step, step] } } as never
    await effectRows.plan(database, again, 5)
    expect(await effectsOf(database.kysely, request)).toEqual(before)
    expect(before).toMatchObject([
      { ordinal: 0, desired: '2', expects: null, state: 'PLANNED' },
      { ordinal: 1, desired: null },
    ])
  })

  test('each of many who ask at once takes on another plan, and nobody one that is taken', async () => {
    const database = await freshDatabase(engine)
    for (const _ of [1, 2, 3]) await planned(database, [step])
    const store = storeOn(database)
    const asked = await Promise.all(Array.from({ length: 8 }, (_, at) => store.claim(`worker-${at}`, takeFirst)))
    const found = asked.flatMap((each) => (each === null ? [] : [each.claim.request]))
    // One that met a row in another's hands may come back with nothing and asks again.
    for (let more = await store.claim('late', takeFirst); more !== null; more = await store.claim('late', takeFirst))
      found.push(more.claim.request)
    expect([found.length, new Set(found).size]).toEqual([3, 3])
  })

  test('what is written under an older fence is refused, with what it meant for the request', async () => {
    const database = await freshDatabase(engine)
    const request = await planned(database, [step])
    const { store, claim, first } = await taken(database, 0)
    const second = await store.claim('two', takeFirst)
    expect(second?.claim.fence).toBe(claim.fence + 1)
    const settle: (trx: Parameters<typeof requestsKept.completed>[0]) => Promise<void> = (trx) =>
      requestsKept.completed(trx, claim)
    const writes: readonly EffectWrite[] = [{ uid: first.uid, state: 'VERIFIED' }]
    expect(await store.change(claim, { writes, events: [], settle })).toBeNull()
    expect(await store.renew(claim)).toBe(false)
    await store.release(claim)
    expect([await stateOf(database, request), await effectStates(database, request)]).toEqual([
      'EXECUTING',
      ['CLAIMED'],
    ])
    expect((await effectsOf(database.kysely, request))[0]?.claimedBy).toBe('two')
  })

  test('what a step means for its request and how its effect stands are written together, or neither is', async () => {
    const database = await freshDatabase(engine)
    const request = await planned(database, [step])
    const { store, claim, first } = await taken(database)
    const settle = async () => {
      throw new Error('approvals refuse')
    }
    const writes: readonly EffectWrite[] = [{ uid: first.uid, state: 'VERIFIED' }]
    await expect(store.change(claim, { writes, events: [], settle })).rejects.toThrow('approvals refuse')
    expect(await effectStates(database, request)).toEqual(['CLAIMED'])
  })

  test('a plan that waits for another attempt is not taken on, and holds up no other', async () => {
    const database = await freshDatabase(engine)
    await planned(database, [step, step])
    const { store, claim, first } = await taken(database)
    const writes: readonly EffectWrite[] = [{ uid: first.uid, state: 'RETRY_WAIT', waitMs: 3_600_000 }]
    await store.change(claim, { writes, events: [], isReleased: true })
    expect(await store.claim('two', takeFirst)).toBeNull()
    const other = await planned(database, [step])
    expect((await store.claim('two', takeFirst))?.claim.request).toBe(other)
  })

  test('effects of which nothing was sent can be cancelled under a worker, which then sends nothing', async () => {
    const database = await freshDatabase(engine)
    const request = await planned(database, [step, step])
    const { store, claim, first } = await taken(database)
    expect(await cancel(database, request)).toBe(true)
    const writes: readonly EffectWrite[] = [{ uid: first.uid, state: 'SENT', sent: 'NOW', found: null }]
    expect(await store.change(claim, { writes, events: [] })).toBeNull()
    expect(await effectStates(database, request)).toEqual(['CANCELLED', 'CANCELLED'])
    expect(await store.claim('two', takeFirst)).toBeNull()
  })

  test('effects of which something was sent are not cancelled', async () => {
    const database = await freshDatabase(engine)
    const request = await planned(database, [step, step])
    const { store, claim, first } = await taken(database)
    await store.change(claim, {
      writes: [{ uid: first.uid, state: 'SENT', sent: 'NOW', found: null }],
      events: [],
    })
    expect(await cancel(database, request)).toBe(false)
    expect(await effectStates(database, request)).toEqual(['SENT', 'PLANNED'])
  })
})
