import { type ApprovalCaller, type ApprovalPorts, putBack, withdrawn } from '../approvals/index.ts'
import type { CallContext } from '../connector/contract.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { adoptionRefusal } from './adoption.ts'
import { capsReachMs, mayRevertAgain } from './caps.ts'
import { violationEvent } from './events.ts'
import { expectedOf } from './expected.ts'
import { revertible } from './judge.ts'
import type { DriftPorts, DriftTransaction } from './ports.ts'
import type { Violation } from './types.ts'

/** Who puts back, and why. */
export interface Reverting {
  /** As the caller sees things. */
  readonly approvals: ApprovalPorts
  readonly caller: ApprovalCaller
  readonly reason: string
  /** Whether the gateway does so by itself: then it takes no right, and there are caps. */
  readonly isAutomatic: boolean
  /** Whether it may be done to the violation as it is; null where it may. */
  readonly refusal?: (violation: Violation) => ReturnType<typeof problem> | null
  /** Done in the transaction that names the request. */
  readonly done?: (transaction: DriftTransaction, violation: Violation) => Promise<void>
  readonly call: CallContext
}

/**
 * Has what was approved put back: a request that brings back the version by the approval that it has, carried out by the
 * outbox like any other. One try at a time; of two gateways that try at once one does. By itself the gateway does so as
 * often only as {@link mayRevertAgain} lets it; after that the violation is CONTESTED, and people decide. Refuses with
 * NOT_FOUND, WRONG_STATE, UNSUPPORTED, and as `putBack` does. Throws a tool's `Fault`, and then the try does not count.
 */
export async function revertViolation(ports: DriftPorts, uid: Uid, given: Reverting): Promise<Outcome<Violation>> {
  const { approvals, caller, reason, isAutomatic, call } = given
  const claimed = await ports.changes.change(caller.actor, (transaction) => claim(transaction, { uid, given }))
  if (!claimed.ok) return claimed
  const { violation, target, version } = claimed.value
  const attempt = violation.attempts
  const command = { target, version, reason, isOwed: isAutomatic, call }
  try {
    const idempotencyKey = `revert ${uid} ${attempt}`
    const asked = await putBack(approvals, caller, { ...command, idempotencyKey })
    const twin = asked.ok ? asked.value.uid : twinOf(asked.problem)
    if (twin === null && !asked.ok) {
      await giveBack(ports, caller.actor, { violation, cause: asked.problem.code })
      return asked
    }
    const linked = await ports.changes.change(caller.actor, (transaction) =>
      link(transaction, { violation, request: twin, given }),
    )
    ports.onChange()
    return linked
  } catch (error) {
    await giveBack(ports, caller.actor, { violation, cause: null })
    throw error
  }
}

/** The request for the very same change that is under way. */
function twinOf({
  code,
  details,
}: {
  readonly code: string
  readonly details?: Readonly<Record<string, unknown>>
}): Uid | null {
  const request = code === 'DUPLICATE_REQUEST' ? details?.['request'] : undefined
  // Told by `duplicate`, which takes it from a request.
  return typeof request === 'string' ? (request as Uid) : null
}

async function claim(transaction: DriftTransaction, { uid, given }: { readonly uid: Uid; readonly given: Reverting }) {
  const { approvals, drift } = transaction
  const opened = await openViolation(transaction, uid)
  if (opened === null) return refuse(unknownViolation)
  const refusal = given.refusal?.(opened) ?? notNow(opened, given) ?? (await adoptionRefusal(transaction, opened))
  if (refusal !== null) return refuse(refusal)
  const requestOf = (request: Uid) => approvals.request(request)
  const state = await approvals.target(opened.target)
  const expected = await expectedOf(requestOf, state, await drift.watch(opened.target))
  const request = expected?.request ?? null
  const version = expected?.held?.version ?? null
  if (request === null || version === null) return refuse(nothingApproved)
  const { now } = approvals
  const earlier = await drift.reversions(opened.target, now - capsReachMs)
  if (given.isAutomatic && !mayRevertAgain(earlier, now)) {
    const contested: Violation = { ...opened, state: 'CONTESTED', revision: opened.revision + 1 }
    await drift.save(contested)
    approvals.record(violationEvent('contested', contested, { action: 'drift:revert', severity: 'ERROR' }))
    return refuse(isContested)
  }
  const attempt = opened.attempts + 1
  const { isAutomatic } = given
  await drift.addReversion({ violation: uid, target: opened.target, attempt, at: now, isAutomatic })
  const violation = {
    ...opened,
    state: 'REVERTING' as const,
    attempts: attempt,
    request: null,
    triedAt: now,
    cause: null,
  }
  await drift.save({ ...violation, revision: opened.revision + 1 })
  return succeed({ violation, target: request.target, version })
}

