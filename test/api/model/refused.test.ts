import { expect, test } from 'vitest'
import { candidatesOf, expectRefused, quoted, refusalOf } from '../refusals.ts'
import { twinGateway } from '../world.ts'

const gateway = await twinGateway()
const { world, read } = gateway
const ref = `models:/${world.model.name}`
const model = (args: string) => `model(${args}) { id name }`

test('a name that two servers hold is refused with both, and each candidate answers by its id and by its source', async () => {
  const candidates = await candidatesOf(gateway, model(`ref: ${quoted(ref)}`))
  expect(candidates.map((candidate) => [candidate.source, candidate.ref])).toEqual([
    ['tracking', ref],
    ['twin', ref],
  ])
  for (const { id, source } of candidates) {
    const query = '($id: String!, $ref: String!, $source: String!)'
    const answer = await read(
      `query ${query} { byId: model(ref: $id) { id source { name } } bySource: model(ref: $ref, source: $source) { id } }`,
      { id, ref, source },
    )
    expect(answer).toEqual({ byId: { id, source: { name: source } }, bySource: { id } })
  }
})

test('an id is refused with a source that does not hold it', async () => {
  const [first] = await candidatesOf(gateway, model(`ref: ${quoted(ref)}`))
  await expectRefused(gateway, model(`ref: ${quoted(first?.id ?? '')}, source: "twin"`), { code: 'NOT_FOUND' })
})

test('an unknown name, a name of the wrong source and a prompt are not found', async () => {
  for (const unknown of ['models:/nobody-registered-this', `models:/${world.prompt.name}`]) {
    await expectRefused(gateway, model(`ref: ${quoted(unknown)}`), { code: 'NOT_FOUND' })
  }
})

test('an unknown name is refused with those that are like it, and an unknown source with those there are', async () => {
  const similar = `models:/${world.model.name}-typed-wrong`
  const refusal = await refusalOf(gateway, model(`ref: ${quoted(similar)}`))
  expect(refusal.extensions.code).toBe('NOT_FOUND')
  expect(refusal.extensions['candidates']).toContainEqual(expect.objectContaining({ ref, source: 'twin' }))
  await expectRefused(gateway, model(`ref: ${quoted(ref)}, source: "nowhere"`), {
    code: 'BAD_USER_INPUT',
    field: ['source'],
    known: ['tracking', 'twin', 'openlineage'],
  })
})

test.each([
  'models:/%2e%2e%2fget',
  'models:/a%2Fb',
  'models:/\u202Ereversed',
  "models:/' or 1=1 --",
  `models:/${'x'.repeat(2_000)}`,
  `models:/${'😀'.repeat(500)}`,
])('a strange name names nothing, and is not repeated at length: %j', async (text) => {
  const { message, extensions } = await refusalOf(gateway, model(`ref: ${quoted(text)}`))
  expect([extensions.code, message.length < 300]).toEqual(['NOT_FOUND', true])
})

test.each([
  '',
  'fraud-detector',
  'models:/',
  'models://fraud-detector',
  'runs:/0123456789abcdef0123456789abcdef',
  'dataset:loans',
  'file:///etc/passwd',
  'http://169.254.169.254/latest/meta-data',
  'models:/with\u0000control',
  `models:/${'x'.repeat(3_000)}`,
])('a text that names no model is refused as input: %j', async (text) => {
  await expectRefused(gateway, model(`ref: ${quoted(text)}`), { code: 'BAD_USER_INPUT' })
})
