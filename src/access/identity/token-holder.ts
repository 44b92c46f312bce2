import type { Clock } from '../../kernel/clock.ts'
import type { TokenStore } from '../ports.ts'
import type { Action, Principal, TokenRow } from '../types.ts'
import type { PersonRow, PersonStore } from './ports.ts'
import { memberOf, type PrincipalIds } from './principal-id.ts'
import { type Standing, standingOf, withGroups } from './standing.ts'
import type { GroupDirectory, Member } from './types.ts'

/** What holders of tokens are known by. */
export interface TokenHolderParts {
  readonly tokens: Pick<TokenStore, 'byId' | 'accountNamed'>
  readonly persons: Pick<PersonStore, 'byId'>
  readonly ids: PrincipalIds
  readonly groups: GroupDirectory
  readonly clock: Clock
  /** How long after an identity provider last vouched for somebody tokens that they made may be used. */
  readonly creatorSeenMs: number
}

/** Finds the principal that a token acts as, with what it may now; null when it may not be used. Throws the store's `Fault`. */
export type HolderOf = (row: TokenRow) => Promise<Principal | null>

/** What a token has from where it came from. */
interface Source {
  readonly name: string
  readonly standing: Standing
  readonly scopes: readonly Action[] | null
  readonly endsAt: number | null
  readonly makers: readonly string[]
}

/** A token can be made with a token that was made with a token; no honest use goes deeper. */
const generationsMax = 8

/**
 * Builds {@link HolderOf}. A token with a creator is never more than its creator is at the time of use: what was made with
 * a token has that token's rights and end, what a person made has what the person's groups give now.
 */
export function createTokenHolder(parts: TokenHolderParts): HolderOf {
  const { tokens, persons, ids, groups, clock } = parts
  const isLive = (row: TokenRow) => row.revokedAt === null && (row.expiresAt === null || row.expiresAt > clock.now())

  const holderOf = async (row: TokenRow, generation: number): Promise<Principal | null> => {
    if (!isLive(row) || generation > generationsMax) return null
    const named: Member = { kind: row.kind === 'USER' ? 'USER' : 'SERVICE_ACCOUNT', name: row.principalName }
    const isCreator = row.creatorId !== null && row.holderId === row.creatorId
    const id = isCreator ? row.creatorId : ids(named)
    if (!isCreator && !(await isActive(named, id))) return null
    if (!isCreator && row.kind === 'SERVICE_ACCOUNT' && !(await hasActiveOwner(row.principalName))) return null
    const source = await sourceOf(row, named, generation)
    if (source === null) return null
    return {
      id,
      kind: row.kind,
      name: isCreator ? source.name : row.principalName,
      ...source.standing,
      mfa: false,
      authenticatedAt: null,
      scopes: bothOf(source.scopes, row.scopes),
      ...makersOf(row, source),
      tokenId: row.id,
      tokenExpiresAt: earlierOf(source.endsAt, row.expiresAt),
    }
  }

  const sourceOf = async (row: TokenRow, named: Member, generation: number): Promise<Source | null> => {
    if (row.creatorId === null) {
      const { roles, teams, clearance, regions } = row
      const standing = withGroups({ roles, teams, clearance, regions }, groups.rightsOfMember(named))
      return { name: row.principalName, standing, scopes: null, endsAt: null, makers: [] }
    }
    if (row.parentId !== null) {
      const parent = await tokens.byId(row.parentId)
      const holder = parent === null ? null : await holderOf(parent, generation + 1)
      if (holder === null) return null
      const { roles, teams, clearance, regions, scopes, tokenExpiresAt: endsAt, makers = [] } = holder
      return { name: holder.name, standing: { roles, teams, clearance, regions }, scopes, endsAt, makers }
    }
    return sourceOfPerson(await persons.byId(row.creatorId))
  }

  const sourceOfPerson = (person: PersonRow | null): Source | null => {
    if (person === null || person.identity === null || person.deactivatedAt !== null) return null
    const { lastSeenAt, claimed } = person
    const member = memberOf(person.identity)
    const isVouchedFor = lastSeenAt !== null && clock.now() - lastSeenAt <= parts.creatorSeenMs
    if (!isVouchedFor || groups.isDeactivated(member)) return null
    const name = claimed.name ?? person.id
    return { name, standing: standingOf(claimed, member, groups), scopes: null, endsAt: null, makers: [] }
  }

  const isActive = async (member: Member, id: string) => {
    if (groups.isDeactivated(member)) return false
    const known = await persons.byId(id)
    return known === null || (known.deactivatedAt === null && known.identity !== null)
  }

  const hasActiveOwner = async (name: string) => {
    const account = await tokens.accountNamed(name)
    const owner = account === null ? null : await persons.byId(account.ownerId)
    if (owner === null || owner.identity === null || owner.deactivatedAt !== null) return false
    return !groups.isDeactivated(memberOf(owner.identity))
  }

  return (row) => holderOf(row, 0)
}

/** Left out where the holder acts with rights of its own. */
function makersOf({ creatorId, holderId }: TokenRow, { makers }: Source): Pick<Principal, 'makers'> {
  const all = creatorId === null || holderId === creatorId ? makers : [creatorId, ...makers]
  return all.length === 0 ? {} : { makers: [...new Set(all)] }
}

function bothOf(left: readonly Action[] | null, right: readonly Action[] | null): readonly Action[] | null {
  if (left === null || right === null) return left ?? right
  return left.filter((action) => right.includes(action))
}

function earlierOf(left: number | null, right: number | null): number | null {
  return left === null || right === null ? (left ?? right) : Math.min(left, right)
}
