import { describe, expect, test } from 'vitest'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import { engines, freshUrl, openUntilEnd } from '../store/engines.ts'
import { beginning, granted, stewardWorld, worldOn } from './stewards.ts'

describe.each(engines)('people who are kept out on %s', (engine) => {
  test('are nobody who could do anything, with every service account they answer for, until they are let in again', async () => {
    const world = await stewardWorld(engine)
    const ann = await world.admit('ann', 'policy-steward', 'administrator')
    const bob = await world.admit('bob', 'policy-steward')
    const bot = await world.admitAccount('bot', 'bob', 'operator')
    expect(await world.deactivate(bob)).toMatchObject({ kind: 'DONE', principal: { name: 'bob', isOwn: true } })
    expect(await world.areIn(ann, bob, bot)).toEqual([true, false, false])
    expect(await world.deactivate(bob)).toMatchObject({ kind: 'ALREADY', principal: { deactivatedAt: beginning } })
    expect(await world.reactivate(bob)).toMatchObject({ kind: 'DONE' })
    expect(await world.reactivate(bob)).toMatchObject({ kind: 'ALREADY' })
    expect(await world.areIn(ann, bob, bot)).toEqual([true, true, true])
    expect(await world.recorded()).toEqual(['gov.principal.deactivated.v1', 'gov.principal.reactivated.v1'])
    expect((await world.verify()).findings).toEqual([])
  })

  test('could still do then what they could before they were kept out', async () => {
    const world = await stewardWorld(engine)
    const [, bob] = [await world.admit('ann', 'policy-steward'), await world.admit('bob', 'viewer')]
    world.time.now += Date.now()
    await world.deactivate(bob)
    const knownAt = async (time: number) =>
      (await world.ports.people(world.reads, time)).principals.map(({ name }) => name)
    expect((await knownAt(world.time.now - 1)).toSorted()).toEqual(['ann', 'bob'])
    expect(await knownAt(world.time.now)).toEqual(['ann'])
  })

  test('never are the last who could change rights, unless that is meant', async () => {
    const world = await stewardWorld(engine)
    const ann = await world.admit('ann', 'policy-steward')
    const bot = await world.admitAccount('bot', 'ann', 'policy-steward')
    const adam = await world.admit('adam', 'administrator')
    expect(await world.deactivate(ann)).toMatchObject({ kind: 'LAST', actions: ['grant:create', 'policy:publish'] })
    expect(await world.deactivate(adam)).toMatchObject({ kind: 'LAST', actions: ['token:create'] })
    expect(await world.deactivate(bot)).toMatchObject({ kind: 'DONE' })
    expect(await world.recorded()).toEqual(['gov.principal.deactivated.v1'])
    expect(await world.deactivate(ann, { isLastKept: false })).toMatchObject({ kind: 'DONE' })
    expect(await world.areIn(ann)).toEqual([false])
  })

  test('are one of the last two stewards when both are to be kept out at once by two processes', async () => {
    const url = await freshUrl(engine)
    const time = { now: beginning }
    const databases = [await openUntilEnd(url), await openUntilEnd(url)] as const
    await migrateToLatest(databases[0])
    const [here, there] = [worldOn(databases[0], time), worldOn(databases[1], time)]
    const ann = await here.admit('ann', 'policy-steward')
    const bob = await here.admit('bob', 'policy-steward')
    const results = await Promise.all([here.deactivate(ann), there.deactivate(bob)])
    expect(results.map(({ kind }) => kind).toSorted()).toEqual(['DONE', 'LAST'])
  })

  test('do not stand by what they asked for, and cannot confirm', async () => {
    const world = await stewardWorld(engine)
    const [ann, bob] = [await world.admit('ann', 'policy-steward'), await world.admit('bob', 'policy-steward')]
    const { id } = granted(await world.request(ann, { role: 'administrator' }))
    await world.deactivate(ann)
    expect(await world.confirm(bob, id)).toMatchObject({ ok: false, problem: { code: 'STEWARD_LOST_RIGHT' } })
  })
})
