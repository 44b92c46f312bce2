import type { CallContext } from '../connector/contract.ts'
import type { EvidenceNews } from '../evidence/index.ts'
import { systemActor } from '../kernel/actor.ts'
import { everyItem } from '../kernel/every-item.ts'
import { fullJitterMs } from '../kernel/full-jitter.ts'
import type { Uid } from '../kernel/ids.ts'
import { executor, withdraw } from './begin.ts'
import { type Bench, benchNow } from './bench.ts'
import { advance, decideNow, judgeBy, unjudged } from './decide-now.ts'
import { dutiesOf, programPrefix } from './duties.ts'
import { happeningEvent } from './events.ts'
import { exceptionPlaceOf } from './exceptions.ts'
import { observedCommit } from './gates/ci-status.ts'
import { changeOf, invalidate, lookAgain, type SecondLook, withDuties } from './look-again.ts'
import { type Opened, openForGateway } from './open-request.ts'
import type { ApprovalPorts, ApprovalTransaction, RequestFilter } from './ports.ts'
import { remind, reminderDue } from './remind.ts'
import { tryBringBack } from './roll-back.ts'
import { checksOf } from './run-gates.ts'
import { rollbackDue } from './settle.ts'
import { isApprovable, mayGo } from './state-machine.ts'
import type { ApprovalRequest, Blocker, Check } from './types.ts'

/** What a sweep did. */
export interface Swept {
  readonly expired: number
  readonly rechecked: number
  readonly broughtBack: number
  /** For which glass was broken, and which too few ratified in time. */
  readonly overdue: number
  /** That still wait for their reviewers, and of which that was said. */
  readonly reminded: number
  /** Requests that could not be looked at, such as since a tool did not answer; a later sweep tries again. */
  readonly failed: number
}

/** What sweeps of one process take, and remember of requests from one to the next. */
export interface Sweeping {
  readonly log: { warn(facts: object, message: string): void }
  /** In [0, 1). */
  readonly random: () => number
  /** Requests that were looked at in vain, and until when each is let be. */
  readonly waits: Map<Uid, Wait>
  /** What has been told since the last sweep that requests may have waited for. */
  readonly news: EvidenceNews[]
  /** When old answers are forgotten next. */
  forgetAt: number
}

/** A request that was looked at in vain. Who changes it ends the wait. */
interface Wait {
  readonly revision: number
  readonly failures: number
  readonly until: number
}

/** Sweeping without memory of anything yet. */
export function createSweeping({ log, random }: Pick<Sweeping, 'log' | 'random'>): Sweeping {
  return { log, random, waits: new Map(), news: [], forgetAt: 0 }
}

/** Reading a request anew hashes its files, so each is let be for longer and longer. */
const backoff = { baseMs: 60_000, maxMs: 30 * 60_000 }

/** Requests of one page. */
const pageSize = 100

/**
 * Does what is due without anybody asking: ends what has lapsed (T9, T10), runs gates again that could not be run or all
 * that is missing, and brings back what stood before an approval that was revoked while it was carried out. A request for
 * which that came to nothing is let be for longer and longer, until it changes; one that cannot be looked at keeps no other
 * from it. Safe to run on several replicas at once: each request is judged in its own transaction.
 */
