import { describe, expect, test } from 'vitest'
import type { TokenRow } from '../../src/access/types.ts'
import { systemActor } from '../../src/kernel/actor.ts'
import type { Database } from '../../src/persistence/database.ts'
import { createTokenStore } from '../../src/persistence/token-store.ts'
import { auditOn } from '../audit/log.ts'
import { engines, freshDatabase, freshUrl, openUntilEnd, runScript } from './engines.ts'

const aToken = (id: string, facts: Partial<TokenRow> = {}): TokenRow => {
  const times = { createdAt: 1, expiresAt: null, lastUsedAt: null, revokedAt: null }
  const origin = { kind: 'USER', holderId: 'p-1', creatorId: null, parentId: null } as const
  const rights = { roles: ['viewer'], teams: ['fraud'], clearance: 2, regions: ['eu'], scopes: null } as const
  return { id, principalName: 'ada', hash: `hash of ${id}`, ...origin, ...rights, ...times, ...facts }
}

const by = systemActor

const tokensOn = (database: Database) => createTokenStore(database, auditOn(database).audited)

describe.each(engines)('tokens on %s', (engine) => {
  test('a token is found by its hash as it was put in, and by nothing else', async () => {
    const store = tokensOn(await freshDatabase(engine))
    const narrowed = { scopes: ['model:read'], creatorId: 'p-eve', parentId: 'b', kind: 'SERVICE_ACCOUNT' } as const
    const token = aToken('a', { expiresAt: 1_900_000_000_000, roles: ['administrator', 'viewer'], ...narrowed })
    await store.insert(token, by)
    expect(await store.byHash('hash of a')).toEqual(token)
    expect(await store.byHash('a')).toBeNull()
    expect(await store.byId('a')).toEqual(token)
    expect(await store.byId('hash of a')).toBeNull()
  })

  test('a token from before there were rights beside roles has those of then', async () => {
    const database = await freshDatabase(engine)
    const store = tokensOn(database)
    await store.insert(aToken('a'), by)
    await database.kysely.updateTable('token').set({ rights_json: null, holder_id: null }).execute()
    expect(await store.byId('a')).toEqual(aToken('a', { holderId: null, teams: [], clearance: 1, regions: [] }))
  })

  test('a service account has one owner, whom only who may replace it replaces', async () => {
    const store = tokensOn(await freshDatabase(engine))
    const account = { name: 'nightly', ownerId: 'p-ada', replacesOwner: false }
    expect(await store.insert(aToken('a'), by, { account })).toBe(true)
    expect(await store.insert(aToken('b'), by, { account: { ...account, ownerId: 'p-eve' } })).toBe(false)
    expect(await store.byId('b')).toBeNull()
    expect(await store.accountNamed('nightly')).toEqual({ name: 'nightly', ownerId: 'p-ada' })
    expect(
      await store.insert(aToken('c'), by, { account: { ...account, ownerId: 'p-eve', replacesOwner: true } }),
    ).toBe(true)
    expect(await store.accountNamed('nightly')).toEqual({ name: 'nightly', ownerId: 'p-eve' })
  })

  test('of many first starts on one connection exactly one makes a token', async () => {
    const store = tokensOn(await freshDatabase(engine))
    const won = await Promise.all(['a', 'b', 'c', 'd'].map((id) => store.insertFirst(aToken(id), by)))
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
    const [here, there] = [await openUntilEnd(url), await openUntilEnd(url)].map(tokensOn)
    expect((await there?.byHash('first'))?.revokedAt).toBeNull()
    expect(await here?.revoke('first', 77, by)).toBe(true)
    expect((await there?.byHash('first'))?.revokedAt).toBe(77)
    expect(await there?.revoke('first', 78, by)).toBe(false)
  })

  test('an ended or unknown token was no live one', async () => {
    const store = tokensOn(await freshDatabase(engine))
    await store.insert(aToken('a', { expiresAt: 50 }), by)
    expect(await store.revoke('a', 50, by)).toBe(false)
    expect(await store.revoke('nobody', 50, by)).toBe(false)
  })

  test('a use is noted at most once a minute', async () => {
    const store = tokensOn(await freshDatabase(engine))
    await store.insert(aToken('a'), by)
    const usedAt = async () => (await store.byHash('hash of a'))?.lastUsedAt
    const unused = { id: 'a', lastUsedAt: null }
    await store.touch(unused, 1_000_000)
    await store.touch(unused, 1_059_999)
    expect(await usedAt()).toBe(1_000_000)
    await store.touch({ id: 'a', lastUsedAt: 1_000_000 }, 1_060_000)
    expect(await usedAt()).toBe(1_060_000)
  })

  test("making and revoking are recorded, once each, and without anybody's name", async () => {
    const database = await freshDatabase(engine)
    const { audited, store, verify } = auditOn(database)
    const tokens = createTokenStore(database, audited)
    await tokens.insert(aToken('a'), by)
    await tokens.insertFirst(aToken('b'), by)
    await tokens.revoke('a', 10, by)
    await tokens.revoke('a', 11, by)
    const { entries } = await store.list({ stream: 'decisions' }, { first: 10, before: null })
    expect(entries.map(({ columns }) => `${columns.type} ${columns.resourceId}`)).toEqual([
      'gov.token.revoked.v1 a',
      'gov.token.created.v1 a',
    ])
    expect(entries.map(({ eventJson }) => eventJson).join()).not.toContain('ada')
    expect(await verify()).toMatchObject({ last: 2, findings: [] })
  })

  test('a token that cannot be recorded is neither made nor revoked', async () => {
    const database = await freshDatabase(engine)
    const { audited, guard } = auditOn(database)
    const tokens = createTokenStore(database, audited)
    await tokens.insert(aToken('a'), by)
    guard.trip('a test')
    for (const change of [tokens.insert(aToken('b'), by), tokens.revoke('a', 10, by)])
      await expect(change).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
    expect(await tokens.list()).toEqual([aToken('a')])
  })
})
