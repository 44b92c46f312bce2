import { environmentResource, rolesOn } from '../access/index.ts'
import type { CallContext } from '../connector/contract.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { type Bench, benchIn, requestResource } from './bench.ts'
import { unknownIncident } from './close-incident.ts'
import type { BreakGlassCommand, RequestCommand, RequestPreview } from './commands.ts'
import { advance, guardFactsOf, judgeBy } from './decide-now.ts'
import { inEmergency } from './emergency.ts'
import { deniedEvent, happeningEvent } from './events.ts'
import type { Look } from './look.ts'
import type { BreakGlass } from './people-types.ts'
import type { ApprovalCaller, ApprovalPorts, ApprovalTransaction } from './ports.ts'
import { repeatOf } from './repeats.ts'
import {
  type Creation,
  draftOf,
  duplicate,
  type Prepared,
  policiesChanged,
  prepare,
  previewOf,
  targetInTrail,
  unknownVersion,
} from './request.ts'
import { checksOf } from './run-gates.ts'
import { busyStates, mayGo } from './state-machine.ts'
import { frozenBy } from './tampering.ts'
import type { ApprovalRequest } from './types.ts'

const action = 'approval:break-glass'

/** The least that is told of why; what is told in fewer characters tells nothing to whoever ratifies it. */
const reasonCharsMin = 40

/**
 * Makes a target stand for a version at once, by one person alone, for an incident that is open (T17): nobody's yes is
 * asked, and the gates only that are never skipped. It is carried out like any other, and others must ratify it in time.
 * Refuses as `requestApproval` does, and with NO_POLICY where the policies let no glass be broken, WRONG_STATE where the
 * incident is closed, and GATE_FAILED. Refusals of a right or by a gate are recorded. Throws a tool's `Fault`.
 */
export async function breakGlass(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: BreakGlassCommand,
  call: CallContext,
): Promise<Outcome<ApprovalRequest>> {
  const repeat = repeatOf(caller, 'breakGlass', command)
  const before = await repeat.earlierAlone(ports)
  if (!before.ok) return before
  if (before.value !== null) return succeed(before.value)
  const prepared = await prepareBreaking(ports, caller, { command, call })
  if (!prepared.ok) return prepared
  return ports.changes.change(caller.actor, async (transaction) => {
    const earlier = await repeat.earlier(transaction)
    if (!earlier.ok) return earlier
    if (earlier.value !== null) return succeed(earlier.value)
    const creation = { caller, command: asRequest(command), prepared: prepared.value }
    const broken = await smash(ports, transaction, { creation, command })
    if (broken.ok) await repeat.remember(transaction, broken.value.uid)
    return broken
  })
}

/** What {@link breakGlass} would do, with everything that would block it. Writes nothing but a refusal of a right. */
export async function previewBreakGlass(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: BreakGlassCommand,
  call: CallContext,
): Promise<Outcome<RequestPreview>> {
  const prepared = await prepareBreaking(ports, caller, { command, call })
  if (!prepared.ok) return prepared
  const [incident] = await ports.reads.incidentsByUid([command.incident])
  const wrong = incidentRefusal(incident ?? null)
  if (wrong !== null) return refuse(wrong)
  const { requirements } = prepared.value.look
  const creation = { caller, command: asRequest(command), prepared: prepared.value }
  return succeed(await previewOf(ports, creation, brokenBy(command, { caller, requirements, now: ports.clock.now() })))
}

interface Breaking {
  readonly command: BreakGlassCommand
  readonly call: CallContext
}

async function prepareBreaking(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  { command, call }: Breaking,
): Promise<Outcome<Prepared>> {
  if (command.reason.trim().length < reasonCharsMin) return refuse(tooLittle)
  const asking = { action, refusal: rightRefusal, asked: inEmergency } as const
  const prepared = await prepare(ports, caller, { command: asRequest(command), call }, asking)
  if (!prepared.ok) return prepared
  return prepared.value.look.requirements.breakGlass === undefined ? refuse(notHere(prepared.value.look)) : prepared
}

/** Breaking glass takes its own right where something is changed, and a role that the policies name. */
function rightRefusal(bench: Bench, { principal }: ApprovalCaller, look: Look): Problem | null {
  const { governed, target, requirements } = look
  if (!bench.decide(principal, 'model:read', governed.version).allowed) return unknownVersion
  const { environment: name, rank, isProtected } = target
  if (!bench.decide(principal, action, environmentResource({ name, rank, isProtected })).allowed) return forbidden
  const terms = requirements?.breakGlass
  // Where no policy lets glass be broken that is what is said, to whoever has the right.
  if (terms === undefined) return null
  const place = { uid: target.uid, requester: principal.id, excluded: [], riskTier: 0, state: 'DRAFT', target } as const
  const held = rolesOn(bench.snapshot, principal, { resource: requestResource(place, governed), now: bench.now })
  return terms.roles.some((role) => held.includes(role)) ? null : noRole
}

