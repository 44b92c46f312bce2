import { expect, test } from 'vitest'
import { grantAs, grantsQuery, refusalOf, revokeMutation, stewardGateway, wishFor } from '../stewards.ts'

const { ann, bob, person } = await stewardGateway()

test('nobody rids themselves of a role that binds them, and is told who could do it', async () => {
  const cy = await person('cy', 'policy-steward')
  // Whoever holds administrator has no vote, so ending that grant would give ann one.
  const { id } = await grantAs(bob, wishFor(ann.id, { role: 'ADMINISTRATOR' }))
  await grantAs(cy, { confirms: id })
  const refusal = await refusalOf(ann, revokeMutation, { id })
  expect(refusal.code).toBe('SELF_WIDENING')
  expect(refusal.message).toMatch(/bob.*cy|cy.*bob/)
  expect((await ann.read(grantsQuery, { filter: { states: ['ACTIVE'] } })).grants.nodes).toMatchObject([{ id }])
  const { revokeGrant } = await bob.read(revokeMutation, { input: { id } })
  expect(revokeGrant).toMatchObject({ grant: { id, state: 'REVOKED' }, userErrors: [] })
})
