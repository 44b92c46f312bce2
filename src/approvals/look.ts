import type { CallContext } from '../connector/contract.ts'
import { Fault } from '../kernel/problem.ts'
import type { ApprovalPorts, Governed } from './ports.ts'
import { type GateOutcome, runGates } from './run-gates.ts'
import { requirementsOf } from './select-policies.ts'
import type {
  ApprovalAction,
  ApprovalPolicyVersion,
  ApprovalTarget,
  GateRule,
  HeldPlaces,
  LoadedName,
  Observed,
  Plan,
  ReleasePlace,
  Requirements,
  Subject,
} from './types.ts'
import type { VersionUse } from './use-types.ts'

/** What the tools and the policies say of a change at one moment, before any transaction. */
export interface Look {
  readonly action: ApprovalAction
  readonly target: ApprovalTarget
  readonly subject: Subject
  /** What the target stands for. */
  readonly base: Plan['base']
  /** What its places hold; absent for an alias. */
  readonly held?: HeldPlaces
  /** For a RETIRE, what the version is used for, where it is loaded besides, and how long it is kept. */
  readonly uses?: readonly VersionUse[]
  readonly loaded?: readonly LoadedName[]
  readonly retentionDays?: number
  /** Where a copy of the files is put first. */
  readonly release?: ReleasePlace
  readonly governed: Governed
  readonly policies: ApprovalPolicyVersion
  /** What the policies in force ask; null when none matches. */
  readonly requirements: Requirements | null
}

type LookPorts = Pick<ApprovalPorts, 'subjects' | 'governed' | 'reads' | 'retentionDays' | 'releaseOf'>

/** Looks at a change of a target to a version that was read just now. Null when the mirror lost the version meanwhile. Throws the tool's `Fault`. */
export async function lookAt(
  ports: LookPorts,
  { subject, target, action }: Pick<Look, 'subject' | 'target' | 'action'>,
  call: CallContext,
): Promise<Look | null> {
  const { subjects, governed, reads, retentionDays, releaseOf } = ports
  const observed =
    target.kind === 'VERSION' ? await inUse(ports, { subject, target }, call) : await subjects.observe(target, call)
  if (target.kind !== 'VERSION' && action !== 'ADOPT') await subjects.accept(target, subject.facts, call)
  const facts = await governed(subject.facts)
  if (facts === null) return null
  const policies = await reads.policies()
  const { environment, isProtected } = target
  const { riskTier, tags } = facts
  const requirements = requirementsOf(policies.policies, { environment, isProtected, riskTier, action, tags })
  const kept = target.kind === 'VERSION' ? { retentionDays: retentionDays(riskTier) } : {}
  const release = action === 'PROMOTE' ? releaseOf(environment) : null
  const copied = release === null ? {} : { release }
  return { action, target, subject, ...observed, ...kept, ...copied, governed: facts, policies, requirements }
}

/** A version that is retired stands for itself, by the gateway's own record. */
async function inUse(
  { subjects, reads }: LookPorts,
  { subject, target }: { readonly subject: Subject; readonly target: ApprovalTarget },
  call: CallContext,
): Promise<Observed & Pick<Look, 'uses'>> {
  const { desired } = await reads.targetState(target.uid)
  const { uid, version } = subject.facts
  return { base: desired === null ? null : { uid, version }, ...(await subjects.uses(subject, call)) }
}

/** A look with what gates found, and what they compared with. */
export interface Examined {
  readonly champion: Subject | null
  readonly gates: readonly GateOutcome[]
}

/** Runs gates on what was looked at. Throws the tool's `Fault` when what the target stands for cannot be read. */
export async function examine(
  ports: Pick<ApprovalPorts, 'subjects' | 'gates' | 'clock' | 'reads'>,
  look: Look,
  { rules, call }: { readonly rules: readonly GateRule[]; readonly call: CallContext },
): Promise<Examined> {
  const champion = await championOf(ports, look, call)
  const { subject, target, action, uses } = look
  const question = { subject, target, action, champion, ...(uses === undefined ? {} : { uses }) }
  return { champion, gates: await runGates(ports.gates, rules, { question, clock: ports.clock, call }) }
}

async function championOf(
  { subjects, reads }: Pick<ApprovalPorts, 'subjects' | 'reads'>,
  { action, base, subject, target }: Look,
  call: CallContext,
): Promise<Subject | null> {
  if (action === 'ADOPT') {
    // What is adopted is there already, and has to hold its own against what should be there.
    const expected = await reads.expectedVersion(target.uid)
    return expected === null ? null : subjects.again(expected, call)
  }
  if (base === null) return null
  if (base.uid === subject.facts.uid) return subject
  const champion = await subjects.again(base.uid, call)
  if (champion !== null) return champion
  // Compared with nothing, a candidate would pass gates that it must not pass.
  throw new Fault({
    code: 'UPSTREAM_INVALID',
    publicMessage: 'What the target stands for now cannot be read, so nothing can be compared with it.',
    internalMessage: `version ${base.uid} of target ${target.uid} is gone`,
    retryable: true,
    source: target.source,
  })
}
