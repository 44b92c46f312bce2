import { noToken } from '../access/index.ts'
import type { Principal } from '../access/types.ts'
import type { CallContext } from '../connector/contract.ts'
import { systemActor } from '../kernel/actor.ts'
import type { Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { requestResource } from './bench.ts'
import { advance, guardFactsOf, judgeBy, unjudged, usedExceptions } from './decide-now.ts'
import { exceptionPlaceOf } from './exceptions.ts'
import { stillHolds } from './going-back.ts'
import { changeOf, invalidate, lookAgain, type SecondLook, withDuties } from './look-again.ts'
import { type Opened, openForGateway, unknownRequest, wrongState } from './open-request.ts'
import { datedPlan } from './plan-steps.ts'
import type { ApprovalPorts, ApprovalTransaction } from './ports.ts'
import { retirementTargetOf } from './retirement.ts'
import { checksOf } from './run-gates.ts'
import { busyStates, mayGo } from './state-machine.ts'
import { frozenBy, isTamperedSince } from './tampering.ts'
import type { ApprovalRequest, Blocker, Check, Requirements } from './types.ts'

/** As whom the gateway carries out what was approved. */
export const executor: Principal = {
  id: 'system',
  kind: 'SERVICE_ACCOUNT',
  name: 'system',
  roles: ['effect-executor'],
  teams: [],
  clearance: 4,
  regions: [],
  ...noToken,
}

/**
 * Begins to carry out an approved request (T12), and leaves its effects to be carried out in the same transaction. What was
 * approved is not believed: the version is read and its files are hashed again, every gate is run again, and who said yes
 * is judged by what they may now, all of it by what the request was submitted under and by what is in force. What changed
 * waits for reviews anew; what is not due yet, blocked by a gate, or on a frozen target, stays approved until it lapses; both
 * are refused, as are WRONG_STATE, and CONFLICT where another change of the target is under way. Safe to call again. Throws a tool's `Fault`.
 */
export async function begin(ports: ApprovalPorts, uid: Uid, call: CallContext): Promise<Outcome<ApprovalRequest>> {
  const [known] = await ports.reads.byUids([uid])
  if (known == null) return refuse(unknownRequest)
  if (known.state !== 'APPROVED') return refuse(wrongState(known, 'carried out'))
  const frozen = frozenBy(await ports.reads.tamperings(), known)
  const isDue = frozen.length === 0 && (known.notBefore === null || known.notBefore <= ports.clock.now())
  const second = isDue ? await lookAgain(ports, known, { rerun: 'STRICT', call }) : null
  const restored = known.restores === null ? null : ((await ports.reads.byUids([known.restores]))[0] ?? null)
  const begun = await openForGateway(ports, { known, by: systemActor }, (opened) =>
    beginOpened(ports, opened, { known, second, restored }),
  )
  return begun ?? refuse(unknownRequest)
}

interface Beginning {
  /** The request as it was when it was looked at. */
  readonly known: ApprovalRequest
  readonly second: SecondLook | 'GONE' | null
  readonly restored: ApprovalRequest | null
}

async function beginOpened(
  ports: ApprovalPorts,
  opened: Opened,
  { known, second, restored }: Beginning,
): Promise<Outcome<ApprovalRequest>> {
  const { transaction, bench, request } = opened
  const { now } = bench
  if (request.state !== 'APPROVED') return refuse(wrongState(request, 'carried out'))
  if (request.revision !== known.revision) return refuse(changedMeanwhile)
  const facts = unjudged(request, now)
  if (mayGo('lapse', request.state, facts)) {
    const lapsed = await advance(opened, 'lapse', { facts, event: { action: 'approval:expire' } })
    return refuse(wrongState(lapsed, 'carried out'))
  }
  const tamperings = await transaction.tamperings()
  const frozen = frozenBy(tamperings, request)
  if (second === null || frozen.length > 0) return refuse(notNow(frozen))
  if (second === 'GONE') return refuse(wrongState(await withdraw(opened, 'SUBJECT_GONE'), 'carried out'))
  const isTampered = isTamperedSince(tamperings, { uid: request.subject.uid, at: request.submittedAt ?? now })
  const cause = changeOf(request, second.look) ?? (isTampered ? 'SUBJECT_CHANGED' : null)
  if ((await transaction.policies()).number !== second.look.policies.number) return refuse(policiesMoved)
  if (cause !== null) {
    const renewed = { ...second, requirements: askedAnew(opened, { second, restored }) }
    return refuse(wrongState(await invalidate(ports, opened, { second: renewed, cause }), 'carried out'))
  }
  return (await inTheWay(opened, restored)) ?? judgeAndBegin(ports, opened, { second, restored })
}

/** Why another change, or what has become of an approval, keeps a request from being carried out; null where nothing does. */
async function inTheWay(opened: Opened, restored: ApprovalRequest | null): Promise<Outcome<ApprovalRequest> | null> {
  const { transaction, request } = opened
  if ((await transaction.onTarget(request.target.uid, busyStates)).length > 0) return refuse(busy)
  if (await transaction.isBeingCleared(request.target.uid)) return refuse(beingCleared)
  const retirement = await retirementInWay(transaction, request)
  if (retirement === 'RETIRED') return refuse(wrongState(await withdraw(opened, 'VERSION_RETIRED'), 'carried out'))
  if (retirement === 'BUSY') return refuse(busyVersion)
  if (restored !== null && !(await stillHolds(transaction, restored.uid)))
    return refuse(wrongState(await withdraw(opened, 'APPROVAL_REVOKED'), 'carried out'))
  return null
}

/**
 * Whether a retirement of the version is in the way of another change to it, or another change in the way of that. Both lock
 * the version's own target, which is the only one that a retirement locks, so that of two at once the second sees the first.
 */
async function retirementInWay(
  transaction: ApprovalTransaction,
  { target, subject }: ApprovalRequest,
): Promise<'RETIRED' | 'BUSY' | null> {
  if (target.kind === 'VERSION')
    return (await transaction.aboutVersion(subject.uid, busyStates)).length > 0 ? 'BUSY' : null
  const retirement = retirementTargetOf(subject.uid)
  if ((await transaction.target(retirement)).desired !== null) return 'RETIRED'
  return (await transaction.onTarget(retirement, busyStates)).length > 0 ? 'BUSY' : null
}

async function judgeAndBegin(
  ports: ApprovalPorts,
  opened: Opened,
  { second, restored }: { readonly second: SecondLook; readonly restored: ApprovalRequest | null },
): Promise<Outcome<ApprovalRequest>> {
  const { transaction, bench, governed } = opened
  const request = withDuties(opened.request, { bench, second })
  const now = { ...opened, request }
  const { requirements } = second
  const fresh = checksOf(request, second.examined.gates, bench.now)
  await transaction.addChecks(fresh)
  const reviews = await transaction.reviews(request.uid)
  const exceptions = await transaction.exceptionsFor(exceptionPlaceOf(request))
  const judgement = judgeBy(now, { requirements, reviews, checks: fresh, exceptions, gates: ports.gates })
  const facts = { ...guardFactsOf(request, judgement, bench.now), rejectQuorum: requirements.rejectQuorum }
  if (judgement.rejects >= requirements.rejectQuorum || judgement.blockers.some(isAboutReviews)) {
    const renewed = { ...second, requirements: askedAnew(now, { second, restored }) }
    const again = await invalidate(ports, now, { second: renewed, cause: 'REVIEWS_MISSING' })
    return refuse(wrongState(again, 'carried out'))
  }
  const endsAt = (request.decidedAt ?? bench.now) + requirements.approvalTtlMs
  if (bench.now >= endsAt) {
    const event = { action: 'approval:expire' }
    return refuse(
      wrongState(await advance(now, 'lapse', { facts: { ...facts, expiresAt: endsAt }, event }), 'carried out'),
    )
  }
  const gatesPassed = judgement.gateStatus === 'PASSED'
  const resource = governed === null ? null : requestResource(request, governed, { digestMatches: true, gatesPassed })
  const isAllowed = resource !== null && bench.decide(executor, 'effect:execute', resource).allowed
  const blockers = isAllowed || judgement.blockers.length > 0 ? judgement.blockers : [notPermitted]
  if (!mayGo('begin', request.state, { ...facts, blockers })) {
    await transaction.save(request)
    return refuse(notNow(blockers))
  }
  const used = usedExceptions(request, { requirements, exceptions, bench })
  const details = { checks: fresh.map(({ uid }: Check) => uid), exceptions: used }
  const event = { action: 'effect:execute', details, policySetDigest: bench.snapshot.digest }
  const executing = await advance(now, 'begin', { facts, changes: { plan: datedPlan(request.plan, bench.now) }, event })
  await transaction.planEffects(executing)
  return succeed(executing)
}

/**
 * What is asked of a request that goes back to its reviewers: what is in force. Where no policy speaks of it any more, what
 * it was submitted under; that of a version that is brought back asks for nobody, so there it is what it was approved by.
 */
function askedAnew(
  { request }: Pick<Opened, 'request'>,
  { second, restored }: { readonly second: SecondLook; readonly restored: ApprovalRequest | null },
): Requirements {
  return second.look.requirements ?? (restored ?? request).requirements
}

/** More people must say yes than did, or than still may: only reviews help. */
function isAboutReviews({ code }: Blocker): boolean {
  return code === 'REVIEWS_MISSING'
}

/** Ends a request that can never be carried out any more. */
export function withdraw(
  opened: Opened,
  cause: 'SUBJECT_GONE' | 'APPROVAL_REVOKED' | 'VERSION_RETIRED',
): Promise<ApprovalRequest> {
  const { request, bench } = opened
  const event = { action: 'approval:cancel', details: { cause } }
  return advance(opened, 'cancel', { facts: unjudged(request, bench.now), changes: { cause }, event })
}

const notPermitted: Blocker = {
  code: 'NOT_PERMITTED',
  message: 'The access policy does not let the gateway carry it out.',
  subject: 'effect:execute',
}

function notNow(blockers: readonly Blocker[]) {
  const [first] = blockers
  return problem('CONFLICT', first?.message ?? 'It is not due yet.', { details: { blockers } })
}

const changedMeanwhile = problem('CONFLICT', 'The request has changed just now. Try again.')

const busy = problem('CONFLICT', 'Another change of the target is under way.')

const beingCleared = problem('CONFLICT', 'Old copies of versions that the target served are being removed just now.')

const busyVersion = problem('CONFLICT', 'Another change of the version is under way.')

const policiesMoved = problem('CONFLICT', 'The approval policies have changed just now. Try again.')
