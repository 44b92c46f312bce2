import type { ApolloServerPlugin } from '@apollo/server'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { Fault } from '../../kernel/problem.ts'
import type { ApiLog, GraphContext } from '../context.ts'
import { causeOf, errorIdOf, isExpected, presentError } from '../errors.ts'

/** Writes what went wrong to the log, once for each cause, and tells the caller once for each cause and field. */
export function useErrorReport(): ApolloServerPlugin<GraphContext> {
  return {
    requestDidStart: async () => ({
      async didEncounterErrors({ errors, contextValue }) {
        for (const [cause, first] of firstByCause(errors)) report(contextValue, cause, first)
      },
      async willSendResponse({ response, contextValue }) {
        if (response.body.kind !== 'single') return
        const { missing } = contextValue
        for (const [cause, first] of firstByCause(missing)) report(contextValue, cause, first)
        const told = missing.map((error) => presentError(error.toJSON(), error))
        const errors = [...(response.body.singleResult.errors ?? []), ...told]
        if (errors.length > 0) response.body.singleResult.errors = mergeRepeated(errors)
      },
    }),
  }
}

function firstByCause(errors: readonly GraphQLError[]): ReadonlyMap<unknown, GraphQLError> {
  const first = new Map<unknown, GraphQLError>()
  for (const error of errors) {
    const cause = causeOf(error)
    if (!first.has(cause)) first.set(cause, error)
  }
  return first
}

/** Errors outside any answer, as a caller is told of them; written to the log like others. */
export function presentErrors(context: { log: ApiLog }, errors: readonly unknown[]): readonly GraphQLFormattedError[] {
  return errors.map((error) => {
    const formatted = error instanceof GraphQLError ? error.toJSON() : { message: '' }
    report(context, causeOf(error), formatted)
    return presentError(formatted, error)
  })
}

function report({ log }: { log: ApiLog }, cause: unknown, at: { readonly path?: GraphQLError['path'] }) {
  const facts = { err: cause, errorId: errorIdOf(cause), path: at.path?.join('.') }
  if (cause instanceof Fault && isExpected(cause)) {
    if (cause.source !== undefined) log.warn({ ...facts, code: cause.code, source: cause.source }, 'a source failed')
    return
  }
  if (!isExpected(cause)) log.error(facts, 'a request failed')
}

/** One cause that nulls the same field of many rows is one error, at the first row, with how often it happened. */
function mergeRepeated(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  const merged = new Map<string, { error: GraphQLFormattedError; count: number }>()
  for (const [at, error] of errors.entries()) {
    const key = keyOf(error) ?? String(at)
    const known = merged.get(key)
    if (known === undefined) merged.set(key, { error, count: 1 })
    else known.count += 1
  }
  return [...merged.values()].map(({ error, count }) =>
    count === 1 ? error : { ...error, extensions: { ...error.extensions, count } },
  )
}

function keyOf({ path, extensions }: GraphQLFormattedError): string | undefined {
  const id = extensions?.['errorId']
  return typeof id !== 'string' ? undefined : `${id} ${path?.filter((part) => typeof part === 'string').join('.')}`
}
