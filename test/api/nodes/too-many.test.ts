import { expect, test } from 'vitest'
import { apiGateway } from '../world.ts'

const { ask } = await apiGateway()
const query = 'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }'

test('100 ids are answered and 101 are refused', async () => {
  const ids = Array.from({ length: 101 }, (_item, index) => `nothing-${index}`)
  const answer = await ask<{ nodes: unknown[] }>(query, { ids: ids.slice(1) })
  expect(answer.data?.nodes).toEqual(ids.slice(1).map(() => null))
  expect(await ask(query, { ids })).toMatchObject({
    data: { nodes: null },
    errors: [{ path: ['nodes'], extensions: { code: 'BAD_USER_INPUT', max: 100 } }],
  })
})
