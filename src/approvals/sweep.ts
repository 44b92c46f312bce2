import type { CallContext } from '../connector/contract.ts'
import { systemActor } from '../kernel/actor.ts'
import type { Uid } from '../kernel/ids.ts'
import { Fault } from '../kernel/problem.ts'
import { executor, withdraw } from './begin.ts'
import { benchNow } from './bench.ts'
import { advance, decideNow, judgeBy, unjudged } from './decide-now.ts'
import { happeningEvent } from './events.ts'
import { changeOf, invalidate, lookAgain, type SecondLook, withDuties } from './look-again.ts'
import { type Opened, openForGateway } from './open-request.ts'
import type { ApprovalPorts, RequestFilter } from './ports.ts'
import { bringBack } from './roll-back.ts'
import { checksOf } from './run-gates.ts'
import { rollbackDue } from './settle.ts'
import { mayGo } from './state-machine.ts'
import type { ApprovalRequest } from './types.ts'

/** What a sweep did. */
export interface Swept {
  readonly expired: number
  readonly rechecked: number
  readonly broughtBack: number
  /** Requests that could not be looked at since a tool did not answer; the next sweep tries again. */
  readonly failed: number
}

/** Requests of one page. */
const pageSize = 100

/**
 * Does what is due without anybody asking: ends what has lapsed (T9, T10), runs gates again that could not be run or all
 * that is missing, and brings back what stood before an approval that was revoked while it was carried out. Safe to run on
 * several replicas at once: each request is judged in its own transaction.
 */
export async function sweepRequests(ports: ApprovalPorts, call: CallContext): Promise<Swept> {
  const over = await all(ports, { states: ['PENDING', 'APPROVED'], expiresBy: ports.clock.now() })
  const expired = await counted(over, (request) => expire(ports, request))
  const waiting = await all(ports, { states: ['PENDING'] })
  const rechecked = await counted(waiting, (request) => recheckIfOpen(ports, request, call))
  const revoked = (await ports.reads.list({ states: ['REVOKED'] }, { first: pageSize, after: null })).items
  const due = revoked.filter(({ cause }) => cause === rollbackDue)
  const broughtBack = await counted(due, async (request) => {
    const caller = { principal: { ...executor, roles: [] }, actor: systemActor }
    return (await bringBack(ports, { caller, revoked: request, reason: 'The approval was revoked.', call })) !== null
  })
  const failed = rechecked.failed + expired.failed + broughtBack.failed
  return { expired: expired.done, rechecked: rechecked.done, broughtBack: broughtBack.done, failed }
}

/**
 * Looks at a pending request again: bound anew where something has changed (T8), its gates run that have not passed, and
 * decided where nothing stands in the way any more. Answers how it stands after; null where there is none that waits.
 */
async function recheckRequest(ports: ApprovalPorts, uid: Uid, call: CallContext): Promise<ApprovalRequest | null> {
  const [known] = await ports.reads.byUids([uid])
  if (known?.state !== 'PENDING') return null
  const second = await lookAgain(ports, known, { rerun: 'OPEN', call })
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
  const request = withDuties(opened.request, { bench, look: second.look })
  const now = { ...opened, request }
  const cause = changeOf(request, second.look)
  if (cause !== null) {
    const isCurrent = (await transaction.policies()).number === second.look.policies.number
    return isCurrent ? invalidate(ports, now, { second, cause }) : null
  }
  await transaction.save({ ...request, cause: null })
  const checks = checksOf(request, second.examined.gates, bench.now)
  await transaction.addChecks(checks)
  const details = { checks: checks.map(({ uid }) => uid) }
  transaction.record(happeningEvent('rechecked', request, { action: 'approval:review', details }))
  return decideNow({ ...now, request: { ...request, cause: null } }, ports.gates)
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

/** Only where that can change anything: a gate could not be run, or all that is missing are gates, or the target has moved. */
async function recheckIfOpen(ports: ApprovalPorts, request: ApprovalRequest, call: CallContext): Promise<boolean> {
  const [reviews, checks] = [await ports.reads.reviews(request.uid), await ports.reads.checks(request.uid)]
  await ports.engine.ready()
  const bench = await benchNow(ports)
  const governed = await ports.governed(request.subject)
  const { requirements } = request
  const { blockers } = judgeBy({ bench, request, governed }, { requirements, reviews, checks, gates: ports.gates })
  const codes = new Set(blockers.map(({ code }) => code))
  const hasAllReviews = !codes.has('REVIEWS_MISSING')
  if (request.cause !== 'TARGET_MOVED' && !codes.has('GATE_ERROR') && !hasAllReviews) return false
  return (await recheckRequest(ports, request.uid, call)) !== null
}

async function all(ports: ApprovalPorts, filter: RequestFilter): Promise<readonly ApprovalRequest[]> {
  const found: ApprovalRequest[] = []
  let after: Uid | null = null
  for (let isMore = true; isMore; ) {
    const page = await ports.reads.list(filter, { first: pageSize, after })
    found.push(...page.items)
    after = page.items.at(-1)?.uid ?? null
    isMore = page.hasNextPage && after !== null
  }
  return found
}

async function counted(
  requests: readonly ApprovalRequest[],
  work: (request: ApprovalRequest) => Promise<boolean>,
): Promise<{ readonly done: number; readonly failed: number }> {
  let done = 0
  let failed = 0
  for (const request of requests) {
    try {
      if (await work(request)) done += 1
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      failed += 1
    }
  }
  return { done, failed }
}
