import { expect, test } from 'vitest'
import type { Uid } from '../kernel/ids.ts'
import { mayRevertAgain } from './caps.ts'

const minute = 60_000
const now = 1_000_000_000
const ago = (minutes: number, isAutomatic = true) => ({
  violation: 'v' as Uid,
  target: 't' as Uid,
  attempt: 1,
  at: now - minutes * minute,
  isAutomatic,
})

test('the gateway reverts a target once in ten minutes, and three times in a day', () => {
  expect(mayRevertAgain([], now)).toBe(true)
  expect(mayRevertAgain([ago(9)], now)).toBe(false)
  expect(mayRevertAgain([ago(10)], now)).toBe(true)
  expect(mayRevertAgain([ago(10), ago(60), ago(23 * 60)], now)).toBe(false)
  expect(mayRevertAgain([ago(10), ago(60), ago(24 * 60)], now)).toBe(true)
})

test('what people put back is no part of a fight', () => {
  expect(mayRevertAgain([ago(1, false), ago(2, false), ago(3, false)], now)).toBe(true)
})
