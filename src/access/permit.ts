import type { Action, Principal, Role } from './types.ts'

const granted: Readonly<Record<Role, readonly Action[]>> = {
  administrator: ['catalog:read', 'schema:introspect', 'source:sync', 'lineage:live', 'metrics:read', 'token:manage'],
  viewer: ['catalog:read'],
}

/** Actions a principal may take. */
export function actionsOf(principal: Principal): ReadonlySet<Action> {
  return new Set(principal.roles.flatMap((role) => granted[role]))
}

/** Whether a principal may take an action. Unknown is no. */
export function permits(principal: Principal, action: Action): boolean {
  return actionsOf(principal).has(action)
}
