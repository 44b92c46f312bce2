import type { z } from 'zod'
import {
  Fault,
  type FaultContext,
  type HttpAnswer,
  upstreamInvalid,
  upstreamUnavailable,
} from '../../src/connector/index.ts'

/** What MLflow said, before its body has been checked. */
export type Reply =
  | { readonly kind: 'OK'; readonly body: unknown; readonly context: FaultContext }
  /** There is no such object, or no such route: old servers lack some. */
  | { readonly kind: 'ABSENT'; readonly context: FaultContext }
  /** The credentials are right and give no right to this object. */
  | { readonly kind: 'FORBIDDEN'; readonly context: FaultContext }
  /** The server understood the question and finds it wrong: old servers lack some filters. */
  | { readonly kind: 'REFUSED'; readonly context: FaultContext; readonly message: string }

/** Names a call for the log. */
export function describeCall(path: string): string {
  return `MLflow ${path}`
}

/** Sorts an answer by its status. The HTTP client has already thrown for 5xx. */
export function replyOf({ status, body }: HttpAnswer, context: FaultContext): Reply {
  if (status === 200) return { kind: 'OK', body, context }
  // 405 is what a server without a route says when a page of its own answers under that path.
  if (status === 404 || status === 405) return { kind: 'ABSENT', context }
  if (status === 403) return { kind: 'FORBIDDEN', context }
  if (status === 400 && errorCodeOf(body) === 'INVALID_PARAMETER_VALUE')
    return { kind: 'REFUSED', context, message: messageOf(body) }
  // With this code MLflow reports that its database had no connection to spare.
  if (status === 400 && errorCodeOf(body) === 'BAD_REQUEST')
    throw upstreamUnavailable({ ...context, detail: 'status 400' })
  if (status === 401) throw unauthorised(context)
  if (status === 429) throw upstreamUnavailable({ ...context, detail: 'status 429' })
  throw upstreamInvalid({ ...context, detail: `status ${status}`, retryable: false })
}

function errorCodeOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'error_code' in body ? body.error_code : null
}

/** The server's own words: they are looked at, and never shown. */
function messageOf(body: unknown): string {
  const message = typeof body === 'object' && body !== null && 'message' in body ? body.message : ''
  return typeof message === 'string' ? message : ''
}

/** The checked body of a read that must succeed. */
export function required<Shape>(schema: z.ZodType<Shape>, reply: Reply): Shape {
  if (reply.kind === 'OK') return checked(schema, reply)
  if (reply.kind === 'FORBIDDEN') throw unauthorised(reply.context)
  throw upstreamInvalid({ ...reply.context, detail: `answered ${reply.kind}`, retryable: false })
}

/**
 * The checked body of a read of one object; null when there is none. An object that the credentials give no
 * right to is none either, as MLflow itself answers for most of them.
 */
export function optional<Shape>(schema: z.ZodType<Shape>, reply: Reply): Shape | null {
  if (reply.kind === 'ABSENT' || reply.kind === 'FORBIDDEN') return null
  return required(schema, reply)
}

function checked<Shape>(schema: z.ZodType<Shape>, reply: Extract<Reply, { kind: 'OK' }>): Shape {
  const result = schema.safeParse(reply.body)
  if (result.success) return result.data
  // Paths only: the values are the tool's own words.
  const where = result.error.issues.slice(0, 3).map((issue) => issue.path.join('.') || 'the body')
  throw upstreamInvalid({ ...reply.context, detail: `unexpected shape at ${where.join(', ')}` })
}

/** The server does not accept what is configured; sending it again would not help. */
export function unauthorised(context: FaultContext): Fault {
  return new Fault({
    code: 'UPSTREAM_UNAVAILABLE',
    publicMessage: `Source ${context.source} refuses the configured credentials.`,
    internalMessage: `${context.operation} on ${context.source} was refused for its credentials`,
    retryable: false,
    source: context.source,
  })
}
