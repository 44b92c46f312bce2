import { describe, expect, test } from 'vitest'
import { retryAfterMs } from './backoff.ts'

describe('retryAfterMs', () => {
  test('reads seconds', () => expect(retryAfterMs('3', 0)).toBe(3_000))
  test('reads a date relative to now', () => expect(retryAfterMs('Thu, 01 Jan 1970 00:00:10 GMT', 4_000)).toBe(6_000))
  test('a date that has passed asks for no wait', () =>
    expect(retryAfterMs('Thu, 01 Jan 1970 00:00:10 GMT', 20_000)).toBe(0))
  test.each([undefined, '', 'soon', '-1x'])('says nothing for %j', (header) =>
    expect(retryAfterMs(header, 0)).toBeNull(),
  )
})
