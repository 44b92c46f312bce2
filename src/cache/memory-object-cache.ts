import { serialize } from 'node:v8'
import { LRUCache } from 'lru-cache'
import type { CachedObject, ObjectCache } from '../catalog/ports.ts'
import type { CacheMetrics } from './cache-metrics.ts'
import { valueBytesMax } from './seal-value.ts'

/** What a key and the bookkeeping of one entry take, roughly. */
const entryBytes = 200

/** Objects in this process's memory, the least used dropped first; bounded in bytes as they would be on a wire. */
export function createMemoryObjectCache(options: {
  readonly bytesMax: number
  readonly metrics: CacheMetrics
}): ObjectCache {
  const { bytesMax, metrics } = options
  const entries = new LRUCache<string, CachedObject>({
    maxSize: bytesMax,
    dispose: (_object, _key, reason) => {
      if (reason === 'evict') metrics.evicted()
    },
  })
  return {
    async getMany(keys) {
      const found = keys.map((key) => entries.get(key) ?? null)
      const hits = found.filter((object) => object !== null).length
      metrics.read('hit', hits)
      metrics.read('miss', keys.length - hits)
      return found
    },
    async setMany(given) {
      for (const { key, object, ttlMs } of given) {
        const size = serialize(object.value).byteLength
        if (size > valueBytesMax || ttlMs <= 0) entries.delete(key)
        else entries.set(key, object, { ttl: ttlMs, size: size + key.length + entryBytes })
      }
    },
    async deleteMany(keys) {
      for (const key of keys) entries.delete(key)
    },
  }
}
