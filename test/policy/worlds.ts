import * as fc from 'fast-check'
import { createResourceClass } from '../../src/access/policy/catalog-resource.ts'
import { createPolicyEngine, type PolicyEngine } from '../../src/access/policy/engine.ts'
import type { AttributeRules } from '../../src/access/policy/labels.ts'
import type { PolicySnapshot, Resource } from '../../src/access/policy/types.ts'
import type { Grant, Principal } from '../../src/access/types.ts'

/** What the worlds are judged at. */
export const now = 1_000_000

/** Tags that the worlds use. */
export const rules: AttributeRules = {
  team: { tag: 'team' },
  sensitivity: { tag: 'sensitivity', values: { public: 0, internal: 1, secret: 4 }, default: 1 },
  riskTier: { tag: 'risk', values: {}, default: 0 },
  regions: { tag: 'regions', separator: ',' },
  pii: { tag: 'pii', values: { yes: true, no: false }, default: false },
  policyTags: ['promoted'],
}

/** An engine that is ready, at a time that stands still; `errors` fills with what it logs. */
export async function readyEngine(
  options: { readonly memoCharsMax?: number } = {},
): Promise<PolicyEngine & { readonly errors: object[] }> {
  const errors: object[] = []
  const log = { error: (facts: object) => void errors.push(facts) }
  const engine = createPolicyEngine({ clock: { now: () => now }, log, ...options })
  await engine.ready()
  return { ...engine, errors }
}

/** Policies that are taken as they are, with grants. */
export function snapshotOf(engine: PolicyEngine, text: string, grants: readonly Grant[] = []): PolicySnapshot {
  return engine.snapshot([{ name: 'world.cedar', text }], { epoch: 1, asOf: null, grants }, { isChecked: true })
}

/** Somebody with as little as possible, but for what is said. */
export function somebody(facts: Partial<Principal> = {}): Principal {
  return {
    id: 'p1',
    kind: 'USER',
    name: 'somebody',
    roles: [],
    teams: [],
    clearance: 1,
    regions: [],
    mfa: false,
    authenticatedAt: null,
    scopes: null,
    tokenId: null,
    tokenExpiresAt: null,
    ...facts,
  }
}

/** A grant that lasts, but for what is said. */
export function aGrant(facts: Partial<Grant> = {}): Grant {
  return {
    id: 'g1',
    holder: { type: 'USER', id: 'p1' },
    role: 'viewer',
    scope: { type: 'Organization', id: 'main' },
    expiresAt: null,
    reason: 'a test',
    createdBy: 'p0',
    createdAt: 0,
    revokedAt: null,
    ...facts,
  }
}

/** A model of a team. */
export function aModel(uid: string, tags: Readonly<Record<string, string>> | null = {}, source = 's1'): Resource {
  return createResourceClass(rules, { kind: 'Model', source, tags, parentTags: {} }).of(uid, null)
}

/** A version of a model. */
export function aVersion(
  uid: string,
  parentUid: string | null,
  parentTags: Readonly<Record<string, string>> = {},
): Resource {
  return createResourceClass(rules, { kind: 'ModelVersion', source: 's1', tags: {}, parentTags }).of(uid, parentUid)
}

/** Fewer than there are, so that worlds are made quickly. */
export const roles = ['viewer', 'data-scientist', 'auditor'] as const

/** One of a few names that begin so. */
export const few = (prefix: string, count: number) =>
  fc.integer({ min: 1, max: count }).map((number) => prefix + number)

/** Who a random policy speaks of. */
export const principalHead = fc.oneof(
  fc.constant('principal'),
  fc.constant('principal is Gov::User'),
  few('p', 3).map((id) => `principal == Gov::User::"${id}"`),
  few('t', 3).map((id) => `principal in Gov::Team::"${id}"`),
  fc.constantFrom(...roles).map((role) => `principal in Gov::Role::"${role}"`),
)

const actionHead = fc.constantFrom(
  'action == Gov::Action::"model:read"',
  'action in Gov::Action::"ReadObject"',
  'action in Gov::Action::"viewer"',
  'action in [Gov::Action::"model:read", Gov::Action::"artifact:read"]',
)

const resourceHead = fc.oneof(
  fc.constant('resource'),
  fc.constant('resource is Gov::ModelVersion'),
  few('t', 3).map((id) => `resource in Gov::Team::"${id}"`),
  few('s', 2).map((id) => `resource in Gov::Source::"${id}"`),
  few('m', 4).map((id) => `resource in Gov::Model::"${id}"`),
  few('m', 4).map((id) => `resource == Gov::Model::"${id}"`),
  few('v', 4).map((id) => `resource == Gov::ModelVersion::"${id}"`),
)

