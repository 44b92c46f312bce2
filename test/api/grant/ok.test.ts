import { expect, test } from 'vitest'
import { grantAs, grantsQuery, stewardGateway, wishFor } from '../stewards.ts'

const { ann, carol, person } = await stewardGateway()

test('a role that a steward grants is in force with the next request of its holder', async () => {
  const dan = await person('dan')
  const actions = async () => (await dan.read('{ viewer { actions } }')).viewer.actions
  expect(await actions()).not.toContain('lineage:live')
  const grant = await grantAs(
    ann,
    wishFor(dan.id, { role: 'INCIDENT_COMMANDER', expiresAt: '2999-01-01T00:00:00.000Z' }),
  )
  expect(grant).toEqual({
    id: expect.any(String),
    state: 'ACTIVE',
    role: 'INCIDENT_COMMANDER',
    reason: 'joins the team',
    expiresAt: '2999-01-01T00:00:00.000Z',
    createdAt: expect.any(String),
    lapsesAt: null,
    revokedAt: null,
    holder: { type: 'USER', id: dan.id, name: 'dan' },
    scope: { type: 'ORGANIZATION', id: null, ref: null },
    createdBy: { id: ann.id, name: 'ann' },
    confirmedBy: null,
  })
  expect(await actions()).toContain('lineage:live')
  expect(await dan.read(`{ node(id: "${grant.id}") { id __typename } }`)).toEqual({
    node: { id: grant.id, __typename: 'Grant' },
  })
})

test('a grant on an environment or a team names it', async () => {
  const staging = await grantAs(ann, wishFor(carol.id, { scope: { type: 'ENVIRONMENT', id: 'staging' } }))
  expect(staging).toMatchObject({ state: 'ACTIVE', scope: { type: 'ENVIRONMENT', id: 'staging', ref: null } })
  const holder = { type: 'TEAM', id: 'fraud' }
  const team = await grantAs(ann, wishFor('', { holder, scope: { type: 'TEAM', id: 'fraud' } }))
  expect(team).toMatchObject({ holder: { ...holder, name: null }, scope: { type: 'TEAM', id: 'fraud' } })
  const { grants } = await ann.read(grantsQuery, { filter: { scope: { type: 'TEAM', id: 'fraud' } } })
  expect(grants.nodes).toEqual([team])
})
