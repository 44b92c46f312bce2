import { randomUUID } from 'node:crypto'
import { Redis } from 'ioredis'
import type { RedisLink } from './redis-link.ts'

/** Where replicas ring. */
export interface DoorbellOptions {
  readonly url: string
  /** What rings are sent over; they are heard on a connection of their own. */
  readonly redis: RedisLink
  readonly prefix?: string
  /** Another replica rang, or may have rung while nothing could be heard. */
  readonly onRing: () => void
}

/** Lets replicas hear of each other's changes at once. It says nothing but that there are some. */
export interface Doorbell {
  ring(): void
  close(): void
}

/** Whoever can publish could ring without end; each ring costs a look at the store. */
const quietMs = 20

/** Opens the doorbell. While Redis is away nothing rings, and nobody waits for it. */
export function openDoorbell({ url, redis, prefix = 'modelwarden:', onRing }: DoorbellOptions): Doorbell {
  const channel = `${prefix}lineage:changed`
  const own = randomUUID()
  const hear = once(onRing)
  const ears = new Redis(url, {
    connectTimeout: 2_000,
    maxRetriesPerRequest: null,
    retryStrategy: (attempt) => Math.min(2_000, attempt * 100),
  })
  // Each failed connection is an event; without a listener it would end the process. The link tells of a Redis that is away.
  ears.on('error', () => undefined)
  // What rang while there was no connection was not heard.
  ears.on('ready', hear)
  ears.on('message', (_channel: string, sender: string) => {
    if (sender !== own) hear()
  })
  // It is made again with every connection; only the end of this one rejects it.
  ears.subscribe(channel).catch(() => undefined)
  const send = once(() => void redis.attempt((client) => client.publish(channel, own)))
  return { ring: send, close: () => ears.disconnect() }
}

/** Does the work soon, once for all who ask meanwhile. */
function once(work: () => void): () => void {
  let isDue = false
  let last = Number.NEGATIVE_INFINITY
  return () => {
    if (isDue) return
    isDue = true
    const wait = Math.max(0, last + quietMs - performance.now())
    setTimeout(() => {
      isDue = false
      last = performance.now()
      work()
    }, wait).unref()
  }
}
