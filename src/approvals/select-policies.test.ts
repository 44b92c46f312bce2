import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { defaultApprovalPolicies } from './default-policies.ts'
import { joinRequirements, requirementsOf, type Situation } from './select-policies.ts'
import type { ApprovalPolicy } from './types.ts'

const situation: Situation = {
  environment: 'production',
  isProtected: true,
  riskTier: 1,
  action: 'PROMOTE',
  tags: ['a=1'],
}

const policy: fc.Arbitrary<ApprovalPolicy> = fc.record({
  name: fc.constantFrom('one', 'two', 'three'),
  selector: fc.record({
    environments: fc.constantFrom(null, ['production'], ['staging']),
    isProtected: fc.constantFrom(null, true, false),
    riskTierMin: fc.integer({ min: 0, max: 2 }),
    actions: fc.constantFrom(null, ['PROMOTE'] as const, ['ROLLBACK'] as const),
    tags: fc.constantFrom([], ['a=1'], ['a=2']),
  }),
  gates: fc.array(
    fc.record({ gate: fc.constantFrom('g', 'h'), required: fc.boolean(), params: fc.constantFrom({}, { bar: 1 }) }),
    { maxLength: 3 },
  ),
  reviewers: fc.array(
    fc.record({
      name: fc.constantFrom('r', 's'),
      role: fc.constantFrom(null, 'business-owner' as const),
      team: fc.constantFrom(null, 'fraud'),
      count: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 3 },
  ),
  rejectQuorum: fc.integer({ min: 1, max: 3 }),
  minWaitMs: fc.nat(9),
  pendingTtlMs: fc.nat(9),
  approvalTtlMs: fc.nat(9),
  unknownAuthor: fc.constantFrom('BLOCK', 'ALLOW'),
})

test('another policy never makes anything less strict', () => {
  fc.assert(
    fc.property(fc.array(policy, { maxLength: 3 }), policy, (policies, added) => {
      const before = requirementsOf(policies, situation)
      const after = requirementsOf([...policies, added], situation)
      if (before === null) return
      expect(after).not.toBeNull()
      if (after === null) return
      const places = (of: typeof before, role: unknown, team: unknown) =>
        of.reviewers
          .filter((rule) => rule.role === role && rule.team === team)
          .reduce((sum, { count }) => sum + count, 0)
      for (const { role, team } of before.reviewers)
        expect(places(after, role, team)).toBeGreaterThanOrEqual(places(before, role, team))
      for (const { gate, params, required } of before.gates)
        expect(after.gates).toContainEqual({ gate, params, required: required || expect.anything() })
      expect(after.rejectQuorum).toBeLessThanOrEqual(before.rejectQuorum)
      expect(after.minWaitMs).toBeGreaterThanOrEqual(before.minWaitMs)
      expect(after.pendingTtlMs).toBeLessThanOrEqual(before.pendingTtlMs)
      expect(after.approvalTtlMs).toBeLessThanOrEqual(before.approvalTtlMs)
      if (before.unknownAuthor === 'BLOCK') expect(after.unknownAuthor).toBe('BLOCK')
    }),
  )
})

test('what is asked for twice is asked for once, so that what was pinned and what is in force are the same where nothing changed', () => {
  fc.assert(
    fc.property(fc.array(policy, { minLength: 1, maxLength: 3 }), (policies) => {
      const asked = requirementsOf(policies, situation)
      if (asked !== null) expect(joinRequirements(asked, asked)).toEqual(asked)
    }),
  )
})

test('the packaged policies ask one reviewer of what is not protected, and risk and business of what is', () => {
  const { policies } = defaultApprovalPolicies
  const staging = requirementsOf(policies, { ...situation, environment: 'staging', isProtected: false })
  expect(staging?.reviewers).toMatchObject([{ role: null, count: 1 }])
  const production = requirementsOf(policies, situation)
  expect(production?.reviewers.map(({ role }) => role)).toEqual(['model-risk-reviewer', 'business-owner'])
  expect(production?.unknownAuthor).toBe('BLOCK')
})
