import { Fault } from '../kernel/problem.ts'

/** The store could not do what was asked. The driver's own words stay in `cause`, for the log only. */
export function storeFault(operation: string, cause: unknown, retryable = true): Fault {
  return new Fault({
    code: 'INTERNAL_SERVER_ERROR',
    publicMessage: 'The store of the gateway could not do this just now.',
    internalMessage: `${operation}: ${cause instanceof Error ? cause.message : 'no further details'}`,
    retryable,
    cause,
  })
}
