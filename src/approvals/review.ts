import type { CallContext } from '../connector/contract.ts'
import { mintUid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { reviewResource } from './bench.ts'
import type { ReviewCommand, ReviewResult } from './commands.ts'
import { advance, decideNow, judgeBy, unjudged } from './decide-now.ts'
import { happeningEvent } from './events.ts'
import { votesOf } from './judge.ts'
import { changeOf, invalidate, lookAgain, type SecondLook, withDuties } from './look-again.ts'
import {
  deny,
  type Glimpsed,
  glimpse,
  mayDo,
  type Opened,
  openRequest,
  revisionRefusal,
  unknownRequest,
} from './open-request.ts'
import type { Delegation } from './people-types.ts'
import type { ApprovalCaller, ApprovalPorts } from './ports.ts'
import { couldFill } from './quorum.ts'
import { repeatOf } from './repeats.ts'
import { checksOf } from './run-gates.ts'
import { candidatesOfReview, personsFor, standInsOf } from './stand-ins.ts'
import { takeBack } from './take-back.ts'
import type { ApprovalRequest, Review, ReviewDecision } from './types.ts'

/**
 * Says yes, no, "change this" or anything else to a request, or takes back what one said. Before a yes the version is read
 * again: where it, or what the target stands for, has changed, the request waits for reviews anew and the yes is refused.
 * The last yes that is missing approves, enough noes reject; a no to what was approved and not begun takes the approval
 * back. Refuses with BAD_USER_INPUT, NOT_FOUND, NOT_REVIEWABLE, REVISION_CONFLICT, IDEMPOTENCY_CONFLICT, OWN_WORK, FORBIDDEN,
 * ALREADY_REVIEWED, SUBJECT_CHANGED or CONFLICT. Refusals of a right are recorded. Throws a tool's `Fault`.
 */
export async function reviewRequest(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: ReviewCommand,
  call: CallContext,
): Promise<Outcome<ReviewResult>> {
  const { decision } = command
  const comment = command.comment?.trim() ?? ''
  if (decision === 'TAKE_BACK') return takeBack(ports, caller, command)
  const wrong = commentRefusal(decision, comment)
  if (wrong !== null) return refuse(wrong)
  const repeat = repeatOf(caller, 'reviewRequest', command)
  const earlier = await repeat.earlierAlone(ports)
  if (!earlier.ok) return earlier
  const second =
    decision === 'APPROVE' && earlier.value === null ? await lookForYes(ports, caller, { command, call }) : null
  return openRequest(ports, caller, {
    uid: command.request,
    repeat,
    again: async (request, { reviews }) => lastWordOf(caller, { request, reviews: await reviews(request.uid) }),
    async work(opened) {
      const said = await say(ports, opened, { caller, command: { ...command, decision, comment }, second })
      if (said.ok) await repeat.remember(opened.transaction, opened.request.uid)
      return said
    },
  })
}

/** Reads nothing for a yes that is refused whatever there is to read. */
async function lookForYes(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  { command, call }: { readonly command: ReviewCommand; readonly call: CallContext },
): Promise<SecondLook | 'GONE' | null> {
  const glimpsed = await glimpse(ports, caller, command.request)
  if (glimpsed === null) return null
  const { bench, request } = glimpsed
  const waits = request.state === 'PENDING' && bench.now < request.expiresAt
  if (!waits || revisionRefusal(request, command.expectedRevision) !== null) return null
  const judged = { ...glimpsed, request: withDuties(request, { bench, second: null }) }
  return capacitiesOf(judged, caller).ok ? lookAgain(ports, request, { rerun: 'OPEN', call }) : null
}

interface Said {
  readonly caller: ApprovalCaller
  readonly command: Omit<ReviewCommand, 'decision' | 'comment'> & {
    readonly decision: ReviewDecision
    readonly comment: string
  }
  /** Null where there was nothing to look at. */
  readonly second: SecondLook | 'GONE' | null
}

async function say(ports: ApprovalPorts, opened: Opened, said: Said): Promise<Outcome<ReviewResult>> {
  const { bench } = opened
  const { caller, command } = said
  const { decision } = command
  const second = said.second === 'GONE' ? null : said.second
  if (decision === 'COMMENT') return comment(opened, said)
  const stateRefusal = await refusalOfState(opened, decision)
  if (stateRefusal !== null) return deny(opened, stateRefusal, 'approval:review')
  const revision = revisionRefusal(opened.request, command.expectedRevision)
  if (revision !== null) return refuse(revision)
  const request = withDuties(opened.request, { bench, second })
  const now: Opened = { ...opened, request }
  const right = capacitiesOf(now, caller)
  if (!right.ok) return deny(opened, right.problem, 'approval:review')
  if (decision === 'APPROVE') {
    const stale = await refusalOfLook(ports, now, said.second)
    if (stale !== null) return refuse(stale)
  }
  if (await hasSaid(now, caller, decision)) return refuse(alreadyReviewed)
  await opened.transaction.save(request)
  if (second !== null) await opened.transaction.addChecks(checksOf(request, second.examined.gates, bench.now))
  const { gates } = ports
  const capacity = await capacityFor(now, { reviewer: caller.principal.id, capacities: right.value, gates })
  const review = await add(now, said, capacity)
  return succeed({ review, request: await follow(ports, now, { decision, comment: command.comment }) })
}

/** What comes of what was said. */
async function follow(
  ports: ApprovalPorts,
  opened: Opened,
  { decision, comment: reason }: { readonly decision: ReviewDecision; readonly comment: string },
): Promise<ApprovalRequest> {
  const { request, bench } = opened
  const event = { action: 'approval:review', reason, policySetDigest: bench.snapshot.digest }
  const facts = unjudged(request, bench.now)
  if (request.state === 'APPROVED') return advance(opened, 'revoke', { facts, changes: { cause: 'REJECTED' }, event })
  if (decision === 'REQUEST_CHANGES') return advance(opened, 'askChanges', { facts, event })
  return decideNow(opened, ports.gates)
}

async function add(
  { transaction, bench, request }: Opened,
  { caller, command }: Said,
  capacity: Capacity = null,
): Promise<Review> {
  const { decision, comment: text } = command
  const review: Review = {
    uid: mintUid(bench.now),
    request: request.uid,
    reviewer: caller.principal.id,
    ...standsInBy(capacity),
    decision,
    comment: text === '' ? null : text,
    subjectDigest: request.subject.subjectDigest,
    planDigest: request.plan.digest,
    createdAt: bench.now,
    dismissal: null,
  }
  await transaction.addReview(review)
  const details = { review: review.uid, decision }
  // A mere comment is no reason for anything, so the trail keeps none of it.
  const reason = decision === 'COMMENT' ? null : review.comment
  const people = capacity === null ? {} : { onBehalfOf: capacity.from }
  const event = { action: 'approval:review', reason, details, people, policySetDigest: bench.snapshot.digest }
  transaction.record(happeningEvent('reviewed', request, event))
  return review
}

/** Whoever asked may answer, and whoever may ask for such a change or judge it may comment on it. */
async function comment(opened: Opened, said: Said): Promise<Outcome<ReviewResult>> {
  const { request, governed, bench } = opened
  const { principal } = said.caller
  const mayAsk = governed !== null && bench.decide(principal, 'approval:request', governed.version).allowed
  const mayComment =
    mayAsk || principal.id === request.requester || mayDo(opened, principal, 'approval:review', { state: 'PENDING' })
  if (!mayComment) return deny(opened, forbidden, 'approval:review')
  return succeed({ request, review: await add(opened, said) })
}

/** Why it takes no such word in its state. One that has lapsed is noted to have. */
async function refusalOfState(opened: Opened, decision: ReviewDecision): Promise<Problem | null> {
  const { request, bench } = opened
  const { state, expiresAt } = request
  const isOver = bench.now >= expiresAt
  if (state === 'PENDING' && isOver) {
    const event = { action: 'approval:expire' }
    await advance(opened, 'expire', { facts: unjudged(request, bench.now), event })
    return notReviewable({ ...request, state: 'EXPIRED' })
  }
  const isFit = state === 'PENDING' || (state === 'APPROVED' && decision === 'REJECT')
  return isFit ? null : notReviewable(request)
}

/** In whose place somebody judges; null for their own right. */
type Capacity = Delegation | null

/** The ways in which somebody may judge a request, their own right first; refuses where there is none. */
function capacitiesOf(glimpsed: Glimpsed, caller: ApprovalCaller): Outcome<readonly Capacity[]> {
  const { bench, request, governed } = glimpsed
  const refusal = ownReviewRefusal(glimpsed, caller)
  if (refusal !== null && (refusal.code !== 'FORBIDDEN' || governed === null)) return refuse(refusal)
  const resource = governed === null ? null : reviewResource(request, governed)
  const { principal } = caller
  const mayRepresent = resource !== null && bench.decide(principal, 'approval:represent', resource).allowed
  const others = mayRepresent ? standInsOf(bench, principal.id, { place: request, resource }) : []
  const all = [...(refusal === null ? [null] : []), ...others]
  return all.length === 0 && refusal !== null ? refuse(refusal) : succeed(all)
}

/** Why somebody may not judge a request by their own right; null when they may. */
export function ownReviewRefusal(
  { bench, request, governed }: Glimpsed,
  { principal }: ApprovalCaller,
): Problem | null {
  if (isOwnWork({ bench, request }, { principal })) return ownWork
  if (governed === null) return unknownRequest
  return bench.decide(principal, 'approval:review', reviewResource(request, governed)).allowed ? null : forbidden
}

/** Whether somebody is one person with anybody whose own work a request is. */
export function isOwnWork(
  { bench, request }: Pick<Glimpsed, 'bench' | 'request'>,
  { principal }: Pick<ApprovalCaller, 'principal'>,
): boolean {
  const same = personsFor(bench, request)
  const persons = new Set(request.excluded.map((id) => same.of(id)))
  return request.excluded.includes(principal.id) || persons.has(same.of(principal.id))
}

/** The way that fills a place which is open, or the first. */
async function capacityFor(
  { transaction, bench, request, governed }: Opened,
  {
    reviewer,
    capacities,
    gates,
  }: { readonly reviewer: string; readonly capacities: readonly Capacity[] } & Pick<ApprovalPorts, 'gates'>,
): Promise<Capacity> {
  const [first = null] = capacities
  if (capacities.length < 2 || governed === null) return first
  const reviews = await transaction.reviews(request.uid)
  const { slots } = judgeBy(
    { bench, request, governed },
    { requirements: request.requirements, reviews, checks: [], exceptions: [], gates },
  )
  const open = slots.filter(({ review }) => review === null)
  const where = { place: request, resource: reviewResource(request, governed) }
  const fills = (capacity: Capacity) =>
    candidatesOfReview(bench, { reviewer, ...standsInBy(capacity) }, where).some((candidate) =>
      open.some((slot) => couldFill(candidate, slot)),
    )
  return capacities.find(fills) ?? first
}

function standsInBy(capacity: Capacity): Pick<Review, 'standsIn'> {
  return capacity === null ? {} : { standsIn: { for: capacity.from, delegation: capacity.uid } }
}

/** A yes is of what is there now, or it is none. */
async function refusalOfLook(ports: ApprovalPorts, opened: Opened, second: Said['second']): Promise<Problem | null> {
  const { request, transaction } = opened
  // It began to wait for reviews after it was looked at.
  if (second === null) return changedMeanwhile
  if (second === 'GONE') {
    const gone = { action: 'approval:review', details: { cause: 'SUBJECT_GONE' } }
    const facts = unjudged(request, opened.bench.now)
    await advance(opened, 'cancel', { facts, changes: { cause: 'SUBJECT_GONE' }, event: gone })
    return subjectChanged
  }
  const cause = changeOf(request, second.look)
  if (cause === null) return null
  // The gates must have been run on what the request is bound to next.
  if ((await transaction.policies()).number !== second.look.policies.number) return changedMeanwhile
  await invalidate(ports, opened, { second, cause })
  return subjectChanged
}

async function hasSaid(
  { transaction, bench, request }: Opened,
  { principal }: ApprovalCaller,
  decision: ReviewDecision,
): Promise<boolean> {
  const persons = personsFor(bench, request)
  const votes = votesOf({ request, reviews: await transaction.reviews(request.uid), persons })
  const person = persons.of(principal.id)
  return votes.some((vote) => persons.of(vote.reviewer) === person && vote.decision === decision)
}

/** What a repeated call answers. */
function lastWordOf(
  { principal }: ApprovalCaller,
  { request, reviews }: { readonly request: ApprovalRequest; readonly reviews: readonly Review[] },
): Outcome<ReviewResult> {
  const review = reviews.filter(({ reviewer }) => reviewer === principal.id).at(-1)
  return review === undefined ? refuse(unknownRequest) : succeed({ request, review })
}

const commentCharsMax = 10_000

function commentRefusal(decision: ReviewDecision, text: string): Problem | null {
  if (text.length > commentCharsMax)
    return problem('BAD_USER_INPUT', `A comment has ${commentCharsMax} characters at most.`, { field: ['comment'] })
  if (decision === 'APPROVE' || text !== '') return null
  return problem('BAD_USER_INPUT', 'Say why, so that others can act on it.', { field: ['comment'] })
}

function notReviewable({ state }: Pick<ApprovalRequest, 'state'>): Problem {
  const message = `The request is ${state}, so it takes no review.`
  return problem('NOT_REVIEWABLE', message, { field: ['request'], details: { state } })
}

/** Nobody judges their own work. */
export const ownWork = problem(
  'OWN_WORK',
  'This is your own work, that of a program you answer for, or rests on your evidence. Somebody else judges it.',
)

const forbidden = problem(
  'FORBIDDEN',
  'Judging this needs the action approval:review on the request, and a clearance for its risk. Ask a policy steward.',
)

const alreadyReviewed = problem('ALREADY_REVIEWED', 'You have said so before; it counts once.')

const subjectChanged = problem(
  'SUBJECT_CHANGED',
  'The version, or what the target stands for, is not what it was. Look at the request again.',
  { field: ['request'] },
)

const changedMeanwhile = problem('CONFLICT', 'The request or the approval policies have changed just now. Try again.')
