import { expect, test } from 'vitest'
import { candidatesOf, expectRefused, quoted } from '../refusals.ts'
import { twinGateway } from '../world.ts'

const gateway = await twinGateway()
const { world, read } = gateway
const ref = `runs:/${world.parent.runId}`
const run = (text: string, more = '') => `run(ref: ${quoted(text)}${more}) { id }`

test('a run that two servers hold is refused with candidates that answer', async () => {
  const candidates = await candidatesOf(gateway, run(ref))
  expect(candidates.map(({ source }) => source)).toEqual(['tracking', 'twin'])
  for (const { id, source } of candidates) {
    const query = `{ byId: ${run(id)} bySource: ${run(ref, `, source: ${quoted(source)}`)} }`
    expect(await read(query)).toEqual({ byId: { id }, bySource: { id } })
  }
})

test.each(['runs:/00000000000000000000000000000000', 'runs:/no-such-run'])(
  'a run that nobody holds is not found: %s',
  async (unknown) => {
    await expectRefused(gateway, run(unknown), { code: 'NOT_FOUND' })
  },
)

test.each(['', 'runs:/', 'runs:/a/b', 'runs:/a b', 'models:/x', '0123456789abcdef0123456789abcdef'])(
  'a text that names no run is refused as input: %j',
  async (text) => {
    await expectRefused(gateway, run(text), { code: 'BAD_USER_INPUT' })
  },
)
