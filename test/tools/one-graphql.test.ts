import { createRequire } from 'node:module'
import { makeExecutableSchema } from '@graphql-tools/schema'
import { GraphQLSchema } from 'graphql'
import { expect, test } from 'vitest'

test('tests and installed packages share one copy of graphql', () => {
  const required: { GraphQLSchema: unknown } = createRequire(import.meta.url)('graphql')
  expect(required.GraphQLSchema).toBe(GraphQLSchema)
  expect(makeExecutableSchema({ typeDefs: 'type Query { a: Int }' })).toBeInstanceOf(GraphQLSchema)
})
