import { Fault } from '../kernel/problem.ts'
import type { CallEnd } from './breaker.ts'
import { type FaultContext, upstreamInvalid, upstreamTimeout, upstreamUnavailable } from './upstream-fault.ts'

/** A failed attempt: what to throw, what it says about the tool, and whether a safe call may be sent again. */
export interface Failure {
  readonly error: unknown
  /** Null when the error says nothing about the tool and passes through as it is. */
  readonly fault: Fault | null
  readonly end: CallEnd
  readonly isRepeatable: boolean
}

/** Statuses by which a proxy or an overloaded server says that nobody is there to answer. */
const awayStatuses = new Set([502, 503, 504])

/** Node and undici codes of a connection that could not be made or that broke. */
const connectionCodes =
  /^(E(CONN|HOST|NET|PIPE|AI_|TIMEDOUT|NOTFOUND|PROTO|ADDR|IO$|STALE)|UND_ERR_(SOCKET|CONNECT_TIMEOUT|CLOSED|DESTROYED)|(ERR_)?(TLS|SSL)|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/

/** undici codes of an answer that breaks HTTP. */
const protocolCodes = /^(HPE_|HTTPParserError$|UND_ERR_(RES_|HEADERS_OVERFLOW|RESPONSE))/

/** undici codes of a silence on an open connection. */
const silenceCodes = /^UND_ERR_(HEADERS|BODY)_TIMEOUT$/

/** Whether an attempt that ended with this status may be repeated, when the request is safe. */
export function isRepeatableStatus(status: number): boolean {
  return status === 429 || awayStatuses.has(status)
}

/**
 * The failure that a status of 500 or more is. Only "nobody is there" counts against the tool: another error status
 * comes from a live one, and one caller's odd question must not cut everybody else off.
 */
export function failureOfStatus(status: number, context: FaultContext): Failure {
  const isRetryable = status !== 501 && status !== 505
  const fault = upstreamUnavailable({ ...context, detail: `status ${status}`, retryable: isRetryable })
  const end = awayStatuses.has(status) ? 'FAILED' : 'ANSWERED'
  return { error: fault, fault, end, isRepeatable: isRepeatableStatus(status) }
}

/**
 * The failure behind an error of the network or of a tool's own client library. A refusal that such a library raises
 * as an exception (404) keeps its shape, because only the connector knows what it means.
 * `phase` is `BODY` once the status line has arrived: an answer that breaks off there is invalid, and is not repeated.
 */
export function failureOfError(error: unknown, phase: 'HEAD' | 'BODY', context: FaultContext): Failure {
  if (error instanceof Fault) return failureOfFault(error)
  const status = statusOf(error)
  if (status !== null && status >= 500)
    return { ...failureOfStatus(status, { ...context, cause: error }), isRepeatable: false }
  if (status !== null) return { error, fault: null, end: 'ANSWERED', isRepeatable: false }
  const codes = codesOf(error)
  const facts = { ...context, cause: error }
  if (codes.some((code) => silenceCodes.test(code))) return failureOfFault(upstreamTimeout(facts))
  if (codes.some((code) => protocolCodes.test(code))) return failureOfFault(upstreamInvalid(facts))
  const isBroken = codes.some((code) => connectionCodes.test(code))
  if (isBroken && phase === 'BODY') return failureOfFault(upstreamInvalid(facts))
  if (isBroken) return { ...failureOfFault(upstreamUnavailable(facts)), isRepeatable: true }
  return { error, fault: null, end: 'ABANDONED', isRepeatable: false }
}

function failureOfFault(fault: Fault): Failure {
  const isSilent = fault.code === 'UPSTREAM_TIMEOUT' || fault.code === 'UPSTREAM_UNAVAILABLE'
  return { error: fault, fault, end: isSilent ? 'FAILED' : 'ANSWERED', isRepeatable: false }
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

/** AWS clients carry the status in `$metadata`, most others in `statusCode` or `status`. */
function statusOf(error: unknown): number | null {
  const candidates = [
    field(field(error, '$metadata'), 'httpStatusCode'),
    field(error, 'statusCode'),
    field(error, 'status'),
  ]
  return candidates.find((candidate) => typeof candidate === 'number') ?? null
}

function codesOf(error: unknown): readonly string[] {
  // Node throws an AggregateError when it tried several addresses of one host.
  const errors = [error, field(error, 'cause'), ...(error instanceof AggregateError ? error.errors : [])]
  // undici leaves the code of some parser errors empty; the name always says what it is.
  return errors.flatMap((each) => [field(each, 'code'), field(each, 'name')]).filter((code) => typeof code === 'string')
}
