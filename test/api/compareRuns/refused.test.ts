import { expect, test } from 'vitest'
import { candidatesOf, expectRefused } from '../refusals.ts'
import { twinGateway } from '../world.ts'

const gateway = await twinGateway()
const { world, read } = gateway
const refs = world.runs.map(({ runId }) => `runs:/${runId}`)
const compare = (list: readonly string[], more = '') =>
  `compareRuns(refs: ${JSON.stringify(list)}${more}) { runs { id } }`

test('a run that two servers hold is refused with candidates, and `source` tells which', async () => {
  expect((await candidatesOf(gateway, compare(refs))).map(({ source }) => source)).toEqual(['tracking', 'twin'])
  const answer = await read<{ compareRuns: { runs: unknown[] } }>(`{ ${compare(refs, ', source: "twin"')} }`)
  expect(answer.compareRuns.runs).toHaveLength(3)
})

test('fewer than two and more than ten are refused', async () => {
  for (const list of [[], refs.slice(0, 1), Array.from({ length: 11 }, () => refs[0] ?? '')]) {
    await expectRefused(gateway, compare(list, ', source: "tracking"'), { code: 'BAD_USER_INPUT' })
  }
})

test('one unknown run, and one text that names none, refuse the comparison', async () => {
  const besides = (ref: string) => compare([refs[0] ?? '', ref], ', source: "tracking"')
  await expectRefused(gateway, besides('runs:/00000000000000000000000000000000'), { code: 'NOT_FOUND' })
  await expectRefused(gateway, besides('nonsense'), { code: 'BAD_USER_INPUT' })
})
