import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'
import { composeServices } from '@apollo/composition'
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { graphql, parse } from 'graphql'
import { afterAll, expect, test } from 'vitest'
import { startGateway } from '../support/in-process-gateway.ts'
import { seedMlflow } from '../support/seed-mlflow.ts'
import { sharedTools } from '../support/tools.ts'
import { companySdl, ownSdl } from './subgraph.ts'

/** The company's subgraph over HTTP, on the library that its own team would use. */
async function companySubgraph(): Promise<string> {
  const resolvers = { Model: { __resolveReference: (model: object) => ({ ...model, costCentre: 'risk-42' }) } }
  const schema = buildSubgraphSchema([{ typeDefs: parse(companySdl), resolvers }])
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { query, variables } = JSON.parse(await text(request))
    const result = await graphql({ schema, source: query, variableValues: variables })
    response.setHeader('content-type', 'application/json').end(JSON.stringify(result))
  }
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined))
  })
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  afterAll(() => server.close())
  const address = server.address()
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
}

/** Hands the caller's own token on; the router has none. */
class ForwardingSource extends RemoteGraphQLDataSource {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource['willSendRequest']>>[0]) {
    const authorization: unknown = context['authorization']
    if (typeof authorization === 'string') request.http?.headers.set('authorization', authorization)
  }
}

test('behind a company gateway one query answers from both subgraphs, with the caller’s own rights', async () => {
  const { mlflowUrl } = sharedTools()
  const { model } = await seedMlflow({ url: mlflowUrl })
  const own = await startGateway({ sources: [{ id: 'tracking', kind: 'mlflow', url: mlflowUrl }] })
  const composed = composeServices([
    { name: 'modelwarden', url: `${await own.listen(0)}/graphql`, typeDefs: parse(ownSdl) },
    { name: 'company', url: await companySubgraph(), typeDefs: parse(companySdl) },
  ])
  const gateway = new ApolloGateway({
    supergraphSdl: composed.supergraphSdl ?? '',
    buildService: ({ url }) => new ForwardingSource({ url: url ?? '' }),
  })
  const server = new ApolloServer({ gateway })
  await server.start()
  afterAll(() => server.stop())
  const ask = async (contextValue: Record<string, string>) => {
    const query = 'query ($ref: String!) { model(ref: $ref) { name ref costCentre latestVersion { version } } }'
    const { body } = await server.executeOperation(
      { query, variables: { ref: `models:/${model.name}` } },
      { contextValue },
    )
    return body.kind === 'single' ? body.singleResult : undefined
  }
  const answer = await ask(own.authorization('viewer'))
  expect(answer?.errors).toBeUndefined()
  expect(answer?.data?.['model']).toMatchObject({
    name: model.name,
    costCentre: 'risk-42',
    ref: `models:/${model.name}`,
  })
  const anonymous = await ask({})
  expect(anonymous?.data?.['model'] ?? null).toBeNull()
  expect(JSON.stringify(anonymous?.errors)).toContain('401')
})
