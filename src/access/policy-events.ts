import type { RightsEvent } from './ports.ts'
import type { PolicyProposal } from './types.ts'

/** A change of the policies, as it is recorded: their digests, not their text, which is kept with the version. */
export function publishEvent(
  change: 'proposed' | 'published',
  proposal: PolicyProposal,
  facts: { readonly reason: string | null; readonly digest: string; readonly number?: number },
): RightsEvent {
  const { digest, basedOn, files, requester } = proposal
  return {
    type: `gov.policy.${change}.v1`,
    action: 'policy:publish',
    resource: { type: 'PolicyProposal', id: proposal.id },
    decision: 'ALLOW',
    reason: facts.reason,
    policySetDigest: facts.digest,
    after: { digest },
    details: { digest, basedOn, files: files.length, ...(facts.number === undefined ? {} : { number: facts.number }) },
    people: { requester: requester.id },
  }
}
