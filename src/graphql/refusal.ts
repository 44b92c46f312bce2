import { HeaderMap } from '@apollo/server'
import { GraphQLError } from 'graphql'
import type { ProblemCode } from '../kernel/problem.ts'

/** How a whole request is refused. */
export interface RefusalFacts {
  readonly code: ProblemCode
  readonly status: number
  readonly details?: Readonly<Record<string, unknown>>
  readonly headers?: readonly (readonly [string, string])[]
}

/** An error that refuses a whole request before anything of it is executed. */
export function refusal(message: string, { code, status, details, headers }: RefusalFacts): GraphQLError {
  const http = { status, headers: new HeaderMap(headers) }
  return new GraphQLError(message, { extensions: { ...details, code, http } })
}