export async function sweepRequests(ports: ApprovalPorts, call: CallContext, sweeping: Sweeping): Promise<Swept> {
  await forgetAnswers(ports, sweeping)
  const over = await all(ports, { states: ['PENDING', 'APPROVED'], expiresBy: ports.clock.now() })
  const expired = await counted(over, { sweeping, call }, (request) => expire(ports, request))
  const unratified = await all(ports, { ratifyBy: ports.clock.now() })
  const overdue = await counted(unratified, { sweeping, call }, (request) => markOverdue(ports, sweeping, request))
  const waiting = await all(ports, { states: ['PENDING'] })
  const late = waiting.filter((request) => reminderDue(request, ports.clock.now()) !== null)
  const reminded = await counted(late, { sweeping, call }, (request) => remind(ports, sweeping.log, request))
  const revoked = (await all(ports, { states: ['REVOKED'] })).filter(({ cause }) => cause === rollbackDue)
  forgetOthers(sweeping, [...waiting, ...revoked])
  const news = sweeping.news.splice(0)
  const rechecked = await counted(waiting, { sweeping, call }, async (request) => {
    const told = await gatesTold(ports, request, news)
    if (told.size > 0) sweeping.waits.delete(request.uid)
    return unlessWaiting(ports, sweeping, request, () => recheckIfOpen(ports, request, { told, call }))
  })
  const broughtBack = await counted(revoked, { sweeping, call }, (request) =>
    unlessWaiting(ports, sweeping, request, () => bringBackOrClear(ports, request, call)),
  )
  const failed = rechecked.failed + expired.failed + broughtBack.failed + overdue.failed + reminded.failed
  return {
    expired: expired.done,
    rechecked: rechecked.done,
    broughtBack: broughtBack.done,
    overdue: overdue.done,
    reminded: reminded.done,
    failed,
  }
}

/** How long a mutation that is sent again under its key is done once. */
const answersKeptMs = 30 * 24 * 60 * 60 * 1000

const forgetEveryMs = 60 * 60 * 1000

async function forgetAnswers({ changes, clock }: ApprovalPorts, sweeping: Sweeping): Promise<void> {
  if (clock.now() < sweeping.forgetAt) return
  sweeping.forgetAt = clock.now() + forgetEveryMs
  await changes.change(systemActor, (transaction) => transaction.forgetAnswers(transaction.now - answersKeptMs))
}

/** What came of looking at a request: something changed, nothing did, or there was no reason to look. */
type Came = 'CHANGED' | 'IN_VAIN' | 'NOT_LOOKED'

/** Looks at a request unless it is let be. Answers whether something changed. */
async function unlessWaiting(
  { clock }: Pick<ApprovalPorts, 'clock'>,
  { waits, random }: Sweeping,
  { uid, revision }: ApprovalRequest,
  look: () => Promise<Came>,
): Promise<boolean> {
  const known = waits.get(uid)
  const earlier = known?.revision === revision ? known : undefined
  if (earlier !== undefined && clock.now() < earlier.until) return false
  const failures = (earlier?.failures ?? 0) + 1
  const wait = () =>
    waits.set(uid, { revision, failures, until: clock.now() + fullJitterMs(failures, backoff, random()) })
  try {
    const came = await look()
    if (came === 'IN_VAIN') wait()
    else waits.delete(uid)
    return came === 'CHANGED'
  } catch (error) {
    wait()
    throw error
  }
}

function forgetOthers({ waits }: Sweeping, requests: readonly ApprovalRequest[]): void {
  const known = new Set(requests.map(({ uid }) => uid))
  for (const uid of waits.keys()) if (!known.has(uid)) waits.delete(uid)
}

/** Brings back what is owed for a revoked approval, and owes nothing more where there is nothing to bring back. */
async function bringBackOrClear(ports: ApprovalPorts, revoked: ApprovalRequest, call: CallContext): Promise<Came> {
  const caller = { principal: { ...executor, roles: [] }, actor: systemActor }
  const back = await tryBringBack(ports, { caller, revoked, reason: 'The approval was revoked.', call })
  if (back === 'LATER') return 'IN_VAIN'
  if (back !== 'NOTHING') return 'CHANGED'
  await openForGateway(ports, { known: revoked, by: systemActor }, async ({ transaction, request }) => {
    if (request.state === 'REVOKED' && request.cause === rollbackDue)
      await transaction.save({ ...request, cause: null })
  })
  return 'NOT_LOOKED'
}

/**
 * Looks at a pending request again: bound anew where something has changed (T8), its gates run that have not passed, and
 * decided where nothing stands in the way any more. Answers how it stands after; null where there is none that waits.
 */
