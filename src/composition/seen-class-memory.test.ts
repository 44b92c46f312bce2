import { describe, expect, test } from 'vitest'
import type { AccessClass } from '../catalog/types.ts'
import { createSeenClassMemory, type DecidedClasses } from './seen-class-memory.ts'

const classOf = (id: string): AccessClass => ({
  id,
  kind: 'Run',
  source: 'tracking',
  workspace: '',
  tags: {},
  parentTags: {},
})

/** A memory, and how often it had to have something decided. */
function remembering() {
  const memory = createSeenClassMemory()
  let decisions = 0
  const ask = (rights: string, classes: readonly AccessClass[], decided: Partial<DecidedClasses> = {}) =>
    memory.of(rights, classes, () => {
      decisions += 1
      return { seen: classes.slice(0, 1), isSettled: true, ...decided }
    })
  return { ask, decisions: () => decisions }
}

const classes = [classOf('a'), classOf('b')]

describe('which classes a caller sees', () => {
  test('is decided once for the same rights and classes', () => {
    const { ask, decisions } = remembering()
    expect([ask('r', classes), ask('r', [...classes])]).toEqual([[classes[0]], [classes[0]]])
    expect(decisions()).toBe(1)
  })

  test('is decided anew for other rights, so that what was revoked is gone at once', () => {
    const { ask } = remembering()
    ask('r', classes)
    expect(ask('s', classes, { seen: [] })).toEqual([])
    expect(ask('r', classes, { seen: [] })).toEqual([classes[0]])
  })

  test.each([
    ['a class more', [...classes, classOf('c')]],
    ['a class less', classes.slice(0, 1)],
    ['a class that was read anew', [classOf('a'), classOf('b')]],
  ])('is decided anew with %s', (_what, others) => {
    const { ask, decisions } = remembering()
    ask('r', classes)
    ask('r', others)
    expect(decisions()).toBe(2)
  })

  test('is not remembered when a decision failed or rights changed meanwhile', () => {
    const { ask, decisions } = remembering()
    ask('r', classes, { isSettled: false })
    ask('r', classes)
    expect(decisions()).toBe(2)
  })
})
