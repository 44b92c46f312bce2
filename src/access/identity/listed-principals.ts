import type { PeopleStores } from '../ports.ts'
import type { PrincipalKind, TokenRow } from '../types.ts'
import type { KnownPerson } from './ports.ts'
import { issuedSubjectOf, memberOf, type PrincipalIds } from './principal-id.ts'
import type { GroupDirectory, IssuedSubject, Member } from './types.ts'

/** A person or program that has come in, or could. */
export interface ListedPrincipal extends IssuedSubject {
  readonly id: string
  readonly kind: PrincipalKind
  readonly name: string
  /** Whether it is this gateway that names them, and no identity provider. */
  readonly isOwn: boolean
  /** Id of who answers for a service account of the gateway; null for everybody else. */
  readonly ownerId: string | null
  /** When an identity provider last vouched for them, or a token of theirs was last used. */
  readonly lastSeenAt: number | null
  /** Since when they are kept out. */
  readonly deactivatedAt: number | null
  /** Whether the groups file keeps them out. */
  readonly isDeactivatedByFile: boolean
}

/** What principals are listed with. */
export interface ListedPrincipalsParts {
  readonly ids: PrincipalIds
  readonly groups: Pick<GroupDirectory, 'isDeactivated'>
}

/** Everybody who was ever seen or has a token, by name; without those whose name was erased. */
export async function listPrincipals(
  { ids, groups }: ListedPrincipalsParts,
  stores: PeopleStores,
): Promise<readonly ListedPrincipal[]> {
  const tokens = (await stores.tokens.list()).map((row) => ({ ...row, holderId: row.holderId ?? ids(namedBy(row)) }))
  const accounts = await stores.tokens.accounts()
  const owners = new Map(accounts.map(({ name, ownerId }) => [ids({ kind: 'SERVICE_ACCOUNT', name }), ownerId]))
  const usedAt = (id: string) => tokens.filter(({ holderId }) => holderId === id).map(({ lastUsedAt }) => lastUsedAt)
  const own: readonly Known[] = [
    ...tokens.filter(({ creatorId }) => creatorId === null).map(namedBy),
    ...accounts.map(({ name }) => ({ kind: 'SERVICE_ACCOUNT' as const, name })),
  ].map((member) => ({ ...member, id: ids(member), ...issuedSubjectOf(member), ...unseen }))
  const seen = (await stores.persons.all()).flatMap(knownOf)
  const all = new Map([...own, ...seen].map((known) => [known.id, known]))
  return [...all.values()]
    .map((known) => ({
      ...known,
      isOwn: memberOf(known).kind !== 'ISSUED',
      ownerId: owners.get(known.id) ?? null,
      lastSeenAt: latest([known.lastSeenAt, ...usedAt(known.id)]),
      isDeactivatedByFile: groups.isDeactivated(memberOf(known)),
    }))
    .toSorted((a, b) => compare([a.name, a.id], [b.name, b.id]))
}

type Known = Omit<ListedPrincipal, 'isOwn' | 'ownerId' | 'isDeactivatedByFile'>

const unseen = { lastSeenAt: null, deactivatedAt: null }

function namedBy({ kind, principalName: name }: TokenRow): Extract<Member, { readonly name: string }> {
  return { kind, name }
}

/** Nobody for a pseudonym of the audit trail that is no principal, and for whoever was forgotten. */
function knownOf({ id, identity, kind, claimed, lastSeenAt, deactivatedAt }: KnownPerson): readonly Known[] {
  if (identity === null) return []
  const member = memberOf(identity)
  const ownKind = member.kind === 'ISSUED' ? kind : member.kind
  if (ownKind === null) return []
  return [{ id, kind: ownKind, name: claimed.name ?? identity.subject, ...identity, lastSeenAt, deactivatedAt }]
}

function latest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null)
  return known.length === 0 ? null : Math.max(...known)
}

function compare([a, one]: readonly [string, string], [b, other]: readonly [string, string]): number {
  if (a !== b) return a < b ? -1 : 1
  return one < other ? -1 : 1
}
