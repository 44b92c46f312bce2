import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { createChangeTail, createCopies, createFlights } from '../../src/cache/index.ts'
import { virtualLineageKey } from '../../src/kernel/lineage-key.ts'
import { createSkeletons, type LineageIndex, type Skeleton } from '../../src/lineage/index.ts'
import { createLineageIndexStore } from '../../src/persistence/lineage-index-store.ts'
import { type EngineName, engines, freshDatabase } from './engines.ts'

const hourMs = 3_600_000

/** Changes are forgotten a batch at a time, now and then: after so many of them it was the turn at least once. */
const untilForgotten = 20

const edgeOf = (from: string, to: string) => ({
  from: virtualLineageKey(from),
  to: virtualLineageKey(to),
  kind: 'CONSUMED' as const,
  confidence: 'DECLARED' as const,
  validFrom: null,
  validTo: null,
  basis: 'TOLD' as const,
})

/** A store, a replica that follows its changes and keeps what it reads, and another process that writes. */
async function worldOn(engine: EngineName) {
  const database = await freshDatabase(engine)
  const clock = { now: 10 * hourMs }
  const index = createLineageIndexStore(database, { now: () => clock.now })
  const tail = createChangeTail({ index, onFault: () => undefined, now: () => clock.now })
  const metrics = { refused() {}, evicted() {}, held() {} }
  const skeletons = createSkeletons({
    index,
    changes: tail,
    copies: createCopies<Skeleton>({ layer: 'skeleton', redis: null, key: Buffer.alloc(32, 1), metrics }),
    flights: createFlights({ redis: null }),
    clock: { now: () => clock.now },
    observe: () => undefined,
    onRenewalFailed: () => undefined,
  })
  const signal = new AbortController().signal
  const walk = (name: string) => async (read: LineageIndex) =>
    (await read.edgesOf([virtualLineageKey(name)], 'DOWN', { at: null, limit: 100 })).map(({ to }) => to)
  let written = 0
  return {
    database,
    index,
    async state(from: string, to: string) {
      const facts = { source: null, sender: null, nodes: [], edges: [edgeOf(from, to)] }
      await index.state([{ statedBy: `${(written += 1)}`, observedAt: clock.now, ...facts }])
    },
    pass: (ms: number) => (clock.now += ms),
    async ask(name: string) {
      const { value, state } = await skeletons.over({ arguments: { name }, mayBeStale: false }, walk(name), signal)
      return { value, state }
    },
    forgotten: async () =>
      await database.kysely.selectFrom('lineage_head').select(['forgotten', 'kept']).executeTakeFirstOrThrow(),
  }
}

describe.each(engines)('changes that were forgotten on %s', (engine) => {
  test('are taken for changes of everything by whoever has not heard of them', async () => {
    const { index, state, ask, pass, forgotten } = await worldOn(engine)
    await state('root', 'first')
    expect(await ask('root')).toMatchObject({ state: 'MISS' })
    const before = await index.head()
    await state('root', 'second')
    pass(2 * hourMs)
    for (let at = 0; at < untilForgotten; at += 1) await state('elsewhere', `other-${at}`)
    expect((await forgotten()).forgotten).toBeGreaterThan(before)
    expect(await index.changesSince(before)).toBeNull()
    const { value, state: found } = await ask('root')
    expect(found).toBe('MISS')
    expect(value).toEqual(expect.arrayContaining([virtualLineageKey('first'), virtualLineageKey('second')]))
  })

  test('disturb nobody who had heard of them', async () => {
    const { state, ask, pass, forgotten } = await worldOn(engine)
    await state('root', 'first')
    await ask('root')
    for (const _hour of [1, 2, 3]) {
      for (let at = 0; at < untilForgotten; at += 1) await state('elsewhere', `other-${at}`)
      pass(1_000)
      expect(await ask('root')).toMatchObject({ state: 'HIT' })
      pass(2 * hourMs)
      // What is kept at all is kept for an hour; it is made anew, and is right still.
      await ask('root')
    }
    expect((await forgotten()).forgotten).toBeGreaterThan(0)
  })

  test('are as many as it takes to keep no more than a store can bear', async () => {
    const { database, index, state, pass, forgotten } = await worldOn(engine)
    const many = 203_000
    const numbers = sql`with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sql.lit(many)})`
    const now = 10 * hourMs
    await sql`insert into lineage_change (sequence, key, changed_at)
      ${numbers} select i, 'k', ${sql.lit(now)} from n`.execute(database.kysely)
    await database.kysely.updateTable('lineage_head').set({ sequence: many, kept: many }).execute()
    for (let at = 0; at < untilForgotten; at += 1) await state('root', `other-${at}`)
    const { forgotten: upTo, kept } = await forgotten()
    expect(kept).toBeLessThan(200_100)
    expect(upTo).toBeGreaterThan(3_000)
    const count = await database.kysely
      .selectFrom('lineage_change')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .executeTakeFirstOrThrow()
    expect(count.rows).toBe(kept)
    expect(await index.changesSince(upTo - 1)).toBeNull()
    expect((await index.changesSince(upTo))?.length).toBe(kept)
    pass(1)
  })
})
