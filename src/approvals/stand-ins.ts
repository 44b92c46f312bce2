import type { Resource } from '../access/policy/types.ts'
import { type Bench, candidatesOf, provenIn } from './bench.ts'
import type { Delegation } from './people-types.ts'
import { type Persons, personsOf } from './persons.ts'
import type { Candidate } from './quorum.ts'
import type { ApprovalRequest, Review } from './types.ts'

/** What of a request tells which delegations are about it. */
type Place = Pick<ApprovalRequest, 'target' | 'subject' | 'createdAt' | 'submittedAt'>

/** Whether a delegation is about a request. */
function covers({ environments, models }: Delegation, { target, subject }: Place): boolean {
  return (
    (environments === null || environments.includes(target.environment)) &&
    (models === null || models.includes(subject.modelUid))
  )
}

/**
 * Who is one person as far as a request goes: reviewers, and whoever stands in for them or did at any time since it waits.
 * So neither judges the other's work, and both together fill one place.
 */
export function personsFor(bench: Pick<Bench, 'now' | 'people' | 'persons' | 'delegations'>, place: Place): Persons {
  const since = place.submittedAt ?? place.createdAt
  const pairs = bench.delegations
    .filter((each) => each.startsAt <= bench.now && each.until > since && covers(each, place))
    .map(({ from, to }) => [from, to] as const)
  return pairs.length === 0 ? bench.persons : personsOf(bench.people, pairs)
}

/** A request with everybody excluded who is one person now with somebody whose own work it is. */
export function withStandIns<Request extends Place & Pick<ApprovalRequest, 'excluded'>>(
  bench: Bench,
  request: Request,
): Request {
  const persons = personsFor(bench, request)
  return persons === bench.persons ? request : { ...request, excluded: persons.allOf(request.excluded) }
}

/** Delegations by which somebody may judge a request now in the place of somebody who may. No chains: of that other's own right. */
export function standInsOf(
  bench: Bench,
  to: string,
  { place, resource }: { readonly place: Place; readonly resource: Resource },
): readonly Delegation[] {
  return bench.delegations.filter(
    (each) =>
      each.to === to &&
      each.startsAt <= bench.now &&
      bench.now < each.until &&
      covers(each, place) &&
      candidatesBy(bench, each, resource).length > 0,
  )
}

/** What a review brings to the places of a request: what its reviewer does, or whoever they stood in for; nothing where it counts no more. */
export function candidatesOfReview(
  bench: Bench,
  { reviewer, standsIn }: Pick<Review, 'reviewer' | 'standsIn'>,
  { place, resource }: { readonly place: Place; readonly resource: Resource },
): readonly Candidate[] {
  if (standsIn === undefined) return candidatesOf(bench, reviewer, resource)
  const delegation = bench.delegations.find(({ uid }) => uid === standsIn.delegation)
  return delegation !== undefined && covers(delegation, place) ? candidatesBy(bench, delegation, resource) : []
}

/** What a delegation lets its holder bring; nothing where either of the two may not. */
export function candidatesBy(bench: Bench, { from, to }: Delegation, resource: Resource): readonly Candidate[] {
  const mayRepresent = provenIn(bench, to).some(
    (principal) => bench.decide(principal, 'approval:represent', resource).allowed,
  )
  return mayRepresent ? candidatesOf(bench, from, resource) : []
}
