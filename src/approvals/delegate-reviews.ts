import type { EnvironmentFacts } from '../access/index.ts'
import { environmentResource, singletonResource } from '../access/index.ts'
import type { Resource } from '../access/policy/types.ts'
import { mintUid, type Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { type Bench, benchIn } from './bench.ts'
import type { DelegateCommand, EndDelegationCommand } from './commands.ts'
import { deniedEvent } from './events.ts'
import type { Delegation } from './people-types.ts'
import type { ApprovalCaller, ApprovalEvent, ApprovalPorts, ApprovalTransaction } from './ports.ts'
import { repeatTo } from './repeats.ts'

const action = 'approval:delegate'
const dayMs = 24 * 60 * 60 * 1000

/** The longest that somebody judges in another's place without being asked to again. */
const daysMax = 30

/** The furthest ahead that it may begin. */
const aheadDaysMax = 90

/** Where somebody is to judge in the caller's place. */
export interface DelegationPlaces {
  /** Those that are named, as far as there are any. */
  readonly environments: readonly EnvironmentFacts[]
  /** Models that are named, and whether the caller may delegate on each. */
  readonly models: readonly { readonly uid: Uid; readonly mayDelegate: boolean }[]
}

/**
 * Has somebody else judge in the caller's place for a time: what the caller may at that time, no more, and nothing that was
 * delegated to them. Both are one person wherever it counts. Refuses with BAD_USER_INPUT, NOT_FOUND, FORBIDDEN or
 * IDEMPOTENCY_CONFLICT. A refusal of the right is recorded.
 */
export async function delegateReviews(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: DelegateCommand,
  places: DelegationPlaces,
): Promise<Outcome<Delegation>> {
  return changeOnce(ports, caller, { verb: 'delegateReviews', command }, async ({ transaction, bench }) => {
    if (!mayDelegate(bench, caller, { command, places })) return denied(transaction, bench, forbidden)
    const wrong = inputRefusal(bench, caller, command)
    if (wrong !== null) return refuse(wrong)
    const { to, environments, models, until, reason } = command
    const delegation: Delegation = {
      uid: mintUid(bench.now),
      from: caller.principal.id,
      to,
      environments,
      models,
      startsAt: command.startsAt ?? bench.now,
      until,
      reason: reason.trim(),
      createdAt: bench.now,
      ending: null,
    }
    await transaction.saveDelegation(delegation)
    transaction.record(delegationEvent(delegation, bench, reason))
    return succeed(delegation)
  })
}

/**
 * Ends it before its time: either of the two, or who may revoke grants. Nothing that was said by it counts any more where it
 * is not decided yet. Refuses with BAD_USER_INPUT, NOT_FOUND, ALREADY_ENDED or IDEMPOTENCY_CONFLICT.
 */
export async function endDelegation(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  command: EndDelegationCommand,
): Promise<Outcome<Delegation>> {
  return changeOnce(ports, caller, { verb: 'endDelegation', command }, async ({ transaction, bench }) => {
    const delegation = await transaction.delegation(command.delegation)
    if (delegation === null || !mayEnd(bench, caller, delegation)) return denied(transaction, bench, unknownDelegation)
    if (delegation.ending !== null || bench.now >= delegation.until) return refuse(isOver)
    const reason = command.reason.trim()
    const ended: Delegation = { ...delegation, ending: { at: bench.now, by: caller.principal.id, reason } }
    await transaction.saveDelegation(ended)
    transaction.record(delegationEvent(ended, bench, reason))
    return succeed(ended)
  })
}

/** One mutation of delegations under its key, in a transaction; what was done under that key before is answered again. */
async function changeOnce(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  { verb, command }: { readonly verb: string; readonly command: { readonly idempotencyKey: string | null } },
  work: (at: { readonly transaction: ApprovalTransaction; readonly bench: Bench }) => Promise<Outcome<Delegation>>,
): Promise<Outcome<Delegation>> {
  const find = (transaction: ApprovalTransaction, uid: Uid) => transaction.delegation(uid)
  const repeat = repeatTo(find, caller, [verb, command])
  await ports.engine.ready()
  return ports.changes.change(caller.actor, async (transaction) => {
    const bench = await benchIn(ports, transaction)
    const earlier = await repeat.earlier(transaction)
    if (!earlier.ok) return earlier
    if (earlier.value !== null) return succeed(earlier.value)
    const done = await work({ transaction, bench })
    if (done.ok) await repeat.remember(transaction, done.value.uid)
    return done
  })
}

/** Everywhere, or everywhere that is named. */
function mayDelegate(
  bench: Bench,
  { principal }: ApprovalCaller,
  { command, places }: { readonly command: DelegateCommand; readonly places: DelegationPlaces },
): boolean {
  if (principal.kind !== 'USER') return false
  const may = (resource: Resource) => bench.decide(principal, action, resource).allowed
  if (may(singletonResource('Organization'))) return true
  const { environments, models } = places
  const onEnvironments = command.environments !== null && environments.every((each) => may(environmentResource(each)))
  return onEnvironments || (command.models !== null && models.every((each) => each.mayDelegate))
}

function mayEnd(bench: Bench, { principal }: ApprovalCaller, { from, to }: Delegation): boolean {
  const person = bench.persons.of(principal.id)
  if ([from, to].some((id) => bench.persons.of(id) === person)) return true
  return bench.decide(principal, 'grant:revoke', singletonResource('Organization')).allowed
}

function inputRefusal(bench: Bench, { principal }: ApprovalCaller, command: DelegateCommand): Problem | null {
  const { to, until, environments, models } = command
  const startsAt = command.startsAt ?? bench.now
  const wrong = (message: string, field: string) => problem('BAD_USER_INPUT', message, { field: [field] })
  if (environments?.length === 0) return wrong('Name an environment, or leave it out for all.', 'environments')
  if (models?.length === 0) return wrong('Name a model, or leave it out for all.', 'models')
  if (startsAt > bench.now + aheadDaysMax * dayMs) return wrong(`It begins within ${aheadDaysMax} days.`, 'startsAt')
  if (until <= Math.max(startsAt, bench.now)) return wrong('It ends after it begins, and later than now.', 'until')
  if (until > startsAt + daysMax * dayMs) return wrong(`It lasts ${daysMax} days at most.`, 'until')
  const isKnown = bench.people.principals.some(({ id, kind }) => id === to && kind === 'USER')
  if (!isKnown) return problem('NOT_FOUND', 'There is no such person.', { field: ['to'] })
  const isSelf = bench.persons.of(to) === bench.persons.of(principal.id)
  return isSelf ? wrong('That is yourself, or an account of yours.', 'to') : null
}

function denied(
  transaction: Pick<ApprovalTransaction, 'record'>,
  { snapshot }: Pick<Bench, 'snapshot'>,
  refusal: Problem,
): Outcome<Delegation> {
  const { type, id } = singletonResource('Organization').entity
  transaction.record(deniedEvent(refusal, { action, policySetDigest: snapshot.digest }, { type, id }))
  return refuse(refusal)
}

function delegationEvent(delegation: Delegation, { snapshot }: Pick<Bench, 'snapshot'>, reason: string): ApprovalEvent {
  const { uid, from, to, environments, models, startsAt, until, ending } = delegation
  return {
    type: ending === null ? 'gov.delegation.granted.v1' : 'gov.delegation.ended.v1',
    action,
    resource: { type: 'ReviewDelegation', id: uid },
    decision: 'ALLOW',
    reason,
    policySetDigest: snapshot.digest,
    details: { environments, models, startsAt, until },
    people: { from, to },
  }
}

const forbidden = problem(
  'FORBIDDEN',
  'Having somebody judge in your place needs the action approval:delegate there. Where you may review in some places only, name them.',
)

const unknownDelegation = problem('NOT_FOUND', 'There is nothing of the kind that you could end.', { field: ['ends'] })

const isOver = problem('ALREADY_ENDED', 'It has ended already.', { field: ['ends'] })
