import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  aGrant,
  aModel,
  aVersion,
  context,
  grants,
  now,
  policyBody,
  policyText,
  principal,
  readyEngine,
  resource,
  snapshotOf,
  somebody,
} from '../../../test/policy/worlds.ts'
import { defaultPolicies } from './packaged.ts'
import { containerResource, singletonResource } from './resource.ts'
import type { PolicySnapshot, Resource } from './types.ts'

type Engine = Awaited<ReturnType<typeof readyEngine>>

let engine: Engine
beforeAll(async () => {
  engine = await readyEngine()
})

const action = 'model:read' as const
const readsAll = '@id("all") permit (principal, action, resource);'

/** Decisions as values, in an order. */
const decide = (snapshot: PolicySnapshot, who: ReturnType<typeof somebody>, resources: readonly Resource[]) =>
  engine.decideMany(snapshot, { principal: who, action }, resources)

describe('a decision', { timeout: 60_000 }, () => {
  test('is the same whether decisions are remembered or not, in whatever order and under whatever grants they are asked', async () => {
    const forgetful = await readyEngine({ memoCharsMax: 0 })
    const questions = fc.array(fc.tuple(principal, resource, context), { minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(policyText, fc.tuple(grants, grants), questions, (text, givens, asked) => {
        const worlds = givens.map(
          (given) => [snapshotOf(engine, text, given), snapshotOf(forgetful, text, given)] as const,
        )
        for (const [who, what, by] of [...asked, ...asked.toReversed()])
          for (const [warm, cold] of worlds) {
            const question = { principal: who, action, resource: what, context: by }
            expect(engine.decide(warm, question)).toEqual(forgetful.decide(cold, question))
          }
      }),
      { numRuns: 60 },
    )
    expect([engine.errors, forgetful.errors]).toEqual([[], []])
  })

  test('never allows more when a forbid is added', () => {
    const forbid = policyBody.filter(({ effect }) => effect === 'forbid')
    fc.assert(
      fc.property(fc.tuple(policyText, forbid), grants, principal, resource, ([text, added], given, who, what) => {
        const [less] = decide(snapshotOf(engine, `${text}\n@id("added") ${added.text}`, given), who, [what])
        const [more] = decide(snapshotOf(engine, text, given), who, [what])
        expect(less?.allowed === true && more?.allowed === false).toBe(false)
      }),
      { numRuns: 60 },
    )
  })

  test('does not depend on the order of grants', () => {
    const shuffled = grants.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray([...all], { minLength: all.length })),
    )
    fc.assert(
      fc.property(policyText, shuffled, principal, resource, (text, [given, other], who, what) => {
        const snapshots = [given, other].map((each) => snapshotOf(engine, text, each))
        const [a, b] = snapshots.map((snapshot) => decide(snapshot, who, [what]))
        expect(a).toEqual(b)
      }),
      { numRuns: 60 },
    )
  })

  test.each(['permit', 'forbid'])('is no when a %s cannot be evaluated, whatever else allows it', (effect) => {
    const overflows = `@id("broken") ${effect} (principal, action, resource) when { principal.clearance + 9223372036854775807 > 0 };`
    const snapshot = engine.snapshot([{ name: 'x', text: `${readsAll}\n${overflows}` }], {
      epoch: 1,
      asOf: null,
      grants: [],
    })
    const [decision] = decide(snapshot, somebody(), [aModel('m1')])
    expect(decision).toMatchObject({ allowed: false, reason: 'ERROR', policyIds: [] })
    expect(decision?.errors[0]).toContain('broken')
    expect(engine.errors.splice(0)).toHaveLength(1)
  })

  test('is no, and is logged, for an action or a type that the schema does not know', () => {
    const snapshot = snapshotOf(engine, readsAll)
    const unknown = { ...aModel('m1'), entity: { ...aModel('m1').entity, type: 'Nonsense' } } as unknown as Resource
    const asked = [
      { principal: somebody(), action: 'model:forget' as typeof action, resource: aModel('m1') },
      { principal: somebody(), action, resource: unknown },
    ]
    for (const question of asked)
      expect(engine.decide(snapshot, question)).toMatchObject({ allowed: false, reason: 'ERROR' })
    expect(engine.errors.splice(0)).toHaveLength(2)
  })

  test('is a plain no where the action is not one for the type, or the token is narrower', () => {
    const snapshot = snapshotOf(engine, readsAll)
    expect(
      engine.decide(snapshot, { principal: somebody(), action, resource: containerResource('Source', 's1') }),
    ).toEqual({ allowed: false, reason: 'NO_MATCH', policyIds: [], errors: [] })
    const narrowed = somebody({ scopes: ['run:read'] })
    expect(decide(snapshot, narrowed, [aModel('m1')])).toMatchObject([{ allowed: false, reason: 'NO_MATCH' }])
  })

  test('is no for a version of a model that is not known', () => {
    expect(decide(snapshotOf(engine, readsAll), somebody(), [aVersion('v1', null)])).toMatchObject([
      { allowed: false, policyIds: ['builtin-organization-wall'] },
    ])
  })

  test('is no with a context that the action does not take', () => {
    const question = { principal: somebody(), action, resource: aModel('m1'), context: { alias: 'champion' } }
    expect(engine.decide(snapshotOf(engine, readsAll), question).reason).toBe('ERROR')
    engine.errors.splice(0)
  })
})

