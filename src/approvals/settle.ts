import type { Uid } from '../kernel/ids.ts'
import { advance, unjudged } from './decide-now.ts'
import type { EventFacts } from './events.ts'
import { dismissAll, unsettled } from './look-again.ts'
import { planOf } from './plan.ts'
import { isAsPlanned, standingFor } from './plan-steps.ts'
import type { ApprovalTransaction } from './ports.ts'
import { unretire } from './retirement.ts'
import { requirementsOf } from './select-policies.ts'
import { type Changes, canGo, type TransitionName } from './state-machine.ts'
import type { ApprovalRequest, Observed, Plan, VersionFacts } from './types.ts'

/** Why an effect went wrong, as a code and a message that names no address and no credential. */
export interface Cause {
  readonly code: string
  readonly message: string
}

/** Set on a request while it is carried out that is to be revoked as soon as that has ended. */
export const revokeAsked = 'REVOKE_ASKED'

/** Set on a revoked request whose former version has not been brought back yet. */
export const rollbackDue = 'ROLLBACK_DUE'

/**
 * Every effect of a request is as wanted (T13): its target stands for its version from now on, the request that did before
 * is superseded (T16), and others that were planned from what the target stood for wait for reviews anew (T8). A request
 * that was to be revoked meanwhile is revoked now. Does nothing for a request that is not being carried out.
 */
export async function completed(transaction: ApprovalTransaction, uid: Uid): Promise<void> {
  const request = await locked(transaction, uid, 'complete')
  if (request === null) return
  const done = await move(transaction, request, 'complete', {})
  const { target, subject } = done
  const { uid: versionUid, artifactDigest } = subject
  await transaction.setTarget(target.uid, { desired: { versionUid, artifactDigest }, request: uid })
  const former = (await transaction.onTarget(target.uid, ['COMPLETED'])).filter((each) => each.uid !== uid)
  for (const each of former) await move(transaction, each, 'supersede', { details: { by: uid } })
  for (const sibling of await transaction.onTarget(target.uid, ['PENDING', 'APPROVED']))
    if (!isAsPlanned(sibling.plan, standingFor(target, subject))) await rebase(transaction, sibling, subject)
  if (request.cause !== revokeAsked) return
  if (target.kind === 'VERSION') await unretire(transaction, await move(transaction, done, 'revoke', {}))
  else await move(transaction, done, 'revoke', { changes: { cause: rollbackDue } })
}

/** An effect cannot be had, and those before it are undone now (T14). Does nothing for a request that is not being carried out. */
export async function compensating(transaction: ApprovalTransaction, uid: Uid, cause: Cause): Promise<void> {
  const request = await locked(transaction, uid, 'compensate')
  if (request !== null) await move(transaction, request, 'compensate', byCause(cause))
}

/** Everything that was done has been undone (T14). */
export async function undone(transaction: ApprovalTransaction, uid: Uid, cause: Cause): Promise<void> {
  const request = await locked(transaction, uid, 'undo')
  if (request !== null) await move(transaction, request, 'undo', byCause(cause))
}

/** A person must decide: a place holds what nobody expected after something was sent, or something could not be undone (T8b, T14). */
export async function stuck(transaction: ApprovalTransaction, uid: Uid, cause: Cause): Promise<void> {
  const request = await locked(transaction, uid, 'stick')
  if (request !== null) await move(transaction, request, 'stick', { ...byCause(cause), severity: 'ERROR' })
}

/**
 * The target holds what is neither its base nor wanted, and nothing was sent (T8b): the request waits for reviews anew, and
 * the target is free. What it is planned from is read again by the next sweep or review. One that was to be revoked is.
 */
export async function movedUnsent(transaction: ApprovalTransaction, uid: Uid, cause: Cause): Promise<void> {
  const request = await locked(transaction, uid, 'giveWay')
  if (request === null) return
  if (request.cause === revokeAsked) return void (await move(transaction, request, 'revoke', {}))
  await dismissAll({ transaction, request }, 'TARGET_MOVED')
  const { steps: _steps, digest: _digest, release: _release, ...planned } = request.plan
  const changes = await anew(transaction, request, planned)
  await move(transaction, request, 'giveWay', {
    changes,
    details: { cause: cause.code },
  })
}