async function recheckRequest(
  ports: ApprovalPorts,
  uid: Uid,
  { told, call }: Recheck,
): Promise<ApprovalRequest | null> {
  const [known] = await ports.reads.byUids([uid])
  if (known?.state !== 'PENDING') return null
  const second = await lookAgain(ports, known, { rerun: 'OPEN', told, call })
  return openForGateway(ports, { known, by: systemActor }, (opened) => recheck(ports, opened, second))
}

async function recheck(
  ports: ApprovalPorts,
  opened: Opened,
  second: SecondLook | 'GONE',
): Promise<ApprovalRequest | null> {
  const { transaction, bench } = opened
  if (opened.request.state !== 'PENDING') return null
  if (second === 'GONE') return withdraw(opened, 'SUBJECT_GONE')
  const request = withDuties(opened.request, { bench, second })
  const now = { ...opened, request }
  const cause = changeOf(request, second.look)
  if (cause !== null) {
    const isCurrent = (await transaction.policies()).number === second.look.policies.number
    return isCurrent ? invalidate(ports, now, { second, cause }) : null
  }
  await transaction.save({ ...request, cause: null })
  const checks = checksOf(request, second.examined.gates, bench.now)
  const turned = await turnedOf(transaction, checks)
  await transaction.addChecks(checks)
  const details = { checks: turned.map(({ uid }) => uid) }
  if (turned.length > 0)
    transaction.record(happeningEvent('rechecked', request, { action: 'approval:review', details }))
  return decideNow({ ...now, request: { ...request, cause: null } }, ports.gates)
}

/** Checks that found something else than the last ones did of the same version and plan. */
async function turnedOf(transaction: ApprovalTransaction, checks: readonly Check[]): Promise<readonly Check[]> {
  const [first] = checks
  if (first === undefined) return []
  const keyOf = ({ gate, verdict, configurationDigest, subjectDigest, planDigest }: Check) =>
    JSON.stringify([gate, verdict, configurationDigest, subjectDigest, planDigest])
  const known = new Set((await transaction.checks(first.request)).map(keyOf))
  return checks.filter((check) => !known.has(keyOf(check)))
}

/** Says loudly that too few stood by broken glass in time (T18). */
async function markOverdue(ports: ApprovalPorts, { log }: Sweeping, known: ApprovalRequest): Promise<boolean> {
  const done = await openForGateway(ports, { known, by: systemActor }, async ({ transaction, request, bench }) => {
    const { breakGlass } = request
    if (breakGlass === undefined || breakGlass.outcome !== null || bench.now < breakGlass.ratifyBy) return false
    const overdue: ApprovalRequest = { ...request, breakGlass: { ...breakGlass, outcome: 'OVERDUE' } }
    await transaction.save(overdue)
    const details = { incident: breakGlass.incident, people: breakGlass.ratifications.length }
    const event = { action: 'approval:expire', details, severity: 'ERROR' } as const
    transaction.record(happeningEvent('ratification_overdue', overdue, event))
    return true
  })
  if (done === true) log.warn({ request: known.uid }, 'glass was broken, and too few ratified it in time')
  return done === true
}

async function expire(ports: ApprovalPorts, known: ApprovalRequest): Promise<boolean> {
  const done = await openForGateway(ports, { known, by: systemActor }, async (opened) => {
    const { request, bench } = opened
    const facts = unjudged(request, bench.now)
    const way = request.state === 'PENDING' ? 'expire' : 'lapse'
    if (!mayGo(way, request.state, facts)) return false
    await advance(opened, way, { facts, event: { action: 'approval:expire' } })
    return true
  })
  return done === true
}

interface Recheck {
  /** Names of gates of which something was told, which are run again whatever they said before. */
  readonly told: ReadonlySet<string>
  readonly call: CallContext
}