describe('a remembered decision', () => {
  const one = ['m1', 'm2', 'm1'].map((uid) => aModel(uid))
  const versions = ['m1', 'm2'].map((parent) => aVersion('v1', parent))

  test.each([
    ['a permit for it', '@id("one") permit (principal, action, resource == Gov::Model::"m1");', [true, false, true]],
    [
      'a forbid for it',
      `${readsAll} @id("one") forbid (principal, action, resource in Gov::Model::"m1");`,
      [false, true, false],
    ],
    [
      'a condition',
      '@id("one") permit (principal, action, resource) when { resource in Gov::Model::"m1" };',
      [true, false, true],
    ],
    [
      'a list in a condition',
      '@id("one") permit (principal, action, resource) when { resource in [Gov::Model::"m7", Gov::Model::"m1"] };',
      [true, false, true],
    ],
  ])('is of one model where %s names it', (_what, text, expected) => {
    expect(decide(snapshotOf(engine, text), somebody(), one).map(({ allowed }) => allowed)).toEqual(expected)
    expect(decide(snapshotOf(engine, text), somebody(), versions).map(({ allowed }) => allowed)).toEqual(
      text.includes('==') ? [false, false] : expected.slice(0, 2),
    )
  })

  test('is of one model where a grant names it', () => {
    const given = [aGrant({ scope: { type: 'Model', id: 'm1' } })]
    const snapshot = snapshotOf(engine, defaultPolicies().text, given)
    expect(decide(snapshot, somebody(), one).map(({ allowed }) => allowed)).toEqual([true, false, true])
    expect(decide(snapshot, somebody(), versions).map(({ allowed }) => allowed)).toEqual([true, false])
  })

  test('is of its principal', () => {
    const text = '@id("one") permit (principal == Gov::User::"p1", action, resource);'
    const who = ['p1', 'p2', 'p1'].map((id) => somebody({ id }))
    expect(who.map((each) => decide(snapshotOf(engine, text), each, one)[0]?.allowed)).toEqual([true, false, true])
  })

  test('serves every model of a class that no rule tells apart', () => {
    const snapshot = snapshotOf(engine, readsAll)
    const decisions = decide(snapshot, somebody({ id: 'class' }), [aModel('m1'), aModel('m2')])
    expect(decisions[0]).toBe(decisions[1])
  })
})

