import { begin } from '../../src/approvals/begin.ts'
import type { ReviewCommand } from '../../src/approvals/commands.ts'
import { requestApproval } from '../../src/approvals/request.ts'
import { reviewRequest } from '../../src/approvals/review.ts'
import { completed } from '../../src/approvals/settle.ts'
import { createSweeping, sweepRequests } from '../../src/approvals/sweep.ts'
import type { Uid } from '../../src/kernel/ids.ts'
import { Fault } from '../../src/kernel/problem.ts'
import { type approvalWorld, call, type Somebody } from './approval-world.ts'

/** What {@link approvalWorld} makes. */
export type World = Awaited<ReturnType<typeof approvalWorld>>

/** A promotion of the first version. */
export const asked = {
  action: 'PROMOTE',
  ref: 'models:/fraud/1',
  source: null,
  environment: 'production',
  alias: null,
  reason: 'better on every slice',
  ticket: null,
  notBefore: null,
  draft: false,
  idempotencyKey: null,
} as const

/** Asks for a version. */
export async function request(world: World, version = '1', more: object = {}) {
  const answer = await requestApproval(
    world.ports,
    world.as('ada'),
    { ...asked, ref: `models:/fraud/${version}`, ...more },
    call,
  )
  if (!answer.ok) throw new Error(answer.problem.message)
  return answer.value
}

/** Says something of a request. */
export function review(
  world: World,
  [who, uid]: readonly [Somebody, Uid],
  decision: ReviewCommand['decision'] = 'APPROVE',
  more: object = {},
) {
  const comment = decision === 'APPROVE' ? null : 'because'
  const command = { request: uid, decision, comment, expectedRevision: null, idempotencyKey: null, ...more }
  return reviewRequest(world.ports, world.as(who), command, call)
}

/** Asks for a version and has it approved. */
export async function approved(world: World, version = '1') {
  const { uid } = await request(world, version)
  await review(world, ['bea', uid])
  await review(world, ['cy', uid])
  return uid
}

/** Carries out what was begun, as the outbox does. */
export async function carryOut(world: World, uid: Uid) {
  const begun = await begin(world.ports, uid, call)
  if (!begun.ok) return begun
  if (begun.value.action !== 'RETIRE') world.state.alias = begun.value.subject.version
  await world.store.changes.change(world.as('ada').actor, (transaction) => completed(transaction, uid))
  return begun
}

/** Sweeps as a process that has just started. What is no fault of a tool is thrown after. */
export async function sweep(world: World) {
  const wrong: unknown[] = []
  const warn = (facts: object) => {
    if ('err' in facts && !(facts.err instanceof Fault)) wrong.push(facts.err)
  }
  const swept = await sweepRequests(world.ports, call, createSweeping({ log: { warn }, random: () => 0.999 }))
  if (wrong.length > 0) throw new AggregateError(wrong, 'sweeping went wrong')
  return swept
}

/** How a request stands. */
export const stateOf = (world: World, uid: Uid) => world.store.kept().requests.get(uid)?.state
/** Code of a refusal. */
export const codeOf = (answer: { readonly ok: boolean; readonly problem?: { readonly code: string } }) =>
  answer.problem?.code
