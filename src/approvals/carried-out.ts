import type { CallContext } from '../connector/contract.ts'
import type { Uid } from '../kernel/ids.ts'
import { begin } from './begin.ts'
import type { ApprovalPorts, ApprovalTransaction } from './ports.ts'
import { type Cause, compensating, completed, movedUnsent, stuck, undone } from './settle.ts'
import { frozenBy } from './tampering.ts'
import type { ApprovalRequest } from './types.ts'
import { mustWait, mustWaitInForce } from './wait-for-moment.ts'

/** Requests of one page. */
const pageSize = 100

/** What the outbox tells of requests, and asks of them; see `CarriedOut` in `src/outbox/ports.ts`. */
export function createCarriedOut(ports: ApprovalPorts) {
  type Plan = { readonly request: Uid }
  return {
    /** Leaves out what only has to wait, so that nothing is read for it; see {@link mustWait}. */
    async due(): Promise<readonly Uid[]> {
      const now = ports.clock.now()
      const tamperings = await ports.reads.tamperings()
      const isWaiting = (request: ApprovalRequest) =>
        mustWait(request, ports.gates, now) || frozenBy(tamperings, request).length > 0
      const found: Uid[] = []
      let after: Uid | null = null
      for (let isMore = true; isMore; ) {
        const page = await ports.reads.due(now, { first: pageSize, after })
        found.push(...page.items.filter((request) => !isWaiting(request)).map(({ uid }) => uid))
        after = page.items.at(-1)?.uid ?? null
        isMore = page.hasNextPage && after !== null
      }
      return found
    },
    /** A request that may not begin stays as it is, or is where its refusal left it; either is in the store. */
    async begin(request: Uid, call: CallContext): Promise<boolean> {
      const [known] = await ports.reads.byUids([request])
      if (known?.state !== 'APPROVED' || (await mustWaitInForce(ports, known))) return false
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
