import type { CallContext } from '../connector/contract.ts'
import { Fault } from '../kernel/problem.ts'
import { type Bound, bindTo } from './compose-request.ts'
import { advance, decideNow, unjudged } from './decide-now.ts'
import { dutiesOf, programPrefix } from './duties.ts'
import { inEmergency, isEmergency } from './emergency.ts'
import { checkFor, isPassed, isStanding } from './judge.ts'
import { type Examined, examine, type Look, lookAt } from './look.ts'
import type { Opened } from './open-request.ts'
import { isAsPlanned } from './plan-steps.ts'
import type { ApprovalPorts } from './ports.ts'
import { attestersOf, checksOf } from './run-gates.ts'
import { joinRequirements } from './select-policies.ts'
import { personsFor } from './stand-ins.ts'
import type { ApprovalRequest, GateRule, Requirements } from './types.ts'

/** Why a request waits for reviews anew. */
export type InvalidCause = 'SUBJECT_CHANGED' | 'TARGET_MOVED' | 'POLICIES_CHANGED' | 'REVIEWS_MISSING'

/** A request looked at again, with the gates that were run on it. */
export interface SecondLook {
  readonly look: Look
  /** What was run and asked is of this: the request's own requirements, or all over again where something has changed. */
  readonly requirements: Requirements
  readonly examined: Examined
}

/** Which gates to run on a request that has not changed: those that have not passed, or all that it or the policies in force ask for. */
export type Rerun = 'OPEN' | 'STRICT'

interface Again {
  readonly rerun: Rerun
  /** Names of gates that are run again although they passed. */
  readonly told?: ReadonlySet<string>
  readonly call: CallContext
}

/**
 * Reads again what a request is about, before any transaction, and runs gates on it: where version or target changed all
 * that the policies in force ask for, else by `rerun`. GONE when its tool holds the version no more. Throws the tool's `Fault`.
 */
export async function lookAgain(
  ports: ApprovalPorts,
  request: ApprovalRequest,
  { rerun, told = new Set(), call }: Again,
): Promise<SecondLook | 'GONE'> {
  const { target, action } = request
  const subject = await ports.subjects.again(request.subject.uid, call)
  if (subject === null) return 'GONE'
  const look = await lookAt(ports, { subject, target, action }, call)
  if (look === null) throw notMirrored(target.source)
  const hasChanged = changeOf(request, look) !== null
  const asked = rerun === 'STRICT' ? strictest(request, look) : request.requirements
  const requirements = hasChanged ? (look.requirements ?? request.requirements) : asked
  const rules = hasChanged || rerun === 'STRICT' ? requirements.gates : await openGates(ports, request, told)
  const examined = rules.length === 0 ? unexamined : await examine(ports, look, { rules, call })
  return { look, requirements, examined }
}

/** Its tool has the version and the mirror has not, which only a moment between the two can make. */
function notMirrored(source: string): Fault {
  const publicMessage = 'The version is being read anew. Try again.'
  return new Fault({ code: 'UPSTREAM_INVALID', publicMessage, internalMessage: publicMessage, retryable: true, source })
}

const unexamined: Examined = { champion: null, gates: [] }

async function openGates(
  { reads, clock }: Pick<ApprovalPorts, 'reads' | 'clock'>,
  request: ApprovalRequest,
  told: ReadonlySet<string>,
): Promise<readonly GateRule[]> {
  const checks = await reads.checks(request.uid)
  const now = clock.now()
  return request.requirements.gates.filter(
    (rule) => told.has(rule.gate) || !isPassed(checkFor({ request, checks, now }, rule)),
  )
}

/** What is not as it was when the request was bound to it; null where nothing is. */
export function changeOf(
  { subject, plan }: Pick<ApprovalRequest, 'subject' | 'plan'>,
  look: Pick<Look, 'subject' | 'base' | 'held'>,
): InvalidCause | null {
  if (look.subject.facts.subjectDigest !== subject.subjectDigest) return 'SUBJECT_CHANGED'
  return isAsPlanned(plan, look) ? null : 'TARGET_MOVED'
}

/**
 * What a request is judged by when it is carried out: what it was submitted under joined with what is in force. A version
 * that is brought back was approved once, by what was asked then; what is asked of new versions is not asked of it. Of one
 * for which glass was broken only that is asked which is never skipped.
 */
