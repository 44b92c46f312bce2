import type { Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { digestOf } from './digests.ts'
import type { ApprovalCaller, ApprovalPorts, ApprovalTransaction } from './ports.ts'
import type { ApprovalRequest } from './types.ts'

/** A mutation under the key that its caller gave it. */
export interface Repeat {
  /** The request that an earlier call under this key led to; null when there was none, or no key. Refuses with IDEMPOTENCY_CONFLICT. */
  earlier(transaction: ApprovalTransaction): Promise<Outcome<ApprovalRequest | null>>
  /** The same before any tool is asked. A transaction of its own where there is a key. */
  earlierAlone(ports: Pick<ApprovalPorts, 'changes'>): Promise<Outcome<ApprovalRequest | null>>
  /** Remembers what this call led to. */
  remember(transaction: ApprovalTransaction, request: Uid): Promise<void>
}

/** Tells whether a mutation was sent before. The same key with another payload is a mistake of the caller's. */
export function repeatOf(
  { principal, actor }: ApprovalCaller,
  verb: string,
  { idempotencyKey, ...payload }: { readonly idempotencyKey: string | null },
): Repeat {
  const key = idempotencyKey === null ? null : { principal: principal.id, key: idempotencyKey }
  const payloadDigest = digestOf([verb, payload])
  const earlier: Repeat['earlier'] = async (transaction) => {
    const known = key === null ? null : await transaction.answered(key)
    if (known === null) return succeed(null)
    return known.payloadDigest === payloadDigest ? succeed(await transaction.request(known.request)) : refuse(conflict)
  }
  return {
    earlier,
    earlierAlone: async ({ changes }) => (key === null ? succeed(null) : changes.change(actor, earlier)),
    async remember(transaction, request) {
      if (key !== null) await transaction.remember(key, { payloadDigest, request })
    },
  }
}

const conflict = problem('IDEMPOTENCY_CONFLICT', 'Another mutation was sent under this key before.', {
  field: ['idempotencyKey'],
})
