import type { Principal, Role } from '../types.ts'
import { entityKey, organization } from './entity-key.ts'
import { holdingsOf } from './live-links.ts'
import type { PolicySnapshot, Resource } from './types.ts'

/**
 * Roles that a principal holds for a resource at `now`: organisation-wide, or by a live grant on the resource or on
 * something that it is in. What the roles allow, and what rules forbid, is another question.
 */
export function rolesOn(
  snapshot: PolicySnapshot,
  principal: Principal,
  { resource, now }: { readonly resource: Resource; readonly now: number },
): readonly Role[] {
  const places = new Set([resource.entity, ...resource.ancestors, organization].map(entityKey))
  const held = holdingsOf(snapshot, principal, now).links.filter((link) => places.has(entityKey(link.resource)))
  return [...new Set(held.map(({ role }) => role))].toSorted()
}
