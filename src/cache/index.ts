export { createMemoryRateLimiter } from './memory-rate-limiter.ts'

export { createObjectCache } from './object-cache.ts'
export type { RedisLink } from './redis-link.ts'
export { openRedis } from './redis-link.ts'
export { createRedisRateLimiter } from './redis-rate-limiter.ts'
