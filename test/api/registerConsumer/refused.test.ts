import { expect, test } from 'vitest'
import { mlflowSource, startGateway } from '../../support/gateway.ts'
import { createVersion, mlflowWriter } from '../../support/seed-mlflow.ts'
import { sharedTools, uniqueName } from '../../support/tools.ts'
import { apiWorld } from '../world.ts'
import { register, tokenWith } from './consumers.ts'

const world = await apiWorld()
const writer = mlflowWriter({ url: sharedTools().mlflowUrl })
const hidden = uniqueName('hidden')
await writer.post('/registered-models/create', { name: hidden, tags: [{ key: 'sensitivity', value: 'secret' }] })
await createVersion(writer, { name: hidden, source: `s3://nowhere/${hidden}` })
const gateway = await startGateway({ sources: [mlflowSource()] })
await gateway.caughtUp('tracking')
const engineer = await tokenWith(gateway, 'ada', ['ml-engineer'])
const uses = `models:/${world.model.name}/1`

test.each(['viewer', 'data-scientist', 'auditor'] as const)('a %s may not tell who uses something', async (role) => {
  const token = await tokenWith(gateway, `some-${role}`, [role])
  expect(await register(gateway, token, { name: 'x', uses })).toEqual({
    consumer: null,
    userErrors: [{ code: 'FORBIDDEN', field: ['input', 'uses'] }],
  })
})

test('a token that is narrowed to reading does not register', async () => {
  const token = await tokenWith(gateway, 'narrow', ['ml-engineer'], { scopes: ['model:read'] })
  expect((await register(gateway, token, { name: 'x', uses })).userErrors).toMatchObject([{ code: 'FORBIDDEN' }])
})

test('what the caller does not see is as unknown as what there is not', async () => {
  const cleared = await tokenWith(gateway, 'cleared', ['ml-engineer'])
  const name = uniqueName('secret-user')
  const made = await register(gateway, cleared, { name, uses: `models:/${hidden}/1` })
  const low = await tokenWith(gateway, 'low', ['ml-engineer'], { clearance: 1 })
  const query = 'query ($id: ID!) { node(id: $id) { id } }'
  expect(await gateway.read(query, { id: made.consumer?.id }, { token: low })).toEqual({ node: null })
  expect(await gateway.read(query, { id: made.consumer?.id }, { token: cleared })).not.toEqual({ node: null })
  const refusals = await Promise.all(
    [`models:/${hidden}/1`, 'models:/there-is-none/1'].map((ref) => register(gateway, low, { name, uses: ref })),
  )
  expect(refusals[0]).toEqual(refusals[1])
  expect(refusals[0]?.userErrors).toMatchObject([{ code: 'NOT_FOUND', field: ['input', 'uses'] }])
})

test.each([
  ['no name', { name: '  ' }, 'name'],
  ['a long name', { name: 'x'.repeat(201) }, 'name'],
  ['a name of two lines', { name: 'a\nb' }, 'name'],
  ['an e-mail address for a name', { name: 'Ada <ada@people.example>' }, 'name'],
  ['an e-mail address for a team', { ownerTeam: 'ada@people.example' }, 'ownerTeam'],
  ['a long contact', { contact: 'x'.repeat(201) }, 'contact'],
  ['a NUL', { contact: 'a\0b' }, 'contact'],
])('%s is refused, by the field that is wrong', async (_what, more, field) => {
  expect(await register(gateway, engineer, { name: 'x', uses, ...more })).toEqual({
    consumer: null,
    userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', field] }],
  })
})

test.each([
  ['a model', `models:/${world.model.name}`],
  ['a run', `runs:/${world.runs[0]?.runId}`],
  ['no ref', 'what is this'],
])('%s has no consumers', async (_what, ref) => {
  const { userErrors } = await register(gateway, engineer, { name: 'x', uses: ref })
  expect(userErrors).toEqual([
    { code: expect.stringMatching(/^(BAD_USER_INPUT|NOT_FOUND)$/), field: ['input', 'uses'] },
  ])
})

test('one that was never registered cannot end', async () => {
  expect(await register(gateway, engineer, { name: uniqueName('nobody'), uses, active: false })).toEqual({
    consumer: null,
    userErrors: [{ code: 'NOT_FOUND', field: ['input', 'name'] }],
  })
})

test('a contact is for those who may read sensitive fields, and is masked without an error for others', async () => {
  const name = uniqueName('reachable')
  const made = await register(gateway, engineer, { name, uses, contact: `${name}@people.example` })
  expect(made.consumer?.contact).toBe(`${name}@people.example`)
  const viewer = await tokenWith(gateway, 'vera', ['viewer'])
  const answer = await gateway.ask<unknown>(
    'query ($id: ID!) { node(id: $id) { ... on Consumer { name contact } } }',
    { id: made.consumer?.id },
    { token: viewer },
  )
  expect(answer.data).toEqual({ node: { name, contact: null } })
  expect(JSON.stringify(answer)).not.toContain('people.example')
})
