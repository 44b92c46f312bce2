import { expect, test } from 'vitest'
import { grantAs, grantMutation, refusalOf, revokeMutation, stewardGateway, wishFor } from '../stewards.ts'

const { gateway, ann, bob, carol, person } = await stewardGateway()
const codeOf = async (...args: Parameters<typeof refusalOf>) => (await refusalOf(...args)).code
const waitingFor = async (holder: string) => (await grantAs(ann, wishFor(holder, { role: 'ADMINISTRATOR' }))).id

test('SAME_STEWARD: whoever asked cannot confirm', async () => {
  expect(await codeOf(ann, grantMutation, { confirms: await waitingFor('dan') })).toBe('SAME_STEWARD')
})

test('SELF_WIDENING: whoever would get it cannot confirm', async () => {
  expect(await codeOf(bob, grantMutation, { confirms: await waitingFor(bob.id) })).toBe('SELF_WIDENING')
})

test('FORBIDDEN: whoever sees it and is no steward cannot confirm', async () => {
  expect(await codeOf(carol, grantMutation, { confirms: await waitingFor(carol.id) })).toBe('FORBIDDEN')
})

test('NOT_FOUND: whoever may not see it does not learn that it is there', async () => {
  const refusal = await refusalOf(carol, grantMutation, { confirms: await waitingFor('dan') })
  expect(refusal).toMatchObject({ code: 'NOT_FOUND', field: ['confirms'] })
  expect(await refusalOf(bob, grantMutation, { confirms: 'nonsense' })).toEqual(refusal)
})

test('NOT_PENDING: a grant is confirmed once, and not after it was taken back', async () => {
  const id = await waitingFor('dan')
  await grantAs(bob, { confirms: id })
  expect(await codeOf(bob, grantMutation, { confirms: id })).toBe('NOT_PENDING')
  const other = await waitingFor('dan')
  await ann.read(revokeMutation, { input: { id: other } })
  expect(await codeOf(bob, grantMutation, { confirms: other })).toBe('NOT_PENDING')
})

test('STEWARD_LOST_RIGHT: a steward who was shut out between the two steps counts no more', async () => {
  const dee = await person('dee', 'policy-steward')
  const { id } = await grantAs(dee, wishFor('dan', { role: 'ADMINISTRATOR' }))
  await gateway.tokens.revoke(dee.tokenId)
  expect(await codeOf(bob, grantMutation, { confirms: id })).toBe('STEWARD_LOST_RIGHT')
})
