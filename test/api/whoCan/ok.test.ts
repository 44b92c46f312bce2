import { expect, test } from 'vitest'
import { quoted } from '../refusals.ts'
import { type Answered, grantAs, personOf, revokeMutation, wishFor } from '../stewards.ts'
import { apiGateway } from '../world.ts'

const gateway = await apiGateway()
const ann = await personOf(gateway, 'ann', 'policy-steward', 'viewer')
const vic = await personOf(gateway, 'vic', 'viewer')
const carol = await personOf(gateway, 'carol')
const { models } = await ann.read('{ models(first: 100) { nodes { id ref name } } }')
const [model, other] = models.nodes

const query = `query ($action: String!, $resource: String, $principal: String, $at: DateTime, $first: Int, $after: String) {
  whoCan(action: $action, resource: $resource, principal: $principal, at: $at, first: $first, after: $after) {
    nodes { principal { id name kind } resource { type id name ref node { id } } rules { kind id grant { id role } } }
    pageInfo { hasNextPage endCursor } } }`
const namesOf = ({ whoCan }: Answered) => whoCan.nodes.map(({ principal }: Answered) => principal.name).toSorted()

test('it names who can read a model, and whether by a role or by a grant', async () => {
  const before = new Date().toISOString()
  const asked = { action: 'model:read', resource: model.ref }
  const without = await ann.read(query, asked)
  expect(namesOf(without)).toContain('vic')
  expect(namesOf(without)).not.toContain('carol')
  const scope = { type: 'MODEL', ref: model.ref }
  const grant = await grantAs(ann, wishFor(carol.id, { scope }))
  expect(grant.scope).toEqual({ type: 'MODEL', id: model.id, ref: model.ref })
  const { whoCan } = await ann.read(query, { ...asked, principal: carol.id })
  expect(whoCan.nodes).toEqual([
    {
      principal: { id: carol.id, name: 'carol', kind: 'USER' },
      resource: { type: 'Model', id: model.id, name: model.name, ref: model.ref, node: { id: model.id } },
      rules: [{ kind: 'GRANT', id: grant.id, grant: { id: grant.id, role: 'VIEWER' } }],
    },
  ])
  const byRole = await ann.read(query, { ...asked, principal: vic.id })
  expect(byRole.whoCan.nodes[0].rules).toEqual([{ kind: 'ROLE', id: 'viewer', grant: null }])
  expect((await ann.read(query, { ...asked, principal: carol.id, at: before })).whoCan.nodes).toEqual([])
  const during = new Date().toISOString()
  await ann.read(revokeMutation, { input: { id: grant.id } })
  expect((await ann.read(query, { ...asked, principal: carol.id })).whoCan.nodes).toEqual([])
  expect((await ann.read(query, { ...asked, principal: carol.id, at: during })).whoCan.nodes).toHaveLength(1)
})

test('it tells what somebody can reach, and shows everybody what they themselves can', async () => {
  const scope = { type: 'MODEL', ref: other.ref }
  await grantAs(ann, wishFor(carol.id, { scope }))
  for (const who of [ann, carol]) {
    const { whoCan } = await who.read(query, { action: 'model:read', principal: carol.id, first: 100 })
    const reached = whoCan.nodes.filter(({ resource }: Answered) => resource.type === 'Model')
    expect(reached.map(({ resource }: Answered) => resource.ref)).toEqual([other.ref])
  }
})

test('what a page of a long answer leaves out is on the next', async () => {
  const asked = { action: 'model:read', principal: vic.id }
  const whole = await ann.read(query, { ...asked, first: 100 })
  const seen = []
  let after: string | null = null
  do {
    const { whoCan }: Answered = await ann.read(query, { ...asked, first: 2, after })
    seen.push(...whoCan.nodes)
    after = whoCan.pageInfo.hasNextPage ? whoCan.pageInfo.endCursor : null
  } while (after !== null && seen.length < 100)
  expect(seen.slice(0, 100).map(({ resource }) => resource.id)).toEqual(
    whole.whoCan.nodes.map(({ resource }: Answered) => resource.id),
  )
  const all = namesOf(await ann.read(query, { action: 'model:read', resource: model.ref, first: 100 }))
  const people = []
  after = null
  do {
    const { whoCan }: Answered = await ann.read(query, { action: 'model:read', resource: model.ref, first: 1, after })
    people.push(...whoCan.nodes)
    after = whoCan.pageInfo.hasNextPage ? whoCan.pageInfo.endCursor : null
  } while (after !== null)
  expect(people.map(({ principal }) => String(principal.name)).toSorted()).toEqual(all)
})

test('without a resource it is about the organisation, its policies or its audit log', async () => {
  expect(namesOf(await ann.read(query, { action: 'policy:publish' }))).toEqual(['ann'])
})

test('whoever may not explain learns nothing of others, and what they do not see is not there', async () => {
  const refused = async (token: string, variables: object) => {
    const { data, errors } = await gateway.ask<Answered>(query, { ...variables }, { token })
    expect(data).toEqual({ whoCan: null })
    return errors[0]?.extensions.code
  }
  expect(await refused(vic.token, { action: 'model:read', resource: model.ref })).toBe('FORBIDDEN')
  const dan = await personOf(gateway, 'dan', 'policy-steward')
  expect(await refused(dan.token, { action: 'model:read', resource: model.ref })).toBe('NOT_FOUND')
  expect(await refused(dan.token, { action: 'model:read', resource: model.id })).toBe('NOT_FOUND')
  expect(await refused(ann.token, { action: 'model:fly', resource: model.ref })).toBe('BAD_USER_INPUT')
  expect(await refused(ann.token, { action: 'run:read', resource: model.ref })).toBe('BAD_USER_INPUT')
  expect(await refused(ann.token, { action: 'policy:publish', at: '2999-01-01T00:00:00.000Z' })).toBe('BAD_USER_INPUT')
  const { whoCan } = await dan.read(query, { action: 'model:read', principal: vic.id })
  expect(whoCan.nodes).toEqual([])
})

test('an unknown principal can do nothing', async () => {
  const { whoCan } = await ann.read(query, { action: 'model:read', resource: model.ref, principal: quoted('nobody') })
  expect(whoCan.nodes).toEqual([])
})
