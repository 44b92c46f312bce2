import { expect, test } from 'vitest'
import { grantMutation, refusalOf, stewardGateway, wishFor } from '../stewards.ts'

const { ann } = await stewardGateway()

test.each([
  ['nothing', {}],
  ['no reason', wishFor('dan', { reason: ' ' })],
  ['a reason without end', wishFor('dan', { reason: 'x'.repeat(2_001) })],
  ['half a character', wishFor('dan', { reason: '\ud800' })],
  ['no holder', wishFor('')],
  ['a holder of control characters', wishFor('a\nb')],
  ['an end in the past', wishFor('dan', { expiresAt: '2001-01-01T00:00:00.000Z' })],
  ['an organisation with an id', wishFor('dan', { scope: { type: 'ORGANIZATION', id: 'main' } })],
  ['an environment without an id', wishFor('dan', { scope: { type: 'ENVIRONMENT' } })],
  ['a model without a ref', wishFor('dan', { scope: { type: 'MODEL' } })],
  ['a ref of another kind', wishFor('dan', { scope: { type: 'MODEL', ref: 'runs:/1' } })],
  ['a confirmation of something else', { confirms: 'x', role: 'VIEWER' }],
])('%s is refused', async (_what, input) => {
  expect(await refusalOf(ann, grantMutation, input)).toMatchObject({ code: 'BAD_USER_INPUT' })
})

test.each([
  ['a source', { type: 'SOURCE', id: 'nowhere' }],
  ['an environment', { type: 'ENVIRONMENT', id: 'nowhere' }],
  ['a model', { type: 'MODEL', ref: 'models:/nothing' }],
])('%s that is not there is NOT_FOUND', async (_what, scope) => {
  expect(await refusalOf(ann, grantMutation, wishFor('dan', { scope }))).toMatchObject({ code: 'NOT_FOUND' })
})
