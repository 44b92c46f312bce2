import { describe, expect, test } from 'vitest'
import { approved, carryOut, codeOf, request, review, stateOf, sweep } from '../../test/support/approval-steps.ts'
import { approvalWorld, call } from '../../test/support/approval-world.ts'
import { begin } from './begin.ts'
import { resubmitRequest } from './resubmit.ts'
import { revokeApproval } from './revoke.ts'
import { rollBack } from './roll-back.ts'
import { completed, movedUnsent } from './settle.ts'

describe('going back', () => {
  const command = {
    model: 'fraud',
    source: null,
    environment: 'production',
    alias: null,
    to: null,
    reason: 'worse',
    ticket: null,
    idempotencyKey: null,
  }

  test('to what was approved for the target takes no review, and its bytes must be what they were', async () => {
    const world = await approvalWorld()
    await carryOut(world, await approved(world, '1'))
    await carryOut(world, await approved(world, '3'))
    const back = await rollBack(world.ports, world.as('ada'), command, call)
    if (!back.ok) throw new Error(back.problem.message)
    expect(back.value).toMatchObject({ state: 'APPROVED', action: 'ROLLBACK', subject: { version: '1' } })
    expect(back.value.restores).not.toBeNull()
    expect((await carryOut(world, back.value.uid)).ok).toBe(true)
    expect(world.state.alias).toBe('1')
  })

  test('to changed bytes, or to what was never approved, is asked for like any other', async () => {
    const world = await approvalWorld()
    await carryOut(world, await approved(world, '1'))
    await carryOut(world, await approved(world, '3'))
    world.state.bytes.set('1', 'tampered')
    const changed = await rollBack(world.ports, world.as('ada'), command, call)
    expect(changed).toMatchObject({ ok: true, value: { state: 'PENDING', restores: null } })
    const named = await rollBack(world.ports, world.as('ada'), { ...command, to: 'models:/fraud/2' }, call)
    expect(named).toMatchObject({ ok: true, value: { state: 'PENDING' } })
  })

  test('a second time goes further back, never to what was rolled away from', async () => {
    const world = await approvalWorld()
    await carryOut(world, await approved(world, '1'))
    await carryOut(world, await approved(world, '3'))
    const back = await rollBack(world.ports, world.as('ada'), command, call)
    if (!back.ok) throw new Error(back.problem.message)
    await carryOut(world, back.value.uid)
    expect(codeOf(await rollBack(world.ports, world.as('ada'), command, call))).toBe('NOT_FOUND')
    await carryOut(world, await approved(world, '2'))
    const again = await rollBack(world.ports, world.as('ada'), command, call)
    if (!again.ok) throw new Error(again.problem.message)
    expect(again.value).toMatchObject({ state: 'APPROVED', subject: { version: '1' } })
    await carryOut(world, again.value.uid)
    expect(codeOf(await rollBack(world.ports, world.as('ada'), command, call))).toBe('NOT_FOUND')
  })

  const revoking = { reason: 'incident', expectedRevision: null, idempotencyKey: null }
  const toThird = { ...command, to: 'models:/fraud/3' }

  test('to what was superseded takes reviews once its approval is revoked, which brings nothing back', async () => {
    const world = await approvalWorld()
    const third = await approved(world, '3')
    await carryOut(world, third)
    await carryOut(world, await approved(world, '1'))
    const back = await rollBack(world.ports, world.as('ada'), toThird, call)
    if (!back.ok) throw new Error(back.problem.message)
    expect(back.value).toMatchObject({ state: 'APPROVED', restores: third })
    const revoked = await revokeApproval(world.ports, world.as('bea'), { ...revoking, request: third }, call)
    expect(revoked).toMatchObject({ ok: true, value: { request: { state: 'REVOKED', cause: null }, rollback: null } })
    expect((await carryOut(world, back.value.uid)).ok).toBe(false)
    expect(stateOf(world, back.value.uid)).toBe('CANCELLED')
    const later = await rollBack(world.ports, world.as('ada'), toThird, call)
    expect(later).toMatchObject({ ok: true, value: { state: 'PENDING', restores: null } })
  })

  test('to a version of which a later approval was revoked takes reviews, whatever approved it before', async () => {
    const world = await approvalWorld()
    await carryOut(world, await approved(world, '3'))
    await carryOut(world, await approved(world, '1'))
    const back = await rollBack(world.ports, world.as('ada'), toThird, call)
    if (!back.ok) throw new Error(back.problem.message)
    world.state.now += 1_000
    const later = await approved(world, '3')
    await revokeApproval(world.ports, world.as('bea'), { ...revoking, request: later }, call)
    expect((await carryOut(world, back.value.uid)).ok).toBe(false)
    expect(stateOf(world, back.value.uid)).toBe('CANCELLED')
    const again = await rollBack(world.ports, world.as('ada'), toThird, call)
    expect(again).toMatchObject({ ok: true, value: { state: 'PENDING', restores: null } })
    if (!again.ok) throw new Error(again.problem.message)
    world.state.now += 1_000
    await review(world, ['bea', again.value.uid])
    await review(world, ['cy', again.value.uid])
    await carryOut(world, again.value.uid)
    await carryOut(world, await approved(world, '2'))
    const approvedAnew = await rollBack(world.ports, world.as('ada'), toThird, call)
    expect(approvedAnew).toMatchObject({ ok: true, value: { state: 'APPROVED', restores: again.value.uid } })
  })

  test('to what was itself brought back rests on the approval by reviews, and ends with it', async () => {
    const world = await approvalWorld()
    const third = await approved(world, '3')
    await carryOut(world, third)
    await carryOut(world, await approved(world, '1'))
    const back = await rollBack(world.ports, world.as('ada'), toThird, call)
    if (!back.ok) throw new Error(back.problem.message)
    await carryOut(world, back.value.uid)
    await carryOut(world, await approved(world, '2'))
    await revokeApproval(world.ports, world.as('bea'), { ...revoking, request: third }, call)
    const again = await rollBack(world.ports, world.as('ada'), toThird, call)
    expect(again).toMatchObject({ ok: true, value: { state: 'PENDING', restores: null } })
  })

  test('sent twice under one key is asked for once, where it takes reviews too', async () => {
    const world = await approvalWorld()
    await carryOut(world, await approved(world, '1'))
    const keyed = { ...toThird, idempotencyKey: 'k' }
    const one = await rollBack(world.ports, world.as('ada'), keyed, call)
    const two = await rollBack(world.ports, world.as('ada'), keyed, call)
    expect(one).toMatchObject({ ok: true, value: { state: 'PENDING' } })
    expect(two).toEqual(one)
  })

  test.each([
    ['another change was completed', 'completed'],
    ['the target was moved by hand while it was carried out', 'moved'],
    ['the target was moved by hand before', 'movedBefore'],
    ['the same, and no policy is about it any more', 'unasked'],
  ] as const)('asks whom any other request asks once it lost its approval: %s', async (_what, how) => {
    const world = await approvalWorld()
    const first = await approved(world, '1')
    await carryOut(world, first)
    await carryOut(world, await approved(world, '3'))
    const rival = await approved(world, '2')
    const back = await rollBack(world.ports, world.as('ada'), command, call)
    if (!back.ok) throw new Error(back.problem.message)
    const { uid } = back.value
    expect(back.value.requirements.reviewers).toEqual([])
    if (how === 'completed') await carryOut(world, rival)
    if (how === 'moved') {
      await begin(world.ports, uid, call)
      const cause = { code: 'TARGET_MOVED', message: 'moved' }
      await world.store.changes.change(world.as('ada').actor, (transaction) => movedUnsent(transaction, uid, cause))
    }
    if (how === 'movedBefore' || how === 'unasked') world.state.alias = '2'
    if (how === 'unasked') world.state.policies = { ...world.state.policies, policies: [] }
    await begin(world.ports, uid, call)
    const asked = world.store.kept().requests.get(first)?.requirements.reviewers
    expect(world.store.kept().requests.get(uid)).toMatchObject({
      state: 'PENDING',
      restores: null,
      requirements: { reviewers: asked },
    })
    await sweep(world)
    expect(stateOf(world, uid)).toBe('PENDING')
  })

  test('is not begun by what was looked at before it lost its approval', async () => {
    const world = await approvalWorld()
    await carryOut(world, await approved(world, '1'))
    await carryOut(world, await approved(world, '3'))
    const back = await rollBack(world.ports, world.as('ada'), command, call)
    if (!back.ok) throw new Error(back.problem.message)
    const { uid } = back.value
    // Between the look and the transaction it was given back, and approved without its `restores`.
    const governed: typeof world.ports.governed = async (version) => {
      const changed = { ...back.value, restores: null, revision: back.value.revision + 2 }
      world.store.kept().requests.set(uid, changed)
      return world.ports.governed(version)
    }
    expect(codeOf(await begin({ ...world.ports, governed }, uid, call))).toBe('CONFLICT')
    expect(stateOf(world, uid)).toBe('APPROVED')
  })

  test('follows at once when a completed approval is revoked; what is revoked while it is carried out goes back after', async () => {
    const world = await approvalWorld()
    await carryOut(world, await approved(world, '1'))
    const third = await approved(world, '3')
    await carryOut(world, third)
    const revoking = { request: third, reason: 'incident', expectedRevision: null, idempotencyKey: null }
    const revoked = await revokeApproval(world.ports, world.as('bea'), revoking, call)
    expect(revoked).toMatchObject({
      ok: true,
      value: { request: { state: 'REVOKED' }, rollback: { state: 'APPROVED', subject: { version: '1' } } },
    })
    if (!revoked.ok || revoked.value.rollback === null) throw new Error('no rollback')
    await carryOut(world, revoked.value.rollback.uid)
    const again = await approved(world, '2')
    expect(stateOf(world, again)).toBe('APPROVED')
    await begin(world.ports, again, call)
    world.store.sent(again)
    await revokeApproval(world.ports, world.as('bea'), { ...revoking, request: again }, call)
    expect(stateOf(world, again)).toBe('EXECUTING')
    world.state.alias = '2'
    await world.store.changes.change(world.as('ada').actor, (transaction) => completed(transaction, again))
    expect(stateOf(world, again)).toBe('REVOKED')
    expect(await sweep(world)).toMatchObject({ broughtBack: 1 })
    expect(await sweep(world)).toMatchObject({ broughtBack: 0 })
  })
})

test('a draft, and a request of which changes were asked, are submitted by whoever asked, as things are then', async () => {
  const world = await approvalWorld()
  const { uid } = await request(world, '1', { draft: true })
  const command = { request: uid, reason: null, expectedRevision: null, idempotencyKey: null }
  expect(codeOf(await review(world, ['bea', uid]))).toBe('NOT_REVIEWABLE')
  expect(codeOf(await resubmitRequest(world.ports, world.as('dan'), command, call))).toBe('FORBIDDEN')
  expect((await resubmitRequest(world.ports, world.as('ada'), command, call)).ok).toBe(true)
  await review(world, ['cy', uid])
  await review(world, ['bea', uid], 'REQUEST_CHANGES')
  expect(stateOf(world, uid)).toBe('CHANGES_REQUESTED')
  await resubmitRequest(world.ports, world.as('ada'), command, call)
  await review(world, ['bea', uid])
  expect(stateOf(world, uid)).toBe('PENDING')
  await review(world, ['cy', uid])
  expect(stateOf(world, uid)).toBe('APPROVED')
})
