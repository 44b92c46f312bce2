import { describe, expect, test } from 'vitest'
import {
  approved,
  carryOut,
  codeOf,
  request,
  review,
  stateOf,
  sweep,
  type World,
} from '../../test/support/approval-steps.ts'
import { approvalWorld, call, type Somebody } from '../../test/support/approval-world.ts'
import type { Uid } from '../kernel/ids.ts'
import { begin } from './begin.ts'
import { breakGlass, previewBreakGlass } from './break-glass.ts'
import { closeIncident } from './close-incident.ts'
import { defaultApprovalPolicies } from './default-policies.ts'
import { openIncident } from './open-incident.ts'
import { ratifyBreakGlass } from './ratify-break-glass.ts'
import { resubmitRequest } from './resubmit.ts'
import { revokeApproval } from './revoke.ts'
import { rollBack } from './roll-back.ts'
import { awaitingNow } from './standing.ts'

const hourMs = 60 * 60 * 1000
const why = 'It refuses every payment, and nobody who could review another version is awake.'
const once = { idempotencyKey: null, expectedRevision: null }

async function incidentOf(world: World): Promise<Uid> {
  const facts = { title: 'down', severity: 'HIGH', reason: 'down', ticket: null, idempotencyKey: null } as const
  const opened = await openIncident(world.ports, world.as('ivy'), facts)
  if (!opened.ok) throw new Error(opened.problem.message)
  return opened.value.uid
}

function commandFor(incident: Uid, more: object = {}) {
  const place = { ref: 'models:/fraud/3', source: null, environment: 'production', alias: null, ticket: null }
  return { ...place, incident, reason: why, idempotencyKey: null, ...more }
}

async function smashed(world: World, who: Somebody = 'ivy', more: object = {}) {
  const done = await breakGlass(world.ports, world.as(who), commandFor(await incidentOf(world), more), call)
  if (!done.ok) throw new Error(done.problem.message)
  return done.value
}

const ratify = (world: World, who: Somebody, uid: Uid, more: object = {}) =>
  ratifyBreakGlass(world.ports, world.as(who), { ...once, request: uid, comment: 'It was.', ...more })

/** Those of them for whose word a request waits. */
async function awaits(world: World, uid: Uid, ...all: readonly Somebody[]): Promise<readonly Somebody[]> {
  const requests = [...world.store.kept().requests.values()].filter((each) => each.uid === uid)
  const waiting = await Promise.all(
    all.map(async (who) => (await awaitingNow(world.ports, requests, world.as(who).principal))[0]),
  )
  return all.filter((_who, index) => waiting[index] === true)
}

const brokenOf = (world: World, uid: Uid) => world.store.kept().requests.get(uid)?.breakGlass