async function smash(
  ports: ApprovalPorts,
  transaction: ApprovalTransaction,
  { creation, command }: { readonly creation: Creation; readonly command: BreakGlassCommand },
): Promise<Outcome<ApprovalRequest>> {
  const { caller, prepared } = creation
  const { look, examined } = prepared
  await transaction.target(look.target.uid)
  const bench = await benchIn(ports, transaction)
  const denied = (refusal: Problem) => {
    const policySetDigest = bench.snapshot.digest
    transaction.record(deniedEvent(refusal, { action, policySetDigest }, targetInTrail(look)))
    return refuse(refusal)
  }
  const refusal = rightRefusal(bench, caller, look)
  if (refusal !== null) return denied(refusal)
  if ((await transaction.policies()).number !== look.policies.number) return refuse(policiesChanged)
  const wrong = incidentRefusal(await transaction.incident(command.incident))
  if (wrong !== null) return refuse(wrong)
  const { requirements } = look
  const draft = { ...draftOf(bench, creation), ...brokenBy(command, { caller, requirements, now: bench.now }) }
  // One that waits for its reviews is no reason not to hurry.
  const [busy] = await transaction.onTarget(draft.target.uid, busyStates)
  if (busy !== undefined) return refuse(duplicate(busy))
  const checks = checksOf(draft, examined.gates, bench.now)
  const asked = inEmergency(requirements)
  const { governed } = look
  const judgement = judgeBy(
    { bench, request: draft, governed },
    { requirements: asked, reviews: [], checks, exceptions: [], gates: ports.gates },
  )
  const facts = guardFactsOf(draft, judgement, bench.now)
  const [frozen] = frozenBy(await transaction.tamperings(), draft)
  const isSafe = frozen === undefined && mayGo('breakGlass', draft.state, facts)
  if (!isSafe) return denied(unsafe((frozen ?? judgement.blockers[0])?.message))
  await transaction.save(draft)
  await transaction.addChecks(checks)
  transaction.record(happeningEvent('drafted', draft, { action, reason: command.reason }))
  const details = {
    incident: command.incident,
    checks: checks.map(({ uid }) => uid),
    ratifyBy: draft.breakGlass?.ratifyBy ?? null,
  }
  return succeed(
    await advance({ transaction, request: draft }, 'breakGlass', {
      facts,
      changes: { decidedAt: bench.now, expiresAt: bench.now + requirements.approvalTtlMs, filled: [] },
      event: { action, reason: command.reason, details, policySetDigest: bench.snapshot.digest, severity: 'ERROR' },
    }),
  )
}

function brokenBy(
  { incident }: BreakGlassCommand,
  given: {
    readonly caller: ApprovalCaller
    readonly requirements: ApprovalRequest['requirements']
    readonly now: number
  },
): { readonly breakGlass?: BreakGlass } {
  const { caller, requirements, now } = given
  const terms = requirements.breakGlass
  if (terms === undefined) return {}
  const { ratifyMs, ratifiers } = terms
  const by = caller.principal.id
  return {
    breakGlass: { incident, by, at: now, ratifyBy: now + ratifyMs, ratifiers, outcome: null, ratifications: [] },
  }
}

function asRequest({ incident: _incident, ...command }: BreakGlassCommand): RequestCommand {
  return { ...command, action: 'PROMOTE', notBefore: null, draft: false }
}

function incidentRefusal(incident: Awaited<ReturnType<ApprovalTransaction['incident']>>): Problem | null {
  if (incident === null) return unknownIncident
  return incident.closing === null ? null : isOver
}

const isOver = problem('WRONG_STATE', 'The incident is closed, so no glass is broken for it.', { field: ['incident'] })

const tooLittle = problem(
  'BAD_USER_INPUT',
  `Say why it cannot wait, in ${reasonCharsMin} characters at least: others must be able to judge it.`,
  { field: ['reason'] },
)

const forbidden = problem(
  'FORBIDDEN',
  'Breaking glass takes a person with the action approval:break-glass in the environment. Ask a policy steward.',
)

const noRole = problem('FORBIDDEN', 'The approval policies let others break glass for such a change, and not you.')

function notHere({ target }: Pick<Look, 'target'>): Problem {
  const message = `The approval policies let no glass be broken for such a change in ${target.environment}.`
  return problem('NO_POLICY', message, { field: ['environment'] })
}

function unsafe(message: string | undefined): Problem {
  return problem('GATE_FAILED', message ?? 'A gate that is never skipped does not pass.', { field: ['ref'] })
}
