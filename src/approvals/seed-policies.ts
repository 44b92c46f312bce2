import { systemActor } from '../kernel/actor.ts'
import { digestOfPolicies } from './digests.ts'
import type { ApprovalPolicyChanges } from './policy-ports.ts'
import { type PolicyDraft, policiesOf } from './read-policies.ts'
import type { ApprovalPolicyVersion } from './types.ts'

/** Why the version is there that the gateway published itself. */
const seedReason = 'Taken over from the configuration (approvals.policies).'

/**
 * Publishes policies as version 1 where nothing was ever published, on nobody's word but the configuration's, and records
 * it; null, and nothing changed, where something was. Two first starts at once publish once. The drafts must have been
 * checked.
 */
export function seedApprovalPolicies(
  changes: ApprovalPolicyChanges,
  drafts: readonly PolicyDraft[],
): Promise<ApprovalPolicyVersion | null> {
  return changes.change(systemActor, async (transaction) => {
    if ((await transaction.latest()).number !== 0) return null
    const policies = policiesOf(drafts)
    const digest = digestOfPolicies(policies)
    const by = { author: null, confirmedBy: null, publishedAt: transaction.now, reason: seedReason }
    const version = { number: 1, policies, digest, ...by }
    await transaction.publish(version)
    transaction.record({
      type: 'gov.approval-policy.seeded.v1',
      action: 'configuration:seed',
      resource: { type: 'ApprovalPolicies', id: 'main' },
      decision: 'ALLOW',
      reason: seedReason,
      after: { digest },
      details: { digest, number: 1, policies: policies.length },
    })
    return version
  })
}
