import { ApolloServer, type ApolloServerPlugin } from '@apollo/server'
import { buildSubgraphSchema } from '@apollo/subgraph'
import fastifyApollo, { fastifyApolloDrainPlugin } from '@as-integrations/fastify'
import fastify from 'fastify'
import { type GraphQLSchema, parse } from 'graphql'
import type { GraphContext } from '../../src/graphql/index.ts'
import { compiled } from './compiled.ts'
import { memoryServices } from './memory-services.ts'
import { noAudit } from './no-audit.ts'
import { benchPrincipal } from './principal.ts'
import { runRows } from './rows.ts'

/** Apollo Server as it comes, on the gateway's SDL: rows are plain objects, and the default resolver reads them. */
export function servePlain(port: number): Promise<string> {
  const connection = { nodes: runRows, edges: [], pageInfo: {}, sourceStatus: [] }
  const typeDefs = parse(compiled.graphql.readSchemaText(), { noLocation: true })
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: { Query: { runs: () => connection } } }])
  return serve(schema, { port, context: async () => ({}) })
}

/** Apollo Server as it comes, with the gateway's own schema and resolvers on the same rows. */
export function servePlainWithOurResolvers(port: number): Promise<string> {
  const { createContext, createCursorCodec, createSchema, startRequestDeadline } = compiled.graphql
  const cursors = createCursorCodec(new Uint8Array(32))
  const log = { warn: () => undefined, error: () => undefined }
  const context = async () => {
    const deadline = startRequestDeadline(10_000)
    const parts = {
      principal: benchPrincipal,
      services: memoryServices,
      origin: { method: 'TOKEN', address: null, requestId: '1', traceparent: null } as const,
      cursors,
      requestLimit: 2_000,
      log,
    }
    return createContext({
      ...parts,
      audit: noAudit,
      arrival: null,
      recording: null,
      stream: null,
      deadline,
      now: Date.now,
    })
  }
  return serve(createSchema(), { port, context, plugins: [endOfDeadline] })
}

/** Without it, the timers of answered requests would be left to run. */
const endOfDeadline: ApolloServerPlugin<GraphContext> = {
  requestDidStart: async () => ({ willSendResponse: async ({ contextValue }) => contextValue.deadline.end() }),
}

interface PlainParts<Context extends object> {
  readonly port: number
  readonly context: () => Promise<Context>
  readonly plugins?: readonly ApolloServerPlugin<Context>[]
}

async function serve<Context extends object>(
  schema: GraphQLSchema,
  { port, context, plugins = [] }: PlainParts<Context>,
): Promise<string> {
  const app = fastify()
  app.get('/health/live', async () => ({ status: 'live' }))
  const apollo = new ApolloServer<Context>({ schema, plugins: [fastifyApolloDrainPlugin(app), ...plugins] })
  await apollo.start()
  await app.register(fastifyApollo(apollo), { context })
  return app.listen({ host: '127.0.0.1', port })
}