function strictest(request: ApprovalRequest, look: Look): Requirements {
  const { requirements, restores } = request
  if (isEmergency(request)) {
    const then = inEmergency(requirements)
    return look.requirements === null ? then : joinRequirements(then, inEmergency(look.requirements))
  }
  return restores !== null || look.requirements === null
    ? requirements
    : joinRequirements(requirements, look.requirements)
}

/**
 * A request with who is excluded from judging it now, which authors are unknown, and the risk that its reviewers must be
 * cleared for, by a second look where there is one. Each look only adds: whoever was excluded stays so, an unknown author
 * stays unknown until vouched for, and a risk does not get lower.
 */
export function withDuties(
  request: ApprovalRequest,
  { bench, second }: { readonly bench: Opened['bench']; readonly second: Pick<SecondLook, 'look' | 'examined'> | null },
): ApprovalRequest {
  const { people } = bench
  const excluded = personsFor(bench, request).allOf(request.excluded)
  if (second === null) return { ...request, excluded }
  const { look, examined } = second
  const known = people.principals.find(({ id }) => id === request.requester)
  const wasProgram = request.unknownAuthors.some((author) => author.startsWith(programPrefix))
  const kind = known?.kind ?? (wasProgram ? 'SERVICE_ACCOUNT' : 'USER')
  const duties = dutiesOf(people, {
    requester: { id: request.requester, kind },
    authors: look.subject.authors,
    attesters: attestersOf(examined.gates),
    earlier: { excluded, unknownAuthors: request.unknownAuthors },
  })
  return { ...request, ...duties, riskTier: Math.max(request.riskTier, look.governed.riskTier) }
}

/**
 * Has a request wait for reviews anew (T8): one revision on, bound to what was looked at, every review dismissed. It is
 * decided at once where no review is asked for.
 */
export async function invalidate(
  ports: Pick<ApprovalPorts, 'gates'>,
  opened: Opened,
  { second, cause }: { readonly second: SecondLook; readonly cause: InvalidCause },
): Promise<ApprovalRequest> {
  const { transaction, bench, request } = opened
  const { look, requirements, examined } = second
  if (request.action === 'ADOPT' && cause === 'TARGET_MOVED') return leaveAdoption(opened)
  const duties = withDuties(request, { bench, second })
  const bound: Bound = rebind({ ...look, requirements }, examined, duties)
  await dismissAll(opened, cause)
  const moved = await advance(opened, 'invalidate', {
    facts: unjudged(request, bench.now),
    changes: {
      ...bound,
      ...unsettled,
      submittedAt: bench.now,
      expiresAt: bench.now + requirements.pendingTtlMs,
      cause,
    },
    event: { action: 'approval:review', policySetDigest: bench.snapshot.digest, details: { cause } },
  })
  await transaction.addChecks(checksOf(moved, examined.gates, bench.now))
  return decideNow({ ...opened, request: moved }, ports.gates)
}

/** What was to be taken over is there no more: as a plan to put it there again it would be another request. */
function leaveAdoption(opened: Opened): Promise<ApprovalRequest> {
  const cause = 'TARGET_MOVED'
  const event = { action: 'approval:cancel', details: { cause } }
  return advance(opened, 'cancel', { facts: unjudged(opened.request, opened.bench.now), changes: { cause }, event })
}

/** Binds a request that has its duties of now to what was looked at again. */
export function rebind(
  look: Parameters<typeof bindTo>[0],
  examined: Examined,
  { uid, excluded, unknownAuthors, riskTier }: ApprovalRequest,
): Bound {
  return { ...bindTo(look, examined, { uid, duties: { excluded, unknownAuthors } }), riskTier }
}

/** What a request has no more that waits for reviews anew. A version that was brought back unreviewed is reviewed like any other from then on. */
export const unsettled = { decidedAt: null, restores: null, filled: null } as const

/** Dismisses everything that was said of a request and counts. */
export async function dismissAll(
  { transaction, request }: Pick<Opened, 'transaction' | 'request'>,
  cause: string,
): Promise<void> {
  const standing = (await transaction.reviews(request.uid)).filter(isStanding)
  if (standing.length === 0) return
  const dismissal = { at: transaction.now, by: 'system', reason: cause }
  await transaction.dismiss(
    standing.map(({ uid }) => uid),
    dismissal,
  )
}
