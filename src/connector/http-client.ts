import type { Readable } from 'node:stream'

/** One request to a tool. */
export interface HttpRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD'
  /** Path under the client's base address, already encoded. */
  readonly path: string
  /** The path's pattern, such as `/v2/models/{name}`, for metrics; name it when `path` holds names. */
  readonly route?: string
  readonly query?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>
  /** Sent as JSON. */
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal: AbortSignal
  /** Of the call that this is made for: calls of different requests take turns when they have to wait. */
  readonly requestId?: string
  /** Whether sending it twice does no harm; GET and HEAD are safe unless said otherwise. */
  readonly isSafe?: boolean
  /** The most bytes to accept; more is an `UPSTREAM_INVALID` fault. Default 32 MiB. */
  readonly bodyBytesMax?: number
}

/** A JSON answer; `body` has not been checked. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

/** A streamed answer; the reader must consume or destroy `body`. */
export interface HttpStream {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readable
}

/**
 * Speaks to one tool. Throws a `Fault` with `UPSTREAM_TIMEOUT`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_INVALID` or, while its own queue is too long, `OVERLOADED`, and never shows the caller an address or a tool's own words.
 * Answers with a status below 500 are returned, whatever they are; 5xx is a fault.
 */
export interface HttpClient {
  json(request: HttpRequest): Promise<HttpAnswer>
  text(request: HttpRequest): Promise<{ readonly status: number; readonly body: string }>
  stream(request: HttpRequest): Promise<HttpStream>
}
