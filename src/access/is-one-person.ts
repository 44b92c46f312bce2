import type { KnownPeople } from './ports.ts'
import type { Principal } from './types.ts'

/**
 * Whether two principals may be one person. They are when one person answers for both, or when an identity provider and
 * the groups file vouch for both under one name in a tool. A program behind which no person is on record may be anybody's.
 */
export function isOnePerson(people: KnownPeople, one: string, other: Pick<Principal, 'id' | 'kind'>): boolean {
  const [first, second] = [people.ownerOf(one), people.ownerOf(other.id)]
  if (first === second) return true
  if (isProgram(people, first) || (second === other.id && other.kind === 'SERVICE_ACCOUNT')) return true
  return people.aliases().some((alias) => {
    const ids = people.known(alias).map(({ id }) => people.ownerOf(id))
    return ids.includes(first) && ids.includes(second)
  })
}

function isProgram({ principals }: KnownPeople, id: string): boolean {
  return principals.some((principal) => principal.id === id && principal.kind === 'SERVICE_ACCOUNT')
}
