import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { electorateOf, reviewResource } from './bench.ts'
import type { RatifyCommand } from './commands.ts'
import { happeningEvent } from './events.ts'
import { withDuties } from './look-again.ts'
import { deny, type Opened, openRequest, revisionRefusal, wrongState } from './open-request.ts'
import type { BreakGlass } from './people-types.ts'
import type { ApprovalCaller, ApprovalPorts } from './ports.ts'
import { repeatOf } from './repeats.ts'
import { ownReviewRefusal } from './review.ts'
import { personsFor } from './stand-ins.ts'
import type { ApprovalRequest } from './types.ts'

const action = 'approval:review'

/**
 * Says that breaking glass for a request was right (T18): who may review it and had no part in it. With enough people it is
 * ratified, also after its time. Who disagrees revokes the approval. Refuses with BAD_USER_INPUT, NOT_FOUND, OWN_WORK,
 * FORBIDDEN, WRONG_STATE, ALREADY_REVIEWED, REVISION_CONFLICT or IDEMPOTENCY_CONFLICT. Refusals of a right are recorded.
 */
export async function ratifyBreakGlass(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: RatifyCommand,
): Promise<Outcome<ApprovalRequest>> {
  const repeat = repeatOf(caller, 'ratifyBreakGlass', command)
  return openRequest(ports, caller, {
    uid: command.request,
    repeat,
    again: async (request) => succeed(request),
    async work(opened) {
      const done = await ratify(opened, caller, command)
      if (done.ok) await repeat.remember(opened.transaction, done.value.uid)
      return done
    },
  })
}

async function ratify(
  opened: Opened,
  caller: ApprovalCaller,
  command: RatifyCommand,
): Promise<Outcome<ApprovalRequest>> {
  const { bench, transaction } = opened
  const request = withDuties(opened.request, { bench, second: null })
  const { breakGlass } = request
  const right = ownReviewRefusal({ ...opened, request }, caller)
  if (right !== null) return deny(opened, right, action)
  if (breakGlass === undefined || !isRatifiable(request)) return refuse(wrongState(request, 'ratified'))
  const revision = revisionRefusal(request, command.expectedRevision)
  if (revision !== null) return refuse(revision)
  const person = personsFor(bench, request).of(caller.principal.id)
  if (standingBy({ ...opened, request }, breakGlass).has(person)) return refuse(alreadyRatified)
  const by = caller.principal.id
  const ratifications = [...breakGlass.ratifications, { at: bench.now, by, comment: command.comment }]
  const others = standingBy({ ...opened, request }, { ...breakGlass, ratifications })
  const isRatified = others.size >= breakGlass.ratifiers
  const outcome = isRatified ? 'RATIFIED' : breakGlass.outcome
  const ratified: ApprovalRequest = { ...request, breakGlass: { ...breakGlass, ratifications, outcome } }
  await transaction.save(ratified)
  const details = { incident: breakGlass.incident, people: others.size, needed: breakGlass.ratifiers, isRatified }
  transaction.record(
    happeningEvent(isRatified ? 'ratified' : 'ratification', ratified, {
      action,
      reason: command.comment,
      details,
      policySetDigest: bench.snapshot.digest,
    }),
  )
  return succeed(ratified)
}

/** Whether there is broken glass that others are still to stand by. */
export function isRatifiable({ breakGlass }: Pick<ApprovalRequest, 'breakGlass'>): boolean {
  return breakGlass?.outcome === null || breakGlass?.outcome === 'OVERDUE'
}

/** The people who ratified and may judge the request now, each once. */
function standingBy(
  { bench, request, governed }: Pick<Opened, 'bench' | 'request' | 'governed'>,
  { ratifications }: BreakGlass,
): ReadonlySet<string> {
  if (governed === null) return new Set()
  const persons = personsFor(bench, request)
  const electorate = electorateOf(bench, reviewResource(request, governed), persons)
  const people = ratifications.map(({ by }) => persons.of(by))
  return new Set(people.filter((person) => electorate.has(person)))
}

const alreadyRatified = problem('ALREADY_REVIEWED', 'You have ratified it before; it counts once.')
