import { expect, test } from 'vitest'
import { quoted } from '../refusals.ts'
import { grantAs, grantsQuery, stewardGateway, wishFor } from '../stewards.ts'

const { ann, bob, carol, person, ask, token } = await stewardGateway()
const dan = await person('dan')
const first = await grantAs(ann, wishFor(carol.id))
const second = await grantAs(ann, wishFor(dan.id, { role: 'DATA_SCIENTIST' }))
const third = await grantAs(bob, wishFor(carol.id, { role: 'AUDITOR' }))
const idsOf = ({ grants }: { grants: { nodes: { id: string }[] } }) => grants.nodes.map(({ id }) => id)

test('a steward sees all grants, page by page', async () => {
  const one = await ann.read(grantsQuery, { first: 2 })
  expect(idsOf(one)).toEqual([first.id, second.id])
  expect(one.grants.pageInfo.hasNextPage).toBe(true)
  const two = await ann.read(grantsQuery, { first: 2, after: one.grants.pageInfo.endCursor })
  expect(idsOf(two)).toEqual([third.id])
  expect(two.grants.pageInfo.hasNextPage).toBe(false)
})

test('anybody else sees their own, in lists and by id', async () => {
  expect(idsOf(await dan.read(grantsQuery))).toEqual([second.id])
  expect(idsOf(await dan.read(grantsQuery, { filter: { holder: { type: 'USER', id: carol.id } } }))).toEqual([])
  expect(await dan.read(`{ node(id: ${quoted(first.id)}) { id } }`)).toEqual({ node: null })
  expect(await dan.read(`{ node(id: ${quoted(second.id)}) { id } }`)).toEqual({ node: { id: second.id } })
})

test('filters are joined by AND', async () => {
  expect(idsOf(await ann.read(grantsQuery, { filter: { role: 'DATA_SCIENTIST', states: ['ACTIVE'] } }))).toEqual([
    second.id,
  ])
  expect(idsOf(await ann.read(grantsQuery, { filter: { role: 'DATA_SCIENTIST', states: ['REVOKED'] } }))).toEqual([])
})

test('a cursor of another list, and a page without end, are refused', async () => {
  for (const args of ['first: 0', 'first: 101', 'after: "nonsense"']) {
    const { errors } = await ask(`{ grants(${args}) { nodes { id } } }`, {}, { token })
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
  }
})
