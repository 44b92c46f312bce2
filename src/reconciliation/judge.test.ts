import { expect, test } from 'vitest'
import type { Uid } from '../kernel/ids.ts'
import { judge } from './judge.ts'
import type { Held } from './types.ts'

const held = (version: string, more: Partial<Held> = {}): Held => ({
  version: `v${version}` as Uid,
  modelUid: 'model' as Uid,
  ref: `models:/fraud/${version}`,
  ...more,
})
const holds = (what: Held, isApproved = false) => ({ kind: 'HOLDS', held: what, isApproved }) as const

test('a target that holds what it should is in order, and so is one that should hold nothing and does', () => {
  expect(judge(held('1'), holds(held('1')))).toBeNull()
  expect(judge(null, { kind: 'NOTHING', isExpectedThere: false })).toBeNull()
  expect(judge(null, { kind: 'NO_MODEL' })).toBeNull()
})

test('a version that was approved for the target once is told from one that never was', () => {
  expect(judge(held('1'), holds(held('2'), true))).toBe('ALIAS_MOVED_TO_APPROVED')
  expect(judge(held('1'), holds(held('2')))).toBe('ALIAS_MOVED')
  expect(judge(null, holds(held('2')))).toBe('ALIAS_MOVED')
})

test('what is gone is told by how much of it is gone', () => {
  expect(judge(held('1'), { kind: 'NOTHING', isExpectedThere: true })).toBe('ALIAS_REMOVED')
  expect(judge(held('1'), { kind: 'NOTHING', isExpectedThere: false })).toBe('VERSION_DELETED')
  expect(judge(held('1'), { kind: 'NO_MODEL' })).toBe('MODEL_DELETED')
})

test('a name that was made again is another version, whatever its number, and however it was approved', () => {
  expect(judge(held('1'), holds(held('1', { version: 'other' as Uid }), true))).toBe('NAME_RECREATED')
  expect(judge(held('3'), holds(held('1', { modelUid: 'other' as Uid }), true))).toBe('NAME_RECREATED')
})

test('what a server runs that is no registered version is compared by what it is called', () => {
  const unknown = held('x', { version: null, modelUid: null, ref: 'deployment:serving/fraud 1' })
  expect(judge(unknown, holds({ ...unknown }))).toBeNull()
  expect(judge(unknown, holds({ ...unknown, ref: 'deployment:serving/fraud 2' }))).toBe('ALIAS_MOVED')
})
