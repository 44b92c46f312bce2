import {
  isOnePerson,
  isWaiting,
  type Judge,
  type JudgePorts,
  judgeOf,
  requestLifetimeMs,
  singletonResource,
} from '../access/index.ts'
import { mintUid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { digestOfPolicies } from './digests.ts'
import type {
  ApprovalPolicyChanges,
  ApprovalPolicyProposal,
  ApprovalPolicyTransaction,
  PublishCaller,
} from './policy-ports.ts'
import { faultsOf, type PolicyDraft, type PolicyWords, policiesOf } from './read-policies.ts'
import type { ApprovalPolicy, ApprovalPolicyVersion } from './types.ts'

/** What publishing approval policies needs. */
export interface ApprovalPolicyPorts extends JudgePorts {
  readonly changes: ApprovalPolicyChanges
  readonly words: () => Promise<PolicyWords>
  /** Names of environments that are protected. */
  readonly protectedEnvironments: () => Promise<readonly string[]>
}

/** Approval policies that are to take the place of those in force. */
export interface ApprovalPolicyCommand {
  readonly policies: readonly PolicyDraft[]
  /** Number of the version they were made from; 0 for what came with the package. */
  readonly basedOn: number
  readonly reason: string
}

/** What came of it: a version in force, or a proposal that waits for a second steward. */
export type ApprovalPolicyResult =
  | { readonly kind: 'PUBLISHED'; readonly version: ApprovalPolicyVersion }
  | { readonly kind: 'WAITS'; readonly proposal: ApprovalPolicyProposal; readonly problem: Problem }

const policySet = singletonResource('PolicySet')

/**
 * Puts approval policies in force, or, where they change what is asked on a protected environment, leaves them waiting
 * for a second steward. Refuses with FORBIDDEN, INVALID_POLICY (`details.problems`) or CONFLICT. A refusal of a right is
 * recorded.
 */
export async function publishApprovalPolicy(
  ports: ApprovalPolicyPorts,
  caller: PublishCaller,
  command: ApprovalPolicyCommand,
): Promise<Outcome<ApprovalPolicyResult>> {
  const words = await ports.words()
  const guarded = await ports.protectedEnvironments()
  await ports.engine.ready()
  return ports.changes.change(caller.actor, async (transaction) => {
    const judge = await judgeOf(ports, transaction)
    if (!mayPublish(judge, caller)) return denied(transaction, forbidden(judge, caller))
    const [first, ...rest] = faultsOf(command.policies, words)
    if (first !== undefined) return refuse(invalid([first, ...rest]))
    const before = await transaction.latest()
    if (before.number !== command.basedOn) return refuse(conflict(before.number))
    const proposal = proposalOf(caller, command, transaction.now)
    if (!changesProtected(before.policies, proposal.policies, guarded))
      return succeed(await publish(transaction, proposal, { confirmedBy: null, before }))
    await transaction.proposals.create(proposal)
    record(transaction, 'proposed', { proposal, before, number: null })
    return succeed({ kind: 'WAITS', proposal, problem: secondNeeded(judge, caller) })
  })
}

/**
 * Puts approval policies in force that wait for a second steward. Refuses with NOT_FOUND, NOT_PENDING, SAME_STEWARD,
 * FORBIDDEN, CONFLICT or STEWARD_LOST_RIGHT.
 */
export async function confirmApprovalPolicy(
  ports: Omit<ApprovalPolicyPorts, 'words' | 'protectedEnvironments'>,
  caller: PublishCaller,
  id: string,
): Promise<Outcome<ApprovalPolicyResult>> {
  await ports.engine.ready()
  return ports.changes.change(caller.actor, async (transaction) => {
    const judge = await judgeOf(ports, transaction)
    const proposal = await transaction.proposals.byId(id)
    if (!judge.readsPolicy(caller.principal)) return denied(transaction, unknownProposal)
    if (proposal === null) return refuse(unknownProposal)
    if (!isWaiting(proposal, transaction.now)) return refuse(notPending)
    const refusal = confirmationRefusal(judge, caller, proposal)
    if (refusal !== null) return denied(transaction, refusal)
    const before = await transaction.latest()
    if (before.number !== proposal.basedOn) return refuse(conflict(before.number))
    await transaction.proposals.decide(id, { outcome: 'CONFIRMED', by: caller.principal.id, at: transaction.now })
    return succeed(await publish(transaction, proposal, { confirmedBy: caller.principal.id, before }))
  })
}

function mayPublish(judge: Judge, { principal }: PublishCaller): boolean {
  return judge.decide(principal, 'policy:publish', policySet).allowed
}

function forbidden(judge: Judge, { principal }: PublishCaller): Problem {
  const others = judge.othersWho(principal, 'policy:publish', policySet)
  return problem('FORBIDDEN', `Publishing approval policies needs the action policy:publish. ${others}`)
}

function confirmationRefusal(judge: Judge, caller: PublishCaller, proposal: ApprovalPolicyProposal): Problem | null {
  const { principal } = caller
  if (isOnePerson(judge.people, proposal.requester.id, principal)) {
    const others = judge.othersWho(principal, 'policy:publish', policySet)
    return problem('SAME_STEWARD', `Whoever proposed policies cannot confirm them. ${others}`, { field: ['confirms'] })
  }
  if (!mayPublish(judge, caller)) return forbidden(judge, caller)
  const asked = { action: 'policy:publish', resource: policySet, after: judge.snapshot, mayWiden: true } as const
  return judge.stillMay(proposal, asked) ? null : lostRight
}

/** There is no such proposal, or the caller may not see it. */
const unknownProposal = problem('NOT_FOUND', 'There are no such policies that wait.', { field: ['confirms'] })

const notPending = problem('NOT_PENDING', 'These policies do not wait for anybody: they are in force or have lapsed.', {
  field: ['confirms'],
})

const lostRight = problem(
  'STEWARD_LOST_RIGHT',
  'Whoever proposed these policies could not publish any more. Publish them anew, so that two stewards stand by them.',
  { field: ['confirms'] },
)

function invalid(problems: ReturnType<typeof faultsOf>): Problem {
  const [first] = problems
  const place = ['policies', ...(first?.path ?? [])].map(String)
  return problem('INVALID_POLICY', first?.message ?? '', { field: place, details: { problems } })
}

function conflict(latest: number): Problem {
  const message = `Version ${latest} is in force. Look at it, and publish based on it.`
  return problem('CONFLICT', message, { field: ['basedOn'], details: { latest } })
}

function secondNeeded(judge: Judge, { principal }: PublishCaller): Problem {
  const others = judge.othersWho(principal, 'policy:publish', policySet)
  const what = 'These policies change what is asked on a protected environment, so they wait for a second steward.'
  return problem('SECOND_STEWARD_NEEDED', `${what} ${others}`)
}

function proposalOf(
  { principal }: PublishCaller,
  { policies, basedOn, reason }: ApprovalPolicyCommand,
  now: number,
): ApprovalPolicyProposal {
  return {
    id: mintUid(now),
    policies: policiesOf(policies),
    basedOn,
    reason,
    requester: principal,
    requestedAt: now,
    lapsesAt: now + requestLifetimeMs,
    decision: null,
  }
}

/** Whether what may be asked on a protected environment would be another thing than it is. */
function changesProtected(
  before: readonly ApprovalPolicy[],
  after: readonly ApprovalPolicy[],
  guarded: readonly string[],
): boolean {
  const touching = (policies: readonly ApprovalPolicy[]) =>
    policies.filter(
      ({ selector: { environments, isProtected } }) =>
        isProtected !== false && (environments === null || environments.some((name) => guarded.includes(name))),
    )
  return digestOfPolicies(touching(before)) !== digestOfPolicies(touching(after))
}

async function publish(
  transaction: ApprovalPolicyTransaction,
  proposal: ApprovalPolicyProposal,
  { confirmedBy, before }: { readonly confirmedBy: string | null; readonly before: ApprovalPolicyVersion },
): Promise<ApprovalPolicyResult> {
  const { policies, requester, reason } = proposal
  const version = {
    number: before.number + 1,
    policies,
    digest: digestOfPolicies(policies),
    author: requester.id,
    confirmedBy,
    publishedAt: transaction.now,
    reason,
  }
  await transaction.publish(version)
  record(transaction, 'published', { proposal, before, number: version.number })
  return { kind: 'PUBLISHED', version }
}

/** What approval policies are in the audit trail. */
const auditResource = { type: 'ApprovalPolicies', id: 'main' } as const

function record(
  transaction: ApprovalPolicyTransaction,
  verb: 'proposed' | 'published',
  {
    proposal,
    before,
    number,
  }: {
    readonly proposal: ApprovalPolicyProposal
    readonly before: ApprovalPolicyVersion
    readonly number: number | null
  },
): void {
  const digest = digestOfPolicies(proposal.policies)
  transaction.record({
    type: `gov.approval-policy.${verb}.v1`,
    action: 'policy:publish',
    resource: auditResource,
    decision: 'ALLOW',
    reason: proposal.reason,
    before: { digest: before.digest },
    after: { digest },
    details: { proposal: proposal.id, basedOn: proposal.basedOn, number, digest },
    people: { author: proposal.requester.id },
  })
}

function denied(transaction: ApprovalPolicyTransaction, refusal: Problem): Outcome<ApprovalPolicyResult> {
  transaction.record({
    type: 'gov.approval-policy.denied.v1',
    action: 'policy:publish',
    resource: auditResource,
    decision: 'DENY',
    details: { code: refusal.code },
  })
  return refuse(refusal)
}
