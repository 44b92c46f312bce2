import { describe, expect, test } from 'vitest'
import {
  approved,
  asked,
  carryOut,
  codeOf,
  request,
  review,
  stateOf,
  type World,
} from '../../test/support/approval-steps.ts'
import { approvalWorld, call, type Somebody } from '../../test/support/approval-world.ts'
import type { Uid } from '../kernel/ids.ts'
import { begin } from './begin.ts'
import { grantException } from './grant-exception.ts'
import { retainedUntil } from './plan-steps.ts'
import { requestApproval } from './request.ts'
import { resubmitRequest } from './resubmit.ts'
import { previewRetirement, retireModelVersion } from './retire.ts'
import { retirementTargetOf } from './retirement.ts'
import { revokeApproval } from './revoke.ts'
import { rollBack } from './roll-back.ts'
import { requirementsOf } from './select-policies.ts'
import { completed } from './settle.ts'

const once = { idempotencyKey: null, expectedRevision: null }

function commandFor(version: string, more: object = {}) {
  const about = { source: null, reason: 'nobody needs it', ticket: null, notBefore: null, draft: false }
  return { ref: `models:/fraud/${version}`, ...about, idempotencyKey: null, ...more }
}

const retire = (world: World, version: string, who: Somebody = 'ada', more: object = {}) =>
  retireModelVersion(world.ports, world.as(who), commandFor(version, more), call)

async function asking(world: World, version: string) {
  const answer = await retire(world, version)
  if (!answer.ok) throw new Error(answer.problem.message)
  return answer.value
}

/** Asked for, and said yes to by everybody. */
async function agreed(world: World, version: string): Promise<Uid> {
  const { uid } = await asking(world, version)
  for (const who of ['bea', 'cy'] as const) await review(world, [who, uid])
  return uid
}

async function retired(world: World, version: string): Promise<Uid> {
  const uid = await agreed(world, version)
  const done = await carryOut(world, uid)
  if (!done.ok) throw new Error(done.problem.message)
  return uid
}

const isRetired = (world: World, version: string) =>
  (world.store.kept().targets.get(retirementTargetOf(`v${version}` as Uid))?.desired ?? null) !== null

