import { configurationDigestOf } from './digests.ts'
import { exceptionToRule } from './exceptions.ts'
import type { GateException } from './people-types.ts'
import type { Persons } from './persons.ts'
import { isAsPlanned, standingFor } from './plan-steps.ts'
import { type Candidate, couldFill, fillSlots, type OpenSlot, slotsOf } from './quorum.ts'
import type { ApprovalRequest, Blocker, Check, GateRule, Requirements, Review, ReviewSlot } from './types.ts'

/** What a request is judged by, all of one moment. */
export interface Evidence {
  readonly request: Pick<
    ApprovalRequest,
    'subject' | 'plan' | 'unknownAuthors' | 'action' | 'notBefore' | 'submittedAt' | 'target'
  >
  readonly requirements: Requirements
  readonly reviews: readonly Review[]
  readonly checks: readonly Check[]
  readonly persons: Pick<Persons, 'of'>
  /** What a review brings whose reviewer may review now; nothing where they may not. */
  readonly candidatesOf: (review: Review) => readonly Candidate[]
  /** Those by which gates need not pass now; see `liveExceptions`. */
  readonly exceptions: readonly GateException[]
  /** Names of gates that are about the moment of the change. */
  readonly momentGates: ReadonlySet<string>
  readonly now: number
}

/** How a request stands. */
export interface Judgement {
  readonly slots: readonly ReviewSlot[]
  readonly blockers: readonly Blocker[]
  /** How many people say no who may. */
  readonly rejects: number
  readonly gateStatus: 'PASSED' | 'FAILED' | 'ERROR'
}

/** Judges a request. Pure: the same evidence has the same judgement. */
export function judge(evidence: Evidence): Judgement {
  const votes = votesOf(evidence).flatMap((review) => {
    const candidates = evidence.candidatesOf(review)
    return candidates.length === 0 ? [] : [{ review, candidates }]
  })
  const { submittedAt: since } = evidence.request
  const slots = fill(
    slotsOf(evidence.requirements.reviewers, { since, now: evidence.now }),
    votes.filter(({ review }) => review.decision === 'APPROVE'),
  )
  const gates = evidence.requirements.gates.filter(({ required }) => required).flatMap(gateBlocker(evidence))
  const judged = gates.filter(({ code }) => code !== 'NOT_NOW')
  const open = [...new Set(slots.flatMap(({ review, rule }) => (review === null ? [rule] : [])))]
  return {
    slots,
    blockers: [
      ...nothingToDo(evidence),
      ...unknownAuthors(evidence),
      ...gates,
      ...open.map((rule): Blocker => missing(rule)),
      ...tooEarly(evidence),
    ],
    rejects: votes.filter(({ review }) => review.decision === 'REJECT').length,
    gateStatus: statusOf(judged),
  }
}

/**
 * The word of each person that counts: their latest that was neither dismissed nor a mere comment, on this version and
 * plan. People have one word however many names they have.
 */
export function votesOf({
  request,
  reviews,
  persons,
}: Pick<Evidence, 'reviews' | 'persons'> & {
  readonly request: Pick<ApprovalRequest, 'subject' | 'plan'>
}): readonly Review[] {
  const votes = new Map<string, Review>()
  const counting = reviews.filter(
    (review) =>
      isStanding(review) &&
      review.subjectDigest === request.subject.subjectDigest &&
      review.planDigest === request.plan.digest,
  )
  for (const review of counting.toSorted(byTime)) votes.set(persons.of(review.reviewer), review)
  return [...votes.values()]
}

/** Whether a review says yes or no, and was not dismissed. */
export function isStanding({ dismissal, decision }: Pick<Review, 'dismissal' | 'decision'>): boolean {
  return dismissal === null && decision !== 'COMMENT'
}

