import { expect, test } from 'vitest'
import { grantAs, refusalOf, revokeMutation, stewardGateway, wishFor } from '../stewards.ts'

const { ann, bob, carol, person } = await stewardGateway()

test('a grant that is ended gives nothing with the next request', async () => {
  const dan = await person('dan')
  const actions = async () => (await dan.read('{ viewer { actions } }')).viewer.actions
  const { id } = await grantAs(ann, wishFor(dan.id, { role: 'INCIDENT_COMMANDER' }))
  expect(await actions()).toContain('lineage:live')
  const { revokeGrant } = await bob.read(revokeMutation, { input: { id, reason: 'has left' } })
  expect(revokeGrant).toMatchObject({ grant: { id, state: 'REVOKED', revokedAt: expect.any(String) }, userErrors: [] })
  expect(await actions()).not.toContain('lineage:live')
  expect(await refusalOf(bob, revokeMutation, { id })).toMatchObject({ code: 'ALREADY_ENDED' })
})

test('whoever asked for a grant takes it back while it waits', async () => {
  const { id } = await grantAs(ann, wishFor('dan', { role: 'ADMINISTRATOR' }))
  const { revokeGrant } = await ann.read(revokeMutation, { input: { id } })
  expect(revokeGrant).toMatchObject({ grant: { id, state: 'WITHDRAWN' }, userErrors: [] })
})

test('whoever sees a grant and is no steward is refused, and whoever does not see it learns nothing', async () => {
  const { id } = await grantAs(ann, wishFor(carol.id))
  expect(await refusalOf(carol, revokeMutation, { id })).toMatchObject({ code: 'FORBIDDEN' })
  const eve = await person('eve')
  const refusal = await refusalOf(eve, revokeMutation, { id })
  expect(refusal).toMatchObject({ code: 'NOT_FOUND', field: ['id'] })
  expect(await refusalOf(ann, revokeMutation, { id: 'nonsense' })).toEqual(refusal)
  expect(await refusalOf(ann, revokeMutation, { id, reason: 'x'.repeat(2_001) })).toMatchObject({
    code: 'BAD_USER_INPUT',
  })
})
