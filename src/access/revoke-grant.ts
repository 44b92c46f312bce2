import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { unknownGrant } from './confirm-grant.ts'
import { deniedGrant, grantEvent } from './grant-events.ts'
import { grantStateOf, isOwnGrant } from './grant-state.ts'
import { type Judge, judgeOf, type RightsCaller, withoutGrant } from './judge.ts'
import { singletonResource } from './policy/resource.ts'
import type { Resource } from './policy/types.ts'
import type { RightsTransaction } from './ports.ts'
import type { GrantPorts } from './request-grant.ts'
import type { Grant, GrantRecord } from './types.ts'

/** Which grant is to end. */
export interface GrantRevocation {
  readonly id: string
  readonly reason: string | null
}

/**
 * Ends a grant at once, everywhere; one that waits is withdrawn, which whoever asked for it may always do. Refuses with
 * NOT_FOUND, FORBIDDEN, ALREADY_ENDED or SELF_WIDENING. A refusal of a right is recorded.
 */
export async function revokeGrant(
  ports: GrantPorts,
  caller: RightsCaller,
  command: GrantRevocation,
): Promise<Outcome<GrantRecord>> {
  const { engine, changes, reads } = ports
  const known = await reads.grant(command.id)
  if (known === null) return refuse(unknownGrant(['id']))
  // A grant on what is gone can be ended by whoever may end them all.
  const resource = (await ports.scopeOf(known.scope))?.resource ?? singletonResource('Organization')
  await engine.ready()
  return changes.change(caller.actor, async (rights) => {
    const judge = await judgeOf(ports, rights)
    const record = await currentOf(rights, known)
    const isSeen = isOwnGrant(record, caller.principal) || judge.readsPolicy(caller.principal)
    const refusal = isSeen ? refusalOf(judge, caller, { record, resource }) : unknownGrant(['id'])
    if (refusal !== null) {
      const denied = { action: 'grant:revoke', grant: plain(record), digest: judge.snapshot.digest } as const
      rights.record(deniedGrant(refusal, denied))
      return refuse(refusal)
    }
    const state = grantStateOf(record, judge.now)
    if (state !== 'ACTIVE' && state !== 'PENDING') return refuse(alreadyEnded)
    return succeed(await end(rights, caller, { record, judge, reason: command.reason }))
  })
}

const alreadyEnded = problem('ALREADY_ENDED', 'This grant gives nothing any more.', { field: ['id'] })

/** A grant as it is in this transaction: it may have been confirmed or ended since it was looked up. */
async function currentOf(rights: RightsTransaction, known: GrantRecord): Promise<GrantRecord> {
  const grant = await rights.grants.byId(known.id)
  if (grant !== null) {
    const { revokedAt, ...facts } = grant
    const confirmedBy = known.standing.kind === 'GRANTED' ? known.standing.confirmedBy : null
    return { ...facts, standing: { kind: 'GRANTED', confirmedBy, revokedAt } }
  }
  const request = await rights.grantRequests.byId(known.id)
  const lapsesAt = request?.lapsesAt ?? 0
  return { ...known, standing: { kind: 'REQUESTED', lapsesAt, withdrawnAt: request?.decision?.at ?? null } }
}

function refusalOf(
  judge: Judge,
  { principal }: RightsCaller,
  { record, resource }: { readonly record: GrantRecord; readonly resource: Resource },
): Problem | null {
  const isOwnWish = record.standing.kind === 'REQUESTED' && record.createdBy === principal.id
  if (!isOwnWish && !judge.decide(principal, 'grant:revoke', resource).allowed) {
    const others = judge.othersWho(principal, 'grant:revoke', resource)
    return problem('FORBIDDEN', `Ending a grant needs the action grant:revoke on what it is on. ${others}`)
  }
  if (judge.widenedBy(principal, withoutGrant(judge.snapshot, record.id)).length === 0) return null
  const others = judge.othersWho(principal, 'grant:revoke', resource)
  return problem('SELF_WIDENING', `Nobody rids themselves of what binds them. ${others}`)
}

async function end(
  rights: RightsTransaction,
  { principal }: RightsCaller,
  { record, judge, reason }: { readonly record: GrantRecord; readonly judge: Judge; readonly reason: string | null },
): Promise<GrantRecord> {
  const { now, snapshot } = judge
  const facts = { reason, digest: snapshot.digest }
  const { standing } = record
  if (standing.kind === 'GRANTED') {
    await rights.grants.revoke(record.id, now)
    rights.record(grantEvent('revoked', plain(record), facts))
    return { ...record, standing: { ...standing, revokedAt: now } }
  }
  await rights.grantRequests.decide(record.id, { outcome: 'WITHDRAWN', by: principal.id, at: now })
  rights.record(grantEvent('withdrawn', plain(record), facts))
  return { ...record, standing: { ...standing, withdrawnAt: now } }
}

function plain({ standing, ...grant }: GrantRecord): Grant {
  return { ...grant, revokedAt: standing.kind === 'GRANTED' ? standing.revokedAt : null }
}
