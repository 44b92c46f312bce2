import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fullJitterMs } from './full-jitter.ts'

test('a wait stays between nothing and a bound that doubles with each attempt and never passes its limit', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  const times = fc.integer({ min: 0, max: 300_000 })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), times, times, random, (attempt, baseMs, maxMs, chance) => {
      const delay = fullJitterMs(attempt, { baseMs, maxMs }, chance)
      expect(delay).toBeGreaterThanOrEqual(0)
      expect(delay).toBeLessThanOrEqual(Math.min(maxMs, baseMs * 2 ** (attempt - 1)))
    }),
  )
})
