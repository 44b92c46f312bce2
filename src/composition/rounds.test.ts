import { expect, test } from 'vitest'
import { createRounds } from './rounds.ts'

/** A scheduler whose time is told by the test. */
function setUp(round: (signal: AbortSignal) => Promise<number>) {
  const waiting: { readonly delayMs: number; readonly work: () => void }[] = []
  const failures: unknown[] = []
  const rounds = createRounds({
    scheduler: {
      after(delayMs, work) {
        const entry = { delayMs, work }
        waiting.push(entry)
        return () => void waiting.splice(waiting.indexOf(entry), waiting.includes(entry) ? 1 : 0)
      },
    },
    firstMs: 1,
    round,
    onFailed(error) {
      failures.push(error)
      return 99
    },
  })
  const elapse = async () => {
    waiting.shift()?.work()
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { rounds, failures, elapse, delays: () => waiting.map(({ delayMs }) => delayMs) }
}

test('a round follows the one before after as long as that says', async () => {
  const { rounds, elapse, delays } = setUp(async () => 7)
  rounds.start()
  expect(delays()).toEqual([1])
  await elapse()
  expect(delays()).toEqual([7])
})

test('a round that fails is told, and another follows', async () => {
  const { rounds, elapse, delays, failures } = setUp(() => Promise.reject(new Error('away')))
  rounds.start()
  await elapse()
  expect(failures).toEqual([new Error('away')])
  expect(delays()).toEqual([99])
})

test('what is brought forward while a round is under way waits for its end', async () => {
  const { promise, resolve } = Promise.withResolvers<number>()
  const { rounds, elapse, delays } = setUp(() => promise)
  rounds.start()
  await elapse()
  rounds.bringForward(3)
  expect(delays()).toEqual([])
  resolve(7)
  await elapse()
  expect(delays()).toEqual([3])
})

test('what is brought forward between rounds takes the place of the next one', async () => {
  const { rounds, elapse, delays } = setUp(async () => 7)
  rounds.start()
  await elapse()
  rounds.bringForward(3)
  expect(delays()).toEqual([3])
})

test('after a stop nothing follows, and a failure is nobody’s news', async () => {
  const { rounds, elapse, delays, failures } = setUp(
    (signal) => new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new Error('ended')))),
  )
  rounds.start()
  await elapse()
  await rounds.stop()
  expect(delays()).toEqual([])
  expect(failures).toEqual([])
})
