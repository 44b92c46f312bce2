import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../support/gateway.ts'
import { seedMlflow } from '../support/seed-mlflow.ts'
import { sharedTools } from '../support/tools.ts'

interface Models {
  readonly models: {
    readonly nodes: readonly { readonly name: string }[]
    readonly pageInfo: { readonly endCursor: string | null }
  }
}
const query = `query ($after: String) { models(first: 1, after: $after) { nodes { name } pageInfo { endCursor } } }`

test('a list goes on with any token of one person, and with nobody else’s', async () => {
  await seedMlflow({ url: sharedTools().mlflowUrl })
  const gateway = await startGateway({ sources: [mlflowSource()] })
  await gateway.caughtUp('tracking')
  const [first, second, other] = [
    await gateway.tokenOf('ada', 'viewer'),
    await gateway.tokenOf('ada', 'viewer'),
    await gateway.tokenOf('bob', 'viewer'),
  ]
  const page = await gateway.read<Models>(query, {}, { token: first })
  const after = page.models.pageInfo.endCursor
  const next = await gateway.read<Models>(query, { after }, { token: second })
  expect(next.models.nodes[0]?.name).not.toBe(page.models.nodes[0]?.name)
  const foreign = await gateway.ask<Models>(query, { after }, { token: other })
  expect(foreign.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
})
