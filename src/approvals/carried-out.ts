import type { CallContext } from '../connector/contract.ts'
import type { Uid } from '../kernel/ids.ts'
import { begin } from './begin.ts'
import type { ApprovalPorts, ApprovalTransaction } from './ports.ts'
import { type Cause, compensating, completed, movedUnsent, stuck, undone } from './settle.ts'

/** Requests that are taken up at once. */
const dueMax = 100

/** What the outbox tells of requests, and asks of them; see `CarriedOut` in `src/outbox/ports.ts`. */
export function createCarriedOut(ports: ApprovalPorts) {
  type Plan = { readonly request: Uid }
  return {
    async due(): Promise<readonly Uid[]> {
      const now = ports.clock.now()
      const { items } = await ports.reads.list({ states: ['APPROVED'] }, { first: dueMax, after: null })
      const due = items.filter(({ notBefore }) => notBefore === null || notBefore <= now)
      return due.toSorted((one, other) => (one.decidedAt ?? 0) - (other.decidedAt ?? 0)).map(({ uid }) => uid)
    },
    /** A request that may not begin stays as it is, or is where its refusal left it; either is in the store. */
    async begin(request: Uid, call: CallContext): Promise<boolean> {
      return (await begin(ports, request, call)).ok
    },
    completed: (transaction: ApprovalTransaction, { request }: Plan) => completed(transaction, request),
    compensating: (transaction: ApprovalTransaction, { request }: Plan, cause: Cause) =>
      compensating(transaction, request, cause),
    undone: (transaction: ApprovalTransaction, { request }: Plan, cause: Cause) => undone(transaction, request, cause),
    movedUnsent: (transaction: ApprovalTransaction, { request }: Plan, cause: Cause) =>
      movedUnsent(transaction, request, cause),
    stuck: (transaction: ApprovalTransaction, { request }: Plan, cause: Cause) => stuck(transaction, request, cause),
  }
}
