import { expect, test } from 'vitest'
import { candidatesOf, expectRefused } from '../refusals.ts'
import { twinGateway } from '../world.ts'

const gateway = await twinGateway()
const { name } = gateway.world.model
const refs = [`models:/${name}/1`, `models:/${name}/2`]
const compare = (list: readonly string[], more = '') =>
  `compareVersions(refs: ${JSON.stringify(list)}${more}) { versions { id } }`

test('a version that two servers hold is refused with candidates, and `source` tells which', async () => {
  expect((await candidatesOf(gateway, compare(refs))).map(({ source }) => source)).toEqual(['tracking', 'twin'])
  const answer = await gateway.read<{ compareVersions: { versions: unknown[] } }>(
    `{ ${compare(refs, ', source: "twin"')} }`,
  )
  expect(answer.compareVersions.versions).toHaveLength(2)
})

test('fewer than two and more than ten are refused', async () => {
  for (const list of [[], refs.slice(0, 1), Array.from({ length: 11 }, () => refs[0] ?? '')]) {
    await expectRefused(gateway, compare(list, ', source: "tracking"'), { code: 'BAD_USER_INPUT' })
  }
})

test('one unknown version, and one text that names none, refuse the comparison', async () => {
  const besides = (ref: string) => compare([refs[0] ?? '', ref], ', source: "tracking"')
  await expectRefused(gateway, besides(`models:/${name}/99`), { code: 'NOT_FOUND' })
  await expectRefused(gateway, besides(`models:/${name}`), { code: 'BAD_USER_INPUT' })
})
