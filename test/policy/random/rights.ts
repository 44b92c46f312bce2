import * as fc from 'fast-check'
import { defaultPolicies } from '../../../src/access/policy/packaged.ts'
import type { Action, Grant, PolicyFile, Principal, ScopeType } from '../../../src/access/types.ts'
import { aGrant, few, holder, now, principal, principalHead, roles, somebody, templates } from '../worlds.ts'

/** Finds the uid of one of the objects of a kind; a number picks it. */
export type PickUid = (kind: string, pick: number) => string

/** Rights that name objects of a world by number, because their uids are not known before it is made. */
export interface Rights {
  policies(pick: PickUid): readonly PolicyFile[]
  grants(pick: PickUid): readonly Grant[]
}

const actionHead = fc.constantFrom(
  'action == Gov::Action::"model:read"',
  'action == Gov::Action::"run:read"',
  'action == Gov::Action::"dataset:read"',
  'action in Gov::Action::"ReadObject"',
  'action in Gov::Action::"ReadObject"',
  'action in [Gov::Action::"model:read", Gov::Action::"run:read"]',
)

type Text = (pick: PickUid) => string

const parents = ['Model', 'Experiment', 'Dataset'] as const
const anyKind = [...parents, 'ModelVersion', 'Run', 'LoggedModel', 'DataVersion'] as const

const within = fc.tuple(fc.constantFrom(...parents), fc.nat(9)).map(
  ([kind, number]): Text =>
    (pick) =>
      `resource in Gov::${kind}::"${pick(kind, number)}"`,
)
const itself = fc.tuple(fc.constantFrom(...anyKind), fc.nat(9)).map(
  ([kind, number]): Text =>
    (pick) =>
      `resource == Gov::${kind}::"${pick(kind, number)}"`,
)
const always =
  (text: string): Text =>
  () =>
    text

const resourceHead: fc.Arbitrary<Text> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(always('resource')) },
  fc.constantFrom(...anyKind).map((kind) => always(`resource is Gov::${kind}`)),
  few('t', 3).map((id) => always(`resource in Gov::Team::"${id}"`)),
  few('s', 2).map((id) => always(`resource in Gov::Source::"${id}"`)),
  within,
  itself,
)

const condition: fc.Arbitrary<Text> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .constantFrom(
        'principal.clearance >= resource.sensitivity',
        'principal.clearance >= resource.riskTier',
        'resource.riskTier < 3',
        'principal.regions.containsAny(resource.regions)',
        'resource.tags.contains("promoted=true")',
        'resource has parentTags && resource.parentTags.contains("promoted=true")',
        'resource has containsPii && resource.containsPii',
        'principal.holds.contains("viewer")',
        'context.mfa',
      )
      .map(always),
  },
  within,
)

const policy = fc
  .record({
    effect: fc.constantFrom('permit', 'permit', 'forbid'),
    who: principalHead,
    action: actionHead,
    what: resourceHead,
    clauses: fc.array(fc.tuple(fc.constantFrom('when', 'unless'), condition), { maxLength: 2 }),
  })
  .map(
    ({ effect, who, action, what, clauses }): Text =>
      (pick) => {
        const tail = clauses.map(([kind, text]) => ` ${kind} { ${text(pick)} }`).join('')
        return `${effect} (${who}, ${action}, ${what(pick)})${tail};`
      },
  )

const scope: fc.Arbitrary<{ readonly type: ScopeType; readonly id: string | number }> = fc.oneof(
  fc.constant({ type: 'Organization' as const, id: 'main' }),
  few('t', 3).map((id) => ({ type: 'Team' as const, id })),
  few('s', 2).map((id) => ({ type: 'Source' as const, id })),
  fc.tuple(fc.constantFrom(...parents), fc.nat(9)).map(([type, id]) => ({ type, id })),
)

const grant = fc.record({
  holder,
  scope,
  role: fc.constantFrom(...roles),
  expiresAt: fc.constantFrom(null, null, null, now - 1, now, now + 1),
  revokedAt: fc.constantFrom(null, null, null, now - 1),
})

/** Policies, beside those of the package or without them, and grants. */
export const rights: fc.Arbitrary<Rights> = fc
  .tuple(fc.array(policy, { maxLength: 4 }), fc.array(grant, { maxLength: 5 }), fc.constantFrom(false, false, true))
  .map(([bodies, given, withDefaults]) => ({
    policies(pick) {
      const own = bodies.map((body, index) => `@id("policy-${index}") ${body(pick)}`)
      const text = [...own, ...(withDefaults ? [] : templates)].join('\n')
      return [{ name: 'world.cedar', text }, ...(withDefaults ? [defaultPolicies()] : [])]
    },
    grants: (pick) =>
      given.map(({ scope: { type, id }, ...facts }, index) =>
        aGrant({ id: `g${index}`, ...facts, scope: { type, id: typeof id === 'number' ? pick(type, id) : id } }),
      ),
  }))

const readActions = ['model:read', 'run:read', 'dataset:read'] as const satisfies readonly Action[]

const anybody = fc
  .tuple(principal, fc.option(fc.subarray([...readActions]), { freq: 4 }), fc.constantFrom(null, null, null, now + 1))
  .map(([who, scopes, tokenExpiresAt]): Principal => ({ ...who, scopes, tokenExpiresAt }))

/**
 * Somebody whose token may be narrowed, or end before the world does; or one of two who are in many worlds, so that what
 * was remembered of another world would be taken for this one.
 */
export const caller: fc.Arbitrary<Principal> = fc.oneof(
  { weight: 2, arbitrary: anybody },
  fc.constantFrom(somebody({ roles: ['viewer'] }), somebody({ clearance: 4, teams: ['t1'] })),
)
