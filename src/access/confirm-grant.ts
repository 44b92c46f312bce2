import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { deniedGrant, grantEvent } from './grant-events.ts'
import { isOwnGrant, isWaiting } from './grant-state.ts'
import { isOnePerson } from './is-one-person.ts'
import { type Judge, judgeOf, type RightsCaller, withGrant } from './judge.ts'
import { type GovernedScope, type GrantPorts, refusalOf } from './request-grant.ts'
import type { Grant, GrantRecord, GrantRequest } from './types.ts'

/** A second steward's word on a grant that waits. */
export interface GrantConfirmation {
  readonly id: string
  readonly reason: string | null
}

/**
 * Puts a grant in force that waits for a second steward. Both stewards must have the right now. Refuses with NOT_FOUND,
 * NOT_PENDING, SAME_STEWARD, FORBIDDEN, SELF_WIDENING or STEWARD_LOST_RIGHT. A refusal of a right is recorded.
 */
export async function confirmGrant(
  ports: GrantPorts,
  caller: RightsCaller,
  { id, reason }: GrantConfirmation,
): Promise<Outcome<GrantRecord>> {
  const { engine, changes, reads } = ports
  const known = await reads.grant(id)
  // What a grant is on never changes, so it may be looked up before the transaction.
  const scope = known === null ? null : await ports.scopeOf(known.scope)
  await engine.ready()
  return changes.change(caller.actor, async (rights) => {
    const request = await rights.grantRequests.byId(id)
    const judge = await judgeOf(ports, rights)
    if (request === null || scope === null) return refuse(unknownGrant(['confirms']))
    const grant = grantOf(request, judge.now)
    const denied = (refusal: Problem) => {
      rights.record(deniedGrant(refusal, { action: 'grant:create', grant, digest: judge.snapshot.digest }))
      return refuse(refusal)
    }
    if (!sees(judge, caller, request)) return denied(unknownGrant(['confirms']))
    if (!isWaiting(request, judge.now)) return refuse(notPending)
    const refusal = confirmationRefusal(judge, caller, { request, grant, scope })
    if (refusal !== null) return denied(refusal)
    await rights.grants.create(grant)
    await rights.grantRequests.decide(id, { outcome: 'CONFIRMED', by: caller.principal.id, at: judge.now })
    const facts = { reason, digest: judge.snapshot.digest, confirms: request.requester.id }
    rights.record(grantEvent('confirmed', grant, facts))
    return succeed({ ...grant, standing: { kind: 'GRANTED', confirmedBy: caller.principal.id, revokedAt: null } })
  })
}

/** There is no such grant, or the caller may not see it. */
export function unknownGrant(field: readonly string[]): Problem {
  return problem('NOT_FOUND', 'There is no such grant.', { field })
}

const notPending = problem(
  'NOT_PENDING',
  'This grant does not wait for anybody: it is in force, withdrawn or lapsed.',
  {
    field: ['confirms'],
  },
)

/** Whether a caller may know of a grant that waits. */
export function sees(judge: Judge, { principal }: RightsCaller, { holder, requester }: GrantRequest): boolean {
  return isOwnGrant({ holder, createdBy: requester.id }, principal) || judge.readsPolicy(principal)
}

/** A request as the grant that it becomes. */
export function grantOf({ id, holder, role, scope, expiresAt, reason, requester }: GrantRequest, now: number): Grant {
  return { id, holder, role, scope, expiresAt, reason, createdBy: requester.id, createdAt: now, revokedAt: null }
}

function confirmationRefusal(
  judge: Judge,
  caller: RightsCaller,
  asked: { readonly request: GrantRequest; readonly grant: Grant; readonly scope: GovernedScope },
): Problem | null {
  const { request, grant, scope } = asked
  const { principal } = caller
  if (isOnePerson(judge.people, request.requester.id, principal)) {
    const others = judge.othersWho(principal, 'grant:create', scope.resource)
    return problem('SAME_STEWARD', `Whoever asked for a grant cannot confirm it. ${others}`, { field: ['confirms'] })
  }
  const refusal = refusalOf(judge, caller, { grant, scope })
  if (refusal !== null) return refusal
  const after = withGrant(judge.snapshot, grant)
  const stillMay = judge.stillMay(request, { action: 'grant:create', resource: scope.resource, after, mayWiden: false })
  return stillMay ? null : lostRight
}

const lostRight = problem(
  'STEWARD_LOST_RIGHT',
  'Whoever asked for this could not ask for it any more. Ask for it anew, so that two stewards stand by it.',
  { field: ['confirms'] },
)
