import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  aGrant,
  aModel,
  aVersion,
  grants,
  now,
  policyText,
  principal,
  readyEngine,
  resource,
  snapshotOf,
  somebody,
} from '../../../test/policy/worlds.ts'
import { roles } from '../types.ts'
import { diffDecisions } from './diff-decisions.ts'
import { defaultPolicies } from './packaged.ts'
import { singletonResource } from './resource.ts'
import { whoCan } from './who-can.ts'
import { widens } from './widens.ts'

let engine: Awaited<ReturnType<typeof readyEngine>>
beforeAll(async () => {
  engine = await readyEngine()
})

const defaults = defaultPolicies().text

describe('who can', () => {
  test('names everybody who can, by which rule, and the grant behind it', () => {
    const grant = aGrant({ holder: { type: 'TEAM', id: 't1' }, scope: { type: 'Team', id: 't2' } })
    const [ada, bob, eve] = [
      somebody({ id: 'ada', roles: ['viewer'] }),
      somebody({ id: 'bob', teams: ['t1'] }),
      somebody({ id: 'eve' }),
    ]
    const principals = [ada, bob, eve]
    const question = { principals, action: 'model:read' as const, resource: aModel('m1', { team: 't2' }) }
    expect(whoCan(engine, snapshotOf(engine, defaults, [grant]), question)).toEqual([
      { principal: ada, policyIds: ['role:viewer'], grants: [] },
      { principal: bob, policyIds: ['grant:g1'], grants: [grant] },
    ])
  })

  test('answers for a moment of the past by what held then', () => {
    const given = [aGrant({ createdAt: 10, expiresAt: 20 })]
    const at = (time: number) =>
      engine.snapshot([defaultPolicies()], { epoch: null, asOf: time, grants: given }, { isChecked: true })
    const question = { principals: [somebody()], action: 'model:read' as const, resource: aModel('m1') }
    expect([9, 10, 19, 20].map((time) => whoCan(engine, at(time), question).length)).toEqual([0, 1, 1, 0])
  })
})

describe('the dry run of a change', () => {
  const changes = (before: string, after: string, who = [somebody({ roles: ['ml-engineer'] })]) =>
    diffDecisions(
      engine,
      { before: snapshotOf(engine, before), after: snapshotOf(engine, after) },
      { principals: who, resources: [aModel('m1'), aVersion('v1', 'm1'), singletonResource('PolicySet')] },
    ).map(({ change, action, resource: { type }, context }) => [change, action, type, Object.values(context).join(' ')])

  test('is empty for the same policies', () => {
    expect(changes(defaults, `// a comment\n${defaults}`)).toEqual([])
  })

  test('tells who loses what, for just the alias that a policy speaks of', () => {
    const added = `${defaults} @id("a") forbid (principal, action == Gov::Action::"alias:set", resource) when { context.alias == "champion" };`
    expect(changes(defaults, added)).toEqual([['LOST', 'alias:set', 'Model', 'champion']])
    expect(changes(added, defaults)).toEqual([['GAINED', 'alias:set', 'Model', 'champion']])
  })

  test('finds what a pattern, a purpose and an environment match', () => {
    const added = `${defaults}
      @id("a") forbid (principal, action == Gov::Action::"alias:set", resource) when { context.alias like "prod-*" };
      @id("b") forbid (principal, action == Gov::Action::"artifact:download", resource) when { context has purpose && context.purpose == "sale" };
      @id("c") forbid (principal, action == Gov::Action::"version:deploy", resource) when { context.environment == "production" && context.protected };`
    expect(changes(defaults, added)).toEqual([
      ['LOST', 'alias:set', 'Model', 'prod-'],
      ['LOST', 'artifact:download', 'ModelVersion', 'sale'],
      ['LOST', 'version:deploy', 'ModelVersion', 'production true'],
    ])
  })

  test('tells both decisions', () => {
    const after = `${defaults} @id("a") forbid (principal, action == Gov::Action::"policy:publish", resource);`
    const sides = { before: snapshotOf(engine, defaults), after: snapshotOf(engine, after) }
    const who = { principals: [somebody({ roles: ['policy-steward'] })], resources: [singletonResource('PolicySet')] }
    expect(diffDecisions(engine, sides, who)).toMatchObject([
      { before: { policyIds: ['role:policy-steward'] }, after: { policyIds: ['a'], reason: 'FORBID' } },
    ])
  })
})

