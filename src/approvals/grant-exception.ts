import { mintUid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import type { EndExceptionCommand, GrantExceptionCommand } from './commands.ts'
import { decideNow, momentGatesOf } from './decide-now.ts'
import { configurationDigestOf } from './digests.ts'
import { integrityGate } from './emergency.ts'
import { withDuties } from './look-again.ts'
import { deny, mayDo, type Opened, openRequest, revisionRefusal, unknownRequest, wrongState } from './open-request.ts'
import type { GateException } from './people-types.ts'
import type { ApprovalCaller, ApprovalEvent, ApprovalPorts, ApprovalTransaction, GateRegistry } from './ports.ts'
import { repeatTo } from './repeats.ts'
import { isOwnWork, ownWork } from './review.ts'
import type { ApprovalRequest, RequestState } from './types.ts'

const action = 'exception:grant'
const dayMs = 24 * 60 * 60 * 1000

/** The longest that a gate need not pass without being asked about again. */
const daysMax = 90

/** An exception, and the request that it was granted on as it is now. */
export interface ExceptionResult {
  readonly exception: GateException
  readonly request: ApprovalRequest
}

/**
 * Lets a required gate not pass for the version and target of a request until a date: somebody with the right who had no
 * part in it. The request is decided where nothing else is in the way. Bytes are always what they are said to be, so
 * `artifact-integrity` is never excepted; nor is who may judge. Refuses with BAD_USER_INPUT, NOT_FOUND, FORBIDDEN, OWN_WORK,
 * WRONG_STATE, REVISION_CONFLICT or IDEMPOTENCY_CONFLICT. Refusals of a right are recorded.
 */
export async function grantException(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: GrantExceptionCommand,
): Promise<Outcome<ExceptionResult>> {
  if (command.reason.trim() === '') return refuse(problem('BAD_USER_INPUT', 'Say why.', { field: ['reason'] }))
  const repeat = repeatOfException(caller, 'grantException', command)
  const earlier = await repeat.earlierAlone(ports)
  if (!earlier.ok) return earlier
  return openRequest(ports, caller, {
    uid: command.request,
    repeat,
    again: found,
    async work(opened) {
      const granted = await grant(ports, opened, { caller, command })
      if (granted.ok) await repeat.remember(opened.transaction, granted.value.exception.uid)
      return granted
    },
  })
}

/**
 * Ends an exception before its time: whoever granted it, or who may grant it. Refuses with NOT_FOUND, FORBIDDEN,
 * ALREADY_ENDED or IDEMPOTENCY_CONFLICT. A refusal of the right is recorded.
 */
export async function endException(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: EndExceptionCommand,
): Promise<Outcome<ExceptionResult>> {
  const repeat = repeatOfException(caller, 'endException', command)
  const [known] = await ports.reads.exceptionsByUid([command.exception])
  if (known == null) return refuse(unknownException)
  const ended = await openRequest<ExceptionResult, GateException>(ports, caller, {
    uid: known.request,
    repeat,
    again: found,
    async work(opened) {
      const { transaction, bench, request } = opened
      const exception = await transaction.exception(command.exception)
      if (exception === null) return refuse(unknownException)
      const { id } = caller.principal
      if (exception.grantedBy !== id && !mayDo(opened, caller.principal, action)) return deny(opened, forbidden, action)
      if (exception.ending !== null || bench.now >= exception.until) return refuse(isOver)
      const closed: GateException = { ...exception, ending: { at: bench.now, by: id, reason: command.reason.trim() } }
      await transaction.saveException(closed)
      transaction.record(exceptionEvent(closed, opened, command.reason))
      await repeat.remember(transaction, closed.uid)
      return succeed({ exception: closed, request })
    },
  })
  return !ended.ok && ended.problem === unknownRequest ? refuse(unknownException) : ended
}

function repeatOfException(caller: ApprovalCaller, verb: string, payload: { readonly idempotencyKey: string | null }) {
  return repeatTo<GateException>((transaction, uid) => transaction.exception(uid), caller, [verb, payload])
}

/** What a repeated call answers. */
async function found(
  exception: GateException,
  transaction: Pick<ApprovalTransaction, 'request'>,
): Promise<Outcome<ExceptionResult>> {
  const request = await transaction.request(exception.request)
  return request === null ? refuse(unknownRequest) : succeed({ exception, request })
}

async function grant(
  ports: ApprovalPorts,
  opened: Opened,
  { caller, command }: { readonly caller: ApprovalCaller; readonly command: GrantExceptionCommand },
): Promise<Outcome<ExceptionResult>> {
  const { transaction, bench } = opened
  const request = withDuties(opened.request, { bench, second: null })
  const now: Opened = { ...opened, request }
  if (isOwnWork(now, caller)) return deny(now, ownWork, action)
  if (!mayDo(now, caller.principal, action)) return deny(now, forbidden, action)
  const wrong = refusalOf(now, command, ports.gates)
  if (wrong !== null) return refuse(wrong)
  const { gate, until, reason, compensatingControl } = command
  const { subject, target } = request
  const exception: GateException = {
    uid: mintUid(bench.now),
    request: request.uid,
    gate,
    configurations: requiredOf(request, gate).map(configurationDigestOf),
    versionUid: subject.uid,
    versionRef: subject.ref,
    subjectDigest: subject.subjectDigest,
    target: target.uid,
    targetRef: target.nativeRef,
    environment: target.environment,
    reason: reason.trim(),
    compensatingControl,
    grantedBy: caller.principal.id,
    createdAt: bench.now,
    until,
    ending: null,
  }
  await transaction.saveException(exception)
  transaction.record(exceptionEvent(exception, opened, reason))
  await transaction.save(request)
  return succeed({ exception, request: await decideNow(now, ports.gates) })
}

/** States in which it is open whether a request will be carried out. */
const open: ReadonlySet<RequestState> = new Set(['DRAFT', 'PENDING', 'CHANGES_REQUESTED', 'APPROVED'])

function requiredOf({ requirements }: ApprovalRequest, gate: string) {
  return requirements.gates.filter((rule) => rule.required && rule.gate === gate)
}

function refusalOf(
  { request, bench }: Opened,
  { gate, until, expectedRevision }: GrantExceptionCommand,
  gates: GateRegistry,
): Problem | null {
  if (!open.has(request.state)) return wrongState(request, 'given an exception')
  const revision = revisionRefusal(request, expectedRevision)
  if (revision !== null) return revision
  const wrong = (message: string, field: string) => problem('BAD_USER_INPUT', message, { field: [field] })
  if (gate === integrityGate) return wrong('Bytes are always what they are said to be: this is never excepted.', 'gate')
  if (momentGatesOf(gates).has(gate))
    return wrong('This is about the moment of the change. Wait for it, or publish another policy.', 'gate')
  if (requiredOf(request, gate).length === 0)
    return problem('NOT_FOUND', 'The request is held up by no such gate.', { field: ['gate'] })
  if (until <= bench.now) return wrong('It ends later than now.', 'until')
  return until > bench.now + daysMax * dayMs ? wrong(`It lasts ${daysMax} days at most.`, 'until') : null
}

function exceptionEvent(exception: GateException, { bench }: Pick<Opened, 'bench'>, reason: string): ApprovalEvent {
  const { uid, request, gate, versionUid, subjectDigest, target, environment, until, ending } = exception
  return {
    type: ending === null ? 'gov.exception.granted.v1' : 'gov.exception.ended.v1',
    action,
    resource: { type: 'GateException', id: uid },
    decision: 'ALLOW',
    ...(ending === null ? { severity: 'WARN' } : {}),
    reason,
    policySetDigest: bench.snapshot.digest,
    details: { request, gate, version: versionUid, subjectDigest, target, environment, until },
  }
}

const forbidden = problem(
  'FORBIDDEN',
  'Letting a gate not pass needs the action exception:grant on the request, and a clearance for its risk. Ask a policy steward.',
)

const unknownException = problem('NOT_FOUND', 'There is no such exception.', { field: ['ends'] })

const isOver = problem('ALREADY_ENDED', 'It has ended already.', { field: ['ends'] })
