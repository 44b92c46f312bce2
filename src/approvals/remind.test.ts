import { expect, test } from 'vitest'
import { request, review, sweep, type World } from '../../test/support/approval-steps.ts'
import { approvalWorld } from '../../test/support/approval-world.ts'

const reminders = (world: World) =>
  world.store
    .kept()
    .events.filter(({ type }) => type === 'gov.approval.reminded.v1')
    .map(({ details, severity }) => [details?.['percent'], details?.['rules'], severity])

test('reviewers are reminded at half and at nine tenths of the time that a request may wait, once each', async () => {
  const world = await approvalWorld()
  const { uid, expiresAt, submittedAt, revision } = await request(world)
  const span = expiresAt - (submittedAt ?? 0)
  const begin = world.state.now
  await sweep(world)
  expect(reminders(world)).toEqual([])
  world.state.now = begin + span / 2
  expect(await sweep(world)).toMatchObject({ reminded: 1 })
  expect(await sweep(world)).toMatchObject({ reminded: 0 })
  await review(world, ['bea', uid])
  world.state.now = begin + 0.9 * span
  await sweep(world)
  await sweep(world)
  expect(reminders(world)).toEqual([
    [50, ['model risk', 'business owner'], undefined],
    [90, ['business owner'], 'WARN'],
  ])
  // What reviewers look at has not changed by it.
  expect(world.store.kept().requests.get(uid)?.revision).toBe(revision)
})

test('what was missed is not told twice, and time that begins anew is told of anew', async () => {
  const world = await approvalWorld()
  const { uid, expiresAt } = await request(world)
  world.state.now = expiresAt - 1
  await sweep(world)
  expect(reminders(world).map(([percent]) => percent)).toEqual([90])
  world.state.bytes.set('1', 'other')
  await review(world, ['bea', uid])
  await sweep(world)
  expect(reminders(world)).toHaveLength(1)
  const anew = world.store.kept().requests.get(uid)
  world.state.now += ((anew?.expiresAt ?? 0) - world.state.now) / 2
  await sweep(world)
  expect(reminders(world).map(([percent]) => percent)).toEqual([90, 50])
})
