import { expect, test } from 'vitest'
import { candidatesOf, expectRefused, quoted } from '../refusals.ts'
import { twinGateway } from '../world.ts'

const gateway = await twinGateway()
const { world, read } = gateway
const ref = `dataset:${world.dataset.name}`
const dataset = (text: string, more = '') => `dataset(ref: ${quoted(text)}${more}) { id }`

test('a dataset that two servers hold is refused with candidates that answer', async () => {
  const candidates = await candidatesOf(gateway, dataset(ref))
  expect(candidates.map(({ source }) => source)).toEqual(['tracking', 'twin'])
  for (const { id, source } of candidates) {
    const query = `{ byId: ${dataset(id)} bySource: ${dataset(ref, `, source: ${quoted(source)}`)} }`
    expect(await read(query)).toEqual({ byId: { id }, bySource: { id } })
  }
})

test('an unknown dataset and an unknown digest are not found', async () => {
  for (const unknown of ['dataset:nobody-made-this', `${ref}@00000000`]) {
    await expectRefused(gateway, dataset(unknown), { code: 'NOT_FOUND' })
  }
})

test.each(['', 'dataset:', 'loans', 'runs:/0123456789abcdef'])(
  'a text that names no dataset is refused as input: %j',
  async (text) => {
    await expectRefused(gateway, dataset(text), { code: 'BAD_USER_INPUT' })
  },
)
