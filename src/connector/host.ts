import type { Clock } from '../kernel/clock.ts'
import type { HttpClient } from './http-client.ts'

/** Structured log of one source; every line carries the source's id. */
export interface ConnectorLogger {
  debug(facts: Readonly<Record<string, unknown>>, message: string): void
  info(facts: Readonly<Record<string, unknown>>, message: string): void
  warn(facts: Readonly<Record<string, unknown>>, message: string): void
  error(facts: Readonly<Record<string, unknown>>, message: string): void
}

/**
 * Everything a connector gets from the gateway. It reads no environment variable, opens no database
 * and keeps no timer of its own.
 */
export interface ConnectorHost {
  /** Id of the source as configured. */
  readonly source: string
  /** An HTTP client for one origin, with the source's deadline, retries, breaker and concurrency limit. */
  http(origin: HttpOrigin): HttpClient
  /** The same limits for a call that a client library makes (an object store's SDK). */
  guard<Result>(
    operation: string,
    call: { readonly signal: AbortSignal; readonly requestId?: string },
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>
  readonly log: ConnectorLogger
  readonly clock: Clock
}

/** Where an HTTP client sends its requests, and what each carries. */
export interface HttpOrigin {
  readonly baseUrl: string
  readonly headers?: Readonly<Record<string, string>>
}
