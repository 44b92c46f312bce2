import { expect, test } from 'vitest'
import { grantAs, grantMutation, refusalOf, stewardGateway, wishFor } from '../stewards.ts'

const { ann, bob } = await stewardGateway()

test('nobody makes what they were granted for a time last longer', async () => {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString()
  await grantAs(bob, wishFor(ann.id, { expiresAt }))
  expect(await refusalOf(ann, grantMutation, wishFor(ann.id))).toMatchObject({ code: 'SELF_WIDENING' })
  const later = new Date(Date.now() + 7_200_000).toISOString()
  expect(await refusalOf(ann, grantMutation, wishFor(ann.id, { expiresAt: later }))).toMatchObject({
    code: 'SELF_WIDENING',
  })
  await grantAs(ann, wishFor(ann.id, { expiresAt }))
})
