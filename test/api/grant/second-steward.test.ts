import { expect, test } from 'vitest'
import { grantAs, grantsQuery, stewardGateway, wishFor } from '../stewards.ts'

const { ann, bob, carol, person } = await stewardGateway()

test('a role that takes two is in force when a second steward confirms it, and not before', async () => {
  const dan = await person('dan')
  const actions = async () => (await dan.read('{ viewer { actions } }')).viewer.actions
  const waiting = await grantAs(ann, wishFor(dan.id, { role: 'ADMINISTRATOR' }))
  expect(waiting).toMatchObject({ state: 'PENDING', confirmedBy: null, lapsesAt: expect.any(String) })
  expect(await actions()).not.toContain('token:create')
  const { grants } = await bob.read(grantsQuery, { filter: { states: ['PENDING'] } })
  expect(grants.nodes).toEqual([waiting])
  const confirmed = await grantAs(bob, { confirms: waiting.id })
  expect(confirmed).toMatchObject({
    id: waiting.id,
    state: 'ACTIVE',
    createdBy: { id: ann.id },
    confirmedBy: { id: bob.id, name: 'bob' },
    lapsesAt: null,
  })
  expect(await actions()).toContain('token:create')
})

test('whatever is granted on a protected environment waits', async () => {
  const scope = { type: 'ENVIRONMENT', id: 'production' }
  expect(await grantAs(ann, wishFor(carol.id, { role: 'OPERATOR', scope }))).toMatchObject({ state: 'PENDING' })
})
