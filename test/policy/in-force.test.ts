import { describe, expect, test } from 'vitest'
import { createRights } from '../../src/access/permit.ts'
import { createPolicyInForce } from '../../src/access/policy/in-force.ts'
import { createAccessStateStore } from '../../src/persistence/access-state-store.ts'
import { createGrantStore } from '../../src/persistence/grant-store.ts'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import { createPolicyStore } from '../../src/persistence/policy-store.ts'
import { engines, freshUrl, openUntilEnd } from '../store/engines.ts'
import { aGrant, aModel, now, readyEngine, somebody } from './worlds.ts'

const permitAll = '@id("all") permit (principal, action, resource);'

describe.each(engines)('policies in force on %s', (engine) => {
  const replica = async (url: string) => {
    const database = await openUntilEnd(url)
    await migrateToLatest(database)
    const policyEngine = await readyEngine()
    const inForce = createPolicyInForce({ engine: policyEngine, state: createAccessStateStore(database) })
    const may = async (at?: number) => {
      const snapshot = at === undefined ? await inForce.current() : await inForce.at(at)
      return policyEngine.decide(snapshot, { principal: somebody(), action: 'model:read', resource: aModel('m1') })
        .allowed
    }
    return {
      may,
      inForce,
      engine: policyEngine,
      rights: createRights({ engine: policyEngine, inForce }),
      grants: createGrantStore(database),
      policies: createPolicyStore(database),
    }
  }

  test('a grant and its revocation hold at the next decision on every replica', async () => {
    const url = await freshUrl(engine)
    const [here, there] = [await replica(url), await replica(url)]
    expect(await there.may()).toBe(false)
    await here.grants.create(aGrant())
    expect([await here.may(), await there.may()]).toEqual([true, true])
    await here.grants.revoke('g1', now)
    expect([await here.may(), await there.may()]).toEqual([false, false])
    expect(await there.may(now - 1)).toBe(true)
  })

  test('of many decisions at once after a change each knows of it', async () => {
    const { may, grants } = await replica(await freshUrl(engine))
    expect(await may()).toBe(false)
    const early = Promise.all([may(), may()])
    await grants.create(aGrant())
    expect(await Promise.all(Array.from({ length: 20 }, () => may()))).toEqual(Array.from({ length: 20 }, () => true))
    await early
  })

  test('a published version replaces the default policies, and the built-in ones stay', async () => {
    const { may, policies, rights, engine: policyEngine, inForce } = await replica(await freshUrl(engine))
    const defaults = await inForce.current()
    const files = [{ name: 'a.cedar', text: permitAll }]
    const facts = { digest: 'd', author: 'p1', publishedAt: now }
    await policies.publish({ files, modelDigest: policyEngine.modelDigest(), ...facts }, 0)
    expect(await may()).toBe(true)
    expect(await rights.permits(somebody(), 'audit:read')).toBe(false)
    expect((await inForce.current()).digest).not.toBe(defaults.digest)
    expect((await inForce.at(now - 1)).digest).toBe(defaults.digest)
  })

  test('a version that was checked with another schema is checked again, and nothing is allowed where it no longer fits', async () => {
    const { may, policies } = await replica(await freshUrl(engine))
    const text = '@id("old") permit (principal, action, resource) when { resource.owner == "x" };'
    const facts = { digest: 'd', modelDigest: 'of another version', author: 'p1', publishedAt: now }
    await policies.publish({ files: [{ name: 'a.cedar', text }], ...facts }, 0)
    await expect(may()).rejects.toThrow('a.cedar:1')
  })
})

test('rights on the organisation are those of the roles', async () => {
  const engine = await readyEngine()
  const state = { epoch: async () => 1, load: async () => ({ epoch: 1, asOf: null, version: null, grants: [] }) }
  const inForce = createPolicyInForce({ engine, state: { ...state, at: state.load } })
  const rights = createRights({ engine, inForce })
  const actionsOf = async (...roles: Parameters<typeof somebody>[0][]) =>
    Promise.all(roles.map(async (facts) => [...(await rights.actionsOf(somebody(facts)))].toSorted()))
  expect(await actionsOf({ roles: ['viewer'] }, { roles: ['auditor'] }, {})).toEqual([
    ['incident:read'],
    ['access:explain', 'audit:export', 'audit:read', 'incident:read', 'policy:read', 'token:read'],
    [],
  ])
  expect(await rights.permits(somebody({ roles: ['operator'] }), 'source:sync', { source: 'tracking' })).toBe(true)
  expect(await rights.permits(somebody({ roles: ['viewer'] }), 'source:sync', { source: 'tracking' })).toBe(false)
})
