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

/** Answers with an error in the shape that GraphQL errors have, so that a client reads one shape everywhere. */
export function sendError(reply: FastifyReply, { status, code, message, errorId, details }: CodedError): FastifyReply {
  const extensions = { ...details, code, ...(errorId === undefined ? {} : { errorId }) }
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send({ errors: [{ message, extensions }] })
}
