import { expect, test } from 'vitest'
import { somebody } from '../../../test/policy/worlds.ts'
import { onlyChangedActions } from './changed-actions.ts'
import { diffDecisions } from './diff-decisions.ts'
import { createPolicyEngine } from './engine.ts'
import { defaultPolicies } from './packaged.ts'
import { containerResource, singletonResource } from './resource.ts'

const resources = [singletonResource('Organization'), singletonResource('PolicySet'), containerResource('Source', 'a')]
const principals = (['operator', 'policy-steward'] as const).map((role) => somebody({ id: role, roles: [role] }))

test.each([
  ['one action', '@id("x") forbid (principal, action == Gov::Action::"source:sync", resource);', ['source:sync']],
  [
    'a list of actions',
    '@id("x") permit (principal, action in [Gov::Action::"metrics:read", Gov::Action::"policy:read"], resource);',
    ['metrics:read', 'policy:read'],
  ],
  ['a group', '@id("x") forbid (principal, action in Gov::Action::"Write", resource);', null],
  ['every action', '@id("x") forbid (principal, action, resource);', null],
])(
  'a rule about %s is looked at for the actions that it covers, and nothing that changes is missed',
  async (_what, text, actions) => {
    const engine = createPolicyEngine({ clock: { now: () => 1_000 }, log: { error: () => undefined } })
    await engine.ready()
    const state = { epoch: null, asOf: null, grants: [] }
    const before = engine.snapshot([defaultPolicies()], state)
    const after = engine.snapshot([defaultPolicies(), { name: 'own.cedar', text }], state)
    const narrow = onlyChangedActions(engine, { before, after })
    const asked = { principals, resources }
    const found = diffDecisions(narrow, { before, after }, asked)
    expect(found).toEqual(diffDecisions(engine, { before, after }, asked))
    expect(found.length).toBeGreaterThan(0)
    const covered = resources.flatMap(({ entity }) => narrow.actionsFor(entity.type))
    if (actions !== null) expect([...new Set(covered)].toSorted()).toEqual(actions)
  },
)
