import { Fault } from '../kernel/problem.ts'

/** What the log should know about a failed call. Never shown to a caller. */
export interface FaultContext {
  readonly source: string
  /** Such as `GET /api/2.0/mlflow/runs/get`. */
  readonly operation: string
  readonly cause?: unknown
}

/** The source did not answer before the deadline, or its caller gave up. */
export function upstreamTimeout(context: FaultContext): Fault {
  return new Fault({
    code: 'UPSTREAM_TIMEOUT',
    publicMessage: `Source ${context.source} did not answer in time.`,
    internalMessage: `${context.operation} on ${context.source} did not answer in time`,
    retryable: true,
    source: context.source,
    cause: context.cause,
  })
}

/** More calls wait for the source than it takes in time. It was not asked, and may be as well as ever. */
export function sourceOverloaded(context: FaultContext): Fault {
  return new Fault({
    code: 'OVERLOADED',
    publicMessage: `Too many calls wait for source ${context.source}; this one did not get its turn in time.`,
    internalMessage: `${context.operation} waited too long for a place at ${context.source}`,
    retryable: true,
    source: context.source,
    cause: context.cause,
  })
}

/** The source cannot be reached, refuses work or failed by itself. */
export function upstreamUnavailable(
  context: FaultContext & { readonly detail?: string; readonly retryable?: boolean },
): Fault {
  return new Fault({
    code: 'UPSTREAM_UNAVAILABLE',
    publicMessage: `Source ${context.source} is not available.`,
    internalMessage: `${context.operation} on ${context.source}: ${context.detail ?? describeCause(context.cause)}`,
    retryable: context.retryable ?? true,
    source: context.source,
    cause: context.cause,
  })
}

/**
 * The source answered with something that is not what its protocol promises. Connectors throw it too,
 * when an answer does not have the shape they need. `retryable` is true unless the same answer is certain to come again.
 */
export function upstreamInvalid(
  context: FaultContext & { readonly detail?: string; readonly retryable?: boolean },
): Fault {
  return new Fault({
    code: 'UPSTREAM_INVALID',
    publicMessage: `Source ${context.source} answered with something that could not be read.`,
    internalMessage: `${context.operation} on ${context.source}: ${context.detail ?? describeCause(context.cause)}`,
    retryable: context.retryable ?? true,
    source: context.source,
    cause: context.cause,
  })
}

function describeCause(cause: unknown): string {
  return cause instanceof Error ? cause.message : 'no further details'
}
