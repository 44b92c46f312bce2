import { Redis } from 'ioredis'

/** How a Redis is reached. */
export interface RedisLinkOptions {
  /** `redis://` or `rediss://`. */
  readonly url: string
  /** After this long a command counts as failed: an answer later than the tool's own is worth nothing. */
  readonly commandTimeoutMs?: number
  /** Told when the link breaks and when it holds again, once each. */
  readonly onChange?: (isUp: boolean) => void
  readonly now?: () => number
}

/** A Redis that may be away. */
export interface RedisLink {
  /** What the commands answer; undefined when Redis did not. Never throws, and costs nothing while Redis is away. */
  attempt<Answer>(commands: (redis: Redis) => Promise<Answer>): Promise<Answer | undefined>
  isUp(): boolean
  close(): Promise<void>
}

const failuresMax = 3
const pauseMs = 1_000
const reconnectMsMax = 2_000

/**
 * Opens a link. It connects by itself and again after a loss. After some failures in a row commands are not even
 * tried for a second, so that a Redis that hangs does not slow every request by its timeout.
 */
export function openRedis(options: RedisLinkOptions): RedisLink {
  const { url, commandTimeoutMs = 100, onChange = () => undefined, now = Date.now } = options
  const redis = new Redis(url, {
    commandTimeout: commandTimeoutMs,
    connectTimeout: 2_000,
    enableAutoPipelining: true,
    // A command waiting for a connection would make every request wait.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(reconnectMsMax, attempt * 100),
  })
  // Each failed connection is an event; without a listener it would end the process. `onChange` tells of it.
  redis.on('error', () => undefined)
  const gate = createGate({ now, onChange })
  let hasTried = false
  // Until the first connection stood or failed there is nothing to tell: a start is not an outage.
  for (const event of ['ready', 'close'] as const) redis.once(event, () => void (hasTried = true))
  return {
    async attempt(commands) {
      if (redis.status !== 'ready' || !gate.isOpen()) {
        if (redis.status !== 'ready' && hasTried) gate.away()
        return undefined
      }
      try {
        const answer = await commands(redis)
        gate.succeeded()
        return answer
      } catch {
        // What failed is the cache, and a cache that fails is a miss; the gate counts it and reports the change.
        gate.failed()
        return undefined
      }
    },
    isUp: () => redis.status === 'ready' && gate.isOpen(),
    async close() {
      redis.disconnect()
    },
  }
}

interface GateParts {
  readonly now: () => number
  readonly onChange: (isUp: boolean) => void
}

function createGate({ now, onChange }: GateParts) {
  let failures = 0
  let closedUntil = 0
  let wasUp = true
  const tell = (isUp: boolean) => {
    if (isUp !== wasUp) onChange(isUp)
    wasUp = isUp
  }
  return {
    isOpen: () => now() >= closedUntil,
    away: () => tell(false),
    succeeded() {
      failures = 0
      tell(true)
    },
    failed() {
      failures += 1
      if (failures < failuresMax) return
      closedUntil = now() + pauseMs
      tell(false)
    },
  }
}
