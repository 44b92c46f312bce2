import type { Principal } from '../access/types.ts'
import { type Bench, benchNow, electorateOf, reviewResource } from './bench.ts'
import type { SlotStanding, Standing } from './commands.ts'
import { judgeBy } from './decide-now.ts'
import { askedOf } from './emergency.ts'
import { votesOf } from './judge.ts'
import type { ApprovalPorts, Governed } from './ports.ts'
import { type Candidate, couldFill, fillSlots, slotsOf, unsatisfiableRules } from './quorum.ts'
import type { ApprovalRequest, Blocker, Check, RequestState, Requirements, Review, ReviewSlot } from './types.ts'

/** A request with everything that its standing follows from. */
export interface Stood {
  readonly request: ApprovalRequest
  /** Null when the mirror holds the version no more. */
  readonly governed: Governed | null
  readonly reviews: readonly Review[]
  readonly checks: readonly Check[]
  /** Whoever looks; null for nobody. */
  readonly viewer: Principal | null
}

/** How a request stands now, for a viewer. Asks no tool. */
export async function standingNow(
  ports: ApprovalPorts,
  request: ApprovalRequest,
  viewer: Principal | null,
): Promise<Standing> {
  await ports.engine.ready()
  const [bench, governed] = [await benchNow(ports), await ports.governed(request.subject)]
  const [reviews, checks] = [await ports.reads.reviews(request.uid), await ports.reads.checks(request.uid)]
  return standingOf(ports, bench, { request, governed, reviews, checks, viewer })
}

/** How a request stands at the moment of a bench. Pure but for the decisions of policy. */
export function standingOf({ gates }: Pick<ApprovalPorts, 'gates'>, bench: Bench, stood: Stood): Standing {
  const { request, governed, reviews, checks, viewer } = stood
  const requirements = askedOf(request)
  const judgement = judgeBy({ bench, request, governed }, { requirements, reviews, checks, gates })
  const electorate = governed === null ? new Map() : electorateOf(bench, reviewResource(request, governed))
  const isWaiting = request.state === 'PENDING' || request.state === 'DRAFT'
  const isDecided = !undecided.has(request.state)
  // Who said yes may have lost the role since; what was decided stays decided.
  const slots = isDecided && request.filled !== null ? request.filled : judgement.slots
  return {
    slots: slotStandings(slots, electorate, viewer === null ? null : bench.persons.of(viewer.id)),
    gateStatus: judgement.gateStatus,
    blockers: isDecided ? [] : [...(isWaiting ? unsatisfiable(requirements, electorate) : []), ...judgement.blockers],
    isAwaitingViewer:
      request.state === 'PENDING' && viewer !== null && isAwaiting(bench, { ...stood, viewer }, electorate),
  }
}

/** States in which it is open whether a request will be carried out. */
const undecided: ReadonlySet<RequestState> = new Set(['DRAFT', 'PENDING', 'CHANGES_REQUESTED', 'APPROVED'])

type Electorate = ReadonlyMap<string, readonly Candidate[]>

function slotStandings(
  slots: readonly ReviewSlot[],
  electorate: Electorate,
  viewer: string | null,
): readonly SlotStanding[] {
  const could = (candidates: readonly Candidate[], slot: ReviewSlot) =>
    candidates.some((candidate) => couldFill(candidate, slot))
  return slots.map((slot) => ({
    ...slot,
    eligible: [...electorate.values()].filter((candidates) => could(candidates, slot)).length,
    viewerCould: viewer !== null && could(electorate.get(viewer) ?? [], slot),
  }))
}

/** Rules that cannot be met by anybody who is known, each named. The count is never lowered for it. */
function unsatisfiable({ reviewers }: Requirements, electorate: Electorate): readonly Blocker[] {
  return unsatisfiableRules(reviewers, [...electorate.values()]).map((rule) => ({
    code: 'UNSATISFIABLE',
    message: `Too few people could say yes as: ${rule}. Whoever asked, made or wrote it does not count. Grant the role to somebody else.`,
    subject: rule,
  }))
}

/** Whether one more place would be filled if the viewer said yes. */
function isAwaiting(
  bench: Bench,
  { request, reviews, viewer }: Stood & { readonly viewer: Principal },
  electorate: Electorate,
): boolean {
  const person = bench.persons.of(viewer.id)
  const votes = votesOf({ request, reviews, persons: bench.persons })
  if (!electorate.has(person) || votes.some(({ reviewer }) => bench.persons.of(reviewer) === person)) return false
  const approvers = votes
    .filter(({ decision }) => decision === 'APPROVE')
    .map(({ reviewer }) => bench.persons.of(reviewer))
  const filled = (people: readonly string[]) =>
    fillSlots(slotsOf(request.requirements.reviewers), people.length, (index, slot) =>
      (electorate.get(people[index] ?? '') ?? []).some((candidate) => couldFill(candidate, slot)),
    ).filter((by) => by !== null).length
  return filled([...approvers, person]) > filled(approvers)
}
