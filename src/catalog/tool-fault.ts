import { Fault } from '../kernel/problem.ts'

/** The fault behind whatever a connector threw. A third party's connector may throw anything. */
export function faultFrom(error: unknown, source: string): Fault {
  if (error instanceof Fault) return error
  return new Fault({
    code: 'INTERNAL_SERVER_ERROR',
    publicMessage: `Source ${source} could not be read.`,
    internalMessage: `connector of ${source} threw ${error instanceof Error ? error.message : String(error)}`,
    retryable: false,
    source,
    cause: error,
  })
}

/** The request ended before its tool answered. */
export function deadlineFault(source: string): Fault {
  return new Fault({
    code: 'DEADLINE_EXCEEDED',
    publicMessage: `Source ${source} did not answer within the time of this request.`,
    internalMessage: `the request ended while ${source} was being read`,
    retryable: true,
    source,
  })
}

/** An object is mirrored from a source that is configured no more, or cannot do what is asked. */
export function unreadableFault(source: string): Fault {
  return new Fault({
    code: 'UNSUPPORTED',
    publicMessage: `Source ${source} cannot be asked for this object.`,
    internalMessage: `${source} is not connected or lacks the capability`,
    retryable: false,
    source,
  })
}
