import { describe, expect, test } from 'vitest'
import { carryOut, codeOf, request, review, stateOf, sweep, type World } from '../../test/support/approval-steps.ts'
import { approvalWorld, call, cast, type Somebody } from '../../test/support/approval-world.ts'
import { abilitiesOf } from './abilities.ts'
import { begin } from './begin.ts'
import { delegateReviews, endDelegation } from './delegate-reviews.ts'
import { resubmitRequest } from './resubmit.ts'
import { standingNow } from './standing.ts'

const dayMs = 24 * 60 * 60 * 1000
const places = { environments: [], models: [] }

function delegate(world: World, [from, to]: readonly [Somebody, Somebody], more: object = {}) {
  const { now } = world.state
  const wide = { environments: null, models: null, startsAt: null, until: now + 7 * dayMs, idempotencyKey: null }
  return delegateReviews(world.ports, world.as(from), { ...wide, to, reason: 'Away.', ...more }, places)
}

async function delegated(world: World, pair: readonly [Somebody, Somebody], more: object = {}) {
  const done = await delegate(world, pair, more)
  if (!done.ok) throw new Error(done.problem.message)
  return done.value
}

describe('a delegation', () => {
  test('lets somebody judge in a reviewer’s place, with both on record', async () => {
    const world = await approvalWorld()
    const { uid: delegation } = await delegated(world, ['cy', 'vic'])
    const { uid } = await request(world)
    await review(world, ['bea', uid])
    expect((await review(world, ['vic', uid])).ok).toBe(true)
    expect(stateOf(world, uid)).toBe('APPROVED')
    const { reviews, events } = world.store.kept()
    expect(reviews.at(-1)).toMatchObject({ reviewer: 'vic', standsIn: { for: 'cy', delegation } })
    const said = events.findLast(({ type }) => type === 'gov.approval.reviewed.v1')
    expect(said?.people).toEqual({ onBehalfOf: 'cy' })
    expect((await carryOut(world, uid)).ok).toBe(true)
  })

  test.each([
    ['by whoever may not review', ['vic', 'pia'], {}, 'FORBIDDEN'],
    ['by a program', ['ci', 'vic'], {}, 'FORBIDDEN'],
    ['to nobody who is known', ['cy', 'nobody'], {}, 'NOT_FOUND'],
    ['to a program', ['cy', 'ci'], {}, 'NOT_FOUND'],
    ['to oneself under another name', ['bea', 'bea-too'], {}, 'BAD_USER_INPUT'],
    ['for too long', ['cy', 'vic'], { until: 1_000_000_000 + 31 * dayMs }, 'BAD_USER_INPUT'],
    ['that has ended', ['cy', 'vic'], { until: 1_000_000_000 }, 'BAD_USER_INPUT'],
    ['from far ahead', ['cy', 'vic'], { startsAt: 1_000_000_000 + 91 * dayMs }, 'BAD_USER_INPUT'],
    ['nowhere', ['cy', 'vic'], { environments: [] }, 'BAD_USER_INPUT'],
  ] as const)('%s is refused', async (_what, [from, to], more, code) => {
    const world = await approvalWorld()
    expect(codeOf(await delegate(world, [from, to as Somebody], more))).toBe(code)
    expect(world.store.kept().delegations.size).toBe(0)
  })

  test('makes two one person: neither judges the other’s work, and both fill one place', async () => {
    const world = await approvalWorld()
    await delegated(world, ['rob', 'ada'])
    const own = await request(world)
    for (const each of ['rob', 'ada'] as const) expect(codeOf(await review(world, [each, own.uid]))).toBe('OWN_WORK')
    const other = await approvalWorld()
    await delegated(other, ['cy', 'bea'])
    const { uid } = await request(other)
    expect((await review(other, ['bea', uid])).ok).toBe(true)
    expect(codeOf(await review(other, ['cy', uid]))).toBe('ALREADY_REVIEWED')
    expect(stateOf(other, uid)).toBe('PENDING')
    await review(other, ['rob', uid])
    expect(stateOf(other, uid)).toBe('APPROVED')
  })

  test('takes away what was said before by one who is one person with the other since', async () => {
    const world = await approvalWorld()
    const { uid } = await request(world)
    await review(world, ['bea', uid])
    await review(world, ['cy', uid])
    await delegated(world, ['cy', 'bea'])
    expect((await begin(world.ports, uid, call)).ok).toBe(false)
    expect(stateOf(world, uid)).toBe('PENDING')
  })

  test('is no wider than its giver may now, and gives nothing once they may no more', async () => {
    const world = await approvalWorld()
    await delegated(world, ['cy', 'vic'])
    const { uid } = await request(world)
    await review(world, ['bea', uid])
    world.state.people.set('cy', { ...cast.cy, roles: [] })
    expect(codeOf(await review(world, ['vic', uid]))).toBe('FORBIDDEN')
    world.state.people.set('cy', cast.cy)
    await review(world, ['vic', uid])
    expect(stateOf(world, uid)).toBe('APPROVED')
    world.state.people.delete('cy')
    expect((await begin(world.ports, uid, call)).ok).toBe(false)
    expect(stateOf(world, uid)).toBe('PENDING')
  })

  test('hands nothing on that was handed over', async () => {
    const world = await approvalWorld()
    await delegated(world, ['cy', 'bea'])
    await delegated(world, ['bea', 'vic'])
    const { uid, revision } = await request(world)
    await review(world, ['rob', uid])
    await review(world, ['vic', uid])
    // As bea, who is a risk reviewer: rob takes the place of the business owner.
    expect(world.store.kept().reviews.at(-1)?.standsIn?.for).toBe('bea')
    expect(stateOf(world, uid)).toBe('APPROVED')
    const other = await approvalWorld()
    await delegated(other, ['cy', 'dan'])
    await delegated(other, ['dan', 'vic'])
    other.state.people.set('dan', { ...cast.dan, roles: [] })
    const made = await request(other)
    expect(codeOf(await review(other, ['vic', made.uid]))).toBe('FORBIDDEN')
    expect(revision).toBeGreaterThan(0)
  })

  test('is about the places and the time that it names', async () => {
    const world = await approvalWorld()
    const { now } = world.state
    await delegated(world, ['cy', 'vic'], { environments: ['staging'] })
    await delegated(world, ['rob', 'vic'], { startsAt: now + dayMs })
    const { uid } = await request(world)
    expect(codeOf(await review(world, ['vic', uid]))).toBe('FORBIDDEN')
    world.state.now = now + 2 * dayMs
    expect((await review(world, ['vic', uid])).ok).toBe(true)
    const second = await request(world, '3')
    world.state.now = now + 8 * dayMs
    expect(codeOf(await review(world, ['vic', second.uid]))).toBe('FORBIDDEN')
    // What was said in its time counts still.
    await review(world, ['bea', uid])
    expect(stateOf(world, uid)).toBe('APPROVED')
    expect((await begin(world.ports, uid, call)).ok).toBe(true)
  })

  test('is ended by either of the two or a steward, and what was said by it counts no more', async () => {
    for (const who of ['cy', 'vic', 'pia'] as const) {
      const world = await approvalWorld()
      const { uid: delegation } = await delegated(world, ['cy', 'vic'])
      const { uid } = await request(world)
      await review(world, ['bea', uid])
      await review(world, ['vic', uid])
      const command = { delegation, reason: 'Back.', idempotencyKey: null }
      expect(codeOf(await endDelegation(world.ports, world.as('bea'), command))).toBe('NOT_FOUND')
      expect((await endDelegation(world.ports, world.as(who), command)).ok).toBe(true)
      expect(codeOf(await endDelegation(world.ports, world.as(who), command))).toBe('ALREADY_ENDED')
      expect((await begin(world.ports, uid, call)).ok).toBe(false)
      expect(stateOf(world, uid)).toBe('PENDING')
      expect(codeOf(await review(world, ['vic', uid]))).toBe('FORBIDDEN')
    }
  })

  test('is shown: to whom a request waits for, who could fill a place, and what they could do', async () => {
    const world = await approvalWorld()
    await delegated(world, ['cy', 'vic'])
    const made = await request(world)
    const vic = world.as('vic').principal
    const { slots, isAwaitingViewer } = await standingNow(world.ports, made, vic)
    expect(isAwaitingViewer).toBe(true)
    // Both are one person, so there are no more of them than before.
    expect(slots.map(({ eligible, viewerCould }) => [eligible, viewerCould])).toEqual([
      [3, false],
      [3, true],
    ])
    expect((await abilitiesOf(world.ports, made, vic)).review).toBe(true)
    expect((await abilitiesOf(world.ports, made, world.as('pia').principal)).review).toBe(false)
  })

  test('is of no use to whoever asked for changes, at a second try either', async () => {
    const world = await approvalWorld()
    const { uid } = await request(world)
    await review(world, ['bea', uid], 'REQUEST_CHANGES')
    await delegated(world, ['rob', 'ada'])
    const command = { request: uid, reason: null, expectedRevision: null, idempotencyKey: null }
    expect((await resubmitRequest(world.ports, world.as('ada'), command, call)).ok).toBe(true)
    await sweep(world)
    expect(codeOf(await review(world, ['rob', uid]))).toBe('OWN_WORK')
  })
})