describe('breaking glass', () => {
  test('approves at once without anybody else, is carried out, and is on record as what it is', async () => {
    const world = await approvalWorld()
    const { uid, state, breakGlass: broken } = await smashed(world)
    expect({ state, by: broken?.by, outcome: broken?.outcome }).toEqual({ state: 'APPROVED', by: 'ivy', outcome: null })
    expect((await carryOut(world, uid)).ok).toBe(true)
    expect(stateOf(world, uid)).toBe('COMPLETED')
    const event = world.store.kept().events.find(({ type }) => type === 'gov.approval.glass_broken.v1')
    expect(event).toMatchObject({ severity: 'ERROR', reason: why, details: { transition: 'T17' } })
  })

  test('is shown before, with what blocks, and writes nothing', async () => {
    const world = await approvalWorld()
    const incident = await incidentOf(world)
    const [events] = [world.store.kept().events.length]
    const preview = await previewBreakGlass(world.ports, world.as('ivy'), commandFor(incident), call)
    expect(preview).toMatchObject({ ok: true, value: { blockers: [], slots: [] } })
    expect([world.store.kept().requests.size, world.store.kept().events.length]).toEqual([0, events])
  })

  test.each([
    ['without the right', 'bea', {}, 'FORBIDDEN'],
    ['of a version that is not seen', 'ivy', { ref: 'models:/fraud/9' }, 'NOT_FOUND'],
    ['without an incident', 'ivy', { incident: 'none' as Uid }, 'NOT_FOUND'],
    ['without much of a reason', 'ivy', { reason: 'It is broken.' }, 'BAD_USER_INPUT'],
  ] as const)('%s is refused', async (_what, who, more, code) => {
    const world = await approvalWorld()
    const incident = await incidentOf(world)
    expect(codeOf(await breakGlass(world.ports, world.as(who), commandFor(incident, more), call))).toBe(code)
    expect(world.store.kept().requests.size).toBe(0)
  })

  test('for an incident that is over is refused', async () => {
    const world = await approvalWorld()
    const incident = await incidentOf(world)
    await closeIncident(world.ports, world.as('ivy'), { ...once, incident, reason: 'over' })
    expect(codeOf(await breakGlass(world.ports, world.as('ivy'), commandFor(incident), call))).toBe('WRONG_STATE')
  })

  test('is refused where one policy that matches lets it not be done, or lets others do it', async () => {
    const world = await approvalWorld()
    const incident = await incidentOf(world)
    const [staging, guarded] = defaultApprovalPolicies.policies
    if (staging === undefined || guarded === undefined) throw new Error('no policies')
    const { breakGlass: terms, ...never } = { ...guarded, name: 'never' }
    const attempt = async (policies: typeof defaultApprovalPolicies.policies) => {
      world.state.policies = { ...world.state.policies, policies }
      return codeOf(await breakGlass(world.ports, world.as('ivy'), commandFor(incident), call))
    }
    expect(await attempt([guarded, never])).toBe('NO_POLICY')
    if (terms === undefined) throw new Error('no terms')
    expect(await attempt([guarded, { ...never, breakGlass: { ...terms, roles: ['operator'] } }])).toBe('NO_POLICY')
    expect(await attempt([{ ...guarded, breakGlass: { ...terms, roles: ['operator'] } }])).toBe('FORBIDDEN')
  })

  test('does not get around a gate that the policies keep, now or when it is carried out', async () => {
    const world = await approvalWorld()
    const [, guarded] = defaultApprovalPolicies.policies
    if (guarded?.breakGlass === undefined) throw new Error('no terms')
    const policies = [{ ...guarded, breakGlass: { ...guarded.breakGlass, gates: ['ownership'] } }]
    world.state.policies = { ...world.state.policies, policies }
    const dan = world.state.people.get('dan')
    if (dan === undefined) throw new Error('nobody')
    world.state.people.set('dan', { ...dan, teams: [] })
    const incident = await incidentOf(world)
    expect(codeOf(await breakGlass(world.ports, world.as('ivy'), commandFor(incident), call))).toBe('GATE_FAILED')
    expect(world.store.kept().requests.size).toBe(0)
    world.state.people.set('dan', dan)
    const { uid } = await smashed(world)
    world.state.people.set('dan', { ...dan, teams: [] })
    expect(codeOf(await begin(world.ports, uid, call))).toBe('CONFLICT')
    expect(stateOf(world, uid)).toBe('APPROVED')
  })

  test('is of the bytes that were there: others wait for reviews like any others', async () => {
    const world = await approvalWorld()
    const { uid } = await smashed(world)
    world.state.bytes.set('3', 'other')
    expect((await begin(world.ports, uid, call)).ok).toBe(false)
    expect(stateOf(world, uid)).toBe('PENDING')
    expect(brokenOf(world, uid)?.outcome).toBe('REVERSED')
    await review(world, ['bea', uid])
    expect(stateOf(world, uid)).toBe('PENDING')
    await review(world, ['cy', uid])
    expect((await carryOut(world, uid)).ok).toBe(true)
  })

  test('hurries past a request for the same that waits, and past no change that is under way', async () => {
    const world = await approvalWorld()
    await request(world, '3')
    const { uid } = await smashed(world)
    expect((await begin(world.ports, uid, call)).ok).toBe(true)
    const incident = await incidentOf(world)
    const command = commandFor(incident, { ref: 'models:/fraud/1' })
    expect(codeOf(await breakGlass(world.ports, world.as('ivy'), command, call))).toBe('DUPLICATE_REQUEST')
  })

  test('sent twice under one key is done once', async () => {
    const world = await approvalWorld()
    const incident = await incidentOf(world)
    const command = commandFor(incident, { idempotencyKey: 'k' })
    const [one, two] = [
      await breakGlass(world.ports, world.as('ivy'), command, call),
      await breakGlass(world.ports, world.as('ivy'), command, call),
    ]
    expect(one.ok && two.ok && one.value.uid === two.value.uid).toBe(true)
  })
})