describe('retiring a version', () => {
  test('is reviewed like any other request, by others, and is carried out with the day until which it is kept', async () => {
    const world = await approvalWorld()
    const { uid, plan, requirements } = await asking(world, '3')
    expect(requirements.gates.map(({ gate }) => gate)).toEqual(['no-longer-used'])
    expect(plan.steps.map(({ place, desired }) => ['key' in place ? place.key : place.kind, desired])).toEqual([
      ['modelwarden.retired', 'true'],
      ['modelwarden.retain-until', 'P365D'],
      ['modelwarden.approval', uid],
      ['modelwarden.decision', 'APPROVED_RETIREMENT'],
    ])
    expect(codeOf(await review(world, ['ada', uid]))).toBe('OWN_WORK')
    for (const who of ['bea', 'cy'] as const) await review(world, [who, uid])
    expect(stateOf(world, uid)).toBe('APPROVED')
    const done = await carryOut(world, uid)
    const until = done.ok ? (retainedUntil(done.value.plan) ?? 0) : 0
    const earliest = world.state.now + 365 * 24 * 60 * 60 * 1000
    expect(until).toBeGreaterThanOrEqual(earliest)
    expect(until - earliest).toBeLessThan(24 * 60 * 60 * 1000)
    expect([stateOf(world, uid), isRetired(world, '3')]).toEqual(['COMPLETED', true])
  })

  test('is shown before, and writes nothing', async () => {
    const world = await approvalWorld()
    const preview = await previewRetirement(world.ports, world.as('ada'), commandFor('3'), call)
    expect(preview).toMatchObject({ ok: true, value: { action: 'RETIRE', target: { nativeRef: 'models:/fraud/3' } } })
    expect([world.store.kept().requests.size, world.store.kept().events.length]).toEqual([0, 0])
  })

  test('is refused while a target stands for it, or anybody uses it, and names what is seen alone', async () => {
    const world = await approvalWorld()
    world.state.alias = '3'
    world.state.uses.set('3', [{ kind: 'CONSUMER', name: 'secret', isSeen: false }])
    const answer = await retire(world, '3')
    expect(codeOf(answer)).toBe('VERSION_IN_USE')
    const message = answer.ok ? '' : answer.problem.message
    expect(message).toContain('models:/fraud@champion')
    expect(message).not.toContain('secret')
    expect(world.store.kept().requests.size).toBe(0)
  })

  test('takes the right to ask, of a version that is there', async () => {
    const world = await approvalWorld()
    expect(codeOf(await retire(world, '3', 'vic'))).toBe('FORBIDDEN')
    expect(codeOf(await retire(world, '9'))).toBe('NOT_FOUND')
  })

  test('waits, approved, while something has come to use it since, and no exception gets around that', async () => {
    const world = await approvalWorld()
    const uid = await agreed(world, '3')
    world.state.uses.set('3', [{ kind: 'DEPLOYMENT', name: 'by hand', isSeen: true }])
    expect(codeOf(await begin(world.ports, uid, call))).toBe('CONFLICT')
    expect([stateOf(world, uid), isRetired(world, '3')]).toEqual(['APPROVED', false])
    const exception = {
      request: uid,
      gate: 'no-longer-used',
      until: world.state.now + 1_000_000,
      reason: 'all the same',
    }
    const granted = await grantException(world.ports, world.as('rob'), {
      ...once,
      ...exception,
      compensatingControl: null,
    })
    expect(granted.ok).toBe(false)
    world.state.uses.clear()
    expect((await carryOut(world, uid)).ok).toBe(true)
  })

  test('goes back to its reviewers when it is loaded elsewhere than they were told', async () => {
    const world = await approvalWorld()
    const uid = await agreed(world, '3')
    world.state.loaded = [{ source: 'serving', deployment: 'spare', held: 'settings sha256:00' }]
    expect((await begin(world.ports, uid, call)).ok).toBe(false)
    expect(stateOf(world, uid)).toBe('PENDING')
    const steps = world.store.kept().requests.get(uid)?.plan.steps ?? []
    expect(steps.slice(0, 2)).toMatchObject([
      { place: { kind: 'SERVED_MODEL', deployment: 'spare' }, desired: null, expects: 'settings sha256:00' },
      { place: { kind: 'SERVED_SETTINGS', deployment: 'spare' }, desired: null, expects: 'settings sha256:00' },
    ])
  })

  test('is asked for once, and what is retired need not be', async () => {
    const world = await approvalWorld()
    await asking(world, '3')
    expect(codeOf(await retire(world, '3'))).toBe('DUPLICATE_REQUEST')
    await retired(world, '2')
    expect(codeOf(await retire(world, '2'))).toBe('NOTHING_TO_DO')
  })
})

