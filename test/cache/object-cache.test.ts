import { Redis } from 'ioredis'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createObjectCache, openRedis, type RedisLink } from '../../src/cache/index.ts'
import { startRedis } from '../../tools/launch/redis.ts'
import { freshRedis, ownTool, temporaryFolder } from '../support/tools.ts'
import { whenUp } from './when-up.ts'

const key = Buffer.alloc(32, 7)

function build(redis: RedisLink | null, prefix = '', options: { memoryBytesMax?: number; key?: Buffer } = {}) {
  const counted = { hit: 0, miss: 0, error: 0, forged: 0, evicted: 0 }
  const metrics = {
    read: (result: 'hit' | 'miss' | 'error' | 'forged', count: number) => void (counted[result] += count),
    evicted: () => void (counted.evicted += 1),
  }
  return { cache: createObjectCache({ redis, key, prefix, metrics, ...options }), counted }
}

const record = {
  name: 'm',
  metrics: [
    { key: 'loss', value: Number.NaN },
    { key: 'n', value: Infinity },
  ],
  none: null,
}
const object = { value: record, observedAt: 1_700_000_000_000 }
const entry = (name: string, ttlMs = 60_000) => ({ key: name, object, ttlMs })

const { url, prefix } = freshRedis()
const shared = openRedis({ url, commandTimeoutMs: 5_000 })
const raw = new Redis(url)
afterAll(async () => {
  await shared.close()
  raw.disconnect()
})
beforeEach(() => whenUp(shared))

describe.each(['memory', 'redis'] as const)('%s', (kind) => {
  const make = () => build(kind === 'redis' ? shared : null, prefix)

  test('gives back what was put in, in the order asked, numbers beyond JSON included', async () => {
    const { cache, counted } = make()
    await cache.setMany([entry('a'), entry('b')])
    expect(await cache.getMany(['b', 'x', 'a'])).toEqual([object, null, object])
    expect(counted).toMatchObject({ hit: 2, miss: 1, error: 0 })
  })

  test('what was deleted, or has no time to live, is a miss', async () => {
    const { cache } = make()
    await cache.setMany([entry('c'), entry('d')])
    await cache.deleteMany(['c'])
    await cache.setMany([entry('d', 0)])
    expect(await cache.getMany(['c', 'd'])).toEqual([null, null])
  })

  test('a value that is too large is not kept, nor the one it replaces', async () => {
    const { cache } = make()
    await cache.setMany([entry('e')])
    await cache.setMany([{ key: 'e', object: { value: 'x'.repeat(2_000_000), observedAt: 1 }, ttlMs: 60_000 }])
    expect(await cache.getMany(['e'])).toEqual([null])
  })

  test('a large value comes back whole', async () => {
    const { cache } = make()
    const large = { value: Array.from({ length: 5_000 }, (_, at) => ({ at, name: `run-${at}` })), observedAt: 2 }
    await cache.setMany([{ key: 'f', object: large, ttlMs: 60_000 }])
    expect(await cache.getMany(['f'])).toEqual([large])
  })

  test('nothing asked is nothing answered', async () => {
    const { cache } = make()
    expect(await cache.getMany([])).toEqual([])
    await cache.setMany([])
    await cache.deleteMany([])
  })
})

test('memory stays within its bytes', async () => {
  const { cache, counted } = build(null, '', { memoryBytesMax: 50_000 })
  await cache.setMany(Array.from({ length: 500 }, (_, at) => entry(`k${at}`)))
  expect(counted.evicted).toBeGreaterThan(0)
  expect((await cache.getMany(['k0', 'k499'])).map((found) => found !== null)).toEqual([false, true])
})

describe('values in Redis that this gateway did not write are misses', () => {
  const at = (name: string) => `${prefix}object:${name}`

  test.each([
    ['empty', Buffer.alloc(0)],
    ['text', Buffer.from('hello')],
    ['of another version', Buffer.concat([Buffer.from([9, 0]), Buffer.alloc(100)])],
    ['with a made-up tag', Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(100, 1)])],
    ['compressed junk', Buffer.concat([Buffer.from([1, 1]), Buffer.alloc(100, 1)])],
  ])('%s', async (_name, bytes) => {
    const { cache, counted } = build(shared, prefix)
    await raw.set(at('forged'), bytes)
    expect(await cache.getMany(['forged'])).toEqual([null])
    expect(counted.forged).toBe(1)
  })

  test('moved to another key', async () => {
    const { cache } = build(shared, prefix)
    await cache.setMany([entry('mine')])
    await raw.copy(at('mine'), at('theirs'), 'REPLACE')
    expect(await cache.getMany(['mine', 'theirs'])).toEqual([object, null])
  })

  test('written with another secret', async () => {
    await build(shared, prefix, { key: Buffer.alloc(32, 8) }).cache.setMany([entry('other')])
    expect(await build(shared, prefix).cache.getMany(['other'])).toEqual([null])
  })

  test('of another type', async () => {
    await raw.del(at('list'))
    await raw.lpush(at('list'), 'x')
    expect(await build(shared, prefix).cache.getMany(['list'])).toEqual([null])
  })
})

test('a Redis that stops, restarts or is flushed only causes misses', async () => {
  const tool = await ownTool(startRedis({ dataDir: temporaryFolder('redis') }))
  const changes: boolean[] = []
  const redis = openRedis({ url: tool.url, onChange: (isUp) => changes.push(isUp) })
  afterAll(() => redis.close())
  await whenUp(redis)
  const { cache, counted } = build(redis)
  await cache.setMany([entry('a')])
  expect(await cache.getMany(['a'])).toEqual([object])
  await redis.attempt((client) => client.flushall())
  expect(await cache.getMany(['a'])).toEqual([null])
  await tool.stop()
  await cache.setMany([entry('a')])
  expect(await cache.getMany(['a'])).toEqual([null])
  await cache.deleteMany(['a'])
  expect(counted.error).toBe(1)
  const again = await ownTool(startRedis({ dataDir: temporaryFolder('redis'), port: tool.port }))
  await whenUp(redis)
  await cache.setMany([entry('a')])
  expect(await cache.getMany(['a'])).toEqual([object])
  expect(changes.at(-1)).toBe(true)
  expect(changes).toContain(false)
  await again.stop()
})

test('a Redis that was never there costs nothing', async () => {
  const redis = openRedis({ url: 'redis://127.0.0.1:1' })
  afterAll(() => redis.close())
  const { cache } = build(redis)
  await cache.setMany([entry('a')])
  expect(await cache.getMany(['a', 'b'])).toEqual([null, null])
})
