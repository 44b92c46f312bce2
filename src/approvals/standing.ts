import type { Resource } from '../access/policy/types.ts'
import type { Principal } from '../access/types.ts'
import { inParallel } from '../kernel/in-parallel.ts'
import { type Bench, benchNow, candidatesOf, electorateOf, reviewResource } from './bench.ts'
import type { SlotStanding, Standing } from './commands.ts'
import { judgeBy } from './decide-now.ts'
import { askedOf } from './emergency.ts'
import { exceptionPlaceOf, liveExceptions } from './exceptions.ts'
import { votesOf } from './judge.ts'
import type { GateException } from './people-types.ts'
import type { Persons } from './persons.ts'
import type { ApprovalPorts, Governed } from './ports.ts'
import { type Candidate, couldFill, fillSlots, slotsOf, unsatisfiableRules } from './quorum.ts'
import { isRatifiable } from './ratify-break-glass.ts'
import { candidatesBy, personsFor, standInsOf, withStandIns } from './stand-ins.ts'
import { frozenBy, type Tampering } from './tampering.ts'
import type { ApprovalRequest, Blocker, Check, RequestState, Requirements, Review, ReviewSlot } from './types.ts'

/** A request with everything that its standing follows from. */
export interface Stood {
  readonly request: ApprovalRequest
  /** Null when the mirror holds the version no more. */
  readonly governed: Governed | null
  readonly reviews: readonly Review[]
  readonly checks: readonly Check[]
  /** Of its version and target. */
  readonly exceptions: readonly GateException[]
  readonly tamperings: readonly Tampering[]
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
  const exceptions = await ports.reads.exceptionsFor(exceptionPlaceOf(request))
  const tamperings = await ports.reads.tamperings()
  return standingOf(ports, bench, { request, governed, reviews, checks, exceptions, tamperings, viewer })
}

/** Which requests wait for a viewer, in the order asked; see `Standing.isAwaitingViewer`. Rights and people are read once. */
export async function awaitingNow(
  ports: ApprovalPorts,
  requests: readonly ApprovalRequest[],
  viewer: Principal,
): Promise<readonly boolean[]> {
  if (requests.length === 0) return []
  await ports.engine.ready()
  const bench = await benchNow(ports)
  return inParallel(requests, readsAtOnce, async (request) => {
    const governed = await ports.governed(request.subject)
    const reviews = request.state === 'PENDING' ? await ports.reads.reviews(request.uid) : []
    const stood = { request, governed, reviews, checks: [], exceptions: [], tamperings: [], viewer }
    return standingOf(ports, bench, stood).isAwaitingViewer
  })
}

/** Requests of a list that are read for at once. */
const readsAtOnce = 10

/** How a request stands at the moment of a bench. Pure but for the decisions of policy. */
export function standingOf({ gates }: Pick<ApprovalPorts, 'gates'>, bench: Bench, asked: Stood): Standing {
  const stood = { ...asked, request: withStandIns(bench, asked.request) }
  const { request, governed, reviews, checks, exceptions, viewer } = stood
  const persons = personsFor(bench, request)
  const requirements = askedOf(request)
  const judgement = judgeBy({ bench, request, governed }, { requirements, reviews, checks, exceptions, gates })
  const resource = governed === null ? null : reviewResource(request, governed)
  const electorate: Electorate = resource === null ? new Map() : electorateOf(bench, resource, persons)
  const own = viewer === null || resource === null ? [] : waysOf(bench, viewer, { place: request, resource })
  const isWaiting = request.state === 'PENDING' || request.state === 'DRAFT'
  const isDecided = !undecided.has(request.state)
  // Who said yes may have lost the role since; what was decided stays decided.
  const slots = isDecided && request.filled !== null ? request.filled : judgement.slots
  return {
    exceptions: liveExceptions(exceptions, request, bench.now),
    slots: slotStandings(slots, electorate, own),
    gateStatus: judgement.gateStatus,
    blockers: isDecided
      ? []
      : [
          ...(isWaiting ? unsatisfiable(requirements, electorate) : []),
          ...judgement.blockers,
          ...frozenBy(stood.tamperings, request),
        ],
    isAwaitingViewer:
      viewer !== null &&
      (request.state === 'PENDING'
        ? isAwaiting(persons, { ...stood, viewer, own, now: bench.now }, electorate)
        : isAwaitingRatification(bench, { request, resource, viewer })),
  }
}

/** States in which it is open whether a request will be carried out. */
const undecided: ReadonlySet<RequestState> = new Set(['DRAFT', 'PENDING', 'CHANGES_REQUESTED', 'APPROVED'])

type Electorate = ReadonlyMap<string, readonly Candidate[]>

function slotStandings(
  slots: readonly ReviewSlot[],
  electorate: Electorate,
  own: readonly Candidate[],
): readonly SlotStanding[] {
  const could = (candidates: readonly Candidate[], slot: ReviewSlot) =>
    candidates.some((candidate) => couldFill(candidate, slot))
  return slots.map((slot) => ({
    ...slot,
    eligible: [...electorate.values()].filter((candidates) => could(candidates, slot)).length,
    viewerCould: could(own, slot),
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

/** What somebody brings, by all of their accounts' own rights and in the place of others. */
function waysOf(
  bench: Bench,
  viewer: Principal,
  where: { readonly place: ApprovalRequest; readonly resource: Resource },
): readonly Candidate[] {
  const accounts = bench.persons.allOf([viewer.id])
  return accounts.flatMap((id) => [
    ...candidatesOf(bench, id, where.resource),
    ...standInsOf(bench, id, where).flatMap((each) => candidatesBy(bench, each, where.resource)),
  ])
}

/** Whether glass was broken for it, and the viewer may say that it was right and has not yet. */
function isAwaitingRatification(
  bench: Bench,
  {
    request,
    resource,
    viewer,
  }: Pick<Stood, 'request'> & { readonly resource: Resource | null; readonly viewer: Principal },
): boolean {
  if (!isRatifiable(request) || resource === null || viewer.kind !== 'USER') return false
  const persons = personsFor(bench, request)
  const person = persons.of(viewer.id)
  const isInvolved = request.excluded.some((id) => persons.of(id) === person)
  const hasRatified = request.breakGlass?.ratifications.some(({ by }) => persons.of(by) === person) === true
  return !isInvolved && !hasRatified && bench.decide(viewer, 'approval:review', resource).allowed
}

/** Whether one more place would be filled if the viewer said yes. */
function isAwaiting(
  persons: Pick<Persons, 'of'>,
  {
    request,
    reviews,
    viewer,
    own,
    now,
  }: Stood & { readonly viewer: Principal; readonly own: readonly Candidate[]; readonly now: number },
  electorate: Electorate,
): boolean {
  const person = persons.of(viewer.id)
  const votes = votesOf({ request, reviews, persons })
  if (own.length === 0 || votes.some(({ reviewer }) => persons.of(reviewer) === person)) return false
  const approvers = votes
    .filter(({ decision }) => decision === 'APPROVE')
    .map(({ reviewer }) => electorate.get(persons.of(reviewer)) ?? [])
  const waiting = { since: request.submittedAt, now }
  const filled = (people: readonly (readonly Candidate[])[]) =>
    fillSlots(slotsOf(request.requirements.reviewers, waiting), people.length, (index, slot) =>
      (people[index] ?? []).some((candidate) => couldFill(candidate, slot)),
    ).filter((by) => by !== null).length
  return filled([...approvers, own]) > filled(approvers)
}
