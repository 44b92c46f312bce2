import type { Readable } from 'node:stream'
import { Pool } from 'undici'
import { invariant } from '../kernel/invariant.ts'
import type { AnswerHead } from './attempt.ts'
import type { HttpOrigin } from './host.ts'
import { readBounded, toHeaderRecord, watchBody } from './http-body.ts'
import type { HttpAnswer, HttpClient, HttpRequest, HttpStream } from './http-client.ts'
import { toRequestPath } from './request-path.ts'
import type { SourceGate } from './source-gate.ts'
import type { SourceLimits } from './source-limits.ts'
import { upstreamInvalid } from './upstream-fault.ts'

/** What the clients of one source share. */
export interface HttpContext {
  readonly source: string
  readonly limits: SourceLimits
  readonly gate: SourceGate
  /** The pool of an origin such as `http://127.0.0.1:5000`; one for all clients of the source. */
  pool(origin: string): Pool
}

/** A pool with the source's limits. Redirects are never followed: undici does not unless it is told to. */
export function createPool(origin: string, limits: SourceLimits): Pool {
  // The gate bounds the calls under way; a bound here as well would let long downloads starve short calls.
  return new Pool(origin, {
    connect: { timeout: limits.timeoutMs },
    headersTimeout: 0,
    bodyTimeout: limits.timeoutMs,
    allowH2: false,
  })
}

/** An HTTP client under one base address. */
export function createHttpClient(context: HttpContext, origin: HttpOrigin): HttpClient {
  const base = new URL(origin.baseUrl)
  invariant(base.username === '' && base.password === '', 'A base address holds no credentials; send them as a header')
  const pool = context.pool(base.origin)
  const basePath = base.pathname.replace(/\/+$/, '')

  function send<Result>(
    request: HttpRequest,
    finish: (answer: RawAnswer) => AnswerHead<Result>['finish'],
  ): Promise<Result> {
    const method = request.method ?? 'GET'
    const isSafe = request.isSafe ?? (method === 'GET' || method === 'HEAD')
    const path = toRequestPath(basePath, request)
    const body = request.json === undefined ? null : JSON.stringify(request.json)
    const headers = {
      ...(body === null ? {} : { 'content-type': 'application/json' }),
      ...origin.headers,
      ...request.headers,
    }
    return context.gate.pass({
      method,
      path: request.route ?? request.path,
      signal: request.signal,
      requestId: request.requestId ?? '',
      isSafe,
      async send(signal) {
        const answer = await pool.request({ path, method, headers, body, signal })
        const raw = { status: answer.statusCode, headers: toHeaderRecord(answer.headers), body: answer.body }
        return {
          status: raw.status,
          retryAfter: raw.headers['retry-after'],
          finish: finish(raw),
          // What the rest holds does not matter, nor whether it ever comes.
          discard: () => answer.body.dump({ limit: discardBytesMax }).catch(() => undefined),
        }
      },
    })
  }

  const describe = (request: HttpRequest) => ({
    source: context.source,
    operation: `${request.method ?? 'GET'} ${request.path}`,
  })
  const readText = (request: HttpRequest, answer: RawAnswer) =>
    readBounded(answer, request.bodyBytesMax ?? context.limits.bodyBytesMax, describe(request))

  return {
    json: (request) =>
      send<HttpAnswer>(request, (answer) => async () => {
        const text = await readText(request, answer)
        return {
          status: answer.status,
          headers: answer.headers,
          body: parseJson(text, answer.status, describe(request)),
        }
      }),
    text: (request) =>
      send(request, (answer) => async () => ({ status: answer.status, body: await readText(request, answer) })),
    stream: (request) =>
      send<HttpStream>(request, (answer) => async (deadline) => ({
        status: answer.status,
        headers: answer.headers,
        body: watchBody(answer.body, { bytesMax: request.bodyBytesMax ?? null, context: describe(request), deadline }),
      })),
  }
}

/** Larger leftovers cost more to read than a new connection does to make. */
const discardBytesMax = 64 * 1024

interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readable & { text(): Promise<string> }
}

/** An empty body is null; so is an unreadable one with an error status, where the status is the answer. */
function parseJson(text: string, status: number, context: { source: string; operation: string }): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (status >= 300) return null
    // The parser's own message quotes the answer, so it stays in `cause`.
    throw upstreamInvalid({ ...context, detail: 'the answer is not JSON', cause })
  }
}
