import type { PolicyEngine } from './policy/engine.ts'
import type { PolicyInForce } from './policy/in-force.ts'
import { namespaceResource } from './policy/namespace.ts'
import { containerResource, singletonResource } from './policy/resource.ts'
import type { Resource } from './policy/types.ts'
import type { Action, Principal } from './types.ts'

/** Rights that are not about one object of a tool. */
export interface Rights {
  /** Whether a principal may take an action on the organisation, or on one source or namespace of it. */
  permits(
    principal: Principal,
    action: Action,
    on?: { readonly source: string } | { readonly namespace: string },
  ): Promise<boolean>
  /** Every action that a principal may take on the organisation, its audit log or its policies. */
  actionsOf(principal: Principal): Promise<ReadonlySet<Action>>
}

/** Decides such rights by the policies in force. Throws the store's `Fault`. */
export function createRights({
  engine,
  inForce,
}: {
  readonly engine: PolicyEngine
  readonly inForce: PolicyInForce
}): Rights {
  return {
    async permits(principal, action, on) {
      const snapshot = await inForce.current()
      return engine.decide(snapshot, { principal, action, resource: placeOf(action, on) }).allowed
    },
    async actionsOf(principal) {
      const snapshot = await inForce.current()
      const asked = (['Organization', 'AuditLog', 'PolicySet'] as const).flatMap((type) => engine.actionsFor(type))
      const allowed = asked.filter(
        (action) => engine.decide(snapshot, { principal, action, resource: wholeOf(action) }).allowed,
      )
      return new Set(allowed)
    },
  }
}

function placeOf(action: Action, on: Parameters<Rights['permits']>[2]): Resource {
  if (on === undefined) return wholeOf(action)
  return 'namespace' in on ? namespaceResource(on.namespace) : containerResource('Source', on.source)
}

/** What an action without an object is about. */
function wholeOf(action: Action): Resource {
  if (action.startsWith('audit:')) return singletonResource('AuditLog')
  return singletonResource(action.startsWith('policy:') ? 'PolicySet' : 'Organization')
}
