import {
  type AttributeRules,
  confirmGrant,
  type GrantPorts,
  grantStateOf,
  isOwnGrant,
  type KnownPrincipals,
  type PolicyEngine,
  type PolicyInForce,
  type Rights,
  type RightsChanges,
  type RightsReads,
  requestGrant,
  revokeGrant,
} from '../access/index.ts'
import type { GrantRecord } from '../access/types.ts'
import type { AccessLog, AuditStore } from '../audit/index.ts'
import { actorOf } from '../audit/index.ts'
import type { CatalogStore } from '../catalog/index.ts'
import type { AccessCaller, AccessService, GrantView } from '../graphql/access-service.ts'
import type { Clock } from '../kernel/clock.ts'
import { type Outcome, succeed } from '../kernel/outcome.ts'
import type { EnvironmentStore } from '../persistence/environment-store.ts'
import type { CallerViews } from './caller-views.ts'
import { createClasses, createScopes } from './governed-scope.ts'
import { createNativeRights } from './native-rights-service.ts'
import { createPolicyService } from './policy-service.ts'
import { createPrincipalNames, type PrincipalNames } from './principal-names.ts'
import type { Sources } from './sources.ts'
import { createWhoCan } from './who-can-service.ts'

/** What the API's view of rights is made of. */
export interface AccessServiceParts {
  readonly engine: PolicyEngine
  readonly inForce: PolicyInForce
  readonly rights: Pick<Rights, 'permits'>
  readonly clock: Clock
  readonly rules: AttributeRules
  readonly people: KnownPrincipals
  readonly changes: RightsChanges
  readonly reads: RightsReads
  readonly catalog: Pick<CatalogStore, 'visibleTo' | 'accessClasses' | 'progress'>
  readonly environments: Pick<EnvironmentStore, 'list'>
  readonly sources: Pick<Sources, 'byId' | 'all'>
  readonly principals: AuditStore['principals']
  readonly callers: CallerViews
  readonly access: Pick<AccessLog, 'denied'>
}

/** Rights for those who may see and change them. */
export function createAccessService(parts: AccessServiceParts): AccessService {
  const { reads, rights, clock } = parts
  const ports: GrantPorts = { ...parts, scopeOf: createScopes(parts) }
  const namesOf = createPrincipalNames({ ...parts, stores: reads })
  const viewsOf = viewer(namesOf, clock)
  const policyPorts = { ...parts, stores: reads, classes: createClasses(parts) }
  const readsOthers = ({ principal }: AccessCaller) => rights.permits(principal, 'policy:read')
  const shown = async (outcome: Outcome<GrantRecord>): Promise<Outcome<GrantView>> => {
    if (!outcome.ok) return outcome
    const [view] = await viewsOf([outcome.value])
    return view === undefined
      ? { ok: false, problem: { code: 'NOT_FOUND', message: 'There is no such grant.' } }
      : succeed(view)
  }
  return {
    whoCan: createWhoCan(parts),
    native: createNativeRights(parts),
    ...createPolicyService({ ports: policyPorts, reads, rights, namesOf, access: parts.access }),
    async grants(caller, filter, page) {
      const heldBy = (await readsOthers(caller)) ? null : caller.principal
      const { items, hasNextPage } = await reads.grants({ ...filter, now: clock.now(), heldBy }, page)
      return { items: await viewsOf(items), hasNextPage }
    },
    async grant(caller, id) {
      const record = await reads.grant(id)
      if (record === null) return null
      const isSeen = isOwnGrant(record, caller.principal) || (await readsOthers(caller))
      if (isSeen) return (await viewsOf([record]))[0] ?? null
      parts.access.denied(callerOf(caller).actor, 'policy:read', { type: 'Grant', id })
      return null
    },
    requestGrant: async (caller, command) => shown(await requestGrant(ports, callerOf(caller), command)),
    confirmGrant: async (caller, command) => shown(await confirmGrant(ports, callerOf(caller), command)),
    revokeGrant: async (caller, command) => shown(await revokeGrant(ports, callerOf(caller), command)),
  }
}

function callerOf({ principal, origin }: AccessCaller) {
  return { principal, actor: actorOf(principal, origin) }
}

/** Shows grants with the names of whoever is in them. */
function viewer(namesOf: PrincipalNames, clock: Clock) {
  return async (records: readonly GrantRecord[]): Promise<readonly GrantView[]> => {
    const now = clock.now()
    const names = await namesOf(
      records.flatMap(({ holder, createdBy, standing }) => [
        ...(holder.type === 'TEAM' ? [] : [holder.id]),
        createdBy,
        ...(standing.kind === 'GRANTED' && standing.confirmedBy !== null ? [standing.confirmedBy] : []),
      ]),
    )
    return records.map((record) => ({ record, state: grantStateOf(record, now), names }))
  }
}
