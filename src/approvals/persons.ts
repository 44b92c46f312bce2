import type { KnownPeople } from '../access/ports.ts'

/** Who is one person with whom. */
export interface Persons {
  /** Stands for the person behind a principal; equal for two principals exactly when they may be one person. */
  of(id: string): string
  /** Ids of every principal that is on record as one of these people. */
  allOf(ids: readonly string[]): readonly string[]
}

type Known = Pick<KnownPeople, 'principals' | 'ownerOf' | 'known' | 'aliases' | 'alikeOf'>

/**
 * Works out who is one person: a program and whoever answers for it, and everybody who is vouched for under one name in a
 * tool. It carries over: who shares one name with a second, and another with a third, is one person with both. `alsoOne` are
 * pairs that are taken for one person besides.
 */
export function personsOf(people: Known, alsoOne: readonly (readonly [string, string])[] = []): Persons {
  const first = new Map<string, string>()
  const rootOf = (id: string): string => {
    let at = id
    for (let next = first.get(at); next !== undefined; next = first.get(at)) at = next
    return at
  }
  const join = (one: string, other: string) => {
    const [a, b] = [rootOf(one), rootOf(other)].toSorted()
    if (a !== undefined && b !== undefined && a !== b) first.set(b, a)
  }
  const ids = new Set(people.principals.map(({ id }) => id))
  for (const alias of people.aliases()) {
    const holders = people.known(alias)
    for (const { id } of holders) ids.add(id)
    const [one, ...others] = holders.map(({ id }) => people.ownerOf(id))
    for (const other of others) if (one !== undefined) join(one, other)
  }
  for (const [one, other] of alsoOne) {
    for (const id of [one, other]) ids.add(id)
    join(people.ownerOf(one), people.ownerOf(other))
  }
  const of = (id: string) => rootOf(people.ownerOf(id))
  return {
    of,
    allOf(wanted) {
      const roots = new Set(wanted.map(of))
      const owners = [...ids].filter((id) => roots.has(of(id)))
      const alike = [...owners, ...wanted].flatMap((id) => people.alikeOf(id).map((each) => each.id))
      return [...new Set([...wanted, ...owners, ...wanted.map((id) => people.ownerOf(id)), ...alike])].toSorted()
    },
  }
}
