import {
  createKnownPrincipals,
  createPolicyEngine,
  createPolicyInForce,
  createPrincipalIds,
  deactivatePrincipal,
  type ListedPrincipal,
  listPrincipals,
  type PrincipalCommand,
  type PrincipalPorts,
  type PrincipalResult,
  reactivatePrincipal,
} from '../access/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import type { Actor } from '../kernel/actor.ts'
import { systemClock } from '../kernel/clock.ts'
import { createRightsChanges } from '../persistence/rights-changes.ts'
import type { Logger } from '../telemetry/index.ts'
import { openGroups } from './group-directory.ts'
import { noGroups } from './identity.ts'
import type { OpenStore } from './store.ts'

/** Who there is in a store, and who of them is let in. */
export interface Principals {
  list(): Promise<readonly ListedPrincipal[]>
  /** See `deactivatePrincipal` of the domain. */
  deactivate(by: Actor, command: PrincipalCommand): Promise<PrincipalResult>
  /** See `reactivatePrincipal` of the domain. */
  reactivate(by: Actor, command: PrincipalCommand): Promise<PrincipalResult>
}

/**
 * Opens {@link Principals}. `isForced` deactivates also the last who may change rights, and leaves the groups file unread,
 * so that a fault in it keeps nobody in; otherwise that throws `ConfigError`.
 */
export function openPrincipals(
  loaded: LoadedConfig,
  store: OpenStore,
  { log, isForced = false }: { readonly log: Logger; readonly isForced?: boolean },
): Principals {
  const engine = createPolicyEngine({ clock: systemClock, log })
  const ids = createPrincipalIds(store.principalKey)
  const groups = isForced ? noGroups : openGroups(loaded, log)
  const creatorSeenMs = loaded.config.auth.creatorSeenDays * dayMs
  const ports: PrincipalPorts = {
    engine,
    inForce: createPolicyInForce({ engine, state: store.accessState }),
    clock: systemClock,
    ids,
    groups,
    people: createKnownPrincipals({ ids, groups, creatorSeenMs }),
    changes: createRightsChanges(store, store.audit.audited),
  }
  return {
    list: () => listPrincipals(ports, store),
    deactivate: (by, command) => deactivatePrincipal(ports, by, { ...command, isLastKept: !isForced }),
    reactivate: (by, command) => reactivatePrincipal(ports, by, command),
  }
}

const dayMs = 86_400_000
