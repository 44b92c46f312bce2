import type { KnownPeople } from '../access/ports.ts'
import type { Principal } from '../access/types.ts'
import { personsOf } from './persons.ts'

/** Whoever took part in a change. */
export interface Involved {
  /** Whoever asked for it. */
  readonly requester: Pick<Principal, 'id' | 'kind' | 'makers'>
  /** Whoever made the version, as tools name them: `mlflow:ada`, `git:ada@example.org`. */
  readonly authors: readonly string[]
  /** Ids of those on whose word a gate of the change rests; none unless given. */
  readonly attesters?: readonly string[]
  /** What an earlier look at the same change came to; none at the first. */
  readonly earlier?: Duties
}

/** Who may not judge a change. */
export interface Duties {
  /** Ids of everybody whose own work it is, under all of their names. Sorted. */
  readonly excluded: readonly string[]
  /** Authors that could not be tied to a person. */
  readonly unknownAuthors: readonly string[]
}

/** Stands for the author of a version of which no tool names one. */
export const unrecordedAuthor = 'unrecorded'

/**
 * Who may not judge a change: whoever asked, whoever answers for a program that asked, and whoever is vouched for under a
 * name that a tool gives as an author. What a tool says of an author is only ever believed to exclude somebody: anybody
 * may write any name there. Hence an author whom nobody is vouched for, and a program that nobody answers for, are unknown:
 * they may be anybody, a reviewer among them. So may the author of a version for which no tool names one. Whoever vouched
 * for what a gate counts has spoken already, and does not judge what rests on their word.
 *
 * Once excluded is excluded. An author who was unknown is judged again beside those who are named now: only vouching for a
 * name clears it, not having the tool name somebody else.
 */
export function dutiesOf(people: KnownPeople, { requester, authors, attesters = [], earlier }: Involved): Duties {
  const persons = personsOf(people)
  const named = authors.length === 0 ? [unrecordedAuthor] : authors
  const names = [...named, ...(earlier?.unknownAuthors ?? []).filter(isName)]
  const known = new Map([...new Set(names)].map((author) => [author, holdersOf(people, author)]))
  const programs = programsOf(people)
  const isTied = (id: string) => !programs.has(people.ownerOf(id))
  const isAnybody = requester.kind === 'SERVICE_ACCOUNT' && people.ownerOf(requester.id) === requester.id
  const unknown = [...known].filter(([, ids]) => !ids.some(isTied)).map(([author]) => author)
  const involved = [
    requester.id,
    ...(requester.makers ?? []),
    ...[...known.values()].flat(),
    ...attesters,
    ...(earlier?.excluded ?? []),
  ]
  return {
    excluded: persons.allOf([...new Set(involved)]),
    unknownAuthors: [...unknown, ...(isAnybody ? [`${programPrefix}${requester.id}`] : [])].toSorted(),
  }
}

/** Ids of everybody who is vouched for under a name that a tool gives as an author, under all of their names. */
export function makersOf(people: KnownPeople, authors: readonly string[]): ReadonlySet<string> {
  return new Set(personsOf(people).allOf([...new Set(authors.flatMap((author) => holdersOf(people, author)))]))
}

/** Stands before the id of a program that asked and that nobody answers for. */
export const programPrefix = 'principal:'

/** Whether an unknown author is a name that a tool gave. */
function isName(author: string): boolean {
  return author !== unrecordedAuthor && !author.startsWith(programPrefix)
}

/** Principals vouched for under a name. Of an e-mail address upper and lower case are one, as mail systems treat it. */
function holdersOf(people: KnownPeople, author: string): readonly string[] {
  if (!author.startsWith('git:')) return people.known(author).map(({ id }) => id)
  const wanted = author.toLowerCase()
  const spelled = people.aliases().filter((alias) => alias.toLowerCase() === wanted)
  return [author, ...spelled].flatMap((alias) => people.known(alias).map(({ id }) => id))
}

/** Ids of service accounts; also of those that nobody can use now but that a tool's name is vouched for. */
function programsOf(people: KnownPeople): ReadonlySet<string> {
  const named = people.aliases().flatMap((alias) => people.known(alias))
  const all = [...people.principals, ...named]
  return new Set(all.filter(({ kind }) => kind === 'SERVICE_ACCOUNT').map(({ id }) => id))
}
