import { expect, test } from 'vitest'
import { approved, carryOut, request, review, stateOf, type World } from '../../test/support/approval-steps.ts'
import { approvalWorld, call } from '../../test/support/approval-world.ts'
import type { Uid } from '../kernel/ids.ts'
import { begin } from './begin.ts'
import { revokeApproval } from './revoke.ts'
import { completed } from './settle.ts'
import { createSweeping, sweepRequests } from './sweep.ts'

const hourMs = 60 * 60 * 1000

/** Sweeps of one process, one after the other. */
function sweeper(world: World) {
  const warned: object[] = []
  const sweeping = createSweeping({ log: { warn: (facts) => void warned.push(facts) }, random: () => 0.999 })
  return { warned, sweep: () => sweepRequests(world.ports, call, sweeping) }
}

/** Takes from the team everybody but one, so that the gate `ownership` does not pass. */
function thinTeam({ state }: World) {
  const dan = state.people.get('dan')
  if (dan !== undefined) state.people.set('dan', { ...dan, teams: [] })
  return () => dan !== undefined && state.people.set('dan', dan)
}

const rechecks = ({ store }: World) => store.kept().events.filter(({ type }) => type === 'gov.approval.rechecked.v1')

test('what only waits for somebody to vouch for its author is not read again', async () => {
  const world = await approvalWorld()
  world.state.authors.set('1', ['mlflow:root'])
  const uid = await approved(world)
  const { sweep } = sweeper(world)
  const [calls, checks] = [world.state.calls, world.store.kept().checks.length]
  expect(await sweep()).toMatchObject({ rechecked: 0, failed: 0 })
  expect([world.state.calls, world.store.kept().checks.length]).toEqual([calls, checks])
  expect(stateOf(world, uid)).toBe('PENDING')
})

test('a failed gate is run again after longer and longer, and recorded when it finds something else', async () => {
  const world = await approvalWorld()
  const restore = thinTeam(world)
  const uid = await approved(world)
  const { sweep } = sweeper(world)
  const { calls } = world.state
  await sweep()
  const once = world.state.calls - calls
  expect(once).toBeGreaterThan(0)
  for (let round = 0; round < 5; round += 1) await sweep()
  expect(world.state.calls - calls).toBe(once)
  world.state.now += hourMs
  await sweep()
  expect(world.state.calls - calls).toBe(2 * once)
  expect(rechecks(world)).toEqual([])
  restore()
  world.state.now += hourMs
  expect(await sweep()).toMatchObject({ rechecked: 1 })
  expect(rechecks(world)).toHaveLength(1)
  expect(stateOf(world, uid)).toBe('APPROVED')
})

test('a request that cannot be looked at is told of, and keeps no other from being swept', async () => {
  const world = await approvalWorld()
  const restore = thinTeam(world)
  const [other, broken] = [await approved(world, '3'), await approved(world, '1')]
  restore()
  const again = world.ports.subjects.again
  const ports = {
    ...world.ports,
    subjects: {
      ...world.ports.subjects,
      async again(version: Uid) {
        if (version === 'v1') throw new Error('a mistake')
        return again(version, call)
      },
    },
  }
  const { sweep, warned } = sweeper({ ...world, ports })
  expect(await sweep()).toMatchObject({ rechecked: 1, failed: 1 })
  expect([stateOf(world, other), stateOf(world, broken)]).toEqual(['APPROVED', 'PENDING'])
  expect(warned).toMatchObject([{ request: broken }])
})

test('a revoked approval with nothing before it owes nothing any more', async () => {
  const world = await approvalWorld()
  const uid = await approved(world)
  await begin(world.ports, uid, call)
  world.store.sent(uid)
  const revoking = { request: uid, reason: 'incident', expectedRevision: null, idempotencyKey: null }
  await revokeApproval(world.ports, world.as('bea'), revoking, call)
  world.state.alias = '1'
  await world.store.changes.change(world.as('ada').actor, (transaction) => completed(transaction, uid))
  expect(world.store.kept().requests.get(uid)).toMatchObject({ state: 'REVOKED', cause: 'ROLLBACK_DUE' })
  expect(await sweeper(world).sweep()).toMatchObject({ broughtBack: 0, failed: 0 })
  expect(world.store.kept().requests.get(uid)).toMatchObject({ state: 'REVOKED', cause: null })
})

test('what is owed is brought back later where its tool does not answer', async () => {
  const world = await approvalWorld()
  await carryOut(world, await approved(world, '1'))
  const uid = await approved(world, '3')
  await begin(world.ports, uid, call)
  world.store.sent(uid)
  const revoking = { request: uid, reason: 'incident', expectedRevision: null, idempotencyKey: null }
  await revokeApproval(world.ports, world.as('bea'), revoking, call)
  world.state.alias = '3'
  await world.store.changes.change(world.as('ada').actor, (transaction) => completed(transaction, uid))
  const { sweep } = sweeper(world)
  world.state.isDown = true
  expect(await sweep()).toMatchObject({ broughtBack: 0, failed: 1 })
  world.state.isDown = false
  world.state.now += hourMs
  expect(await sweep()).toMatchObject({ broughtBack: 1 })
})

test('what waits for reviews is not read again', async () => {
  const world = await approvalWorld()
  const { uid } = await request(world)
  await review(world, ['bea', uid])
  const { calls } = world.state
  await sweeper(world).sweep()
  expect(world.state.calls).toBe(calls)
})
