import { createHash } from 'node:crypto'
import type { RateLimiter } from '../access/ports.ts'
import { stateOf, unitsPerPoint } from './bucket.ts'
import { createMemoryRateLimiter, type LimiterOptions } from './memory-rate-limiter.ts'
import type { RedisLink } from './redis-link.ts'

/** The steps of `takeFrom` in one script, by the server's own clock, so that replicas with clocks of their own agree. */
const script = `
local now = tonumber(ARGV[3])
if now == nil then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local points, limit = tonumber(ARGV[1]), tonumber(ARGV[2])
local kept = redis.call('HMGET', KEYS[1], 'level', 'at')
local at = tonumber(kept[2]) or now
local level = math.max(0, (tonumber(kept[1]) or 0) - math.max(0, now - at) * limit)
local filled = level + points * ${unitsPerPoint}
local allowed = filled <= limit * ${unitsPerPoint}
if allowed then level = filled end
redis.call('HSET', KEYS[1], 'level', string.format('%.0f', level), 'at', string.format('%.0f', math.max(now, at)))
redis.call('PEXPIRE', KEYS[1], math.ceil(level / limit) + 60000)
return { allowed and 1 or 0, string.format('%.0f', level) }
`
const scriptHash = createHash('sha1').update(script).digest('hex')

/** What the shared limiter needs. */
export interface SharedLimiterOptions extends LimiterOptions {
  readonly redis: RedisLink
  readonly prefix?: string
}

/**
 * Budgets in Redis, shared by every replica. While Redis is away each replica counts for itself: the sum may then be
 * wider than the limit, and nobody is refused for want of a Redis.
 */
export function createRedisRateLimiter(options: SharedLimiterOptions): RateLimiter {
  const { redis, limit, now, prefix = 'modelwarden:' } = options
  const alone = createMemoryRateLimiter({ limit, ...(now === undefined ? {} : { now }) })
  return {
    async take(principal, points) {
      const args = [String(points), String(limit), now === undefined ? '' : String(now())]
      const answer = await redis.attempt((client) => run(client, `${prefix}budget:${principal}`, args))
      return answer === undefined
        ? alone.take(principal, points)
        : stateOf(answer.level, answer.allowed, { points, limit })
    },
  }
}

type Client = Parameters<Parameters<RedisLink['attempt']>[0]>[0]

async function run(client: Client, key: string, args: readonly string[]) {
  const answer = await client.evalsha(scriptHash, 1, key, ...args).catch((error: unknown) => {
    // A restarted or flushed Redis has forgotten the script; sending it whole teaches it again.
    if (error instanceof Error && error.message.startsWith('NOSCRIPT')) return client.eval(script, 1, key, ...args)
    throw error
  })
  if (!Array.isArray(answer)) throw new TypeError('the budget script answered with no list')
  return { allowed: answer[0] === 1, level: Number(answer[1]) }
}
