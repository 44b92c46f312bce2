import * as fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { createMemoryRateLimiter, createRedisRateLimiter, openRedis } from '../../src/cache/index.ts'
import { startRedis } from '../../tools/launch/redis.ts'
import { freshRedis, ownTool, temporaryFolder, uniqueName } from '../support/tools.ts'
import { whenUp } from './when-up.ts'

const step = fc.record({
  passMs: fc.integer({ min: 0, max: 30_000 }),
  points: fc.integer({ min: 0, max: 1_500 }),
})

test('both limiters give the same answers for the same requests', async () => {
  const { url, prefix } = freshRedis()
  const redis = openRedis({ url, commandTimeoutMs: 5_000 })
  afterAll(() => redis.close())
  await whenUp(redis)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3_000 }), fc.array(step, { maxLength: 12 }), async (limit, steps) => {
      let time = 1_700_000_000_000
      const now = () => time
      const shared = createRedisRateLimiter({ redis, limit, now, prefix: prefix + uniqueName('') })
      const alone = createMemoryRateLimiter({ limit, now })
      for (const { passMs, points } of steps) {
        time += passMs
        expect(await shared.take('p', points)).toEqual(await alone.take('p', points))
      }
    }),
    { numRuns: 100 },
  )
})

test('a budget is never exceeded in any minute, and comes back in full', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      let time = 0
      const limiter = createMemoryRateLimiter({ limit: 1_000, now: () => time })
      const taken: { readonly at: number; readonly points: number }[] = []
      for (const { passMs, points } of steps) {
        time += passMs
        const asked = Math.min(points, 1_000)
        const first = await limiter.take('p', asked)
        time += first.retryAfterMs
        const state = first.allowed ? first : await limiter.take('p', asked)
        expect(state.allowed).toBe(true)
        expect(state.remaining).toBeGreaterThanOrEqual(0)
        taken.push({ at: time, points: asked })
        const minute = taken.filter(({ at }) => at > time - 60_000).reduce((sum, one) => sum + one.points, 0)
        expect(minute).toBeLessThanOrEqual(2_000)
      }
      time += 60_000
      expect((await limiter.take('p', 0)).remaining).toBe(1_000)
    }),
  )
})

test('principals do not share a budget', async () => {
  const limiter = createMemoryRateLimiter({ limit: 10 })
  expect((await limiter.take('a', 10)).allowed).toBe(true)
  expect((await limiter.take('a', 1)).allowed).toBe(false)
  expect((await limiter.take('b', 10)).allowed).toBe(true)
})

test('a Redis that stops refuses nobody, and the limit still holds in this process', async () => {
  const tool = await ownTool(startRedis({ dataDir: temporaryFolder('redis') }))
  const redis = openRedis({ url: tool.url })
  afterAll(() => redis.close())
  await whenUp(redis)
  const limiter = createRedisRateLimiter({ redis, limit: 10 })
  expect((await limiter.take('p', 4)).remaining).toBe(6)
  await tool.stop()
  expect((await limiter.take('p', 10)).allowed).toBe(true)
  expect((await limiter.take('p', 1)).allowed).toBe(false)
  const again = await ownTool(startRedis({ dataDir: temporaryFolder('redis'), port: tool.port }))
  await whenUp(redis)
  expect((await limiter.take('p', 10)).allowed).toBe(true)
  await again.stop()
})
