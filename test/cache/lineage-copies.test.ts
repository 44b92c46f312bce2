import { Redis } from 'ioredis'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createCopies, createFlights, openDoorbell, openRedis, type RedisLink } from '../../src/cache/index.ts'
import { startRedis } from '../../tools/launch/redis.ts'
import { freshRedis, ownTool, temporaryFolder } from '../support/tools.ts'
import { whenUp } from './when-up.ts'

const key = Buffer.alloc(32, 7)

interface Thing {
  readonly name: string
  readonly edges: ReadonlyMap<string, readonly number[]>
}

const thing = (name: string, size = 3): Thing => ({
  name,
  edges: new Map([['a', Array.from({ length: size }, (_, at) => at)]]),
})

function build(redis: RedisLink | null, options: { key?: Buffer; memoryBytesMax?: number; prefix?: string } = {}) {
  const told = { refused: 0, evicted: 0, entries: 0 }
  const metrics = {
    refused: () => void (told.refused += 1),
    evicted: () => void (told.evicted += 1),
    held: (_layer: unknown, { entries }: { entries: number }) => void (told.entries = entries),
  }
  const copies = createCopies<Thing>({ layer: 'skeleton', redis, key, prefix, metrics, ...options })
  return { copies, told }
}

const { url, prefix } = freshRedis()
const shared = openRedis({ url, commandTimeoutMs: 5_000 })
const raw = new Redis(url)
afterAll(async () => {
  await shared.close()
  raw.disconnect()
})
beforeEach(() => whenUp(shared))

const placeOf = (name: string) => `${prefix}lineage:skeleton:${name}`

describe('copies', () => {
  test.each(['memory', 'redis'] as const)('of %s come back whole, maps and all', async (kind) => {
    const { copies } = build(kind === 'redis' ? shared : null)
    await copies.set('a', thing('a', 10_000))
    expect(await copies.get('a')).toEqual(thing('a', 10_000))
    expect(await copies.get('nothing')).toBe(null)
  })

  test('that one replica keeps are there for another', async () => {
    await build(shared).copies.set('b', thing('b', 10_000))
    expect(await build(shared).copies.get('b')).toEqual(thing('b', 10_000))
  })

  test('in memory cost no look at Redis', async () => {
    const { copies } = build(shared)
    await copies.set('c', thing('c'))
    await raw.del(placeOf('c'))
    expect(await copies.get('c')).toEqual(thing('c'))
  })

  test('too large are not kept, nor what they replace', async () => {
    const { copies } = build(shared)
    await copies.set('d', thing('d'))
    await copies.set('d', { name: 'x'.repeat(5_000_000), edges: new Map() })
    expect(await copies.get('d')).toBe(null)
    expect(await raw.exists(placeOf('d'))).toBe(0)
  })

  test('in memory stay within their bytes', async () => {
    const { copies, told } = build(null, { memoryBytesMax: 50_000 })
    for (let at = 0; at < 200; at += 1) await copies.set(`m${at}`, thing('m'))
    expect(told.evicted).toBeGreaterThan(0)
    expect(told.entries).toBeLessThan(100)
    expect(await copies.get('m199')).toEqual(thing('m'))
  })
})

describe('what this gateway did not write is a miss', () => {
  test.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('hello')],
    ['of another version', Buffer.concat([Buffer.from([9, 0]), Buffer.alloc(100)])],
    ['with a made-up tag', Buffer.concat([Buffer.from([1, 0]), Buffer.alloc(100, 1)])],
    ['compressed junk', Buffer.concat([Buffer.from([1, 1]), Buffer.alloc(100, 1)])],
    ['too long to be read', Buffer.alloc(5_000_000, 1)],
  ])('%s', async (_name, bytes) => {
    await raw.set(placeOf('forged'), bytes)
    const { copies, told } = build(shared)
    expect(await copies.get('forged')).toBe(null)
    expect(told.refused).toBe(1)
  })

  test('written with another secret, or of another type', async () => {
    await build(shared, { key: Buffer.alloc(32, 8) }).copies.set('other', thing('other'))
    await raw.del(placeOf('list'))
    await raw.lpush(placeOf('list'), 'x')
    expect([await build(shared).copies.get('other'), await build(shared).copies.get('list')]).toEqual([null, null])
  })

  test('moved to another key', async () => {
    await build(shared).copies.set('mine', thing('mine'))
    await raw.copy(placeOf('mine'), placeOf('theirs'), 'REPLACE')
    expect(await build(shared).copies.get('theirs')).toBe(null)
  })
})

