import { expect, test } from 'vitest'
import { approved, carryOut, codeOf, review, stateOf, type World } from '../../test/support/approval-steps.ts'
import { approvalWorld, call } from '../../test/support/approval-world.ts'
import type { Uid } from '../kernel/ids.ts'
import { createCarriedOut } from './carried-out.ts'
import { retireModelVersion } from './retire.ts'

/** The target stands for the second version, having stood for the first, whose files somebody has changed. */
async function tamperedBefore(): Promise<World> {
  const world = await approvalWorld()
  await carryOut(world, await approved(world, '1'))
  await carryOut(world, await approved(world, '2'))
  world.state.alias = '2'
  world.state.now += 1_000
  const finding = { violation: 'tampered' as Uid, version: 'v1' as Uid, target: world.target.uid }
  world.state.tamperings = [{ ...finding, seenAt: world.state.now, isOpen: true }]
  world.state.now += 1_000
  return world
}

async function agreed(world: World, version: string): Promise<Uid> {
  const about = { source: null, reason: 'It was tampered with.', ticket: null, notBefore: null, draft: false }
  const command = { ...about, ref: `models:/fraud/${version}`, idempotencyKey: null }
  const asked = await retireModelVersion(world.ports, world.as('ada'), command, call)
  if (!asked.ok) throw new Error(asked.problem.message)
  for (const who of ['bea', 'cy'] as const) await review(world, [who, asked.value.uid])
  return asked.value.uid
}

test('a target that is frozen keeps no version from being retired, not even that whose files were changed', async () => {
  const world = await tamperedBefore()
  const waiting = await approved(world, '3')
  const retirement = await agreed(world, '1')
  expect(await createCarriedOut(world.ports).due()).toEqual([retirement])
  expect((await carryOut(world, retirement)).ok).toBe(true)
  expect(stateOf(world, retirement)).toBe('COMPLETED')
  expect(codeOf(await carryOut(world, waiting))).toBe('CONFLICT')
  expect(stateOf(world, waiting)).toBe('APPROVED')
})

test('a retirement that was approved before the files of its version were changed is judged anew', async () => {
  const world = await approvalWorld()
  const retirement = await agreed(world, '1')
  world.state.tamperings = [
    {
      violation: 'tampered' as Uid,
      version: 'v1' as Uid,
      target: 'other' as Uid,
      seenAt: world.state.now,
      isOpen: true,
    },
  ]
  expect((await carryOut(world, retirement)).ok).toBe(false)
  expect(stateOf(world, retirement)).toBe('PENDING')
})

test('a version that a frozen target stands for is not retired: it is in use', async () => {
  const world = await tamperedBefore()
  const command = { ref: 'models:/fraud/2', source: null, reason: 'Why not.', ticket: null, notBefore: null }
  const more = { draft: false, idempotencyKey: null }
  expect(codeOf(await retireModelVersion(world.ports, world.as('ada'), { ...command, ...more }, call))).toBe(
    'VERSION_IN_USE',
  )
})
