import { describe, expect, test } from 'vitest'
import { createPrincipalIds } from './identity/principal-id.ts'
import { createTokenHolder } from './identity/token-holder.ts'
import type { TokenStore } from './ports.ts'
import { createTokens, type TokenPorts } from './tokens.ts'
import { firstRoles, type TokenRow } from './types.ts'

/** The rules of tokens are tested here on plain rows; the stores themselves are tested in test/store. */
function rowsInMemory(): TokenStore {
  let rows: TokenRow[] = []
  const change = (id: string, facts: Partial<TokenRow>): boolean => {
    const found = rows.some((row) => row.id === id && row.revokedAt === null)
    rows = rows.map((row) => (row.id === id ? { ...row, ...facts } : row))
    return found
  }
  return {
    insert: async (row) => rows.push(row) > 0,
    insertFirst: async (row) => rows.length === 0 && rows.push(row) === 1,
    byHash: async (hash) => rows.find((row) => row.hash === hash) ?? null,
    byId: async (id) => rows.find((row) => row.id === id) ?? null,
    accountNamed: async () => null,
    accounts: async () => [],
    list: async () => rows,
    revoke: async (id, now) => change(id, { revokedAt: now }),
    touch: async ({ id }, now) => void change(id, { lastUsedAt: now }),
  }
}

function partsOf(store: TokenStore, now: () => number): TokenPorts {
  const ids = createPrincipalIds('key')
  const groups = {
    rightsOf: () => null,
    rightsOfMember: () => [],
    aliasesOf: () => [],
    isDeactivated: () => false,
  }
  const persons = { byId: async () => null }
  const clock = { now }
  return {
    store,
    clock,
    ids,
    holderOf: createTokenHolder({ tokens: store, persons, ids, groups, clock, creatorSeenMs: 1 }),
  }
}

function setup() {
  let now = 1_000_000
  const tokens = createTokens(partsOf(rowsInMemory(), () => now))
  return { tokens, pass: (ms: number) => (now += ms) }
}

describe('tokens', () => {
  test('a token is known by its hash only, and no row holds its text', async () => {
    const { tokens } = setup()
    const { token } = await tokens.create({ principalName: 'ada', roles: ['viewer'], lifetimeMs: null })
    expect(JSON.stringify(await tokens.list())).not.toContain(token)
    expect(await tokens.authenticate(token)).toMatchObject({ name: 'ada', roles: ['viewer'] })
  })

  test('an ended token is refused from the very millisecond it ends', async () => {
    const { tokens, pass } = setup()
    const { token } = await tokens.create({ principalName: 'ada', roles: ['viewer'], lifetimeMs: 10 })
    pass(9)
    expect(await tokens.authenticate(token)).not.toBeNull()
    pass(1)
    expect(await tokens.authenticate(token)).toBeNull()
  })

  test('a revoked token is refused at its next use', async () => {
    const { tokens } = setup()
    const { token, row } = await tokens.create({ principalName: 'ada', roles: ['viewer'], lifetimeMs: null })
    expect(await tokens.revoke(row.id)).toBe(true)
    expect(await tokens.authenticate(token)).toBeNull()
    expect(await tokens.revoke(row.id)).toBe(false)
  })

  test('a store that cannot note the last use does not refuse the holder', async () => {
    const failures: unknown[] = []
    const store = { ...rowsInMemory(), touch: () => Promise.reject(new Error('read-only')) }
    const onTouchFailed = (error: unknown) => void failures.push(error)
    const tokens = createTokens({ ...partsOf(store, () => 1), onTouchFailed })
    const { token } = await tokens.create({ principalName: 'ada', roles: ['viewer'], lifetimeMs: null })
    expect(await tokens.authenticate(token)).toMatchObject({ name: 'ada' })
    expect(failures).toHaveLength(1)
  })

  test('the first token is made once, administers, and ends after a day', async () => {
    const { tokens, pass } = setup()
    const first = await tokens.createFirst('admin')
    expect(await tokens.createFirst('admin')).toBeUndefined()
    expect(await tokens.authenticate(first ?? '')).toMatchObject({ roles: [...firstRoles], clearance: 4 })
    pass(24 * 60 * 60 * 1000)
    expect(await tokens.authenticate(first ?? '')).toBeNull()
  })

  test.each(['', 'mw_', 'mw_short', `mw_${'x'.repeat(44)}`, `xx_${'x'.repeat(43)}`])('%j is no token', async (text) => {
    expect(await setup().tokens.authenticate(text)).toBeNull()
  })
})
