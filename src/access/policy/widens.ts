import { canonicalJson, type JsonValue } from '../../kernel/canonical-json.ts'
import type { Principal } from '../types.ts'
import { entityKey, keyOfCedarUid, organization } from './entity-key.ts'
import { type Holdings, holdingsOf, type PolicyLink } from './live-links.ts'
import { principalType } from './policy-model.ts'
import type { CompiledPolicy, PolicySnapshot } from './types.ts'

/** Whether a change may give somebody more than they had. */
export interface Widening {
  readonly widens: boolean
  /** Ids of the policies and grants that may; sorted. */
  readonly because: readonly string[]
}

/**
 * Whether a change of policies or grants may widen the rights of `actor` at `now`. Errs on the side of yes: conditions
 * are compared as written and never weighed, so a no holds for every object there is and will be. Not a widening is what
 * cannot apply to the actor, what adds conditions to a permit, and what takes conditions from a forbid. Pure.
 */
export function widens(
  actor: Principal,
  { before, after }: { readonly before: PolicySnapshot; readonly after: PolicySnapshot },
  now: number,
): Widening {
  const [had, has] = [holdingsOf(before, actor, now), holdingsOf(after, actor, now)]
  const because = [
    ...widerLinks({ had: had.links, has: has.links }, endsOf(actor, { before, after })),
    ...widerTemplates({ before, after }, has),
    ...widerPolicies({ before, after }, { actor, had, has }),
    ...lostRestraints({ after, had, has }),
  ]
  return { widens: because.length > 0, because: [...new Set(because)].toSorted() }
}

/** When a link gives nothing any more, in milliseconds. */
type EndOf = (link: PolicyLink) => number

/** A role held organisation-wide is sure as long as the token that shows it: groups and tokens may be taken away. */
function endsOf(
  { tokenExpiresAt }: Principal,
  { before, after }: { readonly before: PolicySnapshot; readonly after: PolicySnapshot },
): EndOf {
  const ends = new Map([...before.grants, ...after.grants].map(({ id, expiresAt }) => [`grant:${id}`, expiresAt]))
  return ({ id }) => (ends.has(id) ? ends.get(id) : tokenExpiresAt) ?? Number.POSITIVE_INFINITY
}

/** New grants that no old one of the same role covers as long as they last. */
function widerLinks(
  { had, has }: { readonly had: readonly PolicyLink[]; readonly has: readonly PolicyLink[] },
  endOf: EndOf,
): readonly string[] {
  const covers = (old: PolicyLink, link: PolicyLink) =>
    old.role === link.role &&
    [entityKey(organization), entityKey(link.resource)].includes(entityKey(old.resource)) &&
    endOf(old) >= endOf(link)
  return has.filter((link) => !had.some((old) => covers(old, link))).map(({ id }) => id)
}

function widerTemplates(
  { before, after }: { readonly before: PolicySnapshot; readonly after: PolicySnapshot },
  { holds }: Holdings,
): readonly string[] {
  return holds.flatMap((role) => {
    const template = after.templates.get(role)
    return template === undefined || isNoWider(before.templates.get(role), template) ? [] : [template.id]
  })
}

function widerPolicies(
  { before, after }: { readonly before: PolicySnapshot; readonly after: PolicySnapshot },
  { actor, had, has }: { readonly actor: Principal; readonly had: Holdings; readonly has: Holdings },
): readonly string[] {
  const old = new Map(before.policies.map((policy) => [policy.id, policy]))
  const kept = new Map(after.policies.map((policy) => [policy.id, policy]))
  const permits = after.policies.filter(
    (policy) => policy.effect === 'permit' && mayApply(policy, actor, has) && !isNoWider(old.get(policy.id), policy),
  )
  const forbids = before.policies.filter((policy) => {
    const now = kept.get(policy.id)
    return policy.effect === 'forbid' && mayApply(policy, actor, had) && !(now !== undefined && isNoWider(now, policy))
  })
  return [...permits, ...forbids].map(({ id }) => id)
}

/** A rule may go by a role that somebody no longer holds, such as a forbid for auditors. */
function lostRestraints({
  after,
  had,
  has,
}: {
  readonly after: PolicySnapshot
  readonly had: Holdings
  readonly has: Holdings
}): readonly string[] {
  const lost = [
    ...had.holds.filter((role) => !has.holds.includes(role)),
    ...had.roles.filter((role) => !has.roles.includes(role)),
  ]
  if (lost.length === 0) return []
  return after.policies.filter((policy) => goesBy(textOf(policy.json), lost)).map(({ id }) => id)
}

/** `principal.holds.contains("x")` in canonical JSON; any other use of `holds` may go by every role. */
const plainHolds =
  /\{"contains":\{"left":\{"\.":\{"attr":"holds","left":\{"Var":"principal"\}\}\},"right":\{"Value":"[a-z-]+"\}\}\}/g

function goesBy(policy: string, roles: readonly string[]): boolean {
  const uses = policy.split('"attr":"holds"').length - 1
  return uses > (policy.match(plainHolds)?.length ?? 0) || roles.some((role) => policy.includes(`"${role}"`))
}

/** Whether `narrow` can match nothing that `wide` does not: the same head, and every condition of the wide one. */
export function isNoWider(wide: CompiledPolicy | undefined, narrow: CompiledPolicy): boolean {
  if (wide === undefined || wide.effect !== narrow.effect) return false
  const conditions = new Set(narrow.json.conditions.map(textOf))
  return headOf(wide) === headOf(narrow) && wide.json.conditions.every((condition) => conditions.has(textOf(condition)))
}

function headOf({ json }: CompiledPolicy): string {
  return textOf([json.principal, json.action, json.resource])
}

function textOf(value: unknown): string {
  // What Cedar printed as JSON is JSON.
  return canonicalJson(value as JsonValue)
}

/** Whether the head of a policy leaves room for a principal. What is not understood does. */
function mayApply({ json: { principal } }: CompiledPolicy, actor: Principal, { roles }: Holdings): boolean {
  const type = principalType(actor.kind)
  if (property(principal, 'entity_type') !== undefined && property(principal, 'entity_type') !== `Gov::${type}`)
    return false
  const named = entityIn(principal) ?? entityIn(property(principal, 'in'))
  if (named === undefined) return true
  const groups = [
    ...actor.teams.map((team) => `Team::${team}`),
    ...roles.map((role) => `Role::${role}`),
    entityKey(organization),
  ]
  return named === `${type}::${actor.id}` || (property(principal, 'op') !== '==' && groups.includes(named))
}

/** Key of the entity that a part of a policy's head names. */
function entityIn(part: unknown): string | undefined {
  const [type, id] = [property(property(part, 'entity'), 'type'), property(property(part, 'entity'), 'id')]
  return typeof type === 'string' && typeof id === 'string' ? keyOfCedarUid({ type, id }) : undefined
}

function property(value: unknown, key: string): unknown {
  if (value === null || typeof value !== 'object') return undefined
  return Object.entries(value).find(([name]) => name === key)?.[1]
}