describe('a version that is retired', () => {
  test('is not asked for, not gone back to and not submitted any more', async () => {
    const world = await approvalWorld()
    await carryOut(world, await approved(world, '3'))
    await carryOut(world, await approved(world, '1'))
    const draft = await request(world, '3', { draft: true })
    await retired(world, '3')
    const again = await requestApproval(world.ports, world.as('ada'), { ...asked, ref: 'models:/fraud/3' }, call)
    expect(codeOf(again)).toBe('VERSION_RETIRED')
    const back = { model: 'fraud', source: null, environment: 'production', alias: null, reason: 'why', ticket: null }
    const rolled = await rollBack(world.ports, world.as('ada'), { ...back, to: null, idempotencyKey: null }, call)
    expect(codeOf(rolled)).toBe('VERSION_RETIRED')
    const submitted = await resubmitRequest(
      world.ports,
      world.as('ada'),
      { ...once, request: draft.uid, reason: null },
      call,
    )
    expect(codeOf(submitted)).toBe('VERSION_RETIRED')
  })

  test('is not promoted by a request that was approved before', async () => {
    const world = await approvalWorld()
    const promotion = await approved(world, '3')
    await retired(world, '3')
    expect((await begin(world.ports, promotion, call)).ok).toBe(false)
    expect(world.store.kept().requests.get(promotion)).toMatchObject({ state: 'CANCELLED', cause: 'VERSION_RETIRED' })
  })

  test('and a change of it that is under way never meet, whichever comes first', async () => {
    const world = await approvalWorld()
    const [promotion, retirement] = [await approved(world, '3'), await agreed(world, '3')]
    expect((await begin(world.ports, promotion, call)).ok).toBe(true)
    expect(codeOf(await begin(world.ports, retirement, call))).toBe('CONFLICT')

    const other = await approvalWorld()
    const [second, first] = [await approved(other, '3'), await agreed(other, '3')]
    expect((await begin(other.ports, first, call)).ok).toBe(true)
    expect(codeOf(await begin(other.ports, second, call))).toBe('CONFLICT')
    expect(stateOf(other, second)).toBe('APPROVED')
  })

  test('is none any more once the request is revoked, and its tags are left to be taken away', async () => {
    const world = await approvalWorld()
    const uid = await retired(world, '3')
    world.store.kept().effects.clear()
    const planned: unknown[] = []
    const { changes } = world.store
    const watched: typeof changes = {
      change: (by, work) =>
        changes.change(by, (transaction) =>
          work({
            ...transaction,
            planEffects: async (wanted) => {
              planned.push(...wanted.plan.steps.map(({ place, desired }) => ['key' in place ? place.key : '', desired]))
              await transaction.planEffects(wanted)
            },
          }),
        ),
    }
    const command = { ...once, request: uid, reason: 'it is needed' }
    const done = await revokeApproval({ ...world.ports, changes: watched }, world.as('pia'), command, call)
    expect(done).toMatchObject({ ok: true, value: { request: { state: 'REVOKED', cause: null }, rollback: null } })
    expect(planned).toEqual([
      ['modelwarden.retired', null],
      ['modelwarden.retain-until', null],
      ['modelwarden.decision', 'RETIREMENT_REVOKED'],
    ])
    expect(isRetired(world, '3')).toBe(false)
    expect((await request(world, '3')).state).toBe('PENDING')
  })

  test('is none where that was revoked while it was carried out', async () => {
    const world = await approvalWorld()
    const uid = await agreed(world, '3')
    await begin(world.ports, uid, call)
    world.store.sent(uid)
    await revokeApproval(world.ports, world.as('pia'), { ...once, request: uid, reason: 'no' }, call)
    await world.store.changes.change(world.as('ada').actor, (transaction) => completed(transaction, uid))
    expect(world.store.kept().requests.get(uid)).toMatchObject({ state: 'REVOKED', cause: null })
    expect(isRetired(world, '3')).toBe(false)
  })
})

test('gates are asked of a retirement only where a policy names it', async () => {
  const { state } = await approvalWorld()
  const situation = { environment: 'production', isProtected: true, riskTier: 0, action: 'RETIRE', tags: [] } as const
  const gatesOf = (policies: typeof state.policies.policies) =>
    requirementsOf(policies, situation)?.gates.map(({ gate }) => gate)
  const [, guarded] = state.policies.policies
  if (guarded === undefined) throw new Error('no policy')
  expect(gatesOf([guarded])).toEqual(['no-longer-used'])
  const naming = { ...guarded, selector: { ...guarded.selector, actions: ['RETIRE'] as const } }
  expect(gatesOf([naming])).toEqual(['artifact-integrity', 'ownership', 'signature-compatibility', 'no-longer-used'])
})