describe('broken glass', () => {
  test('is ratified by as many others as the policies ask, each once', async () => {
    const world = await approvalWorld()
    const { uid } = await smashed(world)
    await carryOut(world, uid)
    expect(await awaits(world, uid, 'bea', 'bea-too', 'cy', 'ivy', 'vic', 'ci')).toEqual(['bea', 'bea-too', 'cy'])
    expect((await ratify(world, 'bea', uid)).ok).toBe(true)
    expect(codeOf(await ratify(world, 'bea-too', uid))).toBe('ALREADY_REVIEWED')
    expect(brokenOf(world, uid)?.outcome).toBeNull()
    expect(await awaits(world, uid, 'bea', 'bea-too', 'cy')).toEqual(['cy'])
    expect((await ratify(world, 'cy', uid)).ok).toBe(true)
    expect(brokenOf(world, uid)?.outcome).toBe('RATIFIED')
    expect(await awaits(world, uid, 'rob')).toEqual([])
    expect(codeOf(await ratify(world, 'rob', uid))).toBe('WRONG_STATE')
  })

  test.each([
    ['whoever broke it', 'ivy', '3', 'OWN_WORK'],
    ['whoever made the version', 'dan', '2', 'OWN_WORK'],
    ['somebody without a reviewing role', 'vic', '3', 'FORBIDDEN'],
  ] as const)('is not ratified by %s, and that is recorded', async (_what, who, version, code) => {
    const world = await approvalWorld()
    const { uid } = await smashed(world, 'ivy', { ref: `models:/fraud/${version}` })
    expect(codeOf(await ratify(world, who, uid))).toBe(code)
    expect(world.store.kept().events.at(-1)).toMatchObject({ type: 'gov.approval.denied.v1', decision: 'DENY' })
  })

  test('that nobody ratified in time is overdue, once and loudly, and may be ratified still', async () => {
    const world = await approvalWorld()
    const { uid } = await smashed(world)
    await carryOut(world, uid)
    world.state.now += 25 * hourMs
    expect((await sweep(world)).overdue).toBe(1)
    expect((await sweep(world)).overdue).toBe(0)
    expect(brokenOf(world, uid)?.outcome).toBe('OVERDUE')
    expect(world.store.kept().events.at(-1)).toMatchObject({
      type: 'gov.approval.ratification_overdue.v1',
      severity: 'ERROR',
    })
    await ratify(world, 'bea', uid)
    await ratify(world, 'cy', uid)
    expect(brokenOf(world, uid)?.outcome).toBe('RATIFIED')
  })

  test('that is revoked brings back what stood before, and is ratified no more', async () => {
    const world = await approvalWorld()
    await carryOut(world, await approved(world))
    const { uid } = await smashed(world)
    await carryOut(world, uid)
    const command = { ...once, request: uid, reason: 'It was not right.' }
    const revoked = await revokeApproval(world.ports, world.as('bea'), command, call)
    expect(revoked).toMatchObject({ ok: true, value: { rollback: { state: 'APPROVED' } } })
    expect(brokenOf(world, uid)?.outcome).toBe('REVERSED')
    expect(codeOf(await ratify(world, 'cy', uid))).toBe('WRONG_STATE')
  })

  test('is nothing to go back to without review until it is ratified', async () => {
    const world = await approvalWorld()
    const { uid } = await smashed(world)
    await carryOut(world, uid)
    await carryOut(world, await approved(world, '1'))
    const command = { model: 'fraud', source: null, environment: 'production', alias: null, to: null, reason: 'why' }
    const back = () => rollBack(world.ports, world.as('ada'), { ...command, ticket: null, idempotencyKey: null }, call)
    const before = await back()
    expect(before).toMatchObject({ ok: true, value: { state: 'PENDING', restores: null } })
    await ratify(world, 'bea', uid)
    await ratify(world, 'cy', uid)
    if (before.ok) world.store.kept().requests.delete(before.value.uid)
    expect(await back()).toMatchObject({ ok: true, value: { state: 'APPROVED', restores: uid } })
  })

  test('takes nothing but a look at another revision, and no draft has any', async () => {
    const world = await approvalWorld()
    const { uid, revision } = await smashed(world)
    expect(codeOf(await ratify(world, 'bea', uid, { expectedRevision: revision + 1 }))).toBe('REVISION_CONFLICT')
    const draft = await request(world, '1', { draft: true })
    expect(codeOf(await ratify(world, 'bea', draft.uid))).toBe('WRONG_STATE')
    const command = { ...once, request: draft.uid, reason: null }
    expect((await resubmitRequest(world.ports, world.as('ada'), command, call)).ok).toBe(true)
  })
})