/**
 * Ends a request that nobody needs any more, where nothing of it was carried out, and answers whether it did. Its target is
 * locked already.
 */
export async function withdrawn(transaction: ApprovalTransaction, uid: Uid, cause: string): Promise<boolean> {
  const request = await transaction.request(uid)
  if (request === null || request.state === 'STUCK' || !canGo('cancel', request.state)) return false
  const facts = unjudged(request, transaction.now)
  const event = { action: 'approval:cancel', details: { cause } }
  await advance({ transaction, request }, 'cancel', { facts, changes: { cause }, event })
  return true
}

/** Plans a request from what its target stands for since another one was completed. Gates that compare are run by the next sweep or review. */
async function rebase(
  transaction: ApprovalTransaction,
  request: ApprovalRequest,
  completed: VersionFacts,
): Promise<void> {
  if (request.action === 'ADOPT' || request.action === 'RETIRE') {
    // What was to be taken over is there no more, and what is retired need not be once more.
    const cause = 'TARGET_MOVED'
    return void (await move(transaction, request, 'cancel', { changes: { cause }, details: { cause } }))
  }
  const rows = [{ label: 'version', before: completed.version, after: request.subject.version, verdict: null }]
  await dismissAll({ transaction, request }, 'TARGET_MOVED')
  const changes = await anew(transaction, request, { ...standingFor(request.target, completed), rows })
  await move(transaction, request, 'invalidate', { changes, details: { cause: 'TARGET_MOVED' } })
}

/** What a request becomes that waits for reviews anew, planned from `base`. */
async function anew(
  transaction: ApprovalTransaction,
  request: ApprovalRequest,
  { rows, ...standing }: Observed & Pick<Plan, 'rows' | 'retentionDays'>,
): Promise<Changes> {
  const { now } = transaction
  const { action, target, subject, plan: before } = request
  const release = before.release === undefined ? {} : { release: before.release }
  const asked = await askedOf(transaction, request)
  const { policyVersion } = asked
  const plan = planOf({ ...release, ...standing, request: request.uid, action, target, subject, policyVersion, rows })
  const expiresAt = now + asked.requirements.pendingTtlMs
  return { ...unsettled, ...asked, plan, submittedAt: now, expiresAt, cause: 'TARGET_MOVED' }
}

/**
 * What is asked of a request from now on. One that was approved as a version brought back asks for no reviewers, so it is
 * asked what the policies in force ask. The tags of its model are not known here: a policy for some tags counts where it
 * did when the version was approved, and whatever else is in force is joined when the request is carried out.
 */
async function askedOf(
  transaction: ApprovalTransaction,
  { requirements, policyVersion, restores, target, riskTier, action }: ApprovalRequest,
): Promise<Pick<ApprovalRequest, 'requirements' | 'policyVersion'>> {
  if (restores === null) return { requirements, policyVersion }
  const { number, policies } = await transaction.policies()
  const tags = policies.flatMap(({ name, selector }) => (requirements.policies.includes(name) ? selector.tags : []))
  const { environment, isProtected } = target
  const inForce = requirementsOf(policies, { environment, isProtected, riskTier, action, tags })
  if (inForce !== null) return { requirements: inForce, policyVersion: number }
  const restored = await transaction.request(restores)
  return { requirements: restored?.requirements ?? requirements, policyVersion }
}

/** The request with its target locked before it; null where it may not go this way, since this was told before. */
async function locked(
  transaction: ApprovalTransaction,
  uid: Uid,
  way: TransitionName,
): Promise<ApprovalRequest | null> {
  const target = await transaction.targetOf(uid)
  if (target === null) return null
  await transaction.target(target)
  const request = await transaction.request(uid)
  return request !== null && canGo(way, request.state) ? request : null
}

interface Moved extends Pick<EventFacts, 'details' | 'severity'> {
  readonly changes?: Changes
}

function move(
  transaction: ApprovalTransaction,
  request: ApprovalRequest,
  name: TransitionName,
  { changes = {}, ...event }: Moved,
): Promise<ApprovalRequest> {
  const facts = unjudged(request, transaction.now)
  return advance({ transaction, request }, name, { facts, changes, event: { action: 'effect:execute', ...event } })
}

function byCause({ code }: Cause): Moved {
  return { changes: { cause: code }, details: { cause: code } }
}
