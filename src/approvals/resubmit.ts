import type { CallContext } from '../connector/contract.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import type { ResubmitCommand } from './commands.ts'
import { dismissAll, lookAgain, rebind, type SecondLook, withDuties } from './look-again.ts'
import { deny, type Glimpsed, glimpse, type Opened, openRequest, revisionRefusal, wrongState } from './open-request.ts'
import type { ApprovalCaller, ApprovalPorts } from './ports.ts'
import { repeatOf } from './repeats.ts'
import {
  dueRefusal,
  duplicate,
  noPolicy,
  policiesChanged,
  rightRefusal,
  submit,
  twinOf,
  unknownVersion,
  vainRefusal,
} from './request.ts'
import { isRetired, versionRetired } from './retirement.ts'
import { checksOf } from './run-gates.ts'
import { canGo } from './state-machine.ts'
import type { ApprovalRequest } from './types.ts'

/**
 * Leaves a draft, or a request of which changes were asked, to its reviewers (T2): with digests, plan and gates of now, by the
 * policies in force, and nothing that was said of it before counts. Only who asked for it may; a draft of a program that
 * somebody answers for also who may ask for it themselves, and it is their request from then on. Refuses with NOT_FOUND,
 * FORBIDDEN, WRONG_STATE, REVISION_CONFLICT, IDEMPOTENCY_CONFLICT, NO_POLICY, NOTHING_TO_DO, DUPLICATE_REQUEST or CONFLICT.
 * Throws a tool's `Fault`.
 */
export async function resubmitRequest(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: ResubmitCommand,
  call: CallContext,
): Promise<Outcome<ApprovalRequest>> {
  const repeat = repeatOf(caller, 'resubmitRequest', command)
  const earlier = await repeat.earlierAlone(ports)
  if (!earlier.ok) return earlier
  const second = earlier.value === null ? await freshLook(ports, caller, { command, call }) : null
  return openRequest(ports, caller, {
    uid: command.request,
    repeat,
    again: async (request) => succeed(request),
    async work(opened) {
      const done = await resubmit(ports, opened, { caller, command, second })
      if (done.ok) await repeat.remember(opened.transaction, done.value.uid)
      return done
    },
  })
}

/** Everything that the policies in force ask is asked again; nothing is where it is refused whatever there is to read. */
async function freshLook(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  { command, call }: { readonly command: ResubmitCommand; readonly call: CallContext },
): Promise<SecondLook | 'GONE' | null> {
  const glimpsed = await glimpse(ports, caller, command.request)
  if (glimpsed === null || refusalOf(glimpsed, caller, command) !== null) return null
  const known = glimpsed.request
  // Bound to nothing, so that whatever there is counts as changed.
  const unbound = { ...known, subject: { ...known.subject, subjectDigest: '' } }
  return lookAgain(ports, unbound, { rerun: 'STRICT', call })
}

interface Resubmission {
  readonly caller: ApprovalCaller
  readonly command: ResubmitCommand
  readonly second: SecondLook | 'GONE' | null
}

async function resubmit(
  ports: ApprovalPorts,
  opened: Opened,
  { caller, command, second }: Resubmission,
): Promise<Outcome<ApprovalRequest>> {
  const { request, bench, transaction } = opened
  const refusal = refusalOf(opened, caller, command)
  if (refusal?.code === 'FORBIDDEN') return deny(opened, refusal, 'approval:request')
  if (refusal !== null) return refuse(refusal)
  if (second === 'GONE') return refuse(unknownVersion)
  if (second === null) return refuse(policiesChanged)
  const { look, examined, requirements } = second
  const right = rightRefusal(bench, caller, look)
  if (right !== null) return deny(opened, right, 'approval:request')
  if ((await transaction.policies()).number !== look.policies.number) return refuse(policiesChanged)
  if (look.requirements === null) return refuse(noPolicy(look))
  if (request.action !== 'RETIRE' && (await isRetired(ports.reads, look.subject.facts))) return refuse(versionRetired)
  const vain = vainRefusal(look)
  if (vain !== null) return refuse(vain)
  const late = dueRefusal(request.notBefore, requirements, bench.now)
  if (late !== null) return refuse(late)
  const asking = askedBy(opened, caller)
  const renewed = withDuties(asking, { bench, second })
  const changes = {
    ...rebind({ ...look, requirements }, examined, renewed),
    requester: asking.requester,
    ...(command.reason === null ? {} : { reason: command.reason.trim() }),
  }
  const twin = await twinOf(transaction, { ...request, ...changes })
  if (twin !== null) return refuse(duplicate(twin))
  await dismissAll(opened, 'RESUBMITTED')
  await transaction.addChecks(checksOf({ ...request, ...changes }, examined.gates, bench.now))
  return succeed(await submit(ports, opened, { reason: command.reason, changes }))
}

/** Why it is refused whatever there is to read; null where that is for what is read to tell. */
function refusalOf(glimpsed: Glimpsed, caller: ApprovalCaller, command: ResubmitCommand): Problem | null {
  const { bench, request, governed } = glimpsed
  if (!isOwn(glimpsed, caller) && !isForAnybody(glimpsed)) return notOwn
  if (!canGo('submit', request.state)) return wrongState(request, 'submitted')
  const revision = revisionRefusal(request, command.expectedRevision)
  if (revision !== null) return revision
  return governed === null ? unknownVersion : rightRefusal(bench, caller, { governed })
}

function isOwn({ bench, request }: Pick<Glimpsed, 'bench' | 'request'>, { principal }: ApprovalCaller): boolean {
  return bench.persons.of(principal.id) === bench.persons.of(request.requester)
}

/** Whether a request is the draft of a program, which leaves it to people to ask. Nobody's program may be anybody's, a reviewer's too. */
export function isForAnybody({
  bench: { people },
  request: { state, requester },
}: Pick<Glimpsed, 'bench' | 'request'>): boolean {
  const isProgram = people.principals.some(({ id, kind }) => id === requester && kind === 'SERVICE_ACCOUNT')
  return state === 'DRAFT' && isProgram && people.ownerOf(requester) !== requester
}

/** The request as that of whoever submits it. Whoever drafted it does not judge it either. */
function askedBy({ bench, request }: Pick<Glimpsed, 'bench' | 'request'>, caller: ApprovalCaller): ApprovalRequest {
  if (isOwn({ bench, request }, caller)) return request
  const { id, makers = [] } = caller.principal
  return { ...request, requester: id, excluded: [...request.excluded, id, ...makers] }
}

const notOwn = problem(
  'FORBIDDEN',
  'Only whoever asked may submit it, or of what a program drafted whoever may ask for it themselves.',
)
