import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fullJitterMs, retryAfterMs } from './backoff.ts'

describe('fullJitterMs', () => {
  test('stays between nothing and a bound that doubles with each attempt and never passes ten seconds', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 0, max: 10_000 }),
        random,
        (attempt, baseMs, chance) => {
          const delay = fullJitterMs(attempt, baseMs, chance)
          expect(delay).toBeGreaterThanOrEqual(0)
          expect(delay).toBeLessThanOrEqual(Math.min(10_000, baseMs * 2 ** (attempt - 1)))
        },
      ),
    )
  })
})

describe('retryAfterMs', () => {
  test('reads seconds', () => expect(retryAfterMs('3', 0)).toBe(3_000))
  test('reads a date relative to now', () => expect(retryAfterMs('Thu, 01 Jan 1970 00:00:10 GMT', 4_000)).toBe(6_000))
  test('a date that has passed asks for no wait', () =>
    expect(retryAfterMs('Thu, 01 Jan 1970 00:00:10 GMT', 20_000)).toBe(0))
  test.each([undefined, '', 'soon', '-1x'])('says nothing for %j', (header) =>
    expect(retryAfterMs(header, 0)).toBeNull(),
  )
})
