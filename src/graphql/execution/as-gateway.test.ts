import { ApolloServer } from '@apollo/server'
import { buildSchema } from 'graphql'
import { afterAll, describe, expect, test } from 'vitest'
import { asGateway } from './as-gateway.ts'

interface Context {
  readonly seen: { calls: number }
}

const schema = buildSchema('type Query { fine: Int broken: Int } type Mutation { fine: Int broken: Int }')
for (const type of [schema.getQueryType(), schema.getMutationType()]) {
  const { fine, broken } = type?.getFields() ?? {}
  if (fine === undefined || broken === undefined) throw new Error('the schema of the test has both')
  fine.resolve = (_root, _args, { seen }: Context) => (seen.calls += 1)
  broken.resolve = (_root, _args, { seen }: Context) => {
    throw new Error(`call ${(seen.calls += 1)}`)
  }
}

const told: string[] = []
const { gateway, plugin } = asGateway<Context>(schema, () => undefined)
const server = new ApolloServer<Context>({
  gateway,
  plugins: [
    {
      requestDidStart: async () => ({
        didEncounterErrors: async ({ errors }) => void told.push(...errors.map(String)),
      }),
    },
    plugin,
  ],
})
afterAll(() => server.stop())

async function answerTo(query: string) {
  const seen = { calls: 0 }
  const { body } = await server.executeOperation({ query }, { contextValue: { seen } })
  return { calls: seen.calls, result: body.kind === 'single' ? body.singleResult : undefined }
}

describe('an executor of our own behind Apollo Server', () => {
  test.each(['query', 'mutation'])('carries a %s out once, whether it fails or not', async (kind) => {
    expect(await answerTo(`${kind} { fine }`)).toEqual({ calls: 1, result: { data: { fine: 1 } } })
    expect(await answerTo(`${kind} { broken }`)).toMatchObject({ calls: 1, result: { data: { broken: null } } })
  })

  test('leaves errors to Apollo Server: plugins are told, and the caller gets them as ever', async () => {
    told.length = 0
    const { result } = await answerTo('{ fine broken }')
    expect(told).toEqual([expect.stringContaining('call 2')])
    expect(result).toMatchObject({
      data: { fine: 1, broken: null },
      errors: [{ message: 'call 2', path: ['broken'], extensions: { code: 'INTERNAL_SERVER_ERROR' } }],
    })
  })
})
