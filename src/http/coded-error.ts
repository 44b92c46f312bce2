import type { FastifyReply } from 'fastify'
import type { ProblemCode } from '../kernel/problem.ts'

/** What is told about a refused request. */
export interface CodedError {
  readonly status: number
  readonly code: ProblemCode
  readonly message: string
  readonly errorId?: string
  /** Further facts that the caller may act on. */
  readonly details?: Readonly<Record<string, unknown>>
}

/** The body of a refusal: the shape that GraphQL errors have, so that a client reads one shape everywhere. */
export function errorBody({ code, message, errorId, details }: CodedError) {
  const extensions = { ...details, code, ...(errorId === undefined ? {} : { errorId }) }
  return { errors: [{ message, extensions }] }
}

/** Answers with an error. */
export function sendError(reply: FastifyReply, error: CodedError): FastifyReply {
  return reply
    .code(error.status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(errorBody(error))
}
