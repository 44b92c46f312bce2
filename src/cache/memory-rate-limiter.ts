import { LRUCache } from 'lru-cache'
import type { RateLimiter } from '../access/ports.ts'
import { type Bucket, takeFrom } from './bucket.ts'

/** Principals remembered at once; the least seen is forgotten first, which can only give it its budget back early. */
const principalsMax = 10_000

/** What a limiter needs. */
export interface LimiterOptions {
  /** Points a minute for each principal. */
  readonly limit: number
  readonly now?: () => number
}

/** Budgets in this process's memory: each replica counts for itself. */
export function createMemoryRateLimiter({ limit, now = Date.now }: LimiterOptions): RateLimiter {
  const buckets = new LRUCache<string, Bucket>({ max: principalsMax })
  return {
    async take(principal, points) {
      const { bucket, state } = takeFrom(buckets.get(principal), { points, limit, now: Math.floor(now()) })
      buckets.set(principal, bucket)
      return state
    },
  }
}
