import type { Reviewer, ReviewerRule, ReviewSlot } from './types.ts'

/** One place among those who must say yes. */
export type OpenSlot = Omit<ReviewSlot, 'review'>

/** What counts of a reviewer when places are filled. */
export type Candidate = Pick<Reviewer, 'roles' | 'teams'>

/** Places that rules ask for, in the order of the rules: one for each person. */
export function slotsOf(rules: readonly ReviewerRule[]): readonly OpenSlot[] {
  return rules.flatMap(({ name, role, team, count }) =>
    Array.from({ length: count }, () => ({ rule: name, role, team })),
  )
}

/** Whether somebody could fill a place. Whether they may review at all is decided by policy. */
export function couldFill({ roles, teams }: Candidate, { role, team }: OpenSlot): boolean {
  return (role === null || roles.includes(role)) && (team === null || teams.includes(team))
}

/**
 * Fills as many places as can be filled at once, one person in one place (maximum bipartite matching by augmenting paths,
 * Kuhn 1955). Answers for each place the index of who fills it, or null. Taking people in the order of their yes would
 * give wrong refusals: who fits two places may take the only one that another fits.
 */
export function fillSlots<Place>(
  slots: readonly Place[],
  count: number,
  fits: (person: number, slot: Place) => boolean,
): readonly (number | null)[] {
  const filledBy: (number | null)[] = slots.map(() => null)
  const seat = (person: number, tried: Set<number>): boolean => {
    for (const [index, slot] of slots.entries()) {
      if (tried.has(index) || !fits(person, slot)) continue
      tried.add(index)
      const holder = filledBy[index] ?? null
      if (holder !== null && !seat(holder, tried)) continue
      filledBy[index] = person
      return true
    }
    return false
  }
  for (let person = 0; person < count; person += 1) seat(person, new Set())
  return filledBy
}

/**
 * Rules that could not be met even if everybody said yes who could; empty when all could be. Each item of `people` is one
 * person, with what each of their principals has.
 */
export function unsatisfiableRules(
  rules: readonly ReviewerRule[],
  people: readonly (readonly Candidate[])[],
): readonly string[] {
  const slots = slotsOf(rules)
  const filledBy = fillSlots(slots, people.length, (index, slot) =>
    (people[index] ?? []).some((candidate) => couldFill(candidate, slot)),
  )
  return [...new Set(slots.flatMap((slot, index) => (filledBy[index] === null ? [slot.rule] : [])))]
}
