import type { ProblemCode } from '../kernel/problem.ts'

/** One attempt that went out to a tool, for metrics and for tests that count. Refused and queued calls are none. */
export interface CallEvent {
  readonly source: string
  /** The HTTP method, or `CALL` for a client library. */
  readonly method: string
  /** The request's `route` where it names one, else its path without query; the operation for a client library. */
  readonly path: string
  /** 1 for the first attempt. */
  readonly attempt: number
  /** Null when no status line came, or the call is not HTTP. */
  readonly status: number | null
  /** Null when the attempt succeeded. `INTERNAL_SERVER_ERROR` stands for an error that is not the tool's. */
  readonly errorCode: ProblemCode | null
  readonly durationMs: number
}

/** Receives every attempt. Must not throw. */
export interface CallMetrics {
  onCall(event: CallEvent): void
}