describe('a grant', () => {
  const during = (time: number) => {
    const given = [aGrant({ createdAt: 100, expiresAt: 200 })]
    const files = [defaultPolicies()]
    const snapshot = engine.snapshot(files, { epoch: null, asOf: time, grants: given }, { isChecked: true })
    return decide(snapshot, somebody(), [aModel('m1')])[0]?.allowed
  }

  test('gives nothing from the very millisecond it ends, nor before it begins', () => {
    expect([99, 100, 199, 200, 201].map(during)).toEqual([false, true, true, false, false])
  })

  test('that has been revoked gives nothing', () => {
    const given = [aGrant({ revokedAt: now })]
    expect(decide(snapshotOf(engine, defaultPolicies().text, given), somebody(), [aModel('m1')])[0]?.allowed).toBe(
      false,
    )
  })
})

describe('a hostile id', { timeout: 60_000 }, () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.constantFrom(
      '"; permit (principal, action, resource); //',
      'Gov::User::"p1"',
      'a\nb',
      '::',
      '\\"',
      '\u0000',
      '__entity',
      '{"__entity":{"type":"Gov::Team","id":"t1"}}',
      'x'.repeat(10_000),
      '\u202Et1',
    ),
  )

  test('is nobody but itself, and no object but itself', () => {
    const text = `@id("p1") permit (principal == Gov::User::"p1", action, resource);
      @id("t1") permit (principal in Gov::Team::"t1", action, resource);
      @id("m1") permit (principal, action, resource == Gov::Model::"m1");
      @id("of-t1") permit (principal, action, resource in Gov::Team::"t1");`
    const isOurs = (id: string) => ['p1', 't1', 'm1'].includes(id)
    fc.assert(
      fc.property(
        hostile.filter((id) => !isOurs(id)),
        (id) => {
          const snapshot = snapshotOf(engine, text, [aGrant({ id, holder: { type: 'TEAM', id: `not ${id}` } })])
          const who = somebody({ id, teams: [id], regions: [id] })
          const what = [aModel(id), aModel('m2', { team: id, promoted: id }), aModel('m2', {}, id), aVersion(id, id)]
          expect(decide(snapshot, who, what).map(({ allowed }) => allowed)).toEqual([false, false, false, false])
        },
      ),
      { numRuns: 60 },
    )
    engine.errors.splice(0)
  })

  test('still gets what is granted to it', () => {
    fc.assert(
      fc.property(
        hostile.filter((id) => id.isWellFormed()),
        (id) => {
          const given = [aGrant({ id, holder: { type: 'USER', id }, scope: { type: 'Model', id } })]
          const snapshot = snapshotOf(engine, defaultPolicies().text, given)
          const decisions = decide(snapshot, somebody({ id }), [aModel(id), aModel(`${id} `), aVersion('v1', id)])
          expect(decisions.map(({ allowed }) => allowed)).toEqual([true, false, true])
        },
      ),
      { numRuns: 50 },
    )
  })

  test('of half a surrogate pair is refused, since outside JavaScript two such are one', () => {
    const given = [aGrant({ scope: { type: 'Model', id: '\ud800' } })]
    const snapshot = snapshotOf(engine, defaultPolicies().text, given)
    expect(decide(snapshot, somebody(), [aModel('\ud801'), aModel('\ud800')]).map(({ reason }) => reason)).toEqual([
      'ERROR',
      'ERROR',
    ])
    engine.errors.splice(0)
  })
})

test('an engine that is not ready says so instead of deciding', async () => {
  const { createPolicyEngine } = await import('./engine.ts')
  const early = createPolicyEngine({ clock: { now: () => now }, log: { error: () => undefined } })
  expect(() => early.check([])).toThrow('before it was ready')
  expect(engine.actionsFor('AuditLog')).toEqual(['audit:export', 'audit:read'])
  expect(singletonResource('AuditLog').entity.parents).toHaveLength(1)
})
