import { describe, expect, test } from 'vitest'
import type { MirroredObject } from '../../src/catalog/types.ts'
import type { IndexedVersion } from '../../src/deployments/types.ts'
import { createArtifactDigestStore } from '../../src/persistence/artifact-digest-store.ts'
import { createEnvironmentStore } from '../../src/persistence/environment-store.ts'
import { createTargetStore } from '../../src/persistence/target-store.ts'
import { createVersionFactsStore } from '../../src/persistence/version-facts-store.ts'
import { auditOn } from '../audit/log.ts'
import { catalogOn, type EngineName, engines, freshDatabase } from './engines.ts'
import { aVersion } from './records.ts'

/** A store with three versions, and what is kept of their files. */
async function world(engine: EngineName) {
  const database = await freshDatabase(engine)
  const store = catalogOn(database)
  await store.ingest({ source: 's', records: [1, 2, 3].map((number) => aVersion('m', number)), observedAt: 1 })
  const version = async (number: number) => (await store.byName('ModelVersion', `m\n${number}`, 's'))[0] ?? raise()
  const versions = await Promise.all([version(1), version(2), version(3)])
  return { store, version, versions, facts: createVersionFactsStore(database), database }
}

const at = (version: MirroredObject, uri: string, files: IndexedVersion['files'] = []): IndexedVersion => ({
  version,
  address: { store: 'lake', uri },
  files,
})

/** A target of no model that requests could put there. */
const none = { registry: null, model: null }

describe.each(engines)('the files of versions on %s', (engine) => {
  test('are what was saved last', async () => {
    const { facts, versions } = await world(engine)
    const [first, second, third] = versions
    const files = [
      { path: 'MLmodel', sizeBytes: 10, sha256: null },
      { path: 'model.pkl', sizeBytes: 20, sha256: 'f00' },
    ]
    await facts.save(at(first, 's3://old', [{ path: 'other', sizeBytes: 1, sha256: null }]), 5)
    await facts.save(at(first, 's3://a', files), 6)
    await facts.save({ ...at(second, 's3://b'), files: null }, 6)
    expect(await facts.ofVersions([second, third, first])).toEqual([
      { ...at(second, 's3://b'), files: null },
      null,
      at(first, 's3://a', files),
    ])
  })

  test('are found by their address, store and text', async () => {
    const { facts, versions } = await world(engine)
    const [first, second, third] = versions
    await facts.save(at(first, 's3://a'), 1)
    await facts.save(at(second, 's3://a'), 1)
    await facts.save({ ...at(third, 's3://a'), address: { store: null, uri: 's3://a' } }, 1)
    const found = await facts.byAddresses([{ store: 'lake', uri: 's3://a' }])
    expect(found.map(({ version }) => version.nativeId).toSorted()).toEqual(['m\n1', 'm\n2'])
    expect(await facts.byAddresses([{ store: null, uri: 's3://a' }])).toHaveLength(1)
    expect(await facts.byAddresses([{ store: 'lake', uri: 's3://A' }])).toEqual([])
  })

  test('are found by size and digest, those with a known digest first', async () => {
    const { facts, versions } = await world(engine)
    const [first, second, third] = versions
    const file = (sha256: string | null) => [{ path: 'model.pkl', sizeBytes: 20, sha256 }]
    await facts.save(at(first, 's3://1', file(null)), 1)
    await facts.save(at(second, 's3://2', file('f00')), 1)
    await facts.save(at(third, 's3://3', file('bad')), 1)
    const wanted = { sizeBytes: 20, sha256: 'f00' }
    const found = async (limit: number) => (await facts.byFile(wanted, limit)).map(({ version }) => version.nativeId)
    expect(await found(10)).toEqual(['m\n2', 'm\n1'])
    expect(await found(1)).toEqual(['m\n2'])
    await facts.saveDigest(first, 'model.pkl', 'bad')
    expect(await found(10)).toEqual(['m\n2'])
  })

  test('are looked for again when the version changed, and a failed try waits behind the others', async () => {
    const { facts, versions, store, version } = await world(engine)
    const [first, second, third] = versions
    const waiting = async () => (await facts.unindexed(10)).map(({ nativeId }) => nativeId)
    expect((await waiting()).toSorted()).toEqual(['m\n1', 'm\n2', 'm\n3'])
    await facts.postpone(first, 7)
    await facts.save(at(second, 's3://2'), 8)
    expect(await waiting()).toEqual(['m\n3', 'm\n1'])
    expect(await facts.isComplete()).toBe(false)
    await facts.postpone(third, 9)
    expect(await facts.isComplete()).toBe(true)
    expect(await waiting()).toEqual(['m\n1', 'm\n3'])
    await store.ingest({ source: 's', records: [aVersion('m', 2, { updatedAt: 77_777 })], observedAt: 99_999 })
    expect(await waiting()).toEqual(['m\n1', 'm\n2', 'm\n3'])
    await facts.postpone(second, 10)
    expect(await facts.ofVersions([await version(2)])).toMatchObject([{ address: { uri: 's3://2' } }])
  })

  test('of a deleted version are answered to nobody', async () => {
    const { facts, versions, store } = await world(engine)
    const [first, second, third] = versions
    await facts.save(at(first, 's3://a', [{ path: 'p', sizeBytes: 1, sha256: 'x' }]), 1)
    await store.markDeleted([first.uid, second.uid, third.uid], 50)
    expect(await facts.byAddresses([{ store: 'lake', uri: 's3://a' }])).toEqual([])
    expect(await facts.byFile({ sizeBytes: 1, sha256: 'x' }, 5)).toEqual([])
    expect(await facts.ofVersions([first])).toEqual([null])
    expect(await facts.unindexed(5)).toEqual([])
    expect(await facts.isComplete()).toBe(true)
  })
})

