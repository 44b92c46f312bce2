import { describe, expect, test } from 'vitest'
import type { Grant } from '../../src/access/types.ts'
import { createAccessStateStore } from '../../src/persistence/access-state-store.ts'
import { createGrantStore } from '../../src/persistence/grant-store.ts'
import { createPolicyStore } from '../../src/persistence/policy-store.ts'
import { aGrant } from '../policy/worlds.ts'
import { engines, freshDatabase } from './engines.ts'

const draft = (text: string, publishedAt: number) => ({
  files: [{ name: 'a.cedar', text }],
  digest: `digest of ${text}`,
  modelDigest: 'model',
  author: 'p1',
  publishedAt,
})

describe.each(engines)('rights on %s', (engine) => {
  const open = async () => {
    const database = await freshDatabase(engine)
    return {
      database,
      grants: createGrantStore(database),
      policies: createPolicyStore(database),
      state: createAccessStateStore(database),
    }
  }
  const idsOf = (all: readonly Grant[]) => all.map(({ id }) => id)

  test('a grant is read as it was made', async () => {
    const { grants } = await open()
    const made = aGrant({
      holder: { type: 'SERVICE_ACCOUNT', id: `robot"'; drop table` },
      role: 'ml-engineer',
      scope: { type: 'Team', id: 'fraud' },
      expiresAt: 1_900_000_000_000,
      createdAt: 1_800_000_000_000,
    })
    await grants.create(made)
    expect(await grants.byId('g1')).toEqual(made)
    expect(await grants.byId('g2')).toBeNull()
  })

  test('a grant ends once, from the millisecond it is revoked at, and is kept', async () => {
    const { grants } = await open()
    await grants.create(aGrant({ createdAt: 10 }))
    expect(await grants.revoke('g1', 20)).toBe(true)
    expect(await grants.revoke('g1', 21)).toBe(false)
    expect(await grants.revoke('unknown', 21)).toBe(false)
    const live = await Promise.all([9, 10, 19, 20].map(async (time) => idsOf(await grants.liveAt(time))))
    expect(live).toEqual([[], ['g1'], ['g1'], []])
    expect(await grants.byId('g1')).toMatchObject({ revokedAt: 20 })
  })

  test('an ended grant cannot be revoked any more', async () => {
    const { grants } = await open()
    await grants.create(aGrant({ expiresAt: 20 }))
    expect(await grants.revoke('g1', 20)).toBe(false)
  })

  test("a principal's grants are its own and its teams' that are live", async () => {
    const { grants } = await open()
    const to = (id: string, holder: Grant['holder'], facts: Partial<Grant> = {}) =>
      grants.create(aGrant({ id, holder, createdAt: 1, ...facts }))
    await to('own', { type: 'USER', id: 'ada' })
    await to('ended', { type: 'USER', id: 'ada' }, { expiresAt: 5 })
    await to('team', { type: 'TEAM', id: 'fraud' })
    await to('other-team', { type: 'TEAM', id: 'ada' })
    await to('robot', { type: 'SERVICE_ACCOUNT', id: 'ada' })
    expect(idsOf(await grants.liveOf({ id: 'ada', kind: 'USER', teams: ['fraud', 'x'] }, 5))).toEqual(['own', 'team'])
    expect(idsOf(await grants.liveOf({ id: 'ada', kind: 'USER', teams: [] }, 4))).toEqual(['ended', 'own'])
  })

  test('every change of rights is seen in the epoch, together with the change', async () => {
    const { grants, policies, state, database } = await open()
    const before = await state.epoch()
    await grants.create(aGrant())
    await grants.revoke('g1', 10)
    await policies.publish(draft('one', 1), 0)
    expect(await state.epoch()).toBe(before + 3)
    const failing = database.kysely.transaction().execute(async (trx) => {
      await createGrantStore({ kysely: trx, engine: database.engine }).create(aGrant({ id: 'g2' }))
      throw new Error('the rest of the change failed')
    })
    await expect(failing).rejects.toThrow('the rest')
    expect([await state.epoch(), await grants.byId('g2')]).toEqual([before + 3, null])
  })

  test('versions of the policies are counted, kept, and found by the time they were in force', async () => {
    const { policies } = await open()
    expect(await policies.latest()).toBeNull()
    const first = await policies.publish(draft('one', 100), 0)
    const second = await policies.publish(draft('two', 200), 1)
    expect([first?.number, second?.number]).toEqual([1, 2])
    expect(await policies.latest()).toEqual(second)
    expect(await policies.byNumber(1)).toEqual(first)
    const then = await Promise.all([99, 100, 199, 200].map(async (time) => (await policies.at(time))?.number ?? null))
    expect(then).toEqual([null, 1, 1, 2])
    expect(await policies.list()).toEqual([first, second])
  })

  test('of publishers that began from the same version one succeeds', async () => {
    const { policies, state } = await open()
    const all = await Promise.all(['a', 'b', 'c'].map((text) => policies.publish(draft(text, 1), 0)))
    expect(all.filter((version) => version !== null)).toHaveLength(1)
    expect(await policies.list()).toHaveLength(1)
    expect((await state.load()).version?.number).toBe(1)
  })

  test('what was in force at a moment of the past is told with that time', async () => {
    const { grants, policies, state } = await open()
    await policies.publish(draft('one', 100), 0)
    await grants.create(aGrant({ createdAt: 110 }))
    await grants.create(aGrant({ id: 'g2', createdAt: 120 }))
    await grants.revoke('g1', 130)
    await policies.publish(draft('two', 140), 1)
    const at = async (time: number) => {
      const { epoch, asOf, version, grants: then } = await state.at(time)
      return [epoch, asOf, version?.number ?? null, idsOf(then)]
    }
    expect(await at(99)).toEqual([null, 99, null, []])
    expect(await at(125)).toEqual([null, 125, 1, ['g1', 'g2']])
    expect(await at(140)).toEqual([null, 140, 2, ['g2']])
    expect(await state.load()).toMatchObject({ asOf: null, version: { number: 2 }, grants: [{ id: 'g2' }] })
  })
})
