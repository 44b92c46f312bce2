import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { errorIdOf } from '../graphql/index.ts'
import { Fault, type ProblemCode, problemCodes } from '../kernel/problem.ts'
import { type CodedError, sendError } from './coded-error.ts'

const statusOf: Readonly<Partial<Record<ProblemCode, number>>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  UNRESOLVABLE: 404,
  RATE_LIMITED: 429,
  UPSTREAM_TIMEOUT: 504,
  DEADLINE_EXCEEDED: 504,
  UPSTREAM_UNAVAILABLE: 503,
  OVERLOADED: 503,
  UPSTREAM_INVALID: 502,
  UNSUPPORTED: 501,
  AUDIT_UNAVAILABLE: 503,
  INTERNAL_SERVER_ERROR: 500,
}

/** The status of a refusal by its code; 400 where that tells nothing more. */
export function statusOfCode(code: unknown): number {
  return problemCodes.flatMap((each) => (each === code ? (statusOf[each] ?? 400) : []))[0] ?? 400
}

/** Turns whatever a route threw into a coded answer; what nobody expected is logged and masked. */
export function handleError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const coded = error instanceof Fault ? ofFault(error) : ofStatus(error)
  if (coded.status >= 500) request.log.error({ err: error, errorId: coded.errorId }, 'a request failed')
  return sendError(reply, coded)
}

function ofFault(fault: Fault): CodedError {
  const { code, publicMessage: message, source, retryable } = fault
  const details = { ...(source === undefined ? {} : { source }), retryable }
  return { status: statusOfFault(fault), code, message, errorId: errorIdOf(fault), details }
}

/** A fault of the gateway that may pass, such as a store that is away, is no reason to give up on it. */
function statusOfFault({ code, retryable }: Fault): number {
  return code === 'INTERNAL_SERVER_ERROR' && retryable ? 503 : (statusOf[code] ?? 400)
}

const messages: Readonly<Record<number, string>> = {
  400: 'The request could not be read.',
  413: 'The request body is too large.',
  414: 'The address is too long.',
  415: 'This content type is not accepted here.',
}

function ofStatus(error: FastifyError): CodedError {
  const status = error.statusCode ?? 500
  if (status >= 400 && status < 500) {
    return { status, code: 'BAD_USER_INPUT', message: messages[status] ?? 'The request was refused.' }
  }
  const message = 'Something went wrong in the gateway. Its log tells more under this errorId.'
  return { status: status === 503 ? 503 : 500, code: 'INTERNAL_SERVER_ERROR', message, errorId: errorIdOf(error) }
}
