import { promisify } from 'node:util'
import { deserialize, serialize } from 'node:v8'
import { deflateRaw, inflateRaw } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import { roughBytes } from '../kernel/rough-bytes.ts'
import type { Copies } from '../lineage/index.ts'
import type { LineageCopyMetrics, LineageLayer } from './lineage-metrics.ts'
import type { RedisLink } from './redis-link.ts'
import { createByteSeal, type SealedBytes } from './seal-bytes.ts'

/** How copies are kept. */
export interface CopiesOptions {
  readonly layer: LineageLayer
  /** Null keeps them in this process alone. */
  readonly redis: RedisLink | null
  /** 32 bytes of this use and this store alone; values that another key wrote are misses. */
  readonly key: Uint8Array
  /** Before every key, so that installations can share a Redis. */
  readonly prefix?: string
  readonly memoryBytesMax?: number
  readonly metrics: LineageCopyMetrics
}

const version = 1
const compressedFlag = 1
const compressFromBytes = 4_096

/** As it is written, before it is made smaller: some 5,000 nodes. Larger ones would push out many others. */
const copyBytesMax = 4 * 1_048_576

const memoryBytes = 32 * 1_048_576

/** What a key and the bookkeeping of one entry take, roughly. */
const entryBytes = 500

/** Changes are forgotten after about an hour, and what is older cannot be vouched for. */
const lifetimeMs = 3_600_000

const deflate = promisify(deflateRaw)
const inflate = promisify(inflateRaw)

/** Copies in this process's memory, the least used dropped first, and in Redis for every replica. Values are plain data. */
export function createCopies<Value extends object>(options: CopiesOptions): Copies<Value> {
  const { layer, redis, metrics, memoryBytesMax = memoryBytes } = options
  const memory = new LRUCache<string, Value>({
    maxSize: memoryBytesMax,
    ttl: lifetimeMs,
    dispose: (_value, _key, reason) => {
      if (reason === 'evict') metrics.evicted(layer)
    },
  })
  const hold = (key: string, value: Value, bytes: number) => {
    memory.set(key, value, { size: bytes + entryBytes })
    metrics.held(layer, { entries: memory.size, bytes: memory.calculatedSize })
  }
  const shared = redis === null ? null : sharedCopies(options, redis)
  return {
    async get(key) {
      const known = memory.get(key)
      if (known !== undefined || shared === null) return known ?? null
      const plain = await shared.read(key)
      // The tag says that this gateway wrote it, and the version of the seal that it wrote it in this form.
      const value = plain === null ? null : (readValue(plain) as Value | null)
      if (plain !== null && value !== null) hold(key, value, plain.byteLength)
      return value
    },
    async set(key, value) {
      const plain = shared === null ? null : serialize(value)
      const bytes = plain?.byteLength ?? roughBytes(value)
      // What is not kept must not leave an older one behind.
      if (bytes > copyBytesMax) {
        memory.delete(key)
        return shared?.remove(key)
      }
      hold(key, value, bytes)
      if (plain !== null) await shared?.write(key, plain)
    },
  }
}

function sharedCopies({ layer, key: secret, prefix = 'modelwarden:', metrics }: CopiesOptions, redis: RedisLink) {
  const { seal, open } = createByteSeal(secret, { version, bodyBytesMax: copyBytesMax })
  const placeOf = (key: string) => `${prefix}lineage:${layer}:${key}`
  return {
    async read(key: string): Promise<Uint8Array | null> {
      const place = placeOf(key)
      const bytes = await redis.attempt((client) => client.getBuffer(place))
      if (bytes === undefined || bytes === null) return null
      const opened = open(place, bytes)
      if (typeof opened !== 'string') return unpacked(opened)
      metrics.refused(layer)
      return null
    },
    async write(key: string, plain: Buffer): Promise<void> {
      const place = placeOf(key)
      const bytes = seal(place, await packed(plain))
      await redis.attempt((client) => client.set(place, bytes, 'PX', lifetimeMs))
    },
    async remove(key: string): Promise<void> {
      await redis.attempt((client) => client.unlink(placeOf(key)))
    },
  }
}

async function packed(plain: Buffer): Promise<SealedBytes> {
  if (plain.byteLength <= compressFromBytes) return { flags: 0, body: plain }
  return { flags: compressedFlag, body: await deflate(plain, { level: 1 }) }
}

async function unpacked({ flags, body }: SealedBytes): Promise<Uint8Array> {
  return flags === compressedFlag ? inflate(body, { maxOutputLength: copyBytesMax }) : body
}

function readValue(plain: Uint8Array): unknown {
  try {
    return deserialize(plain)
  } catch {
    // A value with a right tag that cannot be read was written by another version of V8: a miss like any other.
    return null
  }
}
