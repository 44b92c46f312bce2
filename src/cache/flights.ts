import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { FlightPlan, Flights } from '../lineage/index.ts'
import type { RedisLink } from './redis-link.ts'

/** What flights are agreed on by. */
export interface FlightsOptions {
  /** Null, or one that is away: this process alone. */
  readonly redis: RedisLink | null
  readonly prefix?: string
  /** After this long whoever makes it is taken for dead, and everybody makes it for themselves. */
  readonly lockMs?: number
}

const lockMsDefault = 5_000

/** Between two looks at whether another replica is done. */
const pauseMs = 15

/** Lets go of a lock that is one's own still: after it ran out it may be somebody else's. */
const unlockScript = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) else return 0 end"

/** Makes flights over a Redis, or in one process. Whatever goes wrong with Redis costs no more than making things twice. */
export function createFlights({ redis, prefix = 'modelwarden:', lockMs = lockMsDefault }: FlightsOptions): Flights {
  const underWay = new Map<string, Promise<void>>()
  const lead = async <Value>(key: string, plan: FlightPlan<Value>): Promise<Value> => {
    if (redis === null) return plan.make()
    const lock = { key: `${prefix}lineage:flight:${key}`, token: randomUUID() }
    const taken = await redis.attempt((client) => client.set(lock.key, lock.token, 'PX', lockMs, 'NX'))
    if (taken === undefined) return plan.make()
    if (taken === null) return waited(redis, lock.key, { plan, lockMs })
    try {
      // Another replica may have made it between the look of whoever asks and this lock.
      return (await plan.find()) ?? (await plan.make())
    } finally {
      await redis.attempt((client) => client.eval(unlockScript, 1, lock.key, lock.token))
    }
  }
  return {
    async join(key, plan) {
      const ahead = underWay.get(key)
      if (ahead !== undefined) {
        await orAborted(ahead, plan.signal)
        return (await plan.find()) ?? plan.make()
      }
      const flight = lead(key, plan)
      const landed = flight.then(
        () => undefined,
        () => undefined,
      )
      underWay.set(key, landed)
      try {
        return await flight
      } finally {
        underWay.delete(key)
      }
    },
  }
}

/** Waits for whoever holds the lock. What it makes is there before its lock is gone. */
async function waited<Value>(
  redis: RedisLink,
  lockKey: string,
  { plan, lockMs }: { readonly plan: FlightPlan<Value>; readonly lockMs: number },
): Promise<Value> {
  const until = performance.now() + lockMs
  while (performance.now() < until && !plan.signal.aborted) {
    const isHeld = (await redis.attempt((client) => client.exists(lockKey))) === 1
    const found = await plan.find()
    if (found !== null) return found
    if (!isHeld) break
    await orAborted(setTimeout(pauseMs, undefined, { ref: false }), plan.signal)
  }
  return plan.make()
}

async function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  const { promise: aborted, resolve } = Promise.withResolvers<void>()
  const onAbort = () => resolve()
  signal.addEventListener('abort', onAbort, { once: true })
  await Promise.race([work, aborted])
  signal.removeEventListener('abort', onAbort)
}
