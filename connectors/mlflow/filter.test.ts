import { describe, expect, test } from 'vitest'
import { isOneOf, isSayable, matches } from './filter.ts'

describe('a filter', () => {
  test('holds a list of names with every odd character escaped', () => {
    expect(isOneOf('name', ["it's", 'a\\', '🐟'])).toBe(`name IN ('it\\u0027s','a\\u005c','\\U0001f41f')`)
  })

  test('compares a plain value, and stands a wildcard in for each odd character', () => {
    expect(matches('name', 'größe 1')).toBe(`name = 'größe 1'`)
    expect(matches('name', `a' OR "b"`)).toBe(`name LIKE 'a_ OR _b_'`)
  })

  test('is not made for what no store keeps', () => {
    expect(['', 'a\0', '\ud800', 'x'.repeat(4_000)].some(isSayable)).toBe(false)
  })
})
