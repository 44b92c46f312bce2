import {
  type ApprovalCaller,
  type ApprovalPorts,
  type ApprovalRequest,
  repeatOf,
  repeatTo,
  requestUnder,
  withdrawn,
} from '../approvals/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { adoptable, adoptionRefusal } from './adoption.ts'
import type { AdoptCommand, ResolveCommand, RevertCommand } from './commands.ts'
import { violationEvent } from './events.ts'
import type { DriftPorts, DriftTransaction } from './ports.ts'
import { openViolation, revertViolation, unknownViolation, unrevertible } from './revert.ts'
import { openStates, type Violation } from './types.ts'

/** Who changes a violation, with approvals as they see them. */
export interface DriftCaller {
  readonly caller: ApprovalCaller
  readonly approvals: ApprovalPorts
}

/**
 * Asks for what a target was moved to to be approved after all, with every gate and review that asking before would have
 * met. Until that is completed the target is OUT_OF_POLICY. Refuses with UNSUPPORTED where nothing is there to be approved,
 * WRONG_STATE, REVISION_CONFLICT, and as `requestApproval` does.
 */
export async function adoptDrift(
  ports: DriftPorts,
  { caller, approvals }: DriftCaller,
  { violation, command, call }: Asked<AdoptCommand>,
): Promise<Outcome<{ readonly violation: Violation; readonly request: ApprovalRequest }>> {
  const { observed, target } = violation
  if (target === null || observed === null || observed.version === null || !adoptable.has(violation.kind))
    return refuse(nothingToAdopt)
  const repeat = repeatOf(caller, 'adoptDrift', command)
  const earlier = await repeat.earlierAlone(approvals)
  if (!earlier.ok) return earlier
  const refusal = earlier.value === null ? refusalOf(violation, command) : null
  if (refusal !== null) return refuse(refusal)
  const { reason, ticket, idempotencyKey } = command
  const { environment, source } = violation
  const alias = aliasOf(violation)
  const wanted = { action: 'ADOPT' as const, ref: observed.ref, source, environment, alias, reason, ticket }
  const asked = await requestUnder(approvals, caller, {
    command: { ...wanted, idempotencyKey, notBefore: null, draft: false },
    call,
    repeat,
  })
  if (!asked.ok) return asked
  const linked = await ports.changes.change(caller.actor, (transaction) =>
    linkAdoption(transaction, { violation, request: asked.value, reason }),
  )
  if (!linked.ok) return linked
  ports.onChange()
  return succeed({ violation: linked.value, request: asked.value })
}

interface Asked<Command> {
  /** As the caller saw it. */
  readonly violation: Violation
  readonly command: Command
  readonly call: CallContext
}

function aliasOf({ targetRef }: Violation): string | null {
  const at = targetRef.lastIndexOf('@')
  return at === -1 ? null : targetRef.slice(at + 1)
}

async function linkAdoption(
  transaction: DriftTransaction,
  {
    violation,
    request,
    reason,
  }: { readonly violation: Violation; readonly request: ApprovalRequest; readonly reason: string },
): Promise<Outcome<Violation>> {
  const { approvals, drift } = transaction
  const current = await openViolation(transaction, violation.uid)
  if (current === null) return refuse(unknownViolation)
  if (current.request === request.uid) return succeed(current)
  if (!isOpen(current) || current.state === 'REVERTING') {
    // Somebody else has settled it since it was looked at, and nobody is to judge what is moot.
    await withdrawn(approvals, request.uid, 'VIOLATION_SETTLED')
    return refuse(wrongState(current))
  }
  const linked: Violation = { ...current, request: request.uid, revision: current.revision + 1 }
  await drift.save(linked)
  approvals.record(violationEvent('adopting', linked, { action: 'approval:request', reason }))
  return succeed(linked)
}

/**
 * Has what was approved put back, whatever the policy of the target says and however often that was done: a person has
 * looked. Refuses as {@link revertViolation} does, with FORBIDDEN without `approval:request` on the version, and with
 * REVISION_CONFLICT or IDEMPOTENCY_CONFLICT.
 */
