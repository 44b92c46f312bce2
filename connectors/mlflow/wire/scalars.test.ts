import { describe, expect, test } from 'vitest'
import { double, integer, pairs, timeOrNull } from './scalars.ts'

describe('values on the wire', () => {
  test('integers come as numbers or as text', () => {
    expect([integer.parse(7), integer.parse('1795247172431')]).toEqual([7, 1_795_247_172_431])
    expect(integer.safeParse('7.5').success).toBe(false)
  })

  test('a time that is no moment is none, and does not make the rest unreadable', () => {
    const times = [1_795_247_172_431, 2 ** 63, '-9223372036854775808', undefined]
    expect(times.map((time) => timeOrNull.parse(time))).toEqual([1_795_247_172_431, null, null, null])
  })

  test('doubles that JSON has no number for survive, and the largest double is how the SQL store writes infinity', () => {
    expect(['NaN', '-Infinity', Number.MAX_VALUE, -Number.MAX_VALUE, 0.5].map((value) => double.parse(value))).toEqual([
      Number.NaN,
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NEGATIVE_INFINITY,
      0.5,
    ])
  })

  test('a tag may have any key', () => {
    const found = pairs.parse([{ key: '__proto__', value: 'x' }, { key: 'empty' }])
    expect(Object.entries(found)).toEqual([
      ['__proto__', 'x'],
      ['empty', ''],
    ])
    expect(pairs.parse(undefined)).toEqual({})
  })
})
