import type { ApprovalReads, ApprovalRequest } from '../approvals/index.ts'
import type { Uid } from '../kernel/ids.ts'

/** States in which a request may still take over what is there. */
const adoptingStates = ['PENDING', 'CHANGES_REQUESTED', 'APPROVED', 'EXECUTING', 'COMPENSATING'] as const

/** The request that would take over what a target was moved to, while it is undecided or not carried out; null for none. */
export async function adoptionOf(
  { reads }: { readonly reads: Pick<ApprovalReads, 'list'> },
  target: Uid,
): Promise<ApprovalRequest | null> {
  const { items } = await reads.list({ target, states: adoptingStates }, { first: 100, after: null })
  return items.find(({ action }) => action === 'ADOPT') ?? null
}