describe('whether a change widens its author', { timeout: 60_000 }, () => {
  const actor = somebody({ id: 'p1', teams: ['t1'], roles: ['policy-steward'] })
  const because = (before: string, after: string, given: Parameters<typeof snapshotOf>[2][] = []) =>
    widens(
      actor,
      {
        before: snapshotOf(engine, `${defaults}\n${before}`, given[0]),
        after: snapshotOf(engine, `${defaults}\n${after}`, given[1]),
      },
      now,
    ).because

  test.each([
    ['a permit for everybody', '', '@id("a") permit (principal, action, resource);', ['a']],
    ['a permit for one of its teams', '', '@id("a") permit (principal in Gov::Team::"t1", action, resource);', ['a']],
    ['a permit for another team', '', '@id("a") permit (principal in Gov::Team::"t2", action, resource);', []],
    ['a permit for somebody else', '', '@id("a") permit (principal == Gov::User::"p2", action, resource);', []],
    ['a permit for programs', '', '@id("a") permit (principal is Gov::ServiceAccount, action, resource);', []],
    ['a forbid', '', '@id("a") forbid (principal, action, resource);', []],
    ['a forbid taken away', '@id("a") forbid (principal, action, resource);', '', ['a']],
    ['a forbid for another taken away', '@id("a") forbid (principal == Gov::User::"p2", action, resource);', '', []],
    [
      'a condition added to a permit',
      '@id("a") permit (principal, action, resource);',
      '@id("a") permit (principal, action, resource) when { context.mfa };',
      [],
    ],
    [
      'a condition taken from a permit',
      '@id("a") permit (principal, action, resource) when { context.mfa };',
      '@id("a") permit (principal, action, resource);',
      ['a'],
    ],
    [
      'a condition added to a forbid',
      '@id("a") forbid (principal, action, resource);',
      '@id("a") forbid (principal, action, resource) when { context.mfa };',
      ['a'],
    ],
    [
      'a permit made a forbid of the same name',
      '@id("a") permit (principal, action, resource);',
      '@id("a") forbid (principal, action, resource);',
      [],
    ],
  ])('is told of %s', (_what, before, after, expected) => {
    expect(because(before, after)).toEqual(expected)
  })

  test('is told of a wider template of a role that the author holds, and of no other', () => {
    const wider = (role: string) =>
      defaults.replace(`action in Gov::Action::"${role}"`, 'action in Gov::Action::"Write"')
    const judged = (role: string) =>
      widens(actor, { before: snapshotOf(engine, defaults), after: snapshotOf(engine, wider(role)) }, now).because
    expect([judged('policy-steward'), judged('viewer')]).toEqual([['role-policy-steward'], []])
  })

  test('is told of a grant to the author or its team, and not of one that gives what it has', () => {
    const to = (type: 'USER' | 'TEAM', id: string) => [aGrant({ holder: { type, id } })]
    expect(because('', '', [[], to('USER', 'p1')])).toEqual(['grant:g1'])
    expect(because('', '', [[], to('TEAM', 't1')])).toEqual(['grant:g1'])
    expect(because('', '', [[], to('USER', 'p2')])).toEqual([])
    const narrower = aGrant({ id: 'g2', scope: { type: 'Model', id: 'm1' } })
    expect(because('', '', [to('USER', 'p1'), [...to('USER', 'p1'), narrower]])).toEqual([])
  })

  test('is told of a role laid down that held the author back', () => {
    const audits = [aGrant({ role: 'auditor', scope: { type: 'Team', id: 't1' } })]
    expect(because('', '', [audits, []])).toEqual(['builtin-audit-log-for-auditors', 'builtin-auditor-never-writes'])
    expect(because('', '', [[aGrant()], []])).toEqual([])
  })

  test('is never missed: whoever may do more afterwards is told of', () => {
    const given = grants.map((all) => all.map((grant) => ({ ...grant, expiresAt: null })))
    fc.assert(
      fc.property(
        fc.tuple(policyText, given),
        fc.tuple(policyText, given),
        principal,
        resource,
        (old, fresh, who, what) => {
          const [before, after] = [snapshotOf(engine, ...old), snapshotOf(engine, ...fresh)]
          const question = { principal: who, action: 'model:read' as const, resource: what }
          const gains = engine.decide(after, question).allowed && !engine.decide(before, question).allowed
          expect(gains && !widens(who, { before, after }, now).widens).toBe(false)
        },
      ),
      { numRuns: 80 },
    )
    expect(roles.length).toBe(14)
  })
})
