import { askedOf, isEmergency } from './emergency.ts'
import { isPassed } from './judge.ts'
import type { ApprovalPorts, GateRegistry } from './ports.ts'
import { joinRequirements, requirementsOf } from './select-policies.ts'
import type { ApprovalRequest } from './types.ts'

/**
 * Whether an approved request only has to wait, or has lapsed, by what takes no tool to know: `notBefore`, the shortest
 * wait, and gates that are about the moment. For not reading its files in vain; beginning to carry out judges all of it again.
 */
export function mustWait(request: WaitingRequest, gates: GateRegistry, now: number): boolean {
  const { notBefore, submittedAt, expiresAt } = request
  const requirements = askedOf(request)
  if (now >= expiresAt) return true
  if (notBefore !== null && now < notBefore) return true
  if (now < (submittedAt ?? now) + requirements.minWaitMs) return true
  return requirements.gates.some(({ gate, params, required }) => {
    const { runAt, problemsOf } = gates.named(gate) ?? {}
    if (!required || runAt === undefined || problemsOf?.(params).length !== 0) return false
    return !isPassed(runAt(now, params))
  })
}

/** The same by what is asked in force as well, whichever is more. */
export async function mustWaitInForce(
  { reads, governed, gates, clock }: Pick<ApprovalPorts, 'reads' | 'governed' | 'gates' | 'clock'>,
  request: ApprovalRequest,
): Promise<boolean> {
  const facts = await governed(request.subject)
  // Of a version that is brought back nothing more is asked, and one that the mirror lost is judged by whoever reads it.
  if (facts === null || request.restores !== null || isEmergency(request)) return mustWait(request, gates, clock.now())
  const { policies } = await reads.policies()
  const { environment, isProtected } = request.target
  const { riskTier, tags } = facts
  const inForce = requirementsOf(policies, { environment, isProtected, riskTier, action: request.action, tags })
  const requirements = inForce === null ? request.requirements : joinRequirements(request.requirements, inForce)
  return mustWait({ ...request, requirements }, gates, clock.now())
}

type WaitingRequest = Pick<ApprovalRequest, 'notBefore' | 'submittedAt' | 'expiresAt' | 'requirements' | 'breakGlass'>
