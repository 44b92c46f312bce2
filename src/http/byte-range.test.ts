import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { readRange } from './byte-range.ts'

test.each([
  ['bytes=0-4', 0, 4],
  ['bytes=5-', 5, 9],
  ['bytes=5-100', 5, 9],
  ['bytes=-3', 7, 9],
  ['bytes=-100', 0, 9],
])('%s of ten bytes', (header, start, end) => {
  expect(readRange(header, 10)).toEqual({ kind: 'part', range: { start, end } })
})

test.each(['bytes=10-', 'bytes=99-100', 'bytes=-0'])('%s of ten bytes cannot be satisfied', (header) => {
  expect(readRange(header, 10).kind).toBe('unsatisfiable')
})

test.each([undefined, '', 'bytes=', 'bytes=-', 'bytes=5-4', 'bytes=0-1,3-4', 'lines=0-1', 'bytes=a-b'])(
  '%s is ignored',
  (header) => {
    expect(readRange(header, 10).kind).toBe('whole')
  },
)

test('a part is never outside the file', () => {
  fc.assert(
    fc.property(fc.nat(), fc.nat(), fc.integer({ min: 1 }), (from, to, size) => {
      const answer = readRange(`bytes=${from}-${to}`, size)
      if (answer.kind !== 'part') return
      expect(answer.range.start).toBeLessThanOrEqual(answer.range.end)
      expect(answer.range.end).toBeLessThan(size)
    }),
  )
})
