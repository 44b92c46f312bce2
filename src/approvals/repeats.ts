import type { Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { digestOf } from './digests.ts'
import type { ApprovalCaller, ApprovalPorts, ApprovalTransaction } from './ports.ts'
import type { ApprovalRequest } from './types.ts'

/** A mutation under the key that its caller gave it. */
export interface Repeat<Result = ApprovalRequest> {
  /** What an earlier call under this key led to, a request mostly; null when there was none, or no key. Refuses with IDEMPOTENCY_CONFLICT. */
  earlier(transaction: ApprovalTransaction): Promise<Outcome<Result | null>>
  /** The same before any tool is asked. A transaction of its own where there is a key. */
  earlierAlone(ports: Pick<ApprovalPorts, 'changes'>): Promise<Outcome<Result | null>>
  /** Remembers what this call led to. */
  remember(transaction: ApprovalTransaction, uid: Uid): Promise<void>
}

type Payload = { readonly idempotencyKey: string | null }

/** Tells whether a mutation was sent before. The same key with another payload is a mistake of the caller's. */
export function repeatOf(caller: ApprovalCaller, verb: string, payload: Payload): Repeat {
  return repeatTo((transaction, uid) => transaction.request(uid), caller, [verb, payload])
}

/** The same of a mutation that leads to something else than a request. */
export function repeatTo<Result>(
  find: (transaction: ApprovalTransaction, uid: Uid) => Promise<Result | null>,
  { principal, actor }: ApprovalCaller,
  [verb, { idempotencyKey, ...payload }]: readonly [verb: string, payload: Payload],
): Repeat<Result> {
  const key = idempotencyKey === null ? null : { principal: principal.id, key: idempotencyKey }
  const payloadDigest = digestOf([verb, payload])
  const earlier: Repeat<Result>['earlier'] = async (transaction) => {
    const known = key === null ? null : await transaction.answered(key)
    if (known === null) return succeed(null)
    return known.payloadDigest === payloadDigest ? succeed(await find(transaction, known.request)) : refuse(conflict)
  }
  return {
    earlier,
    earlierAlone: async ({ changes }) => (key === null ? succeed(null) : changes.change(actor, earlier)),
    async remember(transaction, uid) {
      if (key !== null) await transaction.remember(key, { payloadDigest, request: uid })
    },
  }
}

const conflict = problem('IDEMPOTENCY_CONFLICT', 'Another mutation was sent under this key before.', {
  field: ['idempotencyKey'],
})
