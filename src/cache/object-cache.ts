import type { ObjectCache } from '../catalog/ports.ts'
import type { CacheMetrics } from './cache-metrics.ts'
import { createMemoryObjectCache } from './memory-object-cache.ts'
import type { RedisLink } from './redis-link.ts'
import { createRedisObjectCache } from './redis-object-cache.ts'

/** How objects are cached. */
export interface ObjectCacheOptions {
  /** Null keeps them in this process. */
  readonly redis: RedisLink | null
  /** 32 bytes of this use alone; values that another key wrote are misses. */
  readonly key: Uint8Array
  /** Before every key, so that installations can share a Redis. */
  readonly prefix?: string
  readonly memoryBytesMax?: number
  readonly metrics: CacheMetrics
}

const memoryBytes = 32 * 1_048_576

/** Makes the object cache. It never throws: whatever fails is a miss. */
export function createObjectCache(options: ObjectCacheOptions): ObjectCache {
  const { redis, key, prefix = 'modelwarden:', memoryBytesMax = memoryBytes, metrics } = options
  if (redis === null) return createMemoryObjectCache({ bytesMax: memoryBytesMax, metrics })
  return createRedisObjectCache({ redis, key, prefix: `${prefix}object:`, metrics })
}
