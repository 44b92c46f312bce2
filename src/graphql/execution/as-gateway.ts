import {
  type ApolloServerOptionsWithGateway,
  type ApolloServerPlugin,
  type BaseContext,
  type GraphQLResponse,
  HeaderMap,
} from '@apollo/server'
import type { ExecutionResult, GraphQLSchema } from 'graphql'
import { invariant } from '../../kernel/invariant.ts'
import { createExecutor } from './executor.ts'

/** What makes Apollo Server take another executor than GraphQL.js; both parts belong together. */
export interface ExecutorParts<Context extends BaseContext> {
  readonly gateway: ApolloServerOptionsWithGateway<Context>['gateway']
  readonly plugin: ApolloServerPlugin<Context>
}

/**
 * Apollo Server has no other way to take an executor than its `gateway` option, which is named after its first use. What it
 * hands a gateway holds closures that keep every request and its answer in memory until the next full collection, so
 * that each small one has ten times the work. Whatever is executed without an error is therefore answered by the plugin,
 * before it comes to that; what went wrong is handed on through the gateway, so that Apollo sees to errors as ever.
 * `rootOf` tells what the root of an operation is resolved on.
 */
export function asGateway<Context extends BaseContext>(
  schema: GraphQLSchema,
  rootOf: (context: Context) => unknown,
): ExecutorParts<Context> {
  const execute = createExecutor(schema)
  const failed = new WeakMap<object, Promise<ExecutionResult>>()
  const handOn = async (context: object) => {
    const executed = failed.get(context)
    invariant(executed !== undefined, 'the gateway was asked for what was not executed')
    failed.delete(context)
    return executed
  }
  return {
    gateway: {
      onSchemaLoadOrUpdate(tell) {
        tell({ apiSchema: schema, coreSupergraphSdl: '' })
        return () => undefined
      },
      load: async () => ({ executor: ({ context }) => handOn(context) }),
      stop: async () => undefined,
    },
    plugin: {
      requestDidStart: async () => ({
        async responseForOperation({ document, operation, request, contextValue: context }) {
          const { operationName, variables = {} } = request
          const root = rootOf(context)
          const executed = execute({ document, operation, operationName, variables, context, root })
          const result = await executed.catch(() => null)
          if (result !== null && result.errors === undefined) return answerOf(result)
          failed.set(context, executed)
          return null
        },
      }),
    },
  }
}

function answerOf({ data = null }: ExecutionResult): GraphQLResponse {
  return { http: { headers: new HeaderMap() }, body: { kind: 'single', singleResult: { data } } }
}
