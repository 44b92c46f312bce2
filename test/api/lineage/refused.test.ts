import { expect, test } from 'vitest'
import { candidatesOf, expectRefused, quoted } from '../refusals.ts'
import { twinGateway } from '../world.ts'

const gateway = await twinGateway()
const { world, read } = gateway
const ref = `models:/${world.model.name}@champion`
const lineage = (text: string, more = '') => `lineage(ref: ${quoted(text)}${more}) { root { id } }`

test('a root that two servers hold is refused with candidates that answer', async () => {
  const candidates = await candidatesOf(gateway, lineage(ref))
  expect(candidates.map(({ source }) => source)).toEqual(['tracking', 'twin'])
  for (const { id, source } of candidates) {
    const query = `{ byId: ${lineage(id)} bySource: ${lineage(ref, `, source: ${quoted(source)}`)} }`
    expect(await read(query)).toEqual({ byId: { root: { id } }, bySource: { root: { id } } })
  }
})

test.each([
  ['depth: 0', 'depth', 100],
  ['depth: 101', 'depth', 100],
  ['maxNodes: 0', 'maxNodes', 10_000],
  ['maxNodes: 10001', 'maxNodes', 10_000],
])('a walk beyond its limits is refused: %s', async (argument, field, max) => {
  await expectRefused(gateway, lineage(ref, `, source: "tracking", ${argument}`), {
    code: 'BAD_USER_INPUT',
    field: [field],
    max,
  })
})

test('an unknown root is not found, and a text that names none is refused as input', async () => {
  await expectRefused(gateway, lineage('models:/nobody-registered-this'), { code: 'NOT_FOUND' })
  await expectRefused(gateway, lineage('models:/nobody-registered-this/1'), { code: 'NOT_FOUND' })
  await expectRefused(gateway, lineage('nonsense'), { code: 'BAD_USER_INPUT' })
})

test('a live walk is refused to a caller without that right', async () => {
  const token = await gateway.tokenOf('ada', 'viewer')
  const answer = await gateway.ask(
    `{ ${lineage(ref, ', source: "tracking", freshness: LIVE, maxNodes: 100')} viewer { name } }`,
    {},
    { token },
  )
  expect(answer).toMatchObject({
    status: 200,
    data: { lineage: null, viewer: { name: 'ada' } },
    errors: [{ path: ['lineage'], extensions: { code: 'FORBIDDEN' } }],
  })
})
