import type { ApolloServerOptionsWithGateway } from '@apollo/server'
import type { GraphQLSchema } from 'graphql'
import { createExecutor } from './executor.ts'

/** Apollo Server's way to take another executor than GraphQL.js. It has no other, so it is named after its first use. */
export function asGateway<Context extends object>(
  schema: GraphQLSchema,
): ApolloServerOptionsWithGateway<Context>['gateway'] {
  const execute = createExecutor(schema)
  return {
    onSchemaLoadOrUpdate(tell) {
      tell({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => undefined
    },
    load: async () => ({
      executor: ({ document, operation, request, context }) =>
        execute({
          document,
          operation,
          operationName: request.operationName,
          variables: request.variables ?? {},
          context,
        }),
    }),
    stop: async () => undefined,
  }
}
