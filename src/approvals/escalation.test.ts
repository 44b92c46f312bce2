import { describe, expect, test } from 'vitest'
import { codeOf, request, review, stateOf } from '../../test/support/approval-steps.ts'
import { approvalWorld, call, cast } from '../../test/support/approval-world.ts'
import { begin } from './begin.ts'
import { defaultApprovalPolicies } from './default-policies.ts'
import { faultsOf, type PolicyDraft } from './read-policies.ts'
import { requirementsOf } from './select-policies.ts'
import { standingNow } from './standing.ts'
import type { ReviewerRule } from './types.ts'

const hourMs = 60 * 60 * 1000
const owner: ReviewerRule = { name: 'business owner', role: 'business-owner', team: null, count: 1 }
const after48 = { afterMs: 48 * hourMs, role: 'privacy-reviewer', team: null } as const
const [, guarded] = defaultApprovalPolicies.policies
if (guarded === undefined) throw new Error('no policy')
const situation = { environment: 'production', isProtected: true, riskTier: 0, action: 'PROMOTE', tags: [] } as const
const asking = (rule: ReviewerRule, name = 'escalating') => ({ ...guarded, name, reviewers: [rule] })

async function escalatingWorld() {
  const policies = [asking({ ...owner, escalation: after48 })]
  const world = await approvalWorld({ policies: { ...defaultApprovalPolicies, policies } })
  world.state.people.set('vic', { ...cast.vic, roles: ['viewer', 'privacy-reviewer'] })
  return world
}

describe('a place', () => {
  test('is open to more people once the request has waited, and to the same as before', async () => {
    const world = await escalatingWorld()
    const made = await request(world)
    const vic = world.as('vic').principal
    const before = await standingNow(world.ports, made, vic)
    expect(before.slots).toMatchObject([{ escalation: { isOpen: false }, eligible: 3, viewerCould: false }])
    expect(before.isAwaitingViewer).toBe(false)
    // Who may review says yes, and fills no place yet.
    expect((await review(world, ['vic', made.uid])).ok).toBe(true)
    expect(stateOf(world, made.uid)).toBe('PENDING')
    await review(world, ['vic', made.uid], 'TAKE_BACK')
    world.state.now += 49 * hourMs
    const after = await standingNow(world.ports, made, vic)
    expect(after.slots).toMatchObject([{ role: 'business-owner', escalation: { isOpen: true }, eligible: 4 }])
    expect(after.isAwaitingViewer).toBe(true)
    await review(world, ['vic', made.uid])
    expect(stateOf(world, made.uid)).toBe('APPROVED')
    expect((await begin(world.ports, made.uid, call)).ok).toBe(true)
  })

  test('stays closed to whoever made it, however long it waits', async () => {
    const world = await escalatingWorld()
    world.state.people.set('ada', { ...cast.ada, roles: ['data-scientist', 'privacy-reviewer'] })
    const { uid } = await request(world)
    world.state.now += 49 * hourMs
    expect(codeOf(await review(world, ['ada', uid]))).toBe('OWN_WORK')
  })
})

describe('escalation of several policies', () => {
  const joined = (...rules: readonly ReviewerRule[]) =>
    requirementsOf(
      rules.map((rule, index) => asking(rule, String(index))),
      situation,
    )?.reviewers

  test('holds where all of them name the same, after the longest time', () => {
    const later = { ...after48, afterMs: 72 * hourMs }
    expect(joined({ ...owner, escalation: after48 }, { ...owner, escalation: later })).toEqual([
      { ...owner, escalation: later },
    ])
  })

  test('is none where one names nobody, or somebody else', () => {
    expect(joined({ ...owner, escalation: after48 }, owner)).toEqual([owner])
    expect(joined(owner, { ...owner, escalation: after48 })).toEqual([owner])
    expect(joined({ ...owner, escalation: after48 }, { ...owner, escalation: { ...after48, team: 'a' } })).toEqual([
      owner,
    ])
  })
})

test.each([
  [{ afterHours: 400, role: 'privacy-reviewer' }, '`afterHours` of `escalation` is'],
  [{ afterHours: 0, role: 'privacy-reviewer' }, '`afterHours` of `escalation` is'],
  [{ afterHours: 1 }, '`escalation` names a role or a team.'],
  [{ afterHours: 1, role: 'administrator' }, 'Nobody reviews in the role of `escalation`.'],
] as const)('escalation %j is refused with what is wrong', (escalation, message) => {
  const lists = { tags: [], gates: [], reviewers: [{ name: 'owner', count: 1, escalation }] }
  const times = { riskTierMin: 0, rejectQuorum: 1, minWaitMinutes: 0, pendingHours: 336, approvalHours: 168 }
  const draft: PolicyDraft = { name: 'x', ...lists, ...times, unknownAuthor: 'BLOCK' }
  const [first] = faultsOf([draft], { gates: [], environments: [] })
  expect(first?.message).toContain(message)
})