const condition = fc.constantFrom(
  'principal.clearance >= resource.sensitivity',
  'resource.riskTier < 3',
  'principal.regions.containsAny(resource.regions)',
  'resource.tags.contains("promoted=true")',
  'principal.holds.contains("viewer")',
  'context has purpose && context.purpose == "audit"',
  'context.mfa',
  'resource in Gov::Model::"m1"',
)

/** A policy without its @id. */
export const policyBody = fc
  .tuple(
    fc.constantFrom('permit', 'permit', 'forbid'),
    fc.tuple(principalHead, actionHead, resourceHead),
    fc.array(fc.tuple(fc.constantFrom('when', 'unless'), condition), { maxLength: 2 }),
  )
  .map(([effect, head, conditions]) => {
    const clauses = conditions.map(([kind, text]) => ` ${kind} { ${text} }`).join('')
    return { effect, text: `${effect} (${head.join(', ')})${clauses};` }
  })

/** Policies and role templates, each with an @id of its own. */
export const policyText = fc
  .array(policyBody, { maxLength: 5 })
  .map((bodies) => [...bodies.map(({ text }, index) => `@id("policy-${index}") ${text}`), ...templates].join('\n'))

/** Templates of the roles that the worlds use. */
export const templates = roles.map(
  (role) =>
    `@id("role-${role}") permit (principal in ?principal, action in Gov::Action::"${role}", resource in ?resource);`,
)

/** One of a few principals. */
export const principal: fc.Arbitrary<Principal> = fc
  .record({
    id: few('p', 3),
    kind: fc.constantFrom('USER' as const, 'SERVICE_ACCOUNT' as const),
    roles: fc.uniqueArray(fc.constantFrom(...roles), { maxLength: 2 }),
    teams: fc.uniqueArray(few('t', 3), { maxLength: 2 }),
    clearance: fc.nat(4),
    regions: fc.uniqueArray(fc.constantFrom('eu', 'us'), { maxLength: 2 }),
    mfa: fc.boolean(),
  })
  .map(somebody)

const scope = fc.oneof(
  fc.constant({ type: 'Organization' as const, id: 'main' }),
  few('t', 3).map((id) => ({ type: 'Team' as const, id })),
  few('s', 2).map((id) => ({ type: 'Source' as const, id })),
  few('m', 4).map((id) => ({ type: 'Model' as const, id })),
)

/** Who a random grant is for. */
export const holder = fc.oneof(
  few('p', 3).map((id) => ({ type: 'USER' as const, id })),
  few('p', 3).map((id) => ({ type: 'SERVICE_ACCOUNT' as const, id })),
  few('t', 3).map((id) => ({ type: 'TEAM' as const, id })),
)

/** Grants, some of which have ended. */
export const grants: fc.Arbitrary<readonly Grant[]> = fc
  .array(
    fc.record({
      holder,
      scope,
      role: fc.constantFrom(...roles),
      expiresAt: fc.constantFrom(null, null, now - 1, now, now + 1),
    }),
    { maxLength: 4 },
  )
  .map((all) => all.map((facts, index) => aGrant({ id: `g${index}`, ...facts })))

/** Tags of an object. */
export const tags = fc.record(
  {
    team: few('t', 3),
    sensitivity: fc.constantFrom('0', '1', '2', '3', 'secret', 'nonsense'),
    risk: fc.constantFrom('0', '2', '3'),
    regions: fc.constantFrom('eu', 'us', 'eu,us', ''),
    promoted: fc.constantFrom('true', 'false'),
    pii: fc.constantFrom('yes', 'no', 'perhaps'),
  },
  { requiredKeys: [] },
)

/** A model, or a version of one. */
export const resource: fc.Arbitrary<Resource> = fc.oneof(
  fc
    .record({ uid: few('m', 4), tags: fc.option(tags), source: few('s', 2) })
    .map(({ uid, tags: own, source }) => aModel(uid, own, source)),
  fc
    .record({ uid: few('v', 4), parentUid: few('m', 4), tags, parentTags: fc.option(tags), source: few('s', 2) })
    .map(({ uid, parentUid, ...facts }) =>
      createResourceClass(rules, { kind: 'ModelVersion', ...facts }).of(uid, parentUid),
    ),
)

/** What a read may be asked with. */
export const context = fc.constantFrom({}, { purpose: 'audit' }, { purpose: 'other' })
