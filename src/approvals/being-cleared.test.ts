import { expect, test } from 'vitest'
import { approved, carryOut, codeOf, stateOf } from '../../test/support/approval-steps.ts'
import { approvalWorld } from '../../test/support/approval-world.ts'

test('nothing begins on a target while old copies of it are being removed, and everything does afterwards', async () => {
  const world = await approvalWorld()
  const uid = await approved(world, '1')
  world.state.isBeingCleared = true
  expect(codeOf(await carryOut(world, uid))).toBe('CONFLICT')
  expect(stateOf(world, uid)).toBe('APPROVED')
  expect(world.store.kept().effects.size).toBe(0)
  world.state.isBeingCleared = false
  expect((await carryOut(world, uid)).ok).toBe(true)
})
