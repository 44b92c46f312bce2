import { expect, test } from 'vitest'
import { grantMutation, grantsQuery, refusalOf, stewardGateway, wishFor } from '../stewards.ts'

const { ann } = await stewardGateway()

test('nobody gives themselves a right that they do not have, and is told who could give it', async () => {
  for (const role of ['VIEWER', 'ADMINISTRATOR']) {
    const refusal = await refusalOf(ann, grantMutation, wishFor(ann.id, { role }))
    expect(refusal).toMatchObject({ code: 'SELF_WIDENING', message: expect.stringContaining('bob') })
  }
  expect((await ann.read(grantsQuery)).grants.nodes).toEqual([])
})
