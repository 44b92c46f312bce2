import type { RateLimiter } from '../access/index.ts'
import {
  createMemoryRateLimiter,
  createObjectCache,
  createRedisRateLimiter,
  openRedis,
  type RedisLink,
} from '../cache/index.ts'
import type { ObjectCache } from '../catalog/index.ts'
import type { ConfigFile } from '../config/index.ts'
import { deriveKey } from '../kernel/derive-key.ts'
import type { Secret } from '../kernel/secret.ts'
import type { Logger, Metrics } from '../telemetry/index.ts'

/** The object cache and the budgets, on Redis or in this process. */
export interface OpenCache {
  readonly objects: ObjectCache
  readonly limiter: RateLimiter
  /** Null with the memory cache. */
  readonly redis: RedisLink | null
  close(): Promise<void>
}

/** Opens what `cache:` and `limits:` configure. A Redis that is away does not keep the gateway from starting. */
export function openCache(
  config: Pick<ConfigFile, 'cache' | 'limits'>,
  { secret, log, metrics }: { readonly secret: Secret; readonly log: Logger; readonly metrics: Metrics },
): OpenCache {
  let isClosing = false
  const onChange = (isUp: boolean) => {
    // A connection that we end is not a Redis that is away.
    if (!isClosing) tell(log, isUp)
  }
  const redis = config.cache.url === 'memory:' ? null : openRedis({ url: config.cache.url, onChange })
  const limit = config.limits.costPerMinute
  return {
    objects: createObjectCache({
      redis,
      key: deriveKey(secret, 'cache'),
      metrics: {
        read: (result, count) => metrics.cacheReads.inc({ result }, count),
        evicted: () => metrics.cacheEvictions.inc(),
      },
    }),
    limiter: redis === null ? createMemoryRateLimiter({ limit }) : createRedisRateLimiter({ redis, limit }),
    redis,
    async close() {
      isClosing = true
      await redis?.close()
    },
  }
}

function tell(log: Logger, isUp: boolean): void {
  if (isUp) log.info('Redis answers again')
  else log.warn('Redis does not answer; reads go to the tools, and budgets are counted in this process')
}