/** The check of a gate that counts for this version and plan; undefined where there is none, or it is too old. */
export function checkFor(
  { request, checks, now }: Pick<Evidence, 'checks' | 'now'> & Pick<Evidence, 'request'>,
  rule: GateRule,
): Check | undefined {
  const configuration = configurationDigestOf(rule)
  return checks
    .filter(
      (check) =>
        check.gate === rule.gate &&
        check.configurationDigest === configuration &&
        check.subjectDigest === request.subject.subjectDigest &&
        check.planDigest === request.plan.digest &&
        (check.expiresAt === null || check.expiresAt > now),
    )
    .toSorted((one, other) => other.computedAt - one.computedAt)[0]
}

/** Whether a check lets a request pass. */
export function isPassed(check: Pick<Check, 'verdict'> | undefined): boolean {
  return check !== undefined && ['PASS', 'WARN', 'NOT_APPLICABLE'].includes(check.verdict)
}

function byTime(one: Review, other: Review): number {
  return one.createdAt - other.createdAt || (one.uid < other.uid ? -1 : 1)
}

interface Vote {
  readonly review: Review
  readonly candidates: readonly Candidate[]
}

function fill(slots: readonly OpenSlot[], votes: readonly Vote[]): readonly ReviewSlot[] {
  const filledBy = fillSlots(slots, votes.length, (index, slot) =>
    (votes[index]?.candidates ?? []).some((candidate) => couldFill(candidate, slot)),
  )
  return slots.map((slot, index) => {
    const by = filledBy[index] ?? null
    return { ...slot, review: by === null ? null : (votes[by]?.review.uid ?? null) }
  })
}

function gateBlocker(evidence: Evidence) {
  return (rule: GateRule): readonly Blocker[] => {
    const check = checkFor(evidence, rule)
    if (isPassed(check) || exceptionToRule(evidence.exceptions, rule) !== null) return []
    if (evidence.momentGates.has(rule.gate)) {
      const message = check?.explanation ?? `${rule.gate} is looked at when the change is carried out.`
      return [{ code: 'NOT_NOW', message, subject: rule.gate }]
    }
    if (check?.verdict === 'FAIL') return [{ code: 'GATE_FAILED', message: check.explanation, subject: rule.gate }]
    const message = check?.explanation ?? `${rule.gate} has not been run on this version and plan yet.`
    return [{ code: 'GATE_ERROR', message, subject: rule.gate }]
  }
}

function statusOf(blockers: readonly Blocker[]): Judgement['gateStatus'] {
  if (blockers.some(({ code }) => code === 'GATE_FAILED')) return 'FAILED'
  return blockers.length === 0 ? 'PASSED' : 'ERROR'
}

function missing(rule: string): Blocker {
  return { code: 'REVIEWS_MISSING', message: `Nobody has said yes yet as: ${rule}.`, subject: rule }
}

function nothingToDo({ request: { action, plan, subject, target } }: Evidence): readonly Blocker[] {
  if (action === 'ADOPT' || !isAsPlanned(standingFor(target, subject), plan)) return []
  return [{ code: 'NOTHING_TO_DO', message: 'The target stands for this version already.', subject: null }]
}

function unknownAuthors({ request, requirements }: Evidence): readonly Blocker[] {
  if (requirements.unknownAuthor === 'ALLOW') return []
  return request.unknownAuthors.map((author) => ({
    code: 'UNKNOWN_AUTHOR',
    message:
      'Who made this version cannot be tied to a person, so whoever judges it may be its author. Have an administrator vouch for the name.',
    subject: author,
  }))
}

function tooEarly({ request, requirements, now }: Evidence): readonly Blocker[] {
  const { notBefore, submittedAt } = request
  const waitEnds = (submittedAt ?? now) + requirements.minWaitMs
  if (now < waitEnds)
    return [{ code: 'MIN_WAIT', message: `It waits until ${new Date(waitEnds).toISOString()}.`, subject: null }]
  if (notBefore === null || now >= notBefore) return []
  return [{ code: 'NOT_BEFORE', message: `It is due at ${new Date(notBefore).toISOString()}.`, subject: null }]
}
