import { mintUid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { deniedGrant, grantEvent } from './grant-events.ts'
import { requestLifetimeMs } from './grant-state.ts'
import { type Judge, type JudgePorts, judgeOf, type RightsCaller, withGrant } from './judge.ts'
import type { Resource } from './policy/types.ts'
import type { RightsChanges, RightsReads, RightsTransaction } from './ports.ts'
import { takesTwo } from './takes-two.ts'
import type { Grant, GrantRecord, GrantRequest } from './types.ts'

/** What a role is granted on, as rules look at it. */
export interface GovernedScope {
  readonly resource: Resource
  /** Whether it is a protected environment, or what serves in one. */
  readonly isProtected: boolean
  /** Whether versions may be in it, and there is a protected environment that they could be deployed to. */
  readonly leadsToProtected: boolean
}

/** What verbs about grants need. */
export interface GrantPorts extends JudgePorts {
  readonly changes: RightsChanges
  readonly reads: Pick<RightsReads, 'grant'>
  /** Also of what the caller does not see; null where there is no such thing. */
  readonly scopeOf: (scope: Grant['scope']) => Promise<GovernedScope | null>
}

/** What is to be granted. */
export type GrantCommand = Pick<Grant, 'holder' | 'role' | 'scope' | 'expiresAt' | 'reason'>

/**
 * Grants a role at once, or, where that takes two, leaves it waiting for a second steward. Refuses with BAD_USER_INPUT,
 * NOT_FOUND, FORBIDDEN, and SELF_WIDENING for what would give the caller more than they have. A refusal is recorded.
 */
export async function requestGrant(
  ports: GrantPorts,
  caller: RightsCaller,
  command: GrantCommand,
): Promise<Outcome<GrantRecord>> {
  const { engine, changes } = ports
  const scope = await ports.scopeOf(command.scope)
  if (scope === null)
    return refuse(problem('NOT_FOUND', 'There is nothing like that to grant a role on.', { field: ['scope'] }))
  await engine.ready()
  return changes.change(caller.actor, async (rights) => {
    const judge = await judgeOf(ports, rights)
    const { now } = judge
    if (command.expiresAt !== null && command.expiresAt <= now) return refuse(alreadyOver)
    const grant: Grant = {
      ...command,
      id: mintUid(now),
      createdBy: caller.principal.id,
      createdAt: now,
      revokedAt: null,
    }
    const refusal = refusalOf(judge, caller, { grant, scope })
    if (refusal !== null) {
      rights.record(deniedGrant(refusal, { action: 'grant:create', grant, digest: judge.snapshot.digest }))
      return refuse(refusal)
    }
    return succeed(
      takesTwo(engine, judge, { grant, scope })
        ? await wait(rights, caller, { grant, judge })
        : await put(rights, { grant, judge, reason: command.reason }),
    )
  })
}

const alreadyOver = problem('BAD_USER_INPUT', 'A grant must end in the future.', { field: ['expiresAt'] })

/** Why a caller may not make a grant alone; null when they may. */
export function refusalOf(
  judge: Judge,
  { principal }: RightsCaller,
  { grant, scope: { resource } }: { readonly grant: Grant; readonly scope: GovernedScope },
): Problem | null {
  if (!judge.decide(principal, 'grant:create', resource).allowed) {
    const others = judge.othersWho(principal, 'grant:create', resource)
    return problem('FORBIDDEN', `Granting a role here needs the action grant:create on it. ${others}`)
  }
  if (judge.widenedBy(principal, withGrant(judge.snapshot, grant)).length === 0) return null
  const others = judge.othersWho(principal, 'grant:create', resource)
  return problem('SELF_WIDENING', `Nobody gives themselves more rights than they have. ${others}`)
}

async function wait(
  rights: RightsTransaction,
  { principal }: RightsCaller,
  { grant, judge }: { readonly grant: Grant; readonly judge: Judge },
): Promise<GrantRecord> {
  const { id, holder, role, scope, expiresAt, reason, createdAt } = grant
  const lapsesAt = Math.min(judge.now + requestLifetimeMs, expiresAt ?? Number.POSITIVE_INFINITY)
  const request: GrantRequest = {
    id,
    holder,
    role,
    scope,
    expiresAt,
    reason,
    lapsesAt,
    requester: principal,
    requestedAt: createdAt,
    decision: null,
  }
  await rights.grantRequests.create(request)
  rights.record(grantEvent('requested', grant, { reason, digest: judge.snapshot.digest }))
  return { ...grant, standing: { kind: 'REQUESTED', lapsesAt, withdrawnAt: null } }
}

async function put(
  rights: RightsTransaction,
  { grant, judge, reason }: { readonly grant: Grant; readonly judge: Judge; readonly reason: string },
): Promise<GrantRecord> {
  await rights.grants.create(grant)
  rights.record(grantEvent('created', grant, { reason, digest: judge.snapshot.digest }))
  return { ...grant, standing: { kind: 'GRANTED', confirmedBy: null, revokedAt: null } }
}
