import { randomUUID } from 'node:crypto'
import { unwrapResolverError } from '@apollo/server/errors'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { Fault, type ProblemCode, problemCodes } from '../kernel/problem.ts'

/** Ids by error: what the caller is told and what is logged carry the same one. */
const ids = new WeakMap<object, string>()

/** Id that joins a caller's error with the log; the same error always has the same one. */
export function errorIdOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return randomUUID()
  const id = ids.get(error) ?? randomUUID()
  ids.set(error, id)
  return id
}

/** The error that a resolver threw, or the one that GraphQL itself made. */
export function causeOf(error: unknown): unknown {
  return unwrapResolverError(error)
}

/** Whether an error is of our making or the caller's, so that nothing of it has to be hidden. */
export function isExpected(error: unknown): boolean {
  if (error instanceof Fault) return error.code !== 'INTERNAL_SERVER_ERROR'
  return error instanceof GraphQLError && codeOf(error.extensions['code']) !== 'INTERNAL_SERVER_ERROR'
}

/**
 * An error as the caller sees it: a code of the closed list, and nothing that was not written for callers. A code of
 * GraphQL's own stays readable as `reason`. What nobody expected is masked; its `errorId` is in the log.
 */
export function presentError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = causeOf(error)
  if (cause instanceof Fault) return { ...formatted, message: cause.publicMessage, extensions: extensionsOf(cause) }
  if (!isExpected(withCode(cause, formatted))) return masked(formatted, cause)
  const { code: reason, ...rest } = formatted.extensions ?? {}
  const code = codeOf(reason, formatted)
  return { ...formatted, extensions: code === reason ? { ...rest, code } : { ...rest, code, reason } }
}

function withCode(cause: unknown, formatted: GraphQLFormattedError): unknown {
  const isOurs = cause instanceof GraphQLError && cause.originalError === undefined
  return isOurs ? new GraphQLError(formatted.message, { extensions: { ...formatted.extensions } }) : cause
}

function extensionsOf(fault: Fault): Record<string, unknown> {
  const { code, source, retryable, details } = fault
  return { ...details, code, ...(source === undefined ? {} : { source }), retryable, errorId: errorIdOf(fault) }
}

function masked(formatted: GraphQLFormattedError, cause: unknown): GraphQLFormattedError {
  const message = 'Something went wrong in the gateway. Its log tells more under this errorId.'
  const extensions = { code: 'INTERNAL_SERVER_ERROR', retryable: false, errorId: errorIdOf(cause) }
  return { ...formatted, message, extensions }
}

/** Codes of Apollo and GraphQL in terms of ours; anything else is unexpected. */
const standardCodes: Readonly<Record<string, ProblemCode>> = {
  GRAPHQL_PARSE_FAILED: 'BAD_USER_INPUT',
  GRAPHQL_VALIDATION_FAILED: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_FOUND: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_USER_INPUT',
  BAD_REQUEST: 'BAD_USER_INPUT',
  MAX_RECURSIVE_SELECTIONS_EXCEEDED: 'QUERY_TOO_COMPLEX',
}

function codeOf(code: unknown, formatted?: GraphQLFormattedError): ProblemCode {
  if (formatted !== undefined && isOverLimit(formatted)) return 'QUERY_TOO_COMPLEX'
  return problemCodes.find((candidate) => candidate === code) ?? standardCodes[String(code)] ?? 'INTERNAL_SERVER_ERROR'
}

/** Limits on documents are refused while parsing and validating, where a code of our own does not survive. */
function isOverLimit({ message, extensions }: GraphQLFormattedError): boolean {
  if (extensions?.['limit'] !== undefined && extensions['code'] === 'GRAPHQL_VALIDATION_FAILED') return true
  if (extensions?.['validationErrorCode'] === 'MAX_RECURSIVE_SELECTIONS_EXCEEDED') return true
  return extensions?.['code'] === 'GRAPHQL_PARSE_FAILED' && /more that? \d+ tokens/.test(message)
}
