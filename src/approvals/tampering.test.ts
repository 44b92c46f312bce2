import { expect, test } from 'vitest'
import { approved, carryOut, codeOf, request, review, stateOf } from '../../test/support/approval-steps.ts'
import { approvalWorld, call } from '../../test/support/approval-world.ts'
import { toGlobalId, type Uid } from '../kernel/ids.ts'
import { breakGlass, previewBreakGlass } from './break-glass.ts'
import { cancelRequest } from './cancel.ts'
import { createCarriedOut } from './carried-out.ts'
import { openIncident } from './open-incident.ts'
import { revokeApproval } from './revoke.ts'
import { rollBack } from './roll-back.ts'
import { standingNow } from './standing.ts'
import type { Tampering } from './tampering.ts'

type World = Awaited<ReturnType<typeof approvalWorld>>

const violation = 'tampered' as Uid
const once = { idempotencyKey: null, expectedRevision: null, reason: 'Because.' }

/** The target stands for the first version, whose files somebody has changed. */
async function tampered(more: Partial<Tampering> = {}): Promise<World> {
  const world = await approvalWorld()
  await carryOut(world, await approved(world, '3'))
  world.state.now += 1_000
  await carryOut(world, await approved(world, '1'))
  world.state.now += 1_000
  const finding = { violation, version: 'v1' as Uid, target: world.target.uid, seenAt: world.state.now, isOpen: true }
  world.state.tamperings = [{ ...finding, ...more }]
  world.state.now += 1_000
  return world
}

const settle = (world: World) => {
  world.state.tamperings = world.state.tamperings.map((each) => ({ ...each, isOpen: false }))
}

const due = (world: World) => createCarriedOut(world.ports).due()
const back = { model: 'fraud', source: null, environment: 'production', alias: null, to: null, ticket: null }
const rollBackTo = (world: World, to: string) =>
  rollBack(
    world.ports,
    world.as('ada'),
    { ...back, to: `models:/fraud/${to}`, reason: 'worse', idempotencyKey: null },
    call,
  )

test('a frozen target is changed by nothing until somebody has settled it, and what waits says so', async () => {
  const world = await tampered()
  const uid = await approved(world, '2')
  expect(stateOf(world, uid)).toBe('APPROVED')
  const calls = world.state.calls
  expect(await due(world)).toEqual([])
  expect(codeOf(await carryOut(world, uid))).toBe('CONFLICT')
  expect([stateOf(world, uid), world.state.calls]).toEqual(['APPROVED', calls])
  const made = world.store.kept().requests.get(uid)
  if (made === undefined) throw new Error('There is none.')
  const { blockers } = await standingNow(world.ports, made, null)
  expect(blockers).toMatchObject([{ code: 'TARGET_FROZEN', subject: toGlobalId('Violation', violation) }])
  settle(world)
  expect(await due(world)).toEqual([uid])
  expect((await carryOut(world, uid)).ok).toBe(true)
  expect(stateOf(world, uid)).toBe('COMPLETED')
})

test('going back waits too, and cancelling and revoking do not', async () => {
  const world = await tampered()
  const third = await rollBackTo(world, '3')
  if (!third.ok) throw new Error(third.problem.message)
  expect(third.value.state).toBe('APPROVED')
  expect(codeOf(await carryOut(world, third.value.uid))).toBe('CONFLICT')
  const cancelled = await cancelRequest(world.ports, world.as('ada'), { ...once, request: third.value.uid })
  expect(cancelled).toMatchObject({ ok: true, value: { state: 'CANCELLED' } })
  const waiting = await approved(world, '2')
  const revoked = await revokeApproval(world.ports, world.as('bea'), { ...once, request: waiting }, call)
  expect(revoked).toMatchObject({ ok: true, value: { request: { state: 'REVOKED' } } })
})

test('no version comes back by an approval from before its files were changed, whatever they are now', async () => {
  const world = await tampered()
  settle(world)
  await carryOut(world, await approved(world, '2'))
  const first = await rollBackTo(world, '1')
  if (!first.ok) throw new Error(first.problem.message)
  expect(first.value).toMatchObject({ state: 'PENDING', restores: null })
  await review(world, ['bea', first.value.uid])
  await review(world, ['cy', first.value.uid])
  expect((await carryOut(world, first.value.uid)).ok).toBe(true)
  world.state.now += 1_000
  await carryOut(world, await approved(world, '2'))
  expect(await rollBackTo(world, '1')).toMatchObject({
    ok: true,
    value: { state: 'APPROVED', restores: first.value.uid },
  })
})

test('what was approved before and not carried out yet is judged anew', async () => {
  const world = await approvalWorld()
  const uid = await approved(world, '1')
  world.state.tamperings = [
    { violation, version: 'v1' as Uid, target: 'staging' as Uid, seenAt: world.state.now, isOpen: true },
  ]
  expect((await carryOut(world, uid)).ok).toBe(false)
  expect(world.store.kept().requests.get(uid)).toMatchObject({ state: 'PENDING', cause: 'SUBJECT_CHANGED' })
  world.state.now += 1_000
  const anew = await request(world, '3')
  expect(anew.state).toBe('PENDING')
})

test('broken glass goes through a freeze to another version, and never to one whose files were changed', async () => {
  const world = await tampered()
  const facts = { title: 'down', severity: 'HIGH', ticket: null, ...once } as const
  const incident = await openIncident(world.ports, world.as('ivy'), facts)
  if (!incident.ok) throw new Error(incident.problem.message)
  const reason = 'The version that is live was tampered with, and nobody who could review another is awake.'
  const place = { source: null, environment: 'production', alias: null, ticket: null, idempotencyKey: null }
  const command = (version: string) => ({
    ...place,
    incident: incident.value.uid,
    reason,
    ref: `models:/fraud/${version}`,
  })
  world.state.alias = '3'
  expect(codeOf(await breakGlass(world.ports, world.as('ivy'), command('1'), call))).toBe('GATE_FAILED')
  expect(await previewBreakGlass(world.ports, world.as('ivy'), command('1'), call)).toMatchObject({
    value: { blockers: [{ code: 'TARGET_FROZEN' }] },
  })
  world.state.alias = '1'
  const broken = await breakGlass(world.ports, world.as('ivy'), command('2'), call)
  if (!broken.ok) throw new Error(broken.problem.message)
  expect(await due(world)).toEqual([broken.value.uid])
  expect((await carryOut(world, broken.value.uid)).ok).toBe(true)
})
