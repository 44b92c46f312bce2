import { expect, test } from 'vitest'
import { grantMutation, grantsQuery, refusalOf, stewardGateway, wishFor } from '../stewards.ts'

const { ann, carol, person } = await stewardGateway()

test('whoever may not grant is refused, names nobody to them, and grants nothing', async () => {
  for (const who of [carol, await person('ada', 'administrator'), await person('audrey', 'auditor')]) {
    const refusal = await refusalOf(who, grantMutation, wishFor('somebody'))
    expect(refusal).toMatchObject({ code: 'FORBIDDEN', message: expect.stringContaining('grant:create') })
  }
  const { message } = await refusalOf(carol, grantMutation, wishFor('somebody'))
  expect(message).not.toContain('ann')
  expect((await ann.read(grantsQuery)).grants.nodes).toEqual([])
})
