import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createSemaphore } from './semaphore.ts'

const forever = new AbortController().signal

describe('semaphore', () => {
  test('never lets more in than its limit, and everybody in the end, in the order they came', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 30 }), async (limit, callers) => {
        const places = createSemaphore(limit)
        const entered: number[] = []
        let highest = 0
        const call = async (caller: number) => {
          const release = await places.acquire(forever)
          entered.push(caller)
          highest = Math.max(highest, places.active)
          await Promise.resolve()
          release()
        }
        await Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)))
        expect(highest).toBeLessThanOrEqual(limit)
        expect(entered).toEqual(Array.from({ length: callers }, (_, caller) => caller))
        expect(places.active).toBe(0)
      }),
    )
  })

  test('a caller that gives up leaves the queue and its place goes to the next', async () => {
    const places = createSemaphore(1)
    const release = await places.acquire(forever)
    const impatient = new AbortController()
    const first = places.acquire(impatient.signal)
    const second = places.acquire(forever)
    impatient.abort(new Error('gave up'))
    await expect(first).rejects.toThrow('gave up')
    expect(places.waiting).toBe(1)
    release()
    const releaseSecond = await second
    expect(places.active).toBe(1)
    releaseSecond()
    expect(places.active).toBe(0)
  })

  test('releasing twice frees one place', async () => {
    const places = createSemaphore(1)
    const release = await places.acquire(forever)
    release()
    await places.acquire(forever)
    release()
    expect(places.active).toBe(1)
  })

  test('a signal that has fired already enters nothing', async () => {
    const places = createSemaphore(1)
    await expect(places.acquire(AbortSignal.abort(new Error('over')))).rejects.toThrow('over')
    expect(places.active).toBe(0)
  })
})