export async function revertDrift(
  ports: DriftPorts,
  { caller, approvals }: DriftCaller,
  { violation, command, call }: Asked<RevertCommand>,
): Promise<Outcome<Violation>> {
  if (violation.target === null) return refuse(unrevertible)
  const { reason, expectedRevision } = command
  const repeat = repeatsOf(caller, 'revertDrift', command)
  const earlier = await ports.changes.change(caller.actor, repeat.earlier)
  if (!earlier.ok || earlier.value !== null) return earlier.ok ? succeed(earlier.value ?? violation) : earlier
  return revertViolation(ports, violation.uid, {
    approvals,
    caller,
    reason,
    isAutomatic: false,
    refusal: (now) => revisionRefusal(now, expectedRevision),
    done: repeat.remember,
    call,
  })
}

/**
 * Ends a violation with a reason, such as that it may stay. What is not as it was approved is not in order by that: its
 * target goes on showing DRIFTED, and any further change opens another. Refuses with WRONG_STATE, also while what is there is
 * asked to be approved, REVISION_CONFLICT or
 * IDEMPOTENCY_CONFLICT. The right to it is the caller's to check.
 */
export async function resolveViolation(
  ports: DriftPorts,
  caller: ApprovalCaller,
  command: ResolveCommand,
): Promise<Outcome<Violation>> {
  const repeat = repeatsOf(caller, 'resolveViolation', command)
  return ports.changes.change(caller.actor, async (transaction) => {
    const { approvals, drift } = transaction
    const earlier = await repeat.earlier(transaction)
    if (!earlier.ok) return earlier
    if (earlier.value !== null) return succeed(earlier.value)
    const target = await drift.targetOf(command.violation)
    if (target !== null) await approvals.target(target)
    const current = await drift.violation(command.violation)
    if (current === null) return refuse(unknownViolation)
    const refusal = refusalOf(current, command) ?? (await adoptionRefusal(transaction, current))
    if (refusal !== null) return refuse(refusal)
    const { reason } = command
    const ended: Violation = {
      ...current,
      state: 'RESOLVED',
      revision: current.revision + 1,
      endedAt: approvals.now,
      endedBy: caller.principal.id,
      reason,
      cause: null,
    }
    await drift.save(ended)
    await repeat.remember(transaction, ended)
    approvals.record(violationEvent('resolved', ended, { action: 'violation:resolve', reason }))
    return succeed(ended)
  })
}

function isOpen({ state }: Violation): boolean {
  return openStates.some((open) => open === state)
}

function refusalOf(
  violation: Violation,
  { expectedRevision }: Pick<ResolveCommand, 'expectedRevision'>,
): Problem | null {
  const revision = revisionRefusal(violation, expectedRevision)
  if (revision !== null) return revision
  return isOpen(violation) && violation.state !== 'REVERTING' ? null : wrongState(violation)
}

function wrongState({ state }: Violation): Problem {
  return problem('WRONG_STATE', `It is ${state}.`, { details: { state } })
}

function revisionRefusal({ revision }: Violation, expected: number | null): Problem | null {
  if (expected === null || expected === revision) return null
  const message = `The violation has changed: it is at revision ${revision}. Look at it again.`
  return problem('REVISION_CONFLICT', message, { field: ['expectedRevision'], details: { revision } })
}

/** A mutation of violations under the key that its caller gave it; what `repeatOf` is for requests. */
function repeatsOf(caller: ApprovalCaller, verb: string, command: ResolveCommand) {
  const repeat = repeatTo(async (_transaction, uid) => uid, caller, [verb, command])
  return {
    async earlier({ approvals, drift }: DriftTransaction): Promise<Outcome<Violation | null>> {
      const known = await repeat.earlier(approvals)
      if (!known.ok || known.value === null) return known.ok ? succeed(null) : known
      return succeed(await drift.violation(known.value))
    },
    remember: ({ approvals }: DriftTransaction, { uid }: Violation) => repeat.remember(approvals, uid),
  }
}

const nothingToAdopt = problem('UNSUPPORTED', 'There is no version here that could be approved as it is.')
