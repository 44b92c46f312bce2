import { beforeAll, expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { grantAs, grantMutation, type Person, personOf, refusalOf, wishFor } from '../stewards.ts'
import { apiWorld } from '../world.ts'

let ann: Person
let blind: Person
let ref: string

beforeAll(async () => {
  ref = `models:/${(await apiWorld()).model.name}`
  const gateway = await startGateway({ sources: [mlflowSource('one'), mlflowSource('two')] })
  await Promise.all([gateway.caughtUp('one'), gateway.caughtUp('two')])
  ann = await personOf(gateway, 'ann', 'policy-steward', 'viewer')
  blind = await personOf(gateway, 'blind', 'policy-steward')
})

const on = (scope: object) => wishFor('dan', { scope: { type: 'MODEL', ...scope } })

test('a ref that two sources have is refused with both, and nothing is granted; its source makes it one', async () => {
  const refusal = await refusalOf(ann, grantMutation, on({ ref }))
  expect(refusal.code).toBe('AMBIGUOUS_REF')
  for (const source of ['one', 'two']) expect(refusal.message).toContain(source)
  expect(refusal.field?.[0]).toBe('scope')
  expect((await ann.read('{ grants { nodes { id } } }')).grants.nodes).toEqual([])
  expect(await grantAs(ann, on({ ref, source: 'two' }))).toMatchObject({ scope: { type: 'MODEL', ref } })
})

test('of a model that its steward does not see nothing is said, however many there are', async () => {
  const refusal = await refusalOf(blind, grantMutation, on({ ref }))
  const none = 'models:/there-is-none'
  const unknown = await refusalOf(blind, grantMutation, on({ ref: none }))
  expect(refusal).toEqual({ ...unknown, code: 'NOT_FOUND', message: unknown.message.replace(none, ref) })
})
