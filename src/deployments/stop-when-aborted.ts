import type { CallContext } from '../connector/contract.ts'
import { Fault } from '../kernel/problem.ts'

/** Throws a `DEADLINE_EXCEEDED` fault once the call's time is over or its caller has gone. */
export function stopWhenAborted({ signal }: CallContext): void {
  if (!signal.aborted) return
  throw new Fault({
    code: 'DEADLINE_EXCEEDED',
    publicMessage: 'The request took longer than it was given.',
    internalMessage: 'Matching of served versions was stopped',
    retryable: true,
    cause: signal.reason,
  })
}
