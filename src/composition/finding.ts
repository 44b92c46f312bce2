import { Fault } from '../kernel/problem.ts'
import { systemReason } from '../kernel/system-reason.ts'

/** What one look at a dependency found. */
export interface Finding {
  readonly name: string
  readonly state: 'OK' | 'WARNING' | 'FAILED'
  readonly detail: string
}

/** The log's words: whoever runs this holds the configuration and may see addresses. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Fault)) return systemReason(error)
  const inner = error.source === undefined && error.cause !== undefined ? systemReason(error.cause) : error.message
  return `${error.publicMessage} (${inner})`
}