describe('what many ask for at once', () => {
  const never = new AbortController().signal
  /** Makes what it is asked for when it is told to, and counts. */
  function maker() {
    const { copies } = build(shared)
    const gate = Promise.withResolvers<void>()
    const begun = Promise.withResolvers<void>()
    const count = { made: 0 }
    const plan = (name: string, signal = never) => ({
      find: () => copies.get(name),
      async make() {
        count.made += 1
        begun.resolve()
        await gate.promise
        await copies.set(name, thing(name))
        return thing(name)
      },
      signal,
    })
    return { plan, count, open: () => gate.resolve(), begun: begun.promise }
  }
  const flights = (lockMs = 60_000) => createFlights({ redis: shared, prefix, lockMs })

  test('is made once by one process', async () => {
    const { plan, count, open } = maker()
    const one = flights()
    const asked = Promise.all([1, 2, 3].map(() => one.join('p', plan('p'))))
    open()
    expect(await asked).toEqual([thing('p'), thing('p'), thing('p')])
    expect(count.made).toBe(1)
  })

  test('is made once by all replicas', async () => {
    const [first, second] = [maker(), maker()]
    const one = flights().join('q', first.plan('q'))
    await first.begun
    const other = flights().join('q', second.plan('q'))
    first.open()
    expect(await Promise.all([one, other])).toEqual([thing('q'), thing('q')])
    expect([first.count.made, second.count.made]).toEqual([1, 0])
  })

  test('is made by whoever waited when the one who had it died', async () => {
    const [dead, second] = [maker(), maker()]
    void flights(200).join('r', dead.plan('r'))
    await dead.begun
    second.open()
    expect(await flights(200).join('r', second.plan('r'))).toEqual(thing('r'))
    expect(second.count.made).toBe(1)
    dead.open()
  })

  test('is made by oneself when it could not be kept, or one has waited long enough', async () => {
    const gone = new AbortController()
    const [first, second] = [maker(), maker()]
    const one = flights().join('s', first.plan('s'))
    await first.begun
    second.open()
    const other = flights().join('s', second.plan('s', gone.signal))
    gone.abort()
    expect(await other).toEqual(thing('s'))
    first.open()
    await one
  })

  test('fails for who made it alone', async () => {
    const failing = { find: async () => null, make: () => Promise.reject(new Error('no')), signal: never }
    await expect(flights().join('t', failing)).rejects.toThrow('no')
    const { plan, open } = maker()
    open()
    expect(await flights().join('t', plan('t'))).toEqual(thing('t'))
  })

  test('is made where Redis is away', async () => {
    const away = openRedis({ url: 'redis://127.0.0.1:1' })
    afterAll(() => away.close())
    const { plan, open } = maker()
    open()
    expect(await createFlights({ redis: away }).join('u', plan('u'))).toEqual(thing('u'))
  })
})

test('a ring is heard by the others, also after Redis was away, and not by who rang', async () => {
  const dataDir = temporaryFolder('redis')
  const tool = await ownTool(startRedis({ dataDir }))
  const redis = openRedis({ url: tool.url })
  const heard = [0, 0]
  const bells = [0, 1].map((at) =>
    openDoorbell({ url: tool.url, redis, onRing: () => void (heard[at] = (heard[at] ?? 0) + 1) }),
  )
  afterAll(async () => {
    for (const bell of bells) bell.close()
    await redis.close()
  })
  await whenUp(redis)
  // Each connection is a ring of its own, for what was missed before it.
  await expect.poll(() => heard.every((times) => times === 1)).toBe(true)
  const rung = async () => {
    bells[0]?.ring()
    return (heard[1] ?? 0) > 1
  }
  await expect.poll(rung, { timeout: 10_000 }).toBe(true)
  expect(heard[0]).toBe(1)
  await tool.stop()
  await ownTool(startRedis({ dataDir, port: tool.port }))
  await expect.poll(() => (heard[0] ?? 0) > 1, { timeout: 20_000 }).toBe(true)
})
