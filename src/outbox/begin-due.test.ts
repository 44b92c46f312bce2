import { expect, test } from 'vitest'
import type { Uid } from '../kernel/ids.ts'
import { createBeginner } from './begin-due.ts'
import type { CarriedOut } from './ports.ts'

const [one, other] = ['one', 'other'] as Uid[] as [Uid, Uid]
const call = { signal: new AbortController().signal, requestId: 'test' }
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

function beginner(due: readonly Uid[], begin: CarriedOut<null>['begin'], maxMs = 300_000) {
  const none = async () => undefined
  const ends = { completed: none, compensating: none, undone: none, movedUnsent: none, stuck: none }
  const carriedOut: CarriedOut<null> = { due: async () => due, begin, ...ends }
  return createBeginner({ carriedOut, random: () => 0.999, log }, { backoff: { baseMs: maxMs, maxMs } })
}

test('a request that does not begin is not judged again at once, and keeps no other from beginning', async () => {
  const asked: Uid[] = []
  const { beginDue } = beginner([one, other], async (request) => {
    asked.push(request)
    if (request === one) throw new Error('its tool is away')
    return false
  })
  await beginDue(call)
  await beginDue(call)
  expect(asked).toEqual([one, other])
})

test('a request that did not begin is judged again when its wait is over', async () => {
  let count = 0
  const { beginDue } = beginner([one], async () => (count += 1) > 2, 0)
  for (let round = 0; round < 3; round += 1) await beginDue(call)
  expect(count).toBe(3)
})
