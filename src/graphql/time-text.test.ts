import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { timeText } from './time-text.ts'

test('writes any moment as Date does, fractions of a millisecond included', () => {
  const moment = fc.oneof(
    fc.date({ noInvalidDate: true }).map(Number),
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
    fc.double({ min: -1e12, max: 1e13, noNaN: true }),
  )
  fc.assert(fc.property(moment, (at) => timeText(at) === new Date(at).toISOString()))
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1, -8.64e15 - 1])('refuses %s, as Date does', (at) => {
  expect(() => timeText(at)).toThrow(RangeError)
})
