import type { CallContext } from '../connector/contract.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { RevokeCommand, RevokeResult } from './commands.ts'
import { advance, unjudged } from './decide-now.ts'
import { happeningEvent } from './events.ts'
import { deny, mayDo, type Opened, openRequest, revisionRefusal, wrongState } from './open-request.ts'
import type { ApprovalCaller, ApprovalPorts } from './ports.ts'
import { repeatOf } from './repeats.ts'
import { unretire } from './retirement.ts'
import { bringBack } from './roll-back.ts'
import { revokeAsked, rollbackDue } from './settle.ts'
import { canGo } from './state-machine.ts'
import type { ApprovalRequest } from './types.ts'

/**
 * Takes an approval back (T15). Before anything was sent it is not carried out; while something is, it is revoked as soon as
 * that has ended; once carried out, a request is opened that brings the former version back, and a retired version is so no more. Refuses with BAD_USER_INPUT,
 * NOT_FOUND, FORBIDDEN, WRONG_STATE, REVISION_CONFLICT or IDEMPOTENCY_CONFLICT. A refusal of the right is recorded. That no
 * version can be brought back is no refusal: the approval is revoked all the same.
 */
export async function revokeApproval(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: RevokeCommand,
  call: CallContext,
): Promise<Outcome<RevokeResult>> {
  if (command.reason.trim() === '') return refuse(problem('BAD_USER_INPUT', 'Say why.', { field: ['reason'] }))
  const repeat = repeatOf(caller, 'revokeApproval', command)
  const revoked = await openRequest(ports, caller, {
    uid: command.request,
    repeat,
    again: async (request) => succeed(request),
    async work(opened) {
      const done = await revoke(opened, caller, command)
      if (done.ok) await repeat.remember(opened.transaction, done.value.uid)
      return done
    },
  })
  if (!revoked.ok) return revoked
  const request = revoked.value
  if (request.cause !== rollbackDue) return succeed({ request, rollback: null })
  const rollback = await bringBack(ports, { caller, revoked: request, reason: command.reason, call })
  return succeed({ request, rollback })
}

async function revoke(
  opened: Opened,
  { principal }: ApprovalCaller,
  { reason, expectedRevision }: RevokeCommand,
): Promise<Outcome<ApprovalRequest>> {
  const { request, bench, transaction } = opened
  if (!mayDo(opened, principal, 'approval:revoke')) return deny(opened, forbidden, 'approval:revoke')
  if (!canGo('revoke', request.state)) return refuse(wrongState(request, 'revoked'))
  const revision = revisionRefusal(request, expectedRevision)
  if (revision !== null) return refuse(revision)
  const facts = unjudged(request, bench.now)
  const event = { action: 'approval:revoke', reason, policySetDigest: bench.snapshot.digest }
  if (request.state === 'EXECUTING' && !(await transaction.cancelEffects(request.uid))) {
    // Something was sent: what was begun is brought to its end first, so that nobody has to guess what the tool holds.
    const asked = { ...request, cause: revokeAsked }
    await transaction.save(asked)
    transaction.record(happeningEvent('revoke_asked', asked, event))
    return succeed(asked)
  }
  const isLive = request.state === 'COMPLETED'
  if (request.target.kind === 'VERSION') {
    const revoked = await advance(opened, 'revoke', { facts, event })
    if (isLive) await unretire(transaction, revoked)
    return succeed(revoked)
  }
  return succeed(await advance(opened, 'revoke', { facts, changes: { cause: isLive ? rollbackDue : null }, event }))
}

const forbidden = problem(
  'FORBIDDEN',
  'Taking an approval back needs the action approval:revoke on the request. Ask a policy steward.',
)
