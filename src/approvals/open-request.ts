import type { Action, Principal } from '../access/types.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Uid } from '../kernel/ids.ts'
import { type Outcome, refuse } from '../kernel/outcome.ts'
import { type Problem, problem } from '../kernel/problem.ts'
import { type Bench, benchIn, benchNow, type JudgedRequest, requestResource } from './bench.ts'
import { deniedEvent, requestInTrail } from './events.ts'
import type { ApprovalCaller, ApprovalPorts, ApprovalTransaction, Governed } from './ports.ts'
import type { Repeat } from './repeats.ts'
import type { ApprovalRequest } from './types.ts'

/** A request that is locked, with its target, and everything that it is judged by. */
export interface Opened {
  readonly transaction: ApprovalTransaction
  readonly bench: Bench
  readonly request: ApprovalRequest
  /** Null when the mirror holds the version no more. */
  readonly governed: Governed | null
}

/** Which request, and under which key. */
interface Opening<Known> {
  readonly uid: Uid
  readonly repeat: Pick<Repeat<Known>, 'earlier'>
}

/** What is done with a request that was opened, and what a repeated call answers. */
interface Work<Result, Known> {
  readonly work: (opened: Opened) => Promise<Outcome<Result>>
  readonly again: (earlier: Known, transaction: ApprovalTransaction) => Promise<Outcome<Result>>
}

/**
 * Opens a request for a caller who sees it, and does something with it, in one transaction. Locks the target, then the
 * request. A repeated call answers only whom still sees it. Refuses with NOT_FOUND and IDEMPOTENCY_CONFLICT.
 */
export async function openRequest<Result, Known = ApprovalRequest>(
  ports: ApprovalPorts,
  caller: ApprovalCaller,
  { uid, repeat, work, again }: Opening<Known> & Work<Result, Known>,
): Promise<Outcome<Result>> {
  // What a request is about never changes, so it may be looked up before the transaction.
  const [known] = await ports.reads.byUids([uid])
  if (known == null) return refuse(unknownRequest)
  const governed = await ports.governed(known.subject)
  await ports.engine.ready()
  return ports.changes.change(caller.actor, async (transaction) => {
    const earlier = await repeat.earlier(transaction)
    if (!earlier.ok) return earlier
    await transaction.target(known.target.uid)
    const request = await transaction.request(uid)
    if (request === null) return refuse(unknownRequest)
    const bench = await benchIn(ports, transaction)
    if (!sees(bench, caller.principal, { request, governed })) return refuse(unknownRequest)
    return earlier.value === null ? work({ transaction, bench, request, governed }) : again(earlier.value, transaction)
  })
}

/** A request as it was before any transaction. */
export type Glimpsed = Pick<Opened, 'bench' | 'request' | 'governed'>

/**
 * A request as a caller sees it before any transaction; null where they see none. Tells whether asking tools about it is
 * worth their time, and decides nothing: {@link openRequest} judges again.
 */
export async function glimpse(ports: ApprovalPorts, { principal }: ApprovalCaller, uid: Uid): Promise<Glimpsed | null> {
  const [request] = await ports.reads.byUids([uid])
  if (request == null) return null
  const governed = await ports.governed(request.subject)
  await ports.engine.ready()
  const bench = await benchNow(ports)
  return sees(bench, principal, { request, governed }) ? { bench, request, governed } : null
}

/** Opens a request for the gateway itself; null where there is none. */
export async function openForGateway<Result>(
  ports: ApprovalPorts,
  { known, by }: { readonly known: ApprovalRequest; readonly by: Actor },
  work: (opened: Opened) => Promise<Result>,
): Promise<Result | null> {
  const governed = await ports.governed(known.subject)
  await ports.engine.ready()
  return ports.changes.change(by, async (transaction) => {
    await transaction.target(known.target.uid)
    const request = await transaction.request(known.uid)
    if (request === null) return null
    return work({ transaction, bench: await benchIn(ports, transaction), request, governed })
  })
}

/** There is no such request, or the caller may not see it. */
export const unknownRequest = problem('NOT_FOUND', 'There is no such request.', { field: ['request'] })

/** Whoever sees the model sees what is asked for it; whoever asked sees what came of it. */
function sees(
  bench: Bench,
  principal: Principal,
  { request, governed }: { readonly request: ApprovalRequest; readonly governed: Governed | null },
): boolean {
  if (principal.id === request.requester) return true
  return governed !== null && bench.decide(principal, 'model:read', governed.model).allowed
}

/** Why a command does not fit the request as it is; null when it does. */
export function revisionRefusal({ revision }: ApprovalRequest, expected: number | null): Problem | null {
  if (expected === null || expected === revision) return null
  const message = `The request has changed since: this is revision ${revision}. Look at it again.`
  return problem('REVISION_CONFLICT', message, { field: ['expectedRevision'], details: { revision } })
}

/** It cannot be done in this state. */
export function wrongState({ state }: ApprovalRequest, what: string): Problem {
  return problem('WRONG_STATE', `A request that is ${state} cannot be ${what}.`, {
    field: ['request'],
    details: { state },
  })
}

/** Records that somebody may not do something, and refuses it. */
export function deny<Result>(
  { transaction, bench, request }: Pick<Opened, 'transaction' | 'bench' | 'request'>,
  refusal: Problem,
  action: string,
): Outcome<Result> {
  transaction.record(deniedEvent(refusal, { action, policySetDigest: bench.snapshot.digest }, requestInTrail(request)))
  return refuse(refusal)
}

/** Whether somebody may do something with a request, by policy. */
export function mayDo(
  { bench, request, governed }: Pick<Opened, 'bench' | 'request' | 'governed'>,
  principal: Principal,
  action: Action,
  as: Partial<JudgedRequest> = {},
): boolean {
  if (governed === null) return false
  return bench.decide(principal, action, requestResource({ ...request, ...as }, governed)).allowed
}
