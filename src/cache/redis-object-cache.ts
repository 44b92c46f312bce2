import type { CachedObject, ObjectCache } from '../catalog/ports.ts'
import type { CacheMetrics } from './cache-metrics.ts'
import type { RedisLink } from './redis-link.ts'
import { createSeal } from './seal-value.ts'

/** Keys of one MGET: Redis serves nobody else while it answers one. */
const batchMax = 500

/** Objects in Redis, shared by every replica. A Redis that is away, or was tampered with, only causes misses. */
export function createRedisObjectCache(options: {
  readonly redis: RedisLink
  readonly key: Uint8Array
  readonly prefix: string
  readonly metrics: CacheMetrics
}): ObjectCache {
  const { redis, prefix, metrics } = options
  const seal = createSeal(options.key)
  const opened = (key: string, bytes: Buffer | null): CachedObject | null => {
    const found = bytes === null ? 'missing' : openSafely(seal, key, bytes)
    if (typeof found === 'object') return found
    if (found !== 'missing') metrics.read('forged', 1)
    return null
  }
  const read = async (keys: readonly string[]): Promise<readonly (CachedObject | null)[]> => {
    const answer = await redis.attempt((client) => client.mgetBuffer(keys.map((key) => prefix + key)))
    if (answer === undefined) metrics.read('error', keys.length)
    return keys.map((key, at) => opened(key, answer?.[at] ?? null))
  }
  return {
    async getMany(keys) {
      const found = (await Promise.all(batches(keys).map(read))).flat()
      const hits = found.filter((object) => object !== null).length
      metrics.read('hit', hits)
      metrics.read('miss', keys.length - hits)
      return found
    },
    async setMany(entries) {
      await redis.attempt(async (client) => {
        const commands = client.pipeline()
        for (const { key, object, ttlMs } of entries) {
          const bytes = ttlMs > 0 ? seal.seal(key, object) : null
          // An object that is not kept must not leave an older one behind.
          if (bytes === null) commands.unlink(prefix + key)
          else commands.set(prefix + key, bytes, 'PX', Math.ceil(ttlMs))
        }
        await commands.exec()
      })
    },
    async deleteMany(keys) {
      await Promise.all(
        batches(keys).map((batch) => redis.attempt((client) => client.unlink(batch.map((key) => prefix + key)))),
      )
    },
  }
}

function openSafely(seal: ReturnType<typeof createSeal>, key: string, bytes: Buffer) {
  try {
    return seal.open(key, bytes)
  } catch {
    // A value with a right tag that cannot be read was written by another version of V8: a miss like any other.
    return 'foreign' as const
  }
}

function batches(keys: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(keys.length / batchMax)
  return Array.from({ length: count }, (_, at) => keys.slice(at * batchMax, (at + 1) * batchMax))
}
