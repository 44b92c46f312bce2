import type { Fault, ProblemCode } from '../kernel/problem.ts'
import type { BreakerState } from './breaker.ts'

/** How a source has been answering, as `sources` shows it. */
export interface SourceHealth {
  readonly state: 'UNKNOWN' | 'UP' | 'DEGRADED' | 'DOWN'
  /** Milliseconds since the Unix epoch; null before it was reached. */
  readonly lastReachedAt: number | null
  /** Null while the tool answers. */
  readonly lastError: { readonly code: ProblemCode; readonly message: string; readonly retryable: boolean } | null
}

/** What is remembered between calls. */
export interface HealthMemory {
  readonly lastReachedAt: number | null
  readonly lastFault: Fault | null
}

/** A source that has not been called. */
export const unknownHealth: HealthMemory = { lastReachedAt: null, lastFault: null }

/** Accounts for one call: `fault` null is a good answer; `reached` is true when the tool itself answered, well or badly. */
export function recordCall(
  memory: HealthMemory,
  call: { readonly fault: Fault | null; readonly reached: boolean; readonly now: number },
): HealthMemory {
  return { lastReachedAt: call.reached ? call.now : memory.lastReachedAt, lastFault: call.fault }
}

/** The health to show. A source whose calls are being refused is `DOWN`, and so is one that was never reached. */
export function healthOf(memory: HealthMemory, breaker: BreakerState): SourceHealth {
  const { lastReachedAt, lastFault } = memory
  if (lastFault === null) return { state: lastReachedAt === null ? 'UNKNOWN' : 'UP', lastReachedAt, lastError: null }
  const isDown = breaker.kind !== 'CLOSED' || lastReachedAt === null
  const { code, publicMessage: message, retryable } = lastFault
  return { state: isDown ? 'DOWN' : 'DEGRADED', lastReachedAt, lastError: { code, message, retryable } }
}
