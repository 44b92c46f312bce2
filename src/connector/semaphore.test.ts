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
          const release = await places.acquire(forever, 'a')
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

  test('one caller with very many calls keeps nobody else waiting for more than one of them', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('crowd', 'crowd', 'crowd', 'ada', 'bob'), { maxLength: 60 }),
        async (lanes) => {
          const places = createSemaphore(1)
          const release = await places.acquire(forever, 'first')
          const entered: string[] = []
          const calls = lanes.map(async (lane) => {
            const leave = await places.acquire(forever, lane)
            entered.push(lane)
            leave()
          })
          release()
          await Promise.all(calls)
          // While others wait, no lane has a second turn before each of them has had one.
          for (const [index, lane] of entered.entries()) {
            const between = entered.slice(index + 1, entered.indexOf(lane, index + 1))
            if (!entered.includes(lane, index + 1)) continue
            const waiting = new Set(entered.slice(index + 1).filter((other) => other !== lane))
            expect(new Set(between)).toEqual(waiting)
          }
          expect(entered.toSorted()).toEqual(lanes.toSorted())
        },
      ),
    )
  })

  test('no lane has more places than one lane may, and what it leaves free others take', async () => {
    const places = createSemaphore(4, 2)
    const crowd = [1, 2, 3].map(() => places.acquire(forever, 'crowd'))
    const [first] = await Promise.all(crowd.slice(0, 2))
    expect([places.active, places.waiting]).toEqual([2, 1])
    await Promise.all([places.acquire(forever, 'ada'), places.acquire(forever, '')])
    expect([places.active, places.waiting]).toEqual([4, 1])
    first?.()
    await crowd[2]
    expect([places.active, places.waiting]).toEqual([4, 0])
  })

  test('a caller that gives up leaves the queue and its place goes to the next', async () => {
    const places = createSemaphore(1)
    const release = await places.acquire(forever, 'a')
    const impatient = new AbortController()
    const first = places.acquire(impatient.signal, 'a')
    const second = places.acquire(forever, 'a')
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
    const release = await places.acquire(forever, 'a')
    release()
    await places.acquire(forever, 'a')
    release()
    expect(places.active).toBe(1)
  })

  test('a signal that has fired already enters nothing', async () => {
    const places = createSemaphore(1)
    await expect(places.acquire(AbortSignal.abort(new Error('over')), 'a')).rejects.toThrow('over')
    expect(places.active).toBe(0)
  })
})
