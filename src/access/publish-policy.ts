import { mintUid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { isWaiting, requestLifetimeMs } from './grant-state.ts'
import { isOnePerson } from './is-one-person.ts'
import { type Judge, type JudgePorts, judgeOf, type RightsCaller } from './judge.ts'
import { givesPowers } from './policy/gives-powers.ts'
import { singletonResource } from './policy/resource.ts'
import { digestOfFiles } from './policy/snapshot.ts'
import type { PolicyProblem, PolicySnapshot } from './policy/types.ts'
import { publishEvent } from './policy-events.ts'
import type { RightsChanges, RightsTransaction } from './ports.ts'
import { givesOnProtected, type PreviewPorts } from './preview-policy.ts'
import type { PolicyFile, PolicyProposal, PolicyPublication } from './types.ts'

/** What verbs about policies need. */
export interface PolicyPorts extends JudgePorts, PreviewPorts {
  readonly changes: RightsChanges
}

/** Policies that are to take the place of those in force. */
export interface PublishCommand {
  readonly files: readonly PolicyFile[]
  /** Number of the version they were made from; 0 for what came with the package. */
  readonly basedOn: number
  readonly reason: string
}

/** A second steward's word on policies that wait. */
export interface PublishConfirmation {
  readonly id: string
  readonly reason: string | null
}

/** What came of it: a version in force, or a proposal that waits for a second steward. */
export type PublishResult =
  | { readonly kind: 'PUBLISHED'; readonly publication: PolicyPublication }
  | { readonly kind: 'WAITS'; readonly proposal: PolicyProposal; readonly problem: Problem }

/**
 * Puts policies in force, or, where they would widen the author's own rights or anybody's on a protected environment, or
 * give anybody what only roles for two stewards have, leaves them waiting for a second steward. Refuses with FORBIDDEN, INVALID_POLICY (`details.problems`) or CONFLICT. A
 * refusal of a right is recorded.
 */
export async function publishPolicy(
  ports: PolicyPorts,
  caller: RightsCaller,
  command: PublishCommand,
): Promise<Outcome<PublishResult>> {
  await ports.engine.ready()
  const now = await ports.inForce.current()
  const isAllowed = ports.engine.decide(now, {
    principal: caller.principal,
    action: 'policy:publish',
    resource: policySet,
  }).allowed
  const protectedGain = isAllowed ? await givesOnProtected(ports, command.files) : { isGain: false, epoch: now.epoch }
  return ports.changes.change(caller.actor, async (rights) => {
    const judge = await judgeOf(ports, rights)
    const latest = (await rights.policies.latest())?.number ?? 0
    const refusal = publishRefusal(ports, judge, { caller, files: command.files })
    if (refusal !== null) return denied(rights, refusal, judge)
    if (latest !== command.basedOn) return refuse(conflict(latest))
    // What was looked at before the transaction may have changed since; whoever asks again has both looks agree.
    if (protectedGain.epoch !== judge.snapshot.epoch) return refuse(conflict(latest))
    const proposal = proposalOf(caller, command, judge)
    const after = afterOf(ports, judge, command.files)
    const because = judge.widenedBy(caller.principal, after)
    const powers = givesPowers(ports.engine, { before: judge.snapshot, after })
    if (because.length === 0 && powers.length === 0 && !protectedGain.isGain)
      return succeed(await publish(ports, rights, { caller, judge, proposal, isNew: true, reason: command.reason }))
    await rights.proposals.create(proposal)
    rights.record(publishEvent('proposed', proposal, { reason: command.reason, digest: judge.snapshot.digest }))
    const problemOf = secondNeeded(judge, caller, { because, powers, isProtected: protectedGain.isGain })
    return succeed({ kind: 'WAITS', proposal, problem: problemOf })
  })
}

/**
 * Puts policies in force that wait for a second steward. Refuses with NOT_FOUND, NOT_PENDING, SAME_STEWARD, FORBIDDEN,
 * INVALID_POLICY, CONFLICT or STEWARD_LOST_RIGHT.
 */
export async function confirmPolicy(
  ports: PolicyPorts,
  caller: RightsCaller,
  { id, reason }: PublishConfirmation,
): Promise<Outcome<PublishResult>> {
  await ports.engine.ready()
  return ports.changes.change(caller.actor, async (rights) => {
    const judge = await judgeOf(ports, rights)
    const proposal = await rights.proposals.byId(id)
    if (!judge.readsPolicy(caller.principal)) return denied(rights, unknownProposal, judge)
    if (proposal === null) return refuse(unknownProposal)
    if (!isWaiting(proposal, judge.now)) return refuse(notPending)
    const refusal = confirmationRefusal(ports, judge, { caller, proposal })
    if (refusal !== null) return denied(rights, refusal, judge)
    const latest = (await rights.policies.latest())?.number ?? 0
    if (latest !== proposal.basedOn) return refuse(conflict(latest))
    return succeed(await publish(ports, rights, { caller, judge, proposal, isNew: false, reason }))
  })
}

const policySet = singletonResource('PolicySet')

/** There is no such proposal, or the caller may not see it. */
export const unknownProposal = problem('NOT_FOUND', 'There are no such policies that wait.', { field: ['confirms'] })

const notPending = problem('NOT_PENDING', 'These policies do not wait for anybody: they are in force or have lapsed.', {
  field: ['confirms'],
})

/** Another version is in force than the one that something was made from. */
export function conflict(latest: number): Problem {
  const message = `Rights have changed since: version ${latest} is in force. Look at it, and publish based on it.`
  return problem('CONFLICT', message, { field: ['basedOn'], details: { latest } })
}

/** Why a caller may not publish these files, with a second steward or without; null when they may. */
export function publishRefusal(
  { engine }: Pick<PolicyPorts, 'engine'>,
  judge: Pick<Judge, 'decide' | 'othersWho'>,
  { caller: { principal }, files }: { readonly caller: RightsCaller; readonly files: readonly PolicyFile[] },
): Problem | null {
  if (!judge.decide(principal, 'policy:publish', policySet).allowed) {
    const others = judge.othersWho(principal, 'policy:publish', policySet)
    return problem('FORBIDDEN', `Publishing policies needs the action policy:publish. ${others}`)
  }
  return invalid(engine.check(files))
}

function invalid(problems: readonly PolicyProblem[]): Problem | null {
  const [first] = problems
  if (first === undefined) return null
  const message = `${first.file}:${first.line}:${first.column}: ${first.reason}`
  return problem('INVALID_POLICY', message, { field: ['files'], details: { problems } })
}

function confirmationRefusal(
  ports: PolicyPorts,
  judge: Judge,
  { caller, proposal }: { readonly caller: RightsCaller; readonly proposal: PolicyProposal },
): Problem | null {
  if (isOnePerson(judge.people, proposal.requester.id, caller.principal)) {
    const others = judge.othersWho(caller.principal, 'policy:publish', policySet)
    return problem('SAME_STEWARD', `Whoever proposed policies cannot confirm them. ${others}`, { field: ['confirms'] })
  }
  const refusal = publishRefusal(ports, judge, { caller, files: proposal.files })
  if (refusal !== null) return refusal
  const after = judge.snapshot
  // Two stewards stand by it, so it may give either of them more.
  const asked = { action: 'policy:publish', resource: policySet, after, mayWiden: true } as const
  return judge.stillMay(proposal, asked) ? null : lostRight
}

const lostRight = problem(
  'STEWARD_LOST_RIGHT',
  'Whoever proposed these policies could not publish any more. Publish them anew, so that two stewards stand by them.',
  { field: ['confirms'] },
)

interface SecondNeeded {
  readonly because: readonly string[]
  readonly powers: readonly string[]
  readonly isProtected: boolean
}

function secondNeeded(
  judge: Judge,
  { principal }: RightsCaller,
  { because, powers, isProtected }: SecondNeeded,
): Problem {
  const what =
    because.length > 0
      ? `These policies may widen your own rights (${because.slice(0, 5).join(', ')})`
      : isProtected
        ? 'These policies may widen rights on a protected environment'
        : `These policies may give somebody the powers of a role that takes two stewards (${powers.slice(0, 5).join(', ')})`
  const others = judge.othersWho(principal, 'policy:publish', policySet)
  const details = { because: [...because, ...powers], isProtected }
  return problem('SECOND_STEWARD_NEEDED', `${what}, so they wait for a second steward. ${others}`, { details })
}

function denied(rights: RightsTransaction, refusal: Problem, judge: Judge): Outcome<PublishResult> {
  recordDenial(rights, refusal, judge)
  return refuse(refusal)
}

/** Records the refusal of a right; policies that do not parse are none. */
export function recordDenial(
  rights: Pick<RightsTransaction, 'record'>,
  { code }: Problem,
  { snapshot }: Pick<Judge, 'snapshot'>,
): void {
  if (code === 'INVALID_POLICY') return
  const resource = { type: 'PolicySet', id: 'main' }
  const facts = { policySetDigest: snapshot.digest, details: { code } }
  rights.record({ type: 'gov.policy.denied.v1', action: 'policy:publish', resource, decision: 'DENY', ...facts })
}

function proposalOf({ principal }: RightsCaller, command: PublishCommand, { now }: Judge): PolicyProposal {
  const { files, basedOn, reason } = command
  return {
    id: mintUid(now),
    files,
    digest: digestOfFiles(files),
    basedOn,
    reason,
    requester: principal,
    requestedAt: now,
    lapsesAt: now + requestLifetimeMs,
    decision: null,
    publishedAs: null,
  }
}

/** Policies and grants as they would be; the files must have been checked. */
export function afterOf(
  { engine }: Pick<PolicyPorts, 'engine'>,
  { snapshot }: Pick<Judge, 'snapshot'>,
  files: readonly PolicyFile[],
): PolicySnapshot {
  return engine.snapshot(files, { epoch: null, asOf: null, grants: snapshot.grants }, { isChecked: true })
}

async function publish(
  { engine }: PolicyPorts,
  rights: RightsTransaction,
  asked: {
    readonly caller: RightsCaller
    readonly judge: Judge
    readonly proposal: PolicyProposal
    readonly isNew: boolean
    readonly reason: string | null
  },
): Promise<PublishResult> {
  const { caller, judge, proposal, isNew, reason } = asked
  const { files, digest, basedOn, requester } = proposal
  const draft = { files, digest, modelDigest: engine.modelDigest(), author: requester.id, publishedAt: judge.now }
  const version = await rights.policies.publish(draft, basedOn)
  if (version === null) throw new Error('unreachable: nobody else changes rights within this transaction')
  const decision = { outcome: 'CONFIRMED', by: caller.principal.id, at: judge.now } as const
  const decided = { ...proposal, decision, publishedAs: version.number }
  if (isNew) await rights.proposals.create(decided)
  else await rights.proposals.decide(proposal.id, decision, version.number)
  const facts = { reason, digest: judge.snapshot.digest, number: version.number }
  rights.record(publishEvent('published', decided, facts))
  return { kind: 'PUBLISHED', publication: { version, proposal: decided } }
}
