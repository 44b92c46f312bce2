import { beforeAll, describe, expect, test } from 'vitest'
import { readyEngine, snapshotOf, somebody } from '../../../test/policy/worlds.ts'
import { loadCedar } from './cedar.ts'
import { rightsFingerprint } from './fingerprint.ts'
import { readPolicyModel } from './policy-model.ts'

const now = 1_000_000
let engine: Awaited<ReturnType<typeof readyEngine>>
beforeAll(async () => {
  engine = await readyEngine()
})

const text = '@id("all") permit (principal, action, resource);'
const grant = {
  id: 'g',
  holder: { type: 'USER' as const, id: 'ada' },
  role: 'viewer' as const,
  scope: { type: 'Organization' as const, id: 'main' },
  expiresAt: now + 10,
  reason: 'test',
  createdBy: 'bob',
  createdAt: 0,
  revokedAt: null,
}

describe('two callers have one fingerprint', { timeout: 60_000 }, () => {
  const ada = somebody({ id: 'ada' })
  const of = (principal: typeof ada, grants: readonly (typeof grant)[] = [], at = now, policies = text) =>
    rightsFingerprint(snapshotOf(engine, policies, grants), principal, at)

  test('when they are the same, at whatever moment', () => {
    expect(of({ ...ada }, [], now + 5)).toBe(of(ada))
    expect(of({ ...ada, tokenId: 'another', name: 'Ada' })).toBe(of(ada))
  })

  test.each([
    ['another principal', { id: 'bob' }],
    ['another role', { roles: ['auditor' as const] }],
    ['another team', { teams: ['fraud'] }],
    ['another clearance', { clearance: 4 }],
    ['another region', { regions: ['eu'] }],
    ['another proof of who they are', { mfa: true }],
    ['a narrower token', { scopes: ['model:read' as const] }],
    ['another purpose', { purpose: 'dpia' }],
    ['a token that has ended', { tokenExpiresAt: now - 1 }],
  ])('and not with %s', (_name, facts) => {
    expect(of({ ...ada, mfa: false, clearance: 1, ...facts })).not.toBe(of({ ...ada, mfa: false, clearance: 1 }))
  })

  test('and not when one holds a grant, as long as that lasts, or lives under other policies', () => {
    expect(of(ada, [grant])).not.toBe(of(ada))
    expect(of(ada, [grant], now + 11)).toBe(of(ada, [], now + 11))
    expect(of(ada, [{ ...grant, holder: { type: 'USER', id: 'bob' } }])).toBe(of(ada))
    expect(of(ada, [], now, `${text}\n@id("no") forbid (principal, action, resource);`)).not.toBe(of(ada))
  })
})

test('nothing that shows data is decided by how long ago somebody proved who they are', async () => {
  const { actions } = readPolicyModel(await loadCedar())
  const shows = [...actions].filter(([, { groups }]) => groups.has('Read'))
  expect(shows.length).toBeGreaterThan(5)
  for (const [name, { context }] of shows) expect([name, context.has('authAgeSeconds')]).toEqual([name, false])
})
