import { expect, test } from 'vitest'
import { candidatesOf, expectRefused, quoted } from '../refusals.ts'
import { twinGateway } from '../world.ts'

const gateway = await twinGateway()
const { world, read } = gateway
const { name } = world.model
const version = (ref: string, more = '') => `modelVersion(ref: ${quoted(ref)}${more}) { id }`

test.each([`models:/${name}/1`, `models:/${name}@champion`])(
  'a version that two servers hold is refused with candidates that answer: %s',
  async (ref) => {
    const candidates = await candidatesOf(gateway, version(ref))
    expect(candidates.map(({ source }) => source)).toEqual(['tracking', 'twin'])
    for (const { id, source } of candidates) {
      const query = `{ byId: ${version(id)} bySource: ${version(ref, `, source: ${quoted(source)}`)} }`
      expect(await read(query)).toEqual({ byId: { id }, bySource: { id } })
    }
  },
)

test.each([
  `models:/${name}/99`,
  `models:/${name}@nobody`,
  'models:/nobody-registered-this/1',
  `models:/${world.prompt.name}/1`,
])('a version that nobody holds is not found: %s', async (ref) => {
  await expectRefused(gateway, version(ref), { code: 'NOT_FOUND' })
})

test.each([`models:/${name}`, 'models:/x@', 'runs:/0123456789abcdef', 'champion', ''])(
  'a text that names no version is refused as input: %j',
  async (ref) => {
    await expectRefused(gateway, version(ref), { code: 'BAD_USER_INPUT' })
  },
)

test('a folder outside the version is refused and a folder that is not there is empty', async () => {
  const inside = (path: string) =>
    `modelVersion(ref: ${quoted(`models:/${name}/1`)}, source: "tracking") { artifacts(path: ${quoted(path)}) { nodes { path } } }`
  for (const path of ['..', '../..', 'data/../../..', '/etc', 'data/%2e%2e/..', '\\..\\..']) {
    const answer = await gateway.ask<{ version: { artifacts: unknown } }>(`{ version: ${inside(path)} }`)
    expect(answer.data?.version.artifacts ?? null, path).toBeNull()
    expect(answer.errors[0]?.extensions.code, path).toBe('BAD_USER_INPUT')
  }
})
