import type { PolicyEngine } from './policy/engine.ts'
import type { Decision, EntityType, Resource } from './policy/types.ts'
import { type Action, type Principal, type Role, roles } from './types.ts'

/** Why somebody may or may not do something. */
export type AbilityReason = 'ALLOWED' | 'NO_ROLE' | 'FORBIDDEN_BY_RULE' | 'TOKEN_SCOPE' | 'UNDECIDABLE'

/** Whether a principal may do something, and what it would take. */
export interface ViewerAbility {
  readonly action: Action
  readonly allowed: boolean
  readonly reason: AbilityReason
  /** In words for a person; null when it is allowed. */
  readonly requirement: string | null
}

const nouns: Readonly<Partial<Record<EntityType, string>>> = {
  ModelVersion: 'version',
  LoggedModel: 'logged model',
  DataVersion: 'version of data',
}

/** Puts a decision about an object that the principal sees into words. Names no rule and nobody. */
export function abilityOf(
  engine: Pick<PolicyEngine, 'groupsOf'>,
  decision: Decision,
  asked: { readonly principal: Principal; readonly action: Action; readonly resource: Resource },
): ViewerAbility {
  const { principal, action, resource } = asked
  if (decision.allowed) return { action, allowed: true, reason: 'ALLOWED', requirement: null }
  const no = (reason: AbilityReason, requirement: string) => ({ action, allowed: false, reason, requirement })
  if (principal.scopes !== null && !principal.scopes.includes(action))
    return no('TOKEN_SCOPE', 'The token in use leaves it out; use one that has it.')
  if (decision.reason === 'ERROR')
    return no('UNDECIDABLE', 'The rules for it cannot be evaluated; tell a policy steward.')
  if (decision.reason === 'NO_MATCH')
    return no('NO_ROLE', roleWords(rolesWith(engine.groupsOf(action)), resource.entity.type))
  const { sensitivity } = resource.entity.attributes
  const isAbove = typeof sensitivity === 'number' && sensitivity > principal.clearance
  const clearance = isAbove ? `Needs a clearance of ${sensitivity}, and yours is ${principal.clearance}. ` : ''
  return no('FORBIDDEN_BY_RULE', `${clearance}A rule forbids it here, whatever role you have; ask a policy steward.`)
}

function rolesWith(groups: ReadonlySet<string>): readonly Role[] {
  return roles.filter((role) => groups.has(role))
}

function roleWords(roles: readonly string[], type: EntityType): string {
  const noun = nouns[type] ?? type.toLowerCase()
  if (roles.length === 0) return 'No role has it; ask a policy steward.'
  const [last = '', ...others] = roles.toReversed()
  const list = others.length === 0 ? last : `${others.toReversed().join(', ')} or ${last}`
  return `Needs the role ${list} on this ${noun}; ask a policy steward.`
}