describe.each(engines)('digests, environments and targets on %s', (engine) => {
  test('a digest holds for one place and revision only', async () => {
    const digests = createArtifactDigestStore(await freshDatabase(engine))
    const key = { source: 'lake', uri: 's3://b/m', path: 'model.pkl', revision: 'r1' }
    await Promise.all([digests.put(key, 'f00'), digests.put(key, 'f00')])
    expect(await digests.get(key)).toBe('f00')
    for (const other of [{ source: 'x' }, { uri: 'x' }, { path: 'x' }, { revision: 'x' }]) {
      expect(await digests.get({ ...key, ...other })).toBeNull()
    }
  })

  test('the configuration adds what is not there, once, and changes nothing that is', async () => {
    const database = await freshDatabase(engine)
    const environments = createEnvironmentStore(database, auditOn(database).audited)
    const targets = createTargetStore(database, auditOn(database).audited)
    const production = { name: 'production', rank: 2, isProtected: true }
    const staging = { name: 'staging', rank: 1, isProtected: false }
    const taken = await Promise.all([environments.takeOver([production], 1), environments.takeOver([production], 1)])
    expect(taken.filter((count) => count === 1)).toHaveLength(1)
    expect(await environments.takeOver([{ ...production, isProtected: false }, staging], 2)).toBe(1)
    expect((await environments.list()).map(({ name, isProtected }) => [name, isProtected])).toEqual([
      ['staging', false],
      ['production', true],
    ])
    const at = { environment: 'production', source: 's', ...none } as const
    const alias = { ...at, kind: 'ALIAS', nativeRef: 'models:/m@champion' } as const
    const deployment = { ...at, kind: 'DEPLOYMENT', nativeRef: 'm' } as const
    const both = await Promise.all([targets.takeOver([alias], 1), targets.takeOver([alias], 1)])
    expect(both.filter((count) => count === 1)).toHaveLength(1)
    expect(await targets.takeOver([alias, deployment], 2)).toBe(1)
    const [, kept] = await targets.list('production')
    expect(kept).toMatchObject(alias)
    expect(await targets.list('staging')).toEqual([])
    expect(await targets.byUids(['nobody', kept?.uid ?? raise()])).toEqual([null, kept])
    expect(await environments.byUids(['nobody'])).toEqual([null])
  })

  test('a file can say what a deployment is of that had no model, and put no target where less is asked', async () => {
    const database = await freshDatabase(engine)
    const environments = createEnvironmentStore(database, auditOn(database).audited)
    const targets = createTargetStore(database, auditOn(database).audited)
    await environments.takeOver(
      [
        { name: 'production', rank: 2, isProtected: true },
        { name: 'open', rank: 1, isProtected: false },
      ],
      1,
    )
    const shown = { environment: 'production', source: 's', kind: 'DEPLOYMENT', nativeRef: 'm', ...none } as const
    const governed = { ...shown, registry: 'r', model: 'm' }
    expect(await targets.takeOver([shown], 1)).toBe(1)
    expect(await targets.takeOver([{ ...governed, environment: 'open' }], 2)).toBe(0)
    expect(await targets.list('production')).toMatchObject([shown])
    expect(await targets.takeOver([governed], 3)).toBe(1)
    expect(await targets.takeOver([{ ...governed, model: 'other' }, shown], 4)).toBe(0)
    expect(await targets.list(null)).toMatchObject([governed])
  })

  test('a target without its environment is a fault, and nothing is seeded', async () => {
    const database = await freshDatabase(engine)
    const targets = createTargetStore(database, auditOn(database).audited)
    const lost = { environment: 'nowhere', source: 's', kind: 'DEPLOYMENT', nativeRef: 'm', ...none } as const
    await expect(targets.takeOver([lost], 1)).rejects.toMatchObject({ name: 'Fault' })
    expect(await targets.list(null)).toEqual([])
  })
})

function raise(): never {
  throw new Error('The object is missing')
}