/** A violation of a target, with both locked in order; null where unknown, or it is of no target. */
export async function openViolation(
  { approvals, drift }: DriftTransaction,
  uid: Uid,
): Promise<(Violation & { readonly target: Uid }) | null> {
  const target = await drift.targetOf(uid)
  if (target === null) return null
  await approvals.target(target)
  const violation = await drift.violation(uid)
  return violation === null ? null : { ...violation, target }
}

function notNow({ state, kind }: Violation, { isAutomatic }: Reverting) {
  if (!revertible.has(kind)) return unrevertible
  if (state === 'OPEN' || (state === 'CONTESTED' && !isAutomatic)) return null
  return problem('WRONG_STATE', `A violation that is ${state} cannot be reverted.`, { details: { state } })
}

async function link(
  transaction: DriftTransaction,
  {
    violation,
    request,
    given,
  }: { readonly violation: Violation; readonly request: Uid | null; readonly given: Reverting },
): Promise<Outcome<Violation>> {
  const { approvals, drift } = transaction
  const current = await openViolation(transaction, violation.uid)
  if (current === null) return refuse(unknownViolation)
  await given.done?.(transaction, current)
  // It may be over by now: what was asked for was carried out, and somebody looked.
  if (current.state !== 'REVERTING') return succeed(current)
  const linked: Violation = { ...current, request, revision: current.revision + 1 }
  await drift.save(linked)
  const { reason } = given
  approvals.record(violationEvent('reverting', linked, { action: 'drift:revert', reason }))
  return succeed(linked)
}

async function giveBack(
  ports: DriftPorts,
  actor: Actor,
  { violation, cause }: { readonly violation: Violation; readonly cause: string | null },
): Promise<void> {
  await ports.changes.change(actor, async (transaction) => {
    const { approvals, drift } = transaction
    const current = await openViolation(transaction, violation.uid)
    await drift.dropReversion({ violation: violation.uid, attempt: violation.attempts })
    if (current?.state !== 'REVERTING' || current.attempts !== violation.attempts) return
    const given: Violation = { ...current, state: 'OPEN', cause, revision: current.revision + 1 }
    await drift.save(given)
    if (cause !== null)
      approvals.record(violationEvent('revert_refused', given, { action: 'drift:revert', severity: 'WARN' }))
  })
}

/**
 * Ends a revert that was asked for and is no longer wanted, such as when its target was moved once more. One of which
 * nothing was carried out has put nothing back, so it is none of those that are counted.
 */
export async function dropRevert(
  { approvals, drift }: DriftTransaction,
  { uid, state, request, attempts }: Violation,
): Promise<void> {
  if (state !== 'REVERTING' || request === null) return
  if (await withdrawn(approvals, request, 'TARGET_MOVED'))
    await drift.dropReversion({ violation: uid, attempt: attempts })
}

/** There is no such violation, or the caller may not see it. */
export const unknownViolation = problem('NOT_FOUND', 'There is no such violation.', { field: ['id'] })

/** There is nothing approved to put back. */
export const unrevertible = problem(
  'UNSUPPORTED',
  'This cannot be undone by putting back what was approved. Ask for a change, or resolve it with a reason.',
)

const nothingApproved = problem(
  'NOT_FOUND',
  'No completed request says what this target should stand for, so there is nothing to put back. Ask for a change instead.',
)

const isContested = problem(
  'CONFLICT',
  'It was put back and moved again too often. Somebody has to settle what it should be.',
)
