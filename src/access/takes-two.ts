import { rolesForTwo } from './grant-state.ts'
import { type Judge, withGrant } from './judge.ts'
import type { PolicyEngine } from './policy/engine.ts'
import { singletonResource } from './policy/resource.ts'
import { speaksOfAction } from './policy/speaks-of.ts'
import type { GovernedScope } from './request-grant.ts'
import type { Action, Grant, Principal } from './types.ts'

/** A grant that is asked for, and what it is on. */
export interface AskedGrant {
  readonly grant: Grant
  readonly scope: GovernedScope
}

/**
 * Whether one steward is not enough for a grant: it makes somebody a steward or the like, it lets somebody change what
 * runs in a protected environment, or it takes the right to change rights from somebody.
 */
export function takesTwo(
  engine: Pick<PolicyEngine, 'decide' | 'groupsOf'>,
  judge: Judge,
  { grant, scope }: AskedGrant,
): boolean {
  if (scope.isProtected || rolesForTwo.has(grant.role)) return true
  if (scope.leadsToProtected && maySay(engine, judge, grant, 'version:deploy')) return true
  return shutsOut(engine, judge, grant)
}

/** Whether the template of the role speaks of an action. Rules that forbid it are not weighed: they may be published away. */
function maySay(engine: Pick<PolicyEngine, 'groupsOf'>, { snapshot }: Judge, { role }: Grant, action: Action): boolean {
  const template = snapshot.templates.get(role)
  return template !== undefined && speaksOfAction(template, new Set([action, ...engine.groupsOf(action)]))
}

const steering = [
  { action: 'grant:create', resource: singletonResource('Organization') },
  { action: 'policy:publish', resource: singletonResource('PolicySet') },
] as const

/** A role may bind whoever holds it: an auditor changes nothing, whatever else they are. */
function shutsOut(engine: Pick<PolicyEngine, 'decide'>, judge: Judge, grant: Grant): boolean {
  const after = withGrant(judge.snapshot, grant)
  return judge.people.principals
    .filter((principal) => isHeldBy(grant, principal))
    .some((principal) =>
      steering.some(
        ({ action, resource }) =>
          judge.decide(principal, action, resource).allowed &&
          !engine.decide(after, { principal, action, resource }).allowed,
      ),
    )
}

function isHeldBy({ holder }: Grant, { id, kind, teams }: Principal): boolean {
  return holder.type === 'TEAM' ? teams.includes(holder.id) : holder.type === kind && holder.id === id
}
