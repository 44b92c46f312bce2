import { expect, test } from 'vitest'
import { traceparentOf } from './traceparent.ts'

const good = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'

test('the example of the recommendation is taken as it is', () => {
  expect(traceparentOf({ traceparent: good })).toBe(good)
})

test.each([
  ['none', undefined],
  ['an empty one', ''],
  ['two of them', `${good}, ${good}`],
  ['upper case', good.toUpperCase()],
  ['another version', good.replace('00-', '01-')],
  ['the version that none may have', good.replace('00-', 'ff-')],
  ['a trace of zeros', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
  ['a parent of zeros', `00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`],
  ['more at the end', `${good}-what-the-future-holds`],
  ['white space around', ` ${good}`],
  ['a line more', `${good}\n`],
  ['free text', 'ada@example.com'],
])('%s is none', (_what, traceparent) => {
  expect(traceparentOf({ traceparent })).toBeNull()
})
