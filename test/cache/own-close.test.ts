import { expect, test, vi } from 'vitest'
import { openCache } from '../../src/composition/cache.ts'
import { Secret } from '../../src/kernel/secret.ts'
import { createLogger, createMetrics } from '../../src/telemetry/index.ts'
import { sharedTools } from '../support/tools.ts'
import { whenUp } from './when-up.ts'

test('a Redis that we left ourselves is not told as one that is away', async () => {
  const log = createLogger({ level: 'error', destination: 'stderr' })
  const warned = vi.spyOn(log, 'warn')
  const cache = openCache(
    { cache: { url: sharedTools().redisUrl, objectTtlMs: 1_000, lineageMb: 24 }, limits: limits() },
    { secret: new Secret('only-for-tests-only-for-tests-only-for-tests'), log, metrics: createMetrics() },
  )
  const { redis } = cache
  if (redis === null) throw new Error('The cache is not on Redis')
  await whenUp(redis)
  await cache.close()
  await vi.waitUntil(() => !redis.isUp(), { timeout: 20_000, interval: 5 })
  expect(await redis.attempt((client) => client.ping())).toBeUndefined()
  expect(warned).not.toHaveBeenCalled()
})

function limits() {
  const streams = { streamsPerPrincipal: 1, streamsPerConnection: 1 }
  return { costPerRequest: 1, costPerMinute: 1, deadlineMs: 1_000, deadlineMsMax: 1_000, ...streams }
}
