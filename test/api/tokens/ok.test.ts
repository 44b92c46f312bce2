import { expect, test } from 'vitest'
import { startGateway } from '../../support/gateway.ts'

const { read, tokenOf } = await startGateway({ sources: [] })
const ada = await tokenOf('ada', 'viewer')
await tokenOf('eve', 'viewer')

interface Page {
  readonly tokens: {
    readonly nodes: readonly { readonly id: string; readonly name: string }[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string }
  }
}

const query = `query ($first: Int, $after: String) { tokens(first: $first, after: $after) {
  nodes { id name roles } pageInfo { hasNextPage endCursor } } }`
const names = ({ tokens }: Page) => tokens.nodes.map(({ name }) => name)

test('who may read tokens pages over all of them, the oldest first', async () => {
  const first = await read<Page>(query, { first: 2 })
  const { endCursor: after } = first.tokens.pageInfo
  expect([...names(first), ...names(await read<Page>(query, { first: 2, after }))]).toEqual(['admin', 'ada', 'eve'])
})

test('everybody lists and ends their own, and sees nobody else’s', async () => {
  const own = await read<Page>(query, {}, { token: ada })
  expect(names(own)).toEqual(['ada'])
  const revoke = 'mutation ($id: ID!) { revokeToken(input: { id: $id }) { token { name } userErrors { code } } }'
  expect(await read(revoke, { id: own.tokens.nodes[0]?.id }, { token: ada })).toEqual({
    revokeToken: { token: { name: 'ada' }, userErrors: [] },
  })
})
