import { expect, test } from 'vitest'
import { grantAs, stewardGateway, wishFor } from '../stewards.ts'

const { ann, bob, carol } = await stewardGateway()

const everywhere = { type: 'ORGANIZATION' }

test.each([
  ['ML_ENGINEER', everywhere, 'PENDING'],
  ['OPERATOR', { type: 'TEAM', id: 'fraud' }, 'PENDING'],
  ['DATA_SCIENTIST', everywhere, 'ACTIVE'],
  ['VIEWER', everywhere, 'ACTIVE'],
  ['ML_ENGINEER', { type: 'ENVIRONMENT', id: 'staging' }, 'ACTIVE'],
])('%s on %j is %s: what may be deployed to a protected environment takes two', async (role, scope, state) => {
  expect(await grantAs(ann, wishFor(carol.id, { role, scope }))).toMatchObject({ state })
})

test('one steward alone does not make another one an auditor, who could change nothing any more', async () => {
  expect(await grantAs(ann, wishFor(carol.id, { role: 'AUDITOR', scope: everywhere }))).toMatchObject({
    state: 'ACTIVE',
  })
  const onBob = await grantAs(ann, wishFor(bob.id, { role: 'AUDITOR', scope: { type: 'TEAM', id: 'fraud' } }))
  expect(onBob).toMatchObject({ state: 'PENDING' })
})
