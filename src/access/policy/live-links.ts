import type { Grant, Principal, Role } from '../types.ts'
import { entityKey, organization } from './entity-key.ts'
import type { EntityRef, PolicySnapshot } from './types.ts'

/** A role's template with its slots filled. */
export interface PolicyLink {
  /** `role:ROLE` for a role held organisation-wide, `grant:ID` for a grant. */
  readonly id: string
  readonly role: Role
  readonly principal: EntityRef
  readonly resource: EntityRef
}

/** What a principal holds at one moment. */
export interface Holdings {
  /** Sorted by id, so that the order of grants changes nothing. */
  readonly links: readonly PolicyLink[]
  /** Roles held for the whole organisation, sorted. */
  readonly roles: readonly Role[]
  /** All roles held, for whatever part, by the principal or a maker of its token; sorted. */
  readonly holds: readonly Role[]
}

/** What a principal holds at `now`: its roles, and the grants to it and its teams that have begun and not ended. */
export function holdingsOf(snapshot: PolicySnapshot, principal: Principal, now: number): Holdings {
  const grants = grantsTo(snapshot.grants, principal).filter((grant) => isLive(grant, now))
  const wide = grants.filter(({ scope }) => entityKey(scope) === entityKey(organization))
  const ofMakers = grantsToMakers(snapshot.grants, principal).filter((grant) => isLive(grant, now))
  const roleLinks = [...new Set(principal.roles)].map(
    (role): PolicyLink => ({
      id: `role:${role}`,
      role,
      principal: { type: 'Role', id: role },
      resource: organization,
    }),
  )
  return {
    links: [...roleLinks, ...grants.map(linkOf)].toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    roles: sorted([...principal.roles, ...wide.map(({ role }) => role)]),
    holds: sorted([...principal.roles, ...[...grants, ...ofMakers].map(({ role }) => role)]),
  }
}

/** Whether a grant gives anything at `now`. */
export function isLive({ createdAt, expiresAt, revokedAt }: Grant, now: number): boolean {
  return createdAt <= now && (expiresAt === null || expiresAt > now) && (revokedAt === null || revokedAt > now)
}

const indexes = new WeakMap<readonly Grant[], ReadonlyMap<string, readonly Grant[]>>()

/** Grants by who holds them. Their index is kept as long as they are. */
function indexOf(grants: readonly Grant[]): ReadonlyMap<string, readonly Grant[]> {
  const index = indexes.get(grants) ?? Map.groupBy(grants, ({ holder }) => `${holder.type} ${holder.id}`)
  indexes.set(grants, index)
  return index
}

/** They give the principal nothing, and bind it. Its teams are those of its makers. */
function grantsToMakers(grants: readonly Grant[], { makers = [] }: Principal): readonly Grant[] {
  const index = indexOf(grants)
  return makers.flatMap((id) => [`USER ${id}`, `SERVICE_ACCOUNT ${id}`].flatMap((holder) => index.get(holder) ?? []))
}

/** Grants to a principal or one of its teams. */
function grantsTo(grants: readonly Grant[], { id, kind, teams }: Principal): readonly Grant[] {
  const index = indexOf(grants)
  const holders = [`${kind} ${id}`, ...new Set(teams.map((team) => `TEAM ${team}`))]
  return holders.flatMap((holder) => index.get(holder) ?? [])
}

function linkOf({ id, role, holder, scope }: Grant): PolicyLink {
  const type = ({ USER: 'User', SERVICE_ACCOUNT: 'ServiceAccount', TEAM: 'Team' } as const)[holder.type]
  return { id: `grant:${id}`, role, principal: { type, id: holder.id }, resource: scope }
}

function sorted(roles: readonly Role[]): readonly Role[] {
  return [...new Set(roles)].toSorted()
}
