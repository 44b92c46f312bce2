import type { CallContext } from '../connector/contract.ts'
import { mintUid, type Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { Fault, problem } from '../kernel/problem.ts'
import { benchIn, benchNow } from './bench.ts'
import type { RequestCommand, RollBackCommand } from './commands.ts'
import { bindTo } from './compose-request.ts'
import { advance, unjudged } from './decide-now.ts'
import { dutiesOf } from './duties.ts'
import { happeningEvent } from './events.ts'
import { formerOf, restorable, stillHolds } from './going-back.ts'
import { examine, lookAt } from './look.ts'
import { isAsPlanned, standingFor } from './plan-steps.ts'
import type { ApprovalCaller, ApprovalPorts, ApprovalTransaction } from './ports.ts'
import { repeatOf } from './repeats.ts'
import { deniedAlone, duplicate, nothingToDo, requestUnder, rightRefusal, twinOf, unknownVersion } from './request.ts'
import { isRetired, versionRetired } from './retirement.ts'
import { attestersOf, checksOf } from './run-gates.ts'
import { rollbackDue } from './settle.ts'
import type { ApprovalRequest, ApprovalTarget, Requirements, Subject } from './types.ts'

/**
 * Brings a former version of a target back: the one that it stood for before, or a named one. Where a request for this very
 * version on this very target was completed and not revoked, and the version is what it was then to the byte, it is
 * approved at once and recorded so; otherwise it is asked for like any other. Refuses as `requestApproval` does, and
 * with NOT_FOUND where there is nothing to go back to.
 */
export async function rollBack(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: RollBackCommand,
  call: CallContext,
): Promise<Outcome<ApprovalRequest>> {
  if (command.reason.trim() === '') return refuse(problem('BAD_USER_INPUT', 'Say why.', { field: ['reason'] }))
  const repeat = repeatOf(caller, 'rollBack', command)
  const earlier = await repeat.earlierAlone(ports)
  if (!earlier.ok) return earlier
  if (earlier.value !== null) return succeed(earlier.value)
  const { environment, alias, deployment = null, source } = command
  const named = await ports.subjects.read(command.to ?? latestOf(command.model), source, call)
  if (!named.ok) return refuse({ ...named.problem, field: [command.to === null ? 'model' : 'to'] })
  const target = await ports.subjects.target({ model: named.value.model, environment, alias, deployment })
  if (!target.ok) return target
  const subject = command.to === null ? await formerOf(ports, target.value, call) : named.value
  if (subject === null) return refuse(nothingBefore)
  const restored = await restorable(ports, target.value, subject)
  if (restored === null) return requestUnder(ports, caller, { command: ordinary(command, subject), call, repeat })
  const { reason, ticket } = command
  const given = { target: target.value, subject, restored, reason, ticket, repeat, call, isOwed: false }
  return restore(ports, caller, given)
}

/** Any version of a model leads to its targets. */
function latestOf(model: string): string {
  return model.startsWith('models:/') ? `${model}/latest` : `models:/${model}/latest`
}

/** What is asked for where it must be reviewed. */
function ordinary(command: RollBackCommand, { facts, version }: Subject): RequestCommand {
  const { environment, alias, deployment, reason, ticket, idempotencyKey } = command
  const target = deployment === undefined ? { environment, alias } : { environment, alias, deployment }
  const rest = { ...target, reason, ticket, idempotencyKey, notBefore: null, draft: false }
  return { ...rest, action: 'ROLLBACK', ref: facts.ref, source: version.source }
}

/** What bringing a former version back takes. */
interface BringingBack {
  readonly caller: ApprovalCaller
  readonly revoked: ApprovalRequest
  readonly reason: string
  readonly call: CallContext
}

/** Opens the request that brings back what a target stood for before a revoked approval; null when there is none, or a tool did not answer. */
export async function bringBack(ports: ApprovalPorts, given: BringingBack): Promise<ApprovalRequest | null> {
  try {
    const back = await tryBringBack(ports, given)
    return back === 'NOTHING' || back === 'LATER' ? null : back
  } catch (error) {
    // The sweep tries again; the approval is revoked either way.
    if (error instanceof Fault) return null
    throw error
  }
}

/**
 * The same; tells NOTHING, where there is nothing that could be brought back any more, from LATER, where another change
 * of the moment is in the way. Throws the tool's `Fault`.
 */
export async function tryBringBack(
  ports: ApprovalPorts,
  { caller, revoked, reason, call }: BringingBack,
): Promise<ApprovalRequest | 'NOTHING' | 'LATER'> {
  const { target } = revoked
  const state = await ports.reads.targetState(target.uid)
  // Another change was completed since, so nothing of the revoked one is live.
  if (state.request !== revoked.uid) return 'NOTHING'
  const subject = await formerOf(ports, target, call)
  const restored = subject === null ? null : await restorable(ports, target, subject)
  if (subject === null || restored === null) return 'NOTHING'
  const repeat = repeatOf(caller, 'bringBack', { idempotencyKey: null })
  const given = { target, subject, restored, reason, ticket: null, repeat, call, isOwed: true }
  const opened = await restore(ports, caller, given)
  if (opened.ok) return opened.value
  return opened.problem.code === 'NOTHING_TO_DO' || opened.problem.code === 'VERSION_RETIRED' ? 'NOTHING' : 'LATER'
}

/** What putting back what a target should stand for takes. */
export interface PuttingBack {
  readonly target: ApprovalTarget
  /** The version that it should stand for, by the last request that was completed. */
  readonly version: Uid
  readonly reason: string
  /** One key leads to one request. */
  readonly idempotencyKey: string
  /** The gateway does so by itself, so that it takes no right. */
  readonly isOwed: boolean
  readonly call: CallContext
}

/**
 * Puts back what a target should stand for after somebody has moved it past the gateway: by the approval that it has, where
 * that was not taken back and the files are what they were. Refuses with NOT_FOUND where there is none such, NOTHING_TO_DO,
 * DUPLICATE_REQUEST, and with FORBIDDEN unless it is owed. Throws a tool's `Fault`.
 */
export async function putBack(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  { version, ...given }: PuttingBack,
): Promise<Outcome<ApprovalRequest>> {
  const { target, reason, idempotencyKey, call } = given
  const asked = { target: target.uid, version, reason, idempotencyKey }
  const repeat = repeatOf(caller, 'putBack', asked)
  const earlier = await repeat.earlierAlone(ports)
  if (!earlier.ok) return earlier
  if (earlier.value !== null) return succeed(earlier.value)
  const subject = await ports.subjects.again(version, call)
  const restored = subject === null ? null : await restorable(ports, target, subject)
  if (subject === null || restored === null) return refuse(nothingApproved)
  return restore(ports, caller, { ...given, subject, restored, ticket: null, repeat })
}

const nothingApproved = problem(
  'NOT_FOUND',
  'What the target should stand for has no approval that still holds for its files as they are.',
)

interface Restoration {
  readonly target: ApprovalTarget
  readonly subject: Subject
  readonly restored: ApprovalRequest
  readonly reason: string
  readonly ticket: string | null
  readonly repeat: ReturnType<typeof repeatOf>
  readonly call: CallContext
  /** It follows from an approval that was revoked, and takes no right but that one. */
  readonly isOwed: boolean
}

/** What is asked of a version that was approved before: that its bytes are what they were. */
function asRestored({ requirements }: ApprovalRequest): Requirements {
  const gates = [{ gate: 'artifact-integrity', required: true, params: {} }]
  return { ...requirements, gates, reviewers: [], minWaitMs: 0, unknownAuthor: 'ALLOW' }
}

async function restore(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  restoration: Restoration,
): Promise<Outcome<ApprovalRequest>> {
  const { target, subject, restored, repeat, call, isOwed } = restoration
  await ports.engine.ready()
  const look = await lookAt(ports, { subject, target, action: 'ROLLBACK' }, call)
  if (look === null) return refuse(unknownVersion)
  const refusal = isOwed ? null : rightRefusal(await benchNow(ports), caller, look)
  if (refusal !== null) return deniedAlone(ports, caller, { refusal, look })
  if (isAsPlanned(standingFor(target, subject.facts), look)) return refuse(nothingToDo)
  if (await isRetired(ports.reads, subject.facts)) return refuse(versionRetired)
  const requirements = asRestored(restored)
  const bound = { ...look, requirements }
  const examined = await examine(ports, bound, { rules: requirements.gates, call })
  return ports.changes.change(caller.actor, async (transaction) => {
    const earlier = await repeat.earlier(transaction)
    if (!earlier.ok) return earlier
    if (earlier.value !== null) return succeed(earlier.value)
    await transaction.target(target.uid)
    const bench = await benchIn(ports, transaction)
    const right = isOwed ? null : rightRefusal(bench, caller, look)
    if (right !== null) return refuse(right)
    if (!(await stillHolds(transaction, restored.uid))) return refuse(nothingBefore)
    const uid = mintUid(bench.now)
    const { authors } = subject
    const attesters = attestersOf(examined.gates)
    const duties = dutiesOf(bench.people, { requester: caller.principal, authors, attesters })
    const draft = draftOf(caller, restoration, { bound: bindTo(bound, examined, { uid, duties }), uid, now: bench.now })
    const twin = await twinOf(transaction, draft)
    if (twin !== null) return refuse(duplicate(twin))
    await transaction.save(draft)
    await transaction.addChecks(checksOf(draft, examined.gates, bench.now))
    const event = { action: 'approval:request', reason: restoration.reason, policySetDigest: bench.snapshot.digest }
    transaction.record(happeningEvent('drafted', draft, event))
    await noteBroughtBack(transaction, target.uid)
    await repeat.remember(transaction, uid)
    const approved = await advance({ transaction, request: draft }, 'restore', {
      facts: unjudged(draft, bench.now),
      changes: {
        submittedAt: bench.now,
        decidedAt: bench.now,
        expiresAt: bench.now + requirements.approvalTtlMs,
        filled: [],
      },
      event: { ...event, details: { restores: restored.uid } },
    })
    return succeed(approved)
  })
}

function draftOf(
  { principal }: ApprovalCaller,
  { target, restored, reason, ticket }: Restoration,
  { bound, uid, now }: { readonly bound: ReturnType<typeof bindTo>; readonly uid: Uid; readonly now: number },
): ApprovalRequest {
  return {
    ...bound,
    uid,
    action: 'ROLLBACK',
    state: 'DRAFT',
    revision: 1,
    target,
    requester: principal.id,
    reason: reason.trim(),
    ticket,
    createdAt: now,
    submittedAt: null,
    decidedAt: null,
    notBefore: null,
    expiresAt: now + bound.requirements.pendingTtlMs,
    endedAt: null,
    cause: null,
    restores: restored.uid,
    filled: null,
  }
}

/** What was revoked need not be rolled back a second time. */
async function noteBroughtBack(transaction: ApprovalTransaction, target: Uid): Promise<void> {
  for (const revoked of await transaction.onTarget(target, ['REVOKED']))
    if (revoked.cause === rollbackDue) await transaction.save({ ...revoked, cause: null })
}

const nothingBefore = problem(
  'NOT_FOUND',
  'There is no earlier version of this target to go back to. Name one, and it is asked for like any other.',
  { field: ['to'] },
)
