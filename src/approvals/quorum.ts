import type { Reviewer, ReviewerRule, ReviewSlot } from './types.ts'

/** One place among those who must say yes. */
export type OpenSlot = Omit<ReviewSlot, 'review'>

/** What counts of a reviewer when places are filled. */
export type Candidate = Pick<Reviewer, 'roles' | 'teams'>

/** Since when a request waits, null for a draft, and what time it is. */
export interface Waiting {
  readonly since: number | null
  readonly now: number
}

/** Places that rules ask for, in the order of the rules: one for each person. Escalation opens them to more, and never takes one away. */
export function slotsOf(rules: readonly ReviewerRule[], { since, now }: Waiting): readonly OpenSlot[] {
  return rules.flatMap(({ name, role, team, count, escalation }) => {
    const at = since === null || escalation === undefined ? null : since + escalation.afterMs
    const isOpen = at !== null && now >= at
    const more =
      escalation === undefined ? {} : { escalation: { role: escalation.role, team: escalation.team, at, isOpen } }
    return Array.from({ length: count }, () => ({ rule: name, role, team, ...more }))
  })
}

/** Whether somebody could fill a place. Whether they may review at all is decided by policy. */
export function couldFill(candidate: Candidate, slot: OpenSlot): boolean {
  return fits(candidate, slot) || (slot.escalation?.isOpen === true && fits(candidate, slot.escalation))
}

function fits({ roles, teams }: Candidate, { role, team }: Pick<ReviewerRule, 'role' | 'team'>): boolean {
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
 * Rules that could not be met even if everybody said yes who could, or will once they have waited; empty when all could be. Each item of `people` is one
 * person, with what each of their principals has.
 */
export function unsatisfiableRules(
  rules: readonly ReviewerRule[],
  people: readonly (readonly Candidate[])[],
): readonly string[] {
  const slots = slotsOf(rules, { since: 0, now: Number.POSITIVE_INFINITY })
  const filledBy = fillSlots(slots, people.length, (index, slot) =>
    (people[index] ?? []).some((candidate) => couldFill(candidate, slot)),
  )
  return [...new Set(slots.flatMap((slot, index) => (filledBy[index] === null ? [slot.rule] : [])))]
}
