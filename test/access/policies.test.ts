import { describe, expect, test } from 'vitest'
import type { PublishResult } from '../../src/access/index.ts'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import { engines, freshUrl, openUntilEnd } from '../store/engines.ts'
import { beginning, granted, stewardWorld, worldOn } from './stewards.ts'

const weekMs = 7 * 24 * 60 * 60 * 1000
const narrow = '@id("no-syncing") forbid (principal, action == Gov::Action::"source:sync", resource);'
const wide = '@id("all-sync") permit (principal, action == Gov::Action::"source:sync", resource);'

function waiting(result: PublishResult): string {
  if (result.kind === 'WAITS') return result.proposal.id
  throw new Error('published at once')
}

describe.each(engines)('policies on %s', (engine) => {
  test('that narrow are in force at once, recorded with their digest and who published them', async () => {
    const world = await stewardWorld(engine)
    const ann = await world.admit('ann', 'policy-steward')
    const result = granted(await world.propose(ann, narrow))
    expect(result).toMatchObject({ kind: 'PUBLISHED', publication: { version: { number: 1, author: ann.id } } })
    expect((await world.state.load()).version).toMatchObject({ number: 1, publishedAt: beginning })
    expect(await world.recorded()).toEqual(['gov.policy.published.v1'])
    expect((await world.verify()).findings).toEqual([])
  })

  test('that wait for a second steward lapse after a week, to the millisecond, and are confirmed once', async () => {
    const world = await stewardWorld(engine)
    const [ann, bob] = [await world.admit('ann', 'policy-steward'), await world.admit('bob', 'policy-steward')]
    const id = waiting(granted(await world.propose(ann, wide)))
    world.time.now = beginning + weekMs
    expect(await world.confirmPolicy(bob, id)).toMatchObject({
      ok: false,
      problem: { code: 'NOT_PENDING', message: expect.stringContaining('lapsed') },
    })
    expect((await world.state.load()).version).toBeNull()
    world.time.now = beginning + weekMs - 1
    expect(granted(await world.confirmPolicy(bob, id))).toMatchObject({ kind: 'PUBLISHED' })
    expect(await world.confirmPolicy(bob, id)).toMatchObject({ ok: false, problem: { code: 'NOT_PENDING' } })
    expect(await world.recorded()).toEqual(['gov.policy.proposed.v1', 'gov.policy.published.v1'])
  })

  test('of a steward who is kept out since cannot be confirmed', async () => {
    const world = await stewardWorld(engine)
    const [ann, bob] = [await world.admit('ann', 'policy-steward'), await world.admit('bob', 'policy-steward')]
    const id = waiting(granted(await world.propose(ann, wide)))
    expect(await world.deactivate(ann)).toMatchObject({ kind: 'DONE' })
    expect(await world.confirmPolicy(bob, id)).toMatchObject({ ok: false, problem: { code: 'STEWARD_LOST_RIGHT' } })
  })

  test('that two processes publish at once from one version are in force once, and so are those confirmed twice', async () => {
    const url = await freshUrl(engine)
    const time = { now: beginning }
    const databases = [await openUntilEnd(url), await openUntilEnd(url)] as const
    await migrateToLatest(databases[0])
    const [here, there] = [worldOn(databases[0], time), worldOn(databases[1], time)]
    const stewards = await Promise.all(['ann', 'bob', 'cy'].map((name) => here.admit(name, 'policy-steward')))
    const [ann, bob, cy] = stewards
    if (ann === undefined || bob === undefined || cy === undefined) throw new Error('unreachable: three came in')
    const codes = (outcomes: readonly { readonly ok: boolean; readonly problem?: { readonly code: string } }[]) =>
      outcomes.map(({ problem }) => problem?.code ?? 'ok').toSorted()
    expect(codes(await Promise.all([here.propose(ann, narrow), there.propose(bob, narrow)]))).toEqual([
      'CONFLICT',
      'ok',
    ])
    const id = waiting(granted(await here.propose(ann, wide, 1)))
    expect(codes(await Promise.all([here.confirmPolicy(bob, id), there.confirmPolicy(cy, id)]))).toEqual([
      'NOT_PENDING',
      'ok',
    ])
    expect((await there.state.load()).version).toMatchObject({ number: 2 })
    expect((await here.verify()).findings).toEqual([])
  })
})
