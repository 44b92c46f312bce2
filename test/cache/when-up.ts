import { vi } from 'vitest'
import type { RedisLink } from '../../src/cache/index.ts'

/** Waits until commands reach Redis. */
export async function whenUp(redis: RedisLink): Promise<void> {
  await vi.waitUntil(async () => (await redis.attempt((client) => client.ping())) === 'PONG', {
    timeout: 20_000,
    interval: 20,
  })
}
