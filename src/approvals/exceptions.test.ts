import { describe, expect, test } from 'vitest'
import { codeOf, request, review, stateOf, sweep, type World } from '../../test/support/approval-steps.ts'
import { approvalWorld, call, cast, type Somebody } from '../../test/support/approval-world.ts'
import type { Uid } from '../kernel/ids.ts'
import { begin } from './begin.ts'
import { defaultApprovalPolicies } from './default-policies.ts'
import { endException, grantException } from './grant-exception.ts'
import { standingNow } from './standing.ts'

const dayMs = 24 * 60 * 60 * 1000

/** A world in which `ownership` does not pass. */
async function worldWithGap(): Promise<World> {
  const world = await approvalWorld()
  world.state.people.set('dan', { ...cast.dan, teams: [] })
  return world
}

function grant(world: World, [who, uid]: readonly [Somebody, Uid], more: object = {}) {
  const about = { gate: 'ownership', until: world.state.now + 10 * dayMs, reason: 'A second person joins on Monday.' }
  const command = { ...about, request: uid, compensatingControl: null, expectedRevision: null, idempotencyKey: null }
  return grantException(world.ports, world.as(who), { ...command, ...more })
}

async function granted(world: World, pair: readonly [Somebody, Uid], more: object = {}) {
  const done = await grant(world, pair, more)
  if (!done.ok) throw new Error(done.problem.message)
  return done.value.exception
}

const yes = async (world: World, uid: Uid) => {
  for (const each of ['bea', 'cy'] as const) await review(world, [each, uid])
}

describe('an exception', () => {
  test('lets a request be approved and carried out though a gate does not pass, and is on record', async () => {
    const world = await worldWithGap()
    const { uid } = await request(world)
    await yes(world, uid)
    expect(stateOf(world, uid)).toBe('PENDING')
    const exception = await granted(world, ['rob', uid])
    expect(stateOf(world, uid)).toBe('APPROVED')
    expect((await begin(world.ports, uid, call)).ok).toBe(true)
    const { events } = world.store.kept()
    const details = (type: string) => events.findLast((event) => event.type === type)?.details
    for (const type of ['gov.approval.approved.v1', 'gov.approval.executing.v1'])
      expect(details(type)).toMatchObject({ exceptions: [exception.uid] })
    expect(details('gov.exception.granted.v1')).toMatchObject({ gate: 'ownership', request: uid })
  })

  test.each([
    ['by whoever asked', ['ada', '1'], {}, 'OWN_WORK'],
    ['by whoever made the version', ['dan', '2'], {}, 'OWN_WORK'],
    ['by a program of whoever asked', ['ci', '1'], {}, 'OWN_WORK'],
    ['without the right', ['cy', '1'], {}, 'FORBIDDEN'],
    ['to what bytes are', ['rob', '1'], { gate: 'artifact-integrity' }, 'BAD_USER_INPUT'],
    ['to a gate that holds up nothing', ['rob', '1'], { gate: 'fairness' }, 'NOT_FOUND'],
    ['for too long', ['rob', '1'], { until: 1_000_000_000 + 91 * dayMs }, 'BAD_USER_INPUT'],
    ['that is over', ['rob', '1'], { until: 1_000_000_000 }, 'BAD_USER_INPUT'],
    ['without a reason', ['rob', '1'], { reason: ' ' }, 'BAD_USER_INPUT'],
    ['of an old revision', ['rob', '1'], { expectedRevision: 1 }, 'REVISION_CONFLICT'],
  ] as const)('%s is refused', async (_what, [who, version], more, code) => {
    const world = await worldWithGap()
    const { uid } = await request(world, version)
    expect(codeOf(await grant(world, [who, uid], more))).toBe(code)
    expect(world.store.kept().exceptions.size).toBe(0)
  })

  test('holds for as long as it says, also where all was well when it was approved', async () => {
    const world = await worldWithGap()
    const { uid } = await request(world)
    await granted(world, ['rob', uid], { until: world.state.now + dayMs })
    await yes(world, uid)
    expect(stateOf(world, uid)).toBe('APPROVED')
    world.state.now += 2 * dayMs
    expect(codeOf(await begin(world.ports, uid, call))).toBe('CONFLICT')
    expect(stateOf(world, uid)).toBe('APPROVED')
  })

  test('is of these bytes and of what was asked for then', async () => {
    const world = await worldWithGap()
    const { uid } = await request(world)
    await granted(world, ['rob', uid])
    world.state.bytes.set('1', 'other')
    await sweep(world)
    await yes(world, uid)
    await yes(world, uid)
    expect(stateOf(world, uid)).toBe('PENDING')
    const stricter = await worldWithGap()
    const made = await request(stricter)
    await granted(stricter, ['rob', made.uid])
    await yes(stricter, made.uid)
    const policies = defaultApprovalPolicies.policies.map((policy) => ({
      ...policy,
      gates: [...policy.gates, { gate: 'ownership', required: true, params: { minPeople: 3 } }],
    }))
    stricter.state.policies = { ...stricter.state.policies, number: 1, policies }
    expect(codeOf(await begin(stricter.ports, made.uid, call))).toBe('CONFLICT')
  })

  test('holds for others who ask for the same, but not for whoever granted it', async () => {
    const world = await worldWithGap()
    const { uid } = await request(world)
    await granted(world, ['bea', uid])
    const [made] = [world.store.kept().requests.get(uid)]
    if (made === undefined) throw new Error('no request')
    expect((await standingNow(world.ports, made, null)).exceptions).toHaveLength(1)
    const byGranter = { ...made, requester: 'bea', excluded: ['bea', 'bea-too'] }
    expect((await standingNow(world.ports, byGranter, null)).exceptions).toEqual([])
    expect((await standingNow(world.ports, byGranter, null)).gateStatus).toBe('FAILED')
  })

  test('is ended by whoever granted it or could, and then holds nothing up any more', async () => {
    for (const who of ['rob', 'bea'] as const) {
      const world = await worldWithGap()
      const { uid } = await request(world)
      const { uid: exception } = await granted(world, ['rob', uid])
      await yes(world, uid)
      const command = { exception, reason: 'No more.', idempotencyKey: null }
      expect(codeOf(await endException(world.ports, world.as('cy'), command))).toBe('FORBIDDEN')
      expect((await endException(world.ports, world.as(who), command)).ok).toBe(true)
      expect(codeOf(await endException(world.ports, world.as(who), command))).toBe('ALREADY_ENDED')
      expect(codeOf(await begin(world.ports, uid, call))).toBe('CONFLICT')
    }
  })

  test('sent twice under one key is granted once, and none is granted to what has ended', async () => {
    const world = await worldWithGap()
    const { uid } = await request(world)
    const [one, two] = [
      await granted(world, ['rob', uid], { idempotencyKey: 'k' }),
      await granted(world, ['rob', uid], { idempotencyKey: 'k' }),
    ]
    expect(two.uid).toBe(one.uid)
    await review(world, ['rob', uid], 'REJECT')
    expect(codeOf(await grant(world, ['bea', uid]))).toBe('WRONG_STATE')
  })
})
