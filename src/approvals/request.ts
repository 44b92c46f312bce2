import type { Action } from '../access/types.ts'
import type { CallContext } from '../connector/contract.ts'
import { mintUid, type Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { type Bench, benchIn, benchNow } from './bench.ts'
import type { RequestCommand, RequestPreview } from './commands.ts'
import { bindTo } from './compose-request.ts'
import { advance, decideNow, unjudged } from './decide-now.ts'
import { dutiesOf } from './duties.ts'
import { deniedEvent, happeningEvent } from './events.ts'
import { exceptionPlaceOf } from './exceptions.ts'
import { type Examined, examine, type Look, lookAt } from './look.ts'
import type { ApprovalCaller, ApprovalPorts, ApprovalTransaction } from './ports.ts'
import { type Repeat, repeatOf } from './repeats.ts'
import { inUse, isRetired, versionRetired } from './retirement.ts'
import { attestersOf, checksOf } from './run-gates.ts'
import { standingOf } from './standing.ts'
import { activeStates, type Changes } from './state-machine.ts'
import type { ApprovalRequest, ApprovalTarget, Requirements, Subject } from './types.ts'
import { unsupportedByTarget } from './unsupported-by-target.ts'

/** A change that was looked at and examined, before anything is written. */
export interface Prepared {
  readonly look: Look & { readonly requirements: Requirements }
  readonly examined: Examined
}

/**
 * Asks for a target to stand for a version, or keeps that as a draft. Digests, plan and gates are of what the tools hold
 * now. It is approved at once where nothing is asked. Refuses with BAD_USER_INPUT, NOT_FOUND, AMBIGUOUS_REF, FORBIDDEN,
 * NO_POLICY, NOTHING_TO_DO, DUPLICATE_REQUEST, IDEMPOTENCY_CONFLICT, and CONFLICT where the policies changed meanwhile. A
 * refusal of a right is recorded. Throws a tool's `Fault`.
 */
export function requestApproval(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: RequestCommand,
  call: CallContext,
): Promise<Outcome<ApprovalRequest>> {
  return requestUnder(ports, caller, { command, call, repeat: repeatOf(caller, 'requestApproval', command) })
}

/** The same for another mutation that leads to it, which is remembered as that mutation. */
export async function requestUnder(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  { command, call, repeat }: Asked & { readonly repeat: Repeat },
): Promise<Outcome<ApprovalRequest>> {
  const before = await repeat.earlierAlone(ports)
  if (!before.ok) return before
  if (before.value !== null) return succeed(before.value)
  const prepared = await prepare(ports, caller, { command, call })
  if (!prepared.ok) return prepared
  return ports.changes.change(caller.actor, async (transaction) => {
    const earlier = await repeat.earlier(transaction)
    if (!earlier.ok) return earlier
    if (earlier.value !== null) return succeed(earlier.value)
    const created = await create(ports, transaction, { caller, command, prepared: prepared.value })
    if (created.ok) await repeat.remember(transaction, created.value.uid)
    return created
  })
}

/** What {@link requestApproval} would do, with everything that would block it. Writes nothing but a refusal of a right. */
export async function previewRequest(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: RequestCommand,
  call: CallContext,
): Promise<Outcome<RequestPreview>> {
  const prepared = await prepare(ports, caller, { command, call })
  return prepared.ok ? succeed(await previewOf(ports, { caller, command, prepared: prepared.value })) : prepared
}

/** What would come of a change that was looked at, judged by what it is asked. */
export async function previewOf(
  ports: ApprovalPorts,
  creation: Creation,
  more: Pick<ApprovalRequest, 'breakGlass'> = {},
): Promise<RequestPreview> {
  const { look, examined } = creation.prepared
  const { caller } = creation
  const bench = await benchNow(ports)
  const request = { ...draftOf(bench, creation), ...more, submittedAt: bench.now }
  const checks = checksOf(request, examined.gates, bench.now)
  const standing = standingOf(ports, bench, {
    request,
    governed: look.governed,
    reviews: [],
    checks,
    exceptions: await ports.reads.exceptionsFor(exceptionPlaceOf(request)),
    tamperings: await ports.reads.tamperings(),
    viewer: caller.principal,
  })
  const { action, target, subject, plan, policyVersion, requirements, riskTier, unknownAuthors } = request
  return {
    ...standing,
    action,
    target,
    subject,
    plan,
    policyVersion,
    requirements,
    riskTier,
    unknownAuthors,
    gates: examined.gates,
  }
}

/** What is asked, and until when. */
interface Asked {
  readonly command: RequestCommand
  readonly call: CallContext
}

/** The right that asking takes, and what is run. */
interface Asking {
  readonly action: Action
  /** Why a caller may not; null when they may. */
  readonly refusal: (bench: Bench, caller: ApprovalCaller, look: Look) => Problem | null
  readonly asked: (requirements: Requirements) => Requirements
}

const usual: Asking = { action: 'approval:request', refusal: rightRefusal, asked: (requirements) => requirements }

/**
 * Looks at a change and runs its gates, before any transaction. Refuses as {@link requestApproval} does; a refusal of the
 * right is recorded. Throws a tool's `Fault`.
 */
export async function prepare(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  { command, call }: Asked,
  asking: Asking = usual,
): Promise<Outcome<Prepared>> {
  const wrong = inputRefusal(command, ports.clock.now())
  if (wrong !== null) return refuse(wrong)
  const subject = await ports.subjects.read(command.ref, command.source, call)
  if (!subject.ok) return subject
  const target = await targetFor(ports, command, subject.value)
  if (!target.ok) return target
  const { action } = command
  const unsupported = unsupportedByTarget(target.value, subject.value, command)
  if (unsupported !== null) return refuse(unsupported)
  await ports.engine.ready()
  const look = await lookAt(ports, { subject: subject.value, target: target.value, action }, call)
  if (look === null) return refuse(unknownVersion)
  const refusal = asking.refusal(await benchNow(ports), caller, look)
  if (refusal !== null) return deniedAlone(ports, caller, { refusal, look, action: asking.action })
  if (action !== 'RETIRE' && (await isRetired(ports.reads, look.subject.facts))) return refuse(versionRetired)
  if (look.release !== undefined && look.subject.facts.artifactDigest === null) return refuse(unreleasable(look.target))
  const { requirements } = look
  if (requirements === null) return refuse(noPolicy(look))
  const vain = vainRefusal(look)
  if (vain !== null) return refuse(vain)
  const late = dueRefusal(command.notBefore, requirements, ports.clock.now())
  if (late !== null) return refuse(late)
  const examined = await examine(ports, look, { rules: asking.asked(requirements).gates, call })
  return succeed({ look: { ...look, requirements }, examined })
}

/** A release is a copy of the files, named by their digest. */
function unreleasable({ nativeRef, environment }: ApprovalTarget): Problem {
  const why = 'the files of the version cannot be read from a configured store, or are too large to hash'
  const message = `${environment} keeps a copy of what ${nativeRef} stands for, and ${why}.`
  return problem('UNSUPPORTED_BY_TARGET', message, { field: ['ref'] })
}

/** What a request is to change: for a RETIRE the version itself. */
function targetFor(
  { subjects }: ApprovalPorts,
  { action, environment, alias, deployment }: RequestCommand,
  subject: Subject,
): Promise<Outcome<ApprovalTarget>> {
  if (action === 'RETIRE') return subjects.retirement(subject)
  return subjects.target({ model: subject.model, environment, alias, deployment: deployment ?? null })
}

/** A request on its way into the store. */
export interface Creation {
  readonly caller: ApprovalCaller
  readonly command: RequestCommand
  readonly prepared: Prepared
}

async function create(
  ports: ApprovalPorts,
  transaction: ApprovalTransaction,
  creation: Creation,
): Promise<Outcome<ApprovalRequest>> {
  const { caller, command, prepared } = creation
  const { look, examined } = prepared
  await transaction.target(look.target.uid)
  const bench = await benchIn(ports, transaction)
  const refusal = rightRefusal(bench, caller, look)
  if (refusal !== null) {
    transaction.record(
      deniedEvent(refusal, { action: 'approval:request', policySetDigest: bench.snapshot.digest }, targetInTrail(look)),
    )
    return refuse(refusal)
  }
  if ((await transaction.policies()).number !== look.policies.number) return refuse(policiesChanged)
  const draft = draftOf(bench, creation)
  const twin = await twinOf(transaction, draft)
  if (twin !== null) return refuse(duplicate(twin))
  await transaction.save(draft)
  await transaction.addChecks(checksOf(draft, examined.gates, bench.now))
  transaction.record(happeningEvent('drafted', draft, { action: 'approval:request', reason: command.reason }))
  if (command.draft) return succeed(draft)
  return succeed(await submit(ports, { transaction, bench, request: draft, governed: look.governed }, command))
}

/** Leaves a draft, or a request of which changes were asked, to its reviewers. It is decided where nothing stands in the way. */
export async function submit(
  ports: Pick<ApprovalPorts, 'gates'>,
  opened: Parameters<typeof decideNow>[0],
  { reason, changes = {} }: { readonly reason: string | null; readonly changes?: Changes },
): Promise<ApprovalRequest> {
  const { request, bench } = opened
  const requirements = changes.requirements ?? request.requirements
  const pending = await advance(opened, 'submit', {
    facts: unjudged(request, bench.now),
    changes: { ...changes, submittedAt: bench.now, expiresAt: bench.now + requirements.pendingTtlMs },
    event: { action: 'approval:request', reason, policySetDigest: bench.snapshot.digest },
  })
  return decideNow({ ...opened, request: pending }, ports.gates)
}

/** A draft of what was asked. */
export function draftOf(bench: Bench, { caller, command, prepared }: Creation): ApprovalRequest {
  const { look, examined } = prepared
  const uid = mintUid(bench.now)
  const attesters = attestersOf(examined.gates)
  const duties = dutiesOf(bench.people, { requester: caller.principal, authors: look.subject.authors, attesters })
  return {
    ...bindTo(look, examined, { uid, duties }),
    uid,
    action: look.action,
    state: 'DRAFT',
    revision: 1,
    target: look.target,
    requester: caller.principal.id,
    reason: command.reason.trim(),
    ticket: command.ticket,
    createdAt: bench.now,
    submittedAt: null,
    decidedAt: null,
    notBefore: command.notBefore,
    expiresAt: bench.now + look.requirements.pendingTtlMs,
    endedAt: null,
    cause: null,
    restores: null,
    filled: null,
  }
}

/** A draft asks for nothing yet: it is looked at when it is submitted. */
const twinStates = activeStates.filter((state) => state !== 'DRAFT')

/** An active request for the very same change. */
export async function twinOf(
  transaction: ApprovalTransaction,
  { uid, target, plan, subject }: ApprovalRequest,
): Promise<ApprovalRequest | null> {
  const active = await transaction.onTarget(target.uid, twinStates)
  const isTwin = (other: ApprovalRequest) =>
    other.uid !== uid && other.plan.digest === plan.digest && other.subject.subjectDigest === subject.subjectDigest
  return active.find(isTwin) ?? null
}

/** Why a caller may not ask for this; null when they may. What they do not see is not there. */
export function rightRefusal(
  bench: Pick<Bench, 'decide'>,
  { principal }: ApprovalCaller,
  { governed }: Pick<Look, 'governed'>,
): Problem | null {
  if (!bench.decide(principal, 'model:read', governed.version).allowed) return unknownVersion
  if (bench.decide(principal, 'approval:request', governed.version).allowed) return null
  return problem('FORBIDDEN', 'Asking for this needs the action approval:request on the version. Ask a policy steward.')
}

/** Records a refusal in a transaction of its own. */
export function deniedAlone(
  ports: Pick<ApprovalPorts, 'changes'>,
  { actor }: ApprovalCaller,
  {
    refusal,
    look,
    action = 'approval:request',
  }: { readonly refusal: Problem; readonly look: Look; readonly action?: Action },
): Promise<{ readonly ok: false; readonly problem: Problem }> {
  return ports.changes.change(actor, async (transaction) => {
    transaction.record(deniedEvent(refusal, { action }, targetInTrail(look)))
    return refuse(refusal)
  })
}

/** What targets are in the audit trail. */
export function targetInTrail({ target }: Pick<Look, 'target'>): { readonly type: string; readonly id: Uid } {
  return { type: 'Target', id: target.uid }
}

const reasonCharsMax = 2_000

function inputRefusal({ reason, ticket, notBefore }: RequestCommand, now: number): Problem | null {
  const wrong = (message: string, field: string) => problem('BAD_USER_INPUT', message, { field: [field] })
  if (reason.trim() === '') return wrong('Say why.', 'reason')
  if (reason.length > reasonCharsMax) return wrong(`A reason has ${reasonCharsMax} characters at most.`, 'reason')
  if ((ticket?.length ?? 0) > 200) return wrong('A ticket has 200 characters at most.', 'ticket')
  if (notBefore !== null && notBefore > now + horizonMs) return wrong('It must be due within a year.', 'notBefore')
  return null
}

/** Why a change is due too late: an approval that lapses before it may be carried out is asked for in vain. */
export function dueRefusal(
  notBefore: number | null,
  { approvalTtlMs }: Pick<Requirements, 'approvalTtlMs'>,
  now: number,
): Problem | null {
  if (notBefore === null || notBefore <= now + approvalTtlMs) return null
  const hours = Math.floor(approvalTtlMs / hourMs)
  const message = `An approval of such a change lapses after ${hours} hours, so it must be due by then. Ask nearer to the time.`
  return problem('BAD_USER_INPUT', message, { field: ['notBefore'] })
}

const hourMs = 60 * 60 * 1000
const horizonMs = 365 * 24 * 60 * 60 * 1000

/** There is no such version, or the caller may not see it. */
export const unknownVersion = problem('NOT_FOUND', 'There is no such version.', { field: ['ref'] })

/** Why there is nothing to ask for; null where there is. What is adopted is there already, and what is promoted must not be. */
export function vainRefusal(look: Pick<Look, 'action' | 'base' | 'subject' | 'uses'>): Problem | null {
  const { action, base, subject, uses = [] } = look
  const isThere = base?.uid === subject.facts.uid
  if (action === 'RETIRE') return isThere ? alreadyRetired : inUse(uses)
  if (action === 'ADOPT') return isThere ? null : movedOn
  return isThere ? nothingToDo : null
}

const alreadyRetired = problem('NOTHING_TO_DO', 'The version is retired already.', { field: ['ref'] })

const movedOn = problem('CONFLICT', 'The target stands for something else by now. Look at it again.')

/** The target stands for it. */
export const nothingToDo = problem('NOTHING_TO_DO', 'The target stands for this version already.', { field: ['ref'] })

/** Policies were published between the look and the transaction. */
export const policiesChanged = problem('CONFLICT', 'The approval policies have changed just now. Ask again.')

/** No policy speaks of such a change. */
export function noPolicy({ target }: Pick<Look, 'target'>): Problem {
  const message = `No approval policy is about such a change in ${target.environment}, so nobody could approve it. Ask a policy steward.`
  return problem('NO_POLICY', message, { field: ['environment'] })
}

/** The very same change was asked for. */
export function duplicate({ uid, state }: ApprovalRequest): Problem {
  return problem('DUPLICATE_REQUEST', `The very same change is ${state} already.`, { details: { request: uid, state } })
}
