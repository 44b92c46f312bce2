import type { Principal } from '../access/types.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import type { CancelCommand } from './commands.ts'
import { advance, unjudged } from './decide-now.ts'
import { deny, type Glimpsed, mayDo, openRequest, revisionRefusal, wrongState } from './open-request.ts'
import type { ApprovalCaller, ApprovalPorts } from './ports.ts'
import { repeatOf } from './repeats.ts'
import { canGo } from './state-machine.ts'
import type { ApprovalRequest } from './types.ts'

/**
 * Ends a request of which nothing was carried out (T11): whoever asked, or who may revoke it. One that is stuck only the
 * latter may end, with a reason, which leaves its target to others. Refuses with NOT_FOUND, FORBIDDEN, WRONG_STATE,
 * BAD_USER_INPUT, REVISION_CONFLICT or IDEMPOTENCY_CONFLICT. A refusal of the right is recorded.
 */
export function cancelRequest(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: CancelCommand,
): Promise<Outcome<ApprovalRequest>> {
  const repeat = repeatOf(caller, 'cancelRequest', command)
  return openRequest(ports, caller, {
    uid: command.request,
    repeat,
    again: async (request) => succeed(request),
    async work(opened) {
      const { bench, request, transaction } = opened
      if (!mayCancel(opened, caller.principal)) return deny(opened, forbidden, 'approval:cancel')
      if (!canGo('cancel', request.state)) return refuse(wrongState(request, 'cancelled'))
      if (request.state === 'STUCK' && (command.reason ?? '').trim() === '') return refuse(unexplained)
      const revision = revisionRefusal(request, command.expectedRevision)
      if (revision !== null) return refuse(revision)
      await repeat.remember(transaction, request.uid)
      const event = { action: 'approval:cancel', reason: command.reason, policySetDigest: bench.snapshot.digest }
      return succeed(await advance(opened, 'cancel', { facts: unjudged(request, bench.now), event }))
    },
  })
}

/**
 * Whether somebody may end a request that can be ended. What is stuck has changed something in a tool, so ending it is no
 * matter of whoever asked.
 */
export function mayCancel(opened: Glimpsed, principal: Principal): boolean {
  const { bench, request } = opened
  const isOwn = bench.persons.of(principal.id) === bench.persons.of(request.requester)
  return (isOwn && request.state !== 'STUCK') || mayDo(opened, principal, 'approval:revoke')
}

const forbidden = problem('FORBIDDEN', 'Whoever asked may cancel this before anything was sent, and who may revoke it.')

const unexplained = problem('BAD_USER_INPUT', 'Say what was found, and why nothing more is to come of it.', {
  field: ['reason'],
})
