import { describe, expect, test } from 'vitest'
import { createDecisionMemory } from './decision-memory.ts'
import type { Decision } from './types.ts'

const permit: Decision = { allowed: true, reason: 'PERMIT', policyIds: [], errors: [] }
const error: Decision = { allowed: false, reason: 'ERROR', policyIds: [], errors: ['broken'] }

function countingMemory(charsMax?: number) {
  const memory = createDecisionMemory(charsMax)
  let made = 0
  const ask = (question: string, resource: string, decision = permit) =>
    memory.of(question)(resource, () => {
      made += 1
      return decision
    })
  return { ask, made: () => made }
}

describe('remembered decisions', () => {
  test('the same question about the same resource is decided once, and another one is not taken for it', () => {
    const { ask, made } = countingMemory()
    for (const question of ['a', 'b', 'a', 'b']) for (const resource of ['x', 'y']) ask(question, resource)
    expect(made()).toBe(4)
  })

  test('an error is not remembered', () => {
    const { ask, made } = countingMemory()
    ask('a', 'x', error)
    ask('a', 'x', error)
    expect(made()).toBe(2)
  })

  test('what does not fit is forgotten, the question asked least recently first', () => {
    const { ask, made } = countingMemory(500)
    ask('a', 'x')
    ask('b', 'x')
    ask('c', 'x')
    ask('c', 'x')
    ask('b', 'x')
    expect(made()).toBe(3)
    ask('a', 'x')
    expect(made()).toBe(4)
  })

  test('one question alone never takes more than fits, and none is remembered where nothing fits', () => {
    const one = countingMemory(500)
    for (const resource of ['x', 'y', 'z', 'x']) one.ask('a', resource)
    expect(one.made()).toBe(4)
    const none = countingMemory(0)
    for (const resource of ['x', 'x']) none.ask('a', resource)
    expect(none.made()).toBe(2)
  })
})
