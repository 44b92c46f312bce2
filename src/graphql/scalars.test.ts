import { describe, expect, test } from 'vitest'
import { dateTime } from './scalars.ts'

describe('a DateTime', () => {
  test.each([
    ['2026-03-03T12:00:00.000Z', Date.UTC(2026, 2, 3, 12)],
    ['2026-03-03T12:00:00+02:00', Date.UTC(2026, 2, 3, 10)],
    ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
  ])('reads %s', (text, time) => {
    expect(dateTime.parseValue(text)).toBe(time)
  })

  test.each(['2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-03-03T24:00:00Z', '2026-03-03', '1772539200000', 5])(
    'refuses %s, which is no moment',
    (value) => {
      expect(() => dateTime.parseValue(value)).toThrow('RFC 3339')
    },
  )
})
