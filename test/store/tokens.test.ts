import { describe, expect, test } from 'vitest'
import type { TokenRow } from '../../src/access/types.ts'
import { createTokenStore } from '../../src/persistence/token-store.ts'
import { engines, freshDatabase, freshUrl, openUntilEnd, runScript } from './engines.ts'

const aToken = (id: string, facts: Partial<TokenRow> = {}): TokenRow => {
  const times = { createdAt: 1, expiresAt: null, lastUsedAt: null, revokedAt: null }
  return { id, principalName: 'ada', roles: ['viewer'], hash: `hash of ${id}`, ...times, ...facts }
}

describe.each(engines)('tokens on %s', (engine) => {
  test('a token is found by its hash as it was put in, and by nothing else', async () => {
    const store = createTokenStore(await freshDatabase(engine))
    const token = aToken('a', { expiresAt: 1_900_000_000_000, roles: ['administrator', 'viewer'] })
    await store.insert(token)
    expect(await store.byHash('hash of a')).toEqual(token)
    expect(await store.byHash('a')).toBeNull()
  })

  test('of many first starts on one connection exactly one makes a token', async () => {
    const store = createTokenStore(await freshDatabase(engine))
    const won = await Promise.all(['a', 'b', 'c', 'd'].map((id) => store.insertFirst(aToken(id))))
    expect(won.filter(Boolean)).toHaveLength(1)
    expect(await store.list()).toHaveLength(1)
  })

  test('of many first starts in processes of their own, on an empty store, exactly one makes a token', async () => {
    const url = await freshUrl(engine)
    const printed = await Promise.all(['a', 'b', 'c'].map((id) => runScript('start-first.ts', url, id)))
    expect(printed.toSorted()).toEqual(['false', 'false', 'true'])
  })

  test('a revocation is seen at once on another connection, and happens once', async () => {
    const url = await freshUrl(engine)
    await runScript('start-first.ts', url, 'first')
    const [here, there] = [await openUntilEnd(url), await openUntilEnd(url)].map(createTokenStore)
    expect((await there?.byHash('first'))?.revokedAt).toBeNull()
    expect(await here?.revoke('first', 77)).toBe(true)
    expect((await there?.byHash('first'))?.revokedAt).toBe(77)
    expect(await there?.revoke('first', 78)).toBe(false)
  })

  test('an ended or unknown token was no live one', async () => {
    const store = createTokenStore(await freshDatabase(engine))
    await store.insert(aToken('a', { expiresAt: 50 }))
    expect(await store.revoke('a', 50)).toBe(false)
    expect(await store.revoke('nobody', 50)).toBe(false)
  })

  test('a use is noted at most once a minute', async () => {
    const store = createTokenStore(await freshDatabase(engine))
    await store.insert(aToken('a'))
    const usedAt = async () => (await store.byHash('hash of a'))?.lastUsedAt
    await store.touch('a', 1_000_000)
    await store.touch('a', 1_059_999)
    expect(await usedAt()).toBe(1_000_000)
    await store.touch('a', 1_060_000)
    expect(await usedAt()).toBe(1_060_000)
  })
})
