import type { Principal } from '../access/index.ts'
import type { Actor, RequestOrigin } from '../kernel/actor.ts'

/** A caller as the audit trail records it. */
export function actorOf(principal: Principal, origin: RequestOrigin): Actor {
  return {
    id: principal.id,
    kind: principal.kind,
    name: principal.name,
    onBehalfOf: null,
    ...origin,
  }
}
