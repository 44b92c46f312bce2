import { expect, test } from 'vitest'
import { approvalWorld } from '../../e2e/approval-world.ts'

const world = await approvalWorld()
const { dana, rita, bo, model, version } = world
const vera = await world.somebody('vera', 'viewer')
const idOf = async (who: typeof vera) => (await who.read('{ viewer { id } }')).viewer.id
const until = new Date(Date.now() + 86_400_000).toISOString()
const fields =
  'delegation { id from { name } to { name } environments models { name } until reason endedBy { name } endReason }'
const delegate = async (who: typeof vera, input: object) =>
  who.does('delegateReviews', { reason: 'On leave.', ...input }, fields)

test('somebody judges in a reviewer’s place where they were told to, with both names, until it is ended', async () => {
  const wish = { to: await idOf(vera), environments: ['production'], models: [`models:/${model}`], until }
  expect((await delegate(dana, wish)).userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
  const { delegation, userErrors } = await delegate(bo, { ...wish, idempotencyKey: 'once' })
  expect(userErrors).toEqual([])
  expect(delegation).toMatchObject({
    from: { name: 'bo' },
    to: { name: 'vera' },
    environments: ['production'],
    models: [{ name: model }],
  })
  expect((await delegate(bo, { ...wish, idempotencyKey: 'once' })).delegation.id).toBe(delegation.id)
  const list = '{ reviewDelegations { nodes { id } } }'
  for (const [who, seen] of [
    [bo, 1],
    [vera, 1],
    [rita, 0],
    [world.steward, 1],
  ] as const)
    expect((await who.read(list)).reviewDelegations.nodes).toHaveLength(seen)
  const node = 'query ($id: ID!) { node(id: $id) { id } }'
  expect(await vera.read(node, { id: delegation.id })).toEqual({ node: { id: delegation.id } })
  expect(await rita.read(node, { id: delegation.id })).toEqual({ node: null })

  const asked = { ref: version(3), environment: 'production', reason: 'It is better.' }
  const { request } = await dana.does('requestApproval', asked)
  const waiting = '{ approvalRequests(awaiting: ME) { nodes { id } } }'
  expect((await vera.read(waiting)).approvalRequests.nodes).toEqual([{ id: request.id }])
  const said = await vera.does(
    'reviewRequest',
    { id: request.id, decision: 'APPROVE' },
    'request { slots { role filledBy { name } } } review { reviewer { name } onBehalfOf { name } }',
  )
  expect(said).toMatchObject({
    userErrors: [],
    review: { reviewer: { name: 'vera' }, onBehalfOf: { name: 'bo' } },
    request: { slots: [{ filledBy: null }, { role: 'BUSINESS_OWNER', filledBy: { name: 'vera' } }] },
  })
  expect((await bo.does('reviewRequest', { id: request.id, decision: 'APPROVE' })).userErrors).toMatchObject([
    { code: 'ALREADY_REVIEWED' },
  ])
  const ended = await delegate(vera, { ends: delegation.id, reason: 'Bo is back.' })
  expect(ended).toMatchObject({ userErrors: [], delegation: { endedBy: { name: 'vera' }, endReason: 'Bo is back.' } })
  expect((await delegate(bo, { ends: delegation.id })).userErrors).toMatchObject([{ code: 'ALREADY_ENDED' }])
  const slots = 'query ($id: ID!) { approvalRequest(id: $id) { slots { filledBy { name } } } }'
  expect((await dana.read(slots, { id: request.id })).approvalRequest.slots).toEqual([
    { filledBy: null },
    { filledBy: null },
  ])
  expect(await world.findings()).toEqual([])
})

test('what is asked wrongly is refused with its place', async () => {
  const to = await idOf(vera)
  const refusal = async (input: object) => (await delegate(rita, input)).userErrors[0]
  expect(await refusal({ to })).toMatchObject({ code: 'BAD_USER_INPUT' })
  expect(await refusal({ to: 'nobody', until })).toMatchObject({ code: 'NOT_FOUND', field: ['to'] })
  expect(await refusal({ to, until, models: ['models:/none-of-these'] })).toMatchObject({ code: 'NOT_FOUND' })
  expect(await refusal({ to, until, models: ['a\0b'] })).toMatchObject({ code: 'BAD_USER_INPUT', field: ['models'] })
  expect(await refusal({ ends: 'nonsense' })).toMatchObject({ code: 'NOT_FOUND' })
  expect(await refusal({ ends: 'nonsense', to })).toMatchObject({ code: 'BAD_USER_INPUT', field: ['ends'] })
})
