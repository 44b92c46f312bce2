import { expect, test } from 'vitest'
import { approved, stateOf } from '../../test/support/approval-steps.ts'
import { approvalWorld, call } from '../../test/support/approval-world.ts'
import type { Uid } from '../kernel/ids.ts'
import { createCarriedOut } from './carried-out.ts'
import { defaultApprovalPolicies } from './default-policies.ts'
import type { ApprovalRequest } from './types.ts'

const hourMs = 60 * 60 * 1000

/** A world whose clock shows noon, UTC, with one approved request that is asked for more. */
async function approvedWith(more: (request: ApprovalRequest) => Partial<ApprovalRequest>) {
  const world = await approvalWorld()
  world.state.now = Date.parse('2026-03-03T12:00:00Z')
  const uid = await approved(world)
  await change(world, uid, more)
  world.state.calls = 0
  return { world, uid, carriedOut: createCarriedOut(world.ports) }
}

async function change(
  world: Awaited<ReturnType<typeof approvalWorld>>,
  uid: Uid,
  more: (request: ApprovalRequest) => Partial<ApprovalRequest>,
) {
  await world.store.changes.change(world.as('ada').actor, async (transaction) => {
    const request = await transaction.request(uid)
    if (request !== null) await transaction.save({ ...request, ...more(request) })
  })
}

/** Open from then to midnight. */
const windowFrom = (from: string) => ({
  gate: 'change-window',
  required: true,
  params: { timeZone: 'UTC', allow: [{ from, to: '24:00' }] },
})

test('an old request is due however many newer ones wait for their time', async () => {
  const { world, uid, carriedOut } = await approvedWith(() => ({}))
  const { now } = world.state
  const [old] = await world.ports.reads.byUids([uid])
  if (old == null) throw new Error('no request')
  await world.store.changes.change(world.as('ada').actor, async (transaction) => {
    for (let index = 0; index < 250; index += 1) {
      const newer = `${uid}-${String(index).padStart(3, '0')}` as Uid
      await transaction.save({ ...old, uid: newer, notBefore: index === 249 ? now : now + hourMs })
    }
  })
  expect(await carriedOut.due()).toEqual([uid, `${uid}-249`])
})

test.each<[string, (request: ApprovalRequest) => Partial<ApprovalRequest>]>([
  ['its notBefore', () => ({ notBefore: Date.parse('2026-03-03T13:00:00Z') })],
  ['its shortest wait', ({ requirements }) => ({ requirements: { ...requirements, minWaitMs: hourMs } })],
  ['a window', ({ requirements: all }) => ({ requirements: { ...all, gates: [...all.gates, windowFrom('13:00')] } })],
])('a request that waits for %s is not due, no tool is asked, and it is due when that is over', async (_what, more) => {
  const { world, uid, carriedOut } = await approvedWith(more)
  expect(await carriedOut.due()).toEqual([])
  expect(await carriedOut.begin(uid, call)).toBe(false)
  expect(world.state.calls).toBe(0)
  world.state.now += hourMs
  expect(await carriedOut.due()).toEqual([uid])
  expect(await carriedOut.begin(uid, call)).toBe(true)
  expect(stateOf(world, uid)).toBe('EXECUTING')
})

test('a window of the policies in force keeps a request from being read as well', async () => {
  const { world, uid, carriedOut } = await approvedWith(() => ({}))
  const policies = defaultApprovalPolicies.policies.map((policy) => ({
    ...policy,
    gates: [...policy.gates, windowFrom('13:00')],
  }))
  world.state.policies = { ...defaultApprovalPolicies, number: 1, policies }
  expect(await carriedOut.begin(uid, call)).toBe(false)
  expect(world.state.calls).toBe(0)
  world.state.now += hourMs
  expect(await carriedOut.begin(uid, call)).toBe(true)
})

test('a window is looked at after gates that take longer than its answer holds', async () => {
  const { world, uid, carriedOut } = await approvedWith(({ requirements: all }) => ({
    requirements: { ...all, gates: [windowFrom('11:00'), ...all.gates] },
  }))
  const slow = world.ports.gates.named('ownership')
  if (slow === null) throw new Error('no gate')
  const run: typeof slow.run = async (question, asked) => {
    world.state.now += 10 * 60_000
    return slow.run(question, asked)
  }
  const { named, all } = world.ports.gates
  const gates = { all, named: (name: string) => (name === 'ownership' ? { ...slow, run } : named(name)) }
  const ports = { ...world.ports, gates }
  expect(await carriedOut.due()).toEqual([uid])
  expect(await createCarriedOut(ports).begin(uid, call)).toBe(true)
})
