import { rolesForTwo } from '../grant-state.ts'
import { type Action, actions, roles } from '../types.ts'
import type { PolicyEngine } from './engine.ts'
import { speaksOfAction } from './speaks-of.ts'
import type { CompiledPolicy, PolicySnapshot } from './types.ts'
import { isNoWider } from './widens.ts'

/**
 * Ids of the rules by which policies may give anybody, whoever it is, a power of the roles that nobody grants alone: to
 * change rights, or to carry out what was approved. On the side of yes, as `widens` is; sorted. Pure.
 */
export function givesPowers(
  engine: Pick<PolicyEngine, 'groupsOf'>,
  { before, after }: { readonly before: PolicySnapshot; readonly after: PolicySnapshot },
): readonly string[] {
  const names = new Set(
    actions.filter((action) => isPower(engine, action)).flatMap((action) => [action, ...engine.groupsOf(action)]),
  )
  const [old, kept] = [rulesOf(before), rulesOf(after)]
  const permits = [...kept.values()].filter((rule) => rule.effect === 'permit' && !isNoWider(old.get(rule.id), rule))
  const forbids = [...old.values()].filter((rule) => {
    const now = kept.get(rule.id)
    return rule.effect === 'forbid' && !(now !== undefined && isNoWider(now, rule))
  })
  return [...permits, ...forbids]
    .filter((rule) => speaksOfAction(rule, names))
    .map(({ id }) => id)
    .toSorted()
}

/** Whether an action changes something, and only roles have it that take two stewards to grant. */
function isPower(engine: Pick<PolicyEngine, 'groupsOf'>, action: Action): boolean {
  const groups = engine.groupsOf(action)
  const holders = roles.filter((role) => groups.has(role))
  return groups.has('Write') && holders.length > 0 && holders.every((role) => rolesForTwo.has(role))
}

function rulesOf({ policies, templates }: PolicySnapshot): ReadonlyMap<string, CompiledPolicy> {
  return new Map([...policies, ...templates.values()].map((rule) => [rule.id, rule]))
}
