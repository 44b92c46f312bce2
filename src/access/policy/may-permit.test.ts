import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import {
  aGrant,
  grants,
  policyText,
  principal,
  readyEngine,
  resource,
  snapshotOf,
  somebody,
} from '../../../test/policy/worlds.ts'
import type { Action, Grant, Principal } from '../types.ts'
import { defaultPolicies } from './packaged.ts'
import type { EntityType } from './types.ts'

let engine: Awaited<ReturnType<typeof readyEngine>>
beforeAll(async () => {
  engine = await readyEngine()
})

test('where nothing may be permitted, every decision is no', () => {
  const scopes = fc.constantFrom<Principal['scopes']>(null, null, ['model:read'], ['run:read'])
  const callers = fc.tuple(principal, scopes).map(([somebodyElse, narrowed]) => ({ ...somebodyElse, scopes: narrowed }))
  fc.assert(
    fc.property(fc.tuple(policyText, grants), callers, resource, ([text, given], caller, object) => {
      const snapshot = snapshotOf(engine, text, given)
      const question = { principal: caller, action: 'model:read' as const }
      const source = object.ancestors.find(({ type }) => type === 'Source')?.id ?? ''
      if (!engine.mayPermit(snapshot, question, { type: object.entity.type, source }))
        expect(engine.decide(snapshot, { ...question, resource: object }).allowed).toBe(false)
    }),
    { numRuns: 500 },
  )
})

interface Case {
  readonly by: string
  readonly scope: Grant['scope'] | null
  readonly action: Action
  readonly type: EntityType
  readonly expected: boolean
}

const cases: readonly Case[] = [
  {
    by: 'a role everywhere',
    scope: { type: 'Organization', id: 'main' },
    action: 'run:read',
    type: 'Run',
    expected: true,
  },
  {
    by: 'a role on another source',
    scope: { type: 'Source', id: 's2' },
    action: 'run:read',
    type: 'Run',
    expected: false,
  },
  { by: 'a role on the source', scope: { type: 'Source', id: 's1' }, action: 'run:read', type: 'Run', expected: true },
  { by: 'a role on a team', scope: { type: 'Team', id: 't1' }, action: 'run:read', type: 'Run', expected: true },
  { by: 'a role on a model', scope: { type: 'Model', id: 'm1' }, action: 'run:read', type: 'Run', expected: false },
  {
    by: 'a role on a model',
    scope: { type: 'Model', id: 'm1' },
    action: 'model:read',
    type: 'ModelVersion',
    expected: true,
  },
  {
    by: 'a role on an environment',
    scope: { type: 'Environment', id: 'e' },
    action: 'deployment:read',
    type: 'Deployment',
    expected: true,
  },
  {
    by: 'a role without the action',
    scope: { type: 'Organization', id: 'main' },
    action: 'artifact:download',
    type: 'Run',
    expected: false,
  },
  {
    by: 'no role, and a rule about something else',
    scope: null,
    action: 'deployment:read',
    type: 'Deployment',
    expected: false,
  },
  { by: 'no role, and a rule about it', scope: null, action: 'deployment:read', type: 'Environment', expected: true },
]

test.each(cases)('by $by, $action of a $type may be permitted: $expected', ({ scope, action, type, expected }) => {
  const snapshot = snapshotOf(engine, defaultPolicies().text, scope === null ? [] : [aGrant({ scope })])
  expect(engine.mayPermit(snapshot, { principal: somebody(), action }, { type, source: 's1' })).toBe(expected)
})
