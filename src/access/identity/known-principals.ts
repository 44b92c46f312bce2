import type { KnownPeople, KnownPrincipals, TokenStore } from '../ports.ts'
import type { Principal, TokenRow } from '../types.ts'
import { noToken } from './no-token.ts'
import type { KnownPerson } from './ports.ts'
import { memberOf, type PrincipalIds } from './principal-id.ts'
import { noStanding, standingOf } from './standing.ts'
import { createTokenHolder } from './token-holder.ts'
import type { GroupDirectory } from './types.ts'

/** What principals are known by. */
export interface KnownPrincipalsParts {
  readonly ids: PrincipalIds
  readonly groups: GroupDirectory
  /** How long after an identity provider last vouched for somebody they count as somebody who can come in. */
  readonly creatorSeenMs: number
}

/** Builds {@link KnownPrincipals}. Of a moment of the past it knows who had tokens; what groups gave then is not kept. */
export function createKnownPrincipals(parts: KnownPrincipalsParts): KnownPrincipals {
  const { ids, groups, creatorSeenMs } = parts
  return async (stores, time) => {
    const rows = (await stores.tokens.list()).flatMap((row) => asOf(row, time))
    const accounts = await stores.tokens.accounts()
    const persons = (await stores.persons.all()).map((person) => activeAsOf(person, time))
    const clock = { now: () => time }
    const holderOf = createTokenHolder({ ...parts, clock, tokens: held(rows, accounts), persons: personsById(persons) })
    const holders = (await Promise.all(rows.map(holderOf))).filter((holder) => holder !== null)
    const vouched = persons.flatMap((person) => personPrincipal(person, { groups, since: time - creatorSeenMs }))
    const owners = new Map(accounts.map(({ name, ownerId }) => [ids({ kind: 'SERVICE_ACCOUNT', name }), ownerId]))
    const resting = accounts.map(({ name }) => accountPrincipal(ids({ kind: 'SERVICE_ACCOUNT', name }), name))
    const principals = [...holders, ...vouched].toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const ownerOf = (id: string) => lastOwner(owners, id)
    const named = byAlias([
      ...persons.flatMap((person) => aliasesOfPerson(person, groups)),
      ...rows.flatMap((row) => aliasesOfHolder(row, parts)),
    ])
    return {
      principals,
      ownerOf,
      known: (alias) => named.get(alias) ?? [],
      aliases: () => [...named.keys()],
      alikeOf: (id) => alike(ownerOf(id), [...principals, ...resting], ownerOf),
    }
  }
}

/** Whoever stands at the end: an account may have been made by an account of somebody. */
function lastOwner(owners: ReadonlyMap<string, string>, id: string): string {
  const met = new Set<string>()
  let at = id
  for (let owner = owners.get(at); owner !== undefined && !met.has(owner); owner = owners.get(at)) {
    met.add(owner)
    at = owner
  }
  return at
}

/** All that one person acts as: themselves, and the service accounts they answer for. */
function alike(owner: string, principals: readonly Principal[], ownerOf: KnownPeople['ownerOf']): readonly Principal[] {
  return principals.filter(({ id }) => ownerOf(id) === owner)
}

type Named = Pick<Principal, 'id' | 'kind' | 'name'>

function byAlias(pairs: readonly (readonly [string, Named])[]): ReadonlyMap<string, readonly Named[]> {
  const holders = new Map<string, Map<string, Named>>()
  for (const [alias, named] of pairs)
    holders.set(alias, (holders.get(alias) ?? new Map<string, Named>()).set(named.id, named))
  return new Map([...holders].map(([alias, byId]) => [alias, [...byId.values()]]))
}

function aliasesOfPerson({ id, kind, identity, claimed }: KnownPerson, groups: GroupDirectory) {
  if (kind === null || identity === null) return []
  const aliases = new Set([...claimed.aliases, ...groups.aliasesOf(memberOf(identity))])
  return [...aliases].map((alias) => [alias, { id, kind, name: claimed.name ?? id }] as const)
}

/** Of whoever is named by a token of the gateway's own, only the groups file can vouch for aliases. */
function aliasesOfHolder({ kind, principalName: name, creatorId }: TokenRow, { ids, groups }: KnownPrincipalsParts) {
  if (creatorId !== null) return []
  const member = { kind, name }
  return groups.aliasesOf(member).map((alias) => [alias, { id: ids(member), kind, name }] as const)
}

function asOf(row: TokenRow, time: number): readonly TokenRow[] {
  const { createdAt, revokedAt } = row
  if (createdAt > time) return []
  return [revokedAt !== null && revokedAt > time ? { ...row, revokedAt: null } : row]
}

/** Whoever was deactivated later could still come in then. */
function activeAsOf(person: KnownPerson, time: number): KnownPerson {
  const isLater = person.deactivatedAt !== null && person.deactivatedAt > time
  return isLater ? { ...person, deactivatedAt: null } : person
}

function held(rows: readonly TokenRow[], accounts: Awaited<ReturnType<TokenStore['accounts']>>) {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const byName = new Map(accounts.map((account) => [account.name, account]))
  return {
    byId: async (id: string) => byId.get(id) ?? null,
    accountNamed: async (name: string) => byName.get(name) ?? null,
  }
}

function personsById(persons: readonly KnownPerson[]) {
  const byId = new Map(persons.map((person) => [person.id, person]))
  return { byId: async (id: string) => byId.get(id) ?? null }
}

function personPrincipal(
  { id, kind, identity, claimed, lastSeenAt, deactivatedAt }: KnownPerson,
  { groups, since }: { readonly groups: GroupDirectory; readonly since: number },
): readonly Principal[] {
  if (kind === null || identity === null || lastSeenAt === null) return []
  const member = memberOf(identity)
  if (lastSeenAt < since || deactivatedAt !== null || groups.isDeactivated(member)) return []
  return [{ id, kind, name: claimed.name ?? id, ...standingOf(claimed, member, groups), ...noToken }]
}

function accountPrincipal(id: string, name: string): Principal {
  return { id, kind: 'SERVICE_ACCOUNT', name, ...noStanding, ...noToken }
}
