import { type Bench, reviewResource } from './bench.ts'
import { type EventFacts, transitionEvent } from './events.ts'
import { exceptionPlaceOf, exceptionToRule, liveExceptions } from './exceptions.ts'
import { checkFor, type Judgement, judge, votesOf } from './judge.ts'
import type { Opened } from './open-request.ts'
import type { GateException } from './people-types.ts'
import type { GateRegistry } from './ports.ts'
import { candidatesOfReview, personsFor, withStandIns } from './stand-ins.ts'
import { type Changes, type GuardFacts, go, mayGo, type TransitionName } from './state-machine.ts'
import type { ApprovalRequest, Check, Requirements, Review } from './types.ts'

/** What a judgement is made of beside the request. */
interface JudgedBy {
  readonly requirements: Requirements
  readonly reviews: readonly Review[]
  readonly checks: readonly Check[]
  /** Of the request's version and target; which of them count is worked out. */
  readonly exceptions: readonly GateException[]
  readonly gates: GateRegistry
}

/** Judges a request by who may review it at this moment. Where the mirror lost its version nobody may. */
export function judgeBy(
  { bench, request: asked, governed }: Pick<Opened, 'request' | 'governed'> & { readonly bench: Bench },
  { gates, ...by }: JudgedBy,
): Judgement {
  const request = withStandIns(bench, asked)
  const resource = governed === null ? null : reviewResource(request, governed)
  return judge({
    ...by,
    request,
    exceptions: liveExceptions(by.exceptions, request, bench.now),
    persons: personsFor(bench, request),
    now: bench.now,
    momentGates: momentGatesOf(gates),
    candidatesOf: (review) =>
      resource === null ? [] : candidatesOfReview(bench, review, { place: request, resource }),
  })
}

/** Names of gates that are about the moment of the change. */
export function momentGatesOf({ all }: GateRegistry): ReadonlySet<string> {
  return new Set(all.flatMap(({ name, isAboutMoment = false }) => (isAboutMoment ? [name] : [])))
}

/** How a request stands in a transaction, by what it was submitted under, and what that follows from. */
export async function judgedNow(opened: Opened, gates: GateRegistry) {
  const { transaction, request } = opened
  const [reviews, checks] = [await transaction.reviews(request.uid), await transaction.checks(request.uid)]
  const exceptions = await transaction.exceptionsFor(exceptionPlaceOf(request))
  const { requirements } = request
  return {
    judgement: judgeBy(opened, { requirements, reviews, checks, exceptions, gates }),
    reviews,
    checks,
    exceptions,
  }
}

/** What guards look at. */
export function guardFactsOf(request: ApprovalRequest, judgement: Judgement, now: number): GuardFacts {
  const { expiresAt, requirements } = request
  return {
    now,
    expiresAt,
    rejects: judgement.rejects,
    rejectQuorum: requirements.rejectQuorum,
    blockers: judgement.blockers,
  }
}

/** What guards look at where nothing was judged, since the way has no condition of that kind. */
export function unjudged({ expiresAt }: ApprovalRequest, now: number): GuardFacts {
  return { now, expiresAt, rejects: 0, rejectQuorum: 1, blockers: [] }
}

/** Moves a request, writes it and records it. Answers how it stands after. */
export async function advance(
  { transaction, request }: Pick<Opened, 'transaction' | 'request'>,
  name: TransitionName,
  { facts, changes, event }: { readonly facts: GuardFacts; readonly changes?: Changes; readonly event: EventFacts },
): Promise<ApprovalRequest> {
  const moved = go(name, request, changes === undefined ? { facts } : { facts, changes })
  await transaction.save(moved)
  transaction.record(transitionEvent(name, moved, event))
  return moved
}

/**
 * Decides a pending request when it can be decided: rejected where enough people say no, approved where nothing stands in
 * the way. Otherwise it stays as it is.
 */
export async function decideNow(opened: Opened, gates: GateRegistry): Promise<ApprovalRequest> {
  const { bench, request } = opened
  const { requirements } = request
  const { judgement, reviews, checks, exceptions } = await judgedNow(opened, gates)
  const facts = guardFactsOf(request, judgement, bench.now)
  const changes = { decidedAt: bench.now }
  const event = { action: 'approval:review', policySetDigest: bench.snapshot.digest }
  if (mayGo('reject', request.state, facts)) return advance(opened, 'reject', { facts, changes, event })
  if (!mayGo('approve', request.state, facts)) return request
  return advance(opened, 'approve', {
    facts,
    changes: { ...changes, expiresAt: bench.now + requirements.approvalTtlMs, filled: judgement.slots },
    event: { ...event, details: usedFor(request, { judgement, reviews, checks, exceptions, bench }) },
  })
}

/** The reviews and checks that an approval rests on. */
function usedFor(
  request: ApprovalRequest,
  {
    judgement,
    reviews,
    checks,
    exceptions,
    bench,
  }: {
    readonly judgement: Judgement
    readonly reviews: readonly Review[]
    readonly checks: readonly Check[]
    readonly exceptions: readonly GateException[]
    readonly bench: Bench
  },
): NonNullable<EventFacts['details']> {
  const used = new Set(judgement.slots.map(({ review }) => review))
  const votes = votesOf({ request, reviews, persons: personsFor(bench, request) }).filter(({ uid }) => used.has(uid))
  const found = request.requirements.gates.flatMap((rule) => {
    const check = checkFor({ request, checks, now: bench.now }, rule)
    return check === undefined ? [] : [check.uid]
  })
  return {
    reviews: votes.map(({ uid }) => uid),
    checks: found,
    exceptions: usedExceptions(request, { requirements: request.requirements, exceptions, bench }),
  }
}

/** Uids of the exceptions without which a gate would have had to pass. */
export function usedExceptions(
  request: ApprovalRequest,
  { requirements, exceptions, bench }: Pick<JudgedBy, 'requirements' | 'exceptions'> & { readonly bench: Bench },
): readonly string[] {
  const live = liveExceptions(exceptions, withStandIns(bench, request), bench.now)
  const required = requirements.gates.filter((rule) => rule.required)
  return [...new Set(required.flatMap((rule) => exceptionToRule(live, rule)?.uid ?? []))]
}
