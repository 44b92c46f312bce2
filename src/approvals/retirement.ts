import type { Uid } from '../kernel/ids.ts'
import { namedUid } from '../kernel/named-uid.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { unretiringSteps } from './plan-steps.ts'
import type { ApprovalReads, ApprovalTransaction } from './ports.ts'
import type { ApprovalRequest, VersionFacts } from './types.ts'
import type { VersionUse } from './use-types.ts'

/** Uid of what a retirement of a version changes. Whoever locks it after another target has the version stay as it is. */
export function retirementTargetOf(version: Uid): Uid {
  return namedUid(version, `retirement/${version}`)
}

/** A version is retired, so nothing may be made to stand for it. */
export const versionRetired: Problem = problem(
  'VERSION_RETIRED',
  'The version is retired. Whoever may revoke approvals can revoke the request that retired it.',
  { field: ['ref'] },
)

/** Whether a version is retired, by what was carried out last. */
export async function isRetired(
  { targetState }: Pick<ApprovalReads, 'targetState'>,
  { uid }: Pick<VersionFacts, 'uid'>,
): Promise<boolean> {
  return (await targetState(retirementTargetOf(uid))).desired !== null
}

/** Why a version cannot be retired while it is used; names what the caller sees of it. */
export function inUse(uses: readonly VersionUse[]): Problem | null {
  if (uses.length === 0) return null
  const names = [...new Set(uses.flatMap(({ name, isSeen }) => (isSeen ? [name] : [])))]
  const others = uses.some(({ isSeen }) => !isSeen) ? ['something that you do not see'] : []
  const message = `The version is used still: ${[...names, ...others].join(', ')}. Have that use another one first.`
  return problem('VERSION_IN_USE', message, { field: ['ref'], details: { uses: names } })
}

/**
 * Takes back that a version was retired, in the transaction that revokes the request by which it was: it may be asked for
 * again, and the tags of its tool are left to be taken away. Nothing is loaded again. Its target is locked already.
 */
export async function unretire(transaction: ApprovalTransaction, revoked: ApprovalRequest): Promise<void> {
  const { target, plan, uid } = revoked
  if ((await transaction.target(target.uid)).request !== uid) return
  await transaction.setTarget(target.uid, { desired: null, request: uid })
  await transaction.planEffects({ ...revoked, plan: { ...plan, steps: unretiringSteps(plan) } })
}