/** Gates of a request that news are about. One about a commit is for those that a gate has found to be of that commit. */
async function gatesTold(
  { reads }: Pick<ApprovalPorts, 'reads'>,
  { uid, subject, requirements }: ApprovalRequest,
  news: readonly EvidenceNews[],
): Promise<ReadonlySet<string>> {
  const asked = new Set(requirements.gates.map(({ gate }) => gate))
  const near = news.filter(({ gate, version }) => asked.has(gate) && (version === null || version === subject.uid))
  if (near.length === 0) return new Set()
  const checks = await reads.checks(uid)
  const seen = (gate: string, commit: string) =>
    checks.some(
      (check) =>
        check.gate === gate && check.observed.some(({ name, text }) => name === observedCommit && text === commit),
    )
  return new Set(near.filter(({ gate, commit }) => commit === null || seen(gate, commit)).map(({ gate }) => gate))
}

/** Only where that can change anything; see {@link isWorthALook}. */
async function recheckIfOpen(ports: ApprovalPorts, request: ApprovalRequest, recheck: Recheck): Promise<Came> {
  const [reviews, checks] = [await ports.reads.reviews(request.uid), await ports.reads.checks(request.uid)]
  await ports.engine.ready()
  const bench = await benchNow(ports)
  const governed = await ports.governed(request.subject)
  const { requirements } = request
  const exceptions = await ports.reads.exceptionsFor(exceptionPlaceOf(request))
  const by = { requirements, reviews, checks, exceptions, gates: ports.gates }
  const { blockers } = judgeBy({ bench, request, governed }, by)
  const isVouched = isEveryoneVouched(request, bench)
  const isTold = recheck.told.size > 0
  if (!isTold && request.cause !== 'TARGET_MOVED' && !isWorthALook(blockers, isVouched)) return 'NOT_LOOKED'
  const after = await recheckRequest(ports, request.uid, recheck)
  return after === null || after.revision === request.revision ? 'IN_VAIN' : 'CHANGED'
}

/** Whether somebody is vouched for now under every name that was unknown. */
function isEveryoneVouched({ requester: id, unknownAuthors }: ApprovalRequest, { people }: Pick<Bench, 'people'>) {
  const kind = people.principals.find((principal) => principal.id === id)?.kind ?? 'USER'
  const authors = unknownAuthors.filter((author) => !author.startsWith(programPrefix))
  const now = dutiesOf(people, { requester: { id, kind }, authors }).unknownAuthors
  return !unknownAuthors.some((author) => now.includes(author))
}

/**
 * A gate could not be run; or every review is in, and a gate did not pass, or nothing is in the way any more, such as since
 * somebody vouched for an author. That an author is unknown is no reason: no tool tells who somebody is.
 */
function isWorthALook(blockers: readonly Blocker[], isVouched: boolean): boolean {
  const codes = new Set(blockers.map(({ code }) => code))
  if (codes.has('GATE_ERROR')) return true
  if (codes.has('REVIEWS_MISSING')) return false
  const others = blockers.filter(({ code }) => code !== 'UNKNOWN_AUTHOR' || !isVouched)
  return codes.has('GATE_FAILED') || isApprovable(others)
}

function all({ reads }: ApprovalPorts, filter: RequestFilter): Promise<readonly ApprovalRequest[]> {
  return everyItem(
    (after: Uid | null) => reads.list(filter, { first: pageSize, after }),
    ({ uid }) => uid,
  )
}

async function counted(
  requests: readonly ApprovalRequest[],
  { sweeping, call }: { readonly sweeping: Sweeping; readonly call: CallContext },
  work: (request: ApprovalRequest) => Promise<boolean>,
): Promise<{ readonly done: number; readonly failed: number }> {
  let done = 0
  let failed = 0
  for (const request of requests) {
    if (call.signal.aborted) break
    try {
      if (await work(request)) done += 1
    } catch (err) {
      failed += 1
      if (!call.signal.aborted) sweeping.log.warn({ err, request: request.uid }, 'a request could not be swept')
    }
  }
  return { done, failed }
}
