import { describe, expect, test } from 'vitest'
import { approved, carryOut, codeOf, request, review, stateOf, sweep } from '../../test/support/approval-steps.ts'
import { approvalWorld, call } from '../../test/support/approval-world.ts'
import { begin } from './begin.ts'
import { resubmitRequest } from './resubmit.ts'
import { revokeApproval } from './revoke.ts'
import { rollBack } from './roll-back.ts'
import { completed } from './settle.ts'

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
