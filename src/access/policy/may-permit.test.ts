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
  fc.assert(
    fc.property(policyText, grants, principal, scopes, resource, (text, given, somebodyElse, narrowed, object) => {
      const snapshot = snapshotOf(engine, text, given)
      const question = { principal: { ...somebodyElse, scopes: narrowed }, action: 'model:read' as const }
      const source = object.ancestors.find(({ type }) => type === 'Source')?.id ?? ''
      if (!engine.mayPermit(snapshot, question, { type: object.entity.type, source }))
        expect(engine.decide(snapshot, { ...question, resource: object }).allowed).toBe(false)
    }),
    { numRuns: 500 },
  )
})

const cases: readonly (readonly [string, Grant['scope'] | null, Action, EntityType, string, boolean])[] = [
  ['a role everywhere', { type: 'Organization', id: 'main' }, 'run:read', 'Run', 's1', true],
  ['a role on another source', { type: 'Source', id: 's2' }, 'run:read', 'Run', 's1', false],
  ['a role on the source', { type: 'Source', id: 's1' }, 'run:read', 'Run', 's1', true],
  ['a role on a team', { type: 'Team', id: 't1' }, 'run:read', 'Run', 's1', true],
  ['a role on a model', { type: 'Model', id: 'm1' }, 'run:read', 'Run', 's1', false],
  ['a role on a model', { type: 'Model', id: 'm1' }, 'model:read', 'ModelVersion', 's1', true],
  ['a role on an environment', { type: 'Environment', id: 'e' }, 'deployment:read', 'Deployment', 's1', true],
  ['a role without the action', { type: 'Organization', id: 'main' }, 'artifact:download', 'Run', 's1', false],
  ['no role, and a rule about something else', null, 'deployment:read', 'Deployment', 's1', false],
  ['no role, and a rule about it', null, 'deployment:read', 'Environment', 's1', true],
]

test.each(cases)('%s (%j): %s of a %s in %s may be permitted: %s', (_what, scope, action, type, source, expected) => {
  const snapshot = snapshotOf(engine, defaultPolicies().text, scope === null ? [] : [aGrant({ scope })])
  expect(engine.mayPermit(snapshot, { principal: somebody(), action }, { type, source })).toBe(expected)
})
