import type { ApprovalReads, ApprovalRequest } from '../approvals/index.ts'
import type { Uid } from '../kernel/ids.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import type { DriftTransaction } from './ports.ts'
import type { Violation } from './types.ts'

/** States in which a request may still take over what is there. */
const adoptingStates = ['PENDING', 'CHANGES_REQUESTED', 'APPROVED', 'EXECUTING', 'COMPENSATING'] as const

/** Kinds of which what is there could be approved. */
export const adoptable: ReadonlySet<Violation['kind']> = new Set([
  'ALIAS_MOVED',
  'ALIAS_MOVED_TO_APPROVED',
  'NAME_RECREATED',
])

/** The request that would take over what a target was moved to, while it is undecided or not carried out; null for none. */
export async function adoptionOf(
  { reads }: { readonly reads: Pick<ApprovalReads, 'list'> },
  target: Uid,
): Promise<ApprovalRequest | null> {
  const { items } = await reads.list({ target, states: adoptingStates }, { first: 100, after: null })
  return items.find(({ action }) => action === 'ADOPT') ?? null
}

/** Why a violation is left to the request that would take over what is there; null where there is none such. Its target is locked already. */
export async function adoptionRefusal(
  { approvals }: DriftTransaction,
  { kind, target }: Pick<Violation, 'kind' | 'target'>,
): Promise<Problem | null> {
  if (target === null || !adoptable.has(kind)) return null
  const adoption = (await approvals.onTarget(target, adoptingStates)).find(({ action }) => action === 'ADOPT')
  if (adoption === undefined) return null
  const message = 'Somebody has asked for what is there to be approved. Cancel that request first.'
  return problem('WRONG_STATE', message, { details: { request: adoption.uid } })
}
