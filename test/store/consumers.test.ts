import { describe, expect, test } from 'vitest'
import { consumerStatement } from '../../src/consumers/consumer-statement.ts'
import type { ConsumerDraft } from '../../src/consumers/ports.ts'
import type { ConsumedObject, Consumer, ConsumerFacts } from '../../src/consumers/types.ts'
import { lineageKeyOf } from '../../src/kernel/lineage-key.ts'
import { createConsumerStore } from '../../src/persistence/consumer-store.ts'
import type { Database } from '../../src/persistence/database.ts'
import { createLineageIndexStore } from '../../src/persistence/lineage-index-store.ts'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import { ada, auditOn } from '../audit/log.ts'
import { catalogOn, engines, freshDatabase, freshUrl, openUntilEnd } from './engines.ts'
import { aModel, aVersion } from './records.ts'

const portal: ConsumerFacts = {
  name: 'Portal',
  kind: 'APPLICATION',
  criticality: 'HIGH',
  ownerTeam: 'risk',
  contact: 'ada@people.example',
  endpoint: null,
}

async function versionOn(database: Database): Promise<ConsumedObject> {
  const catalog = catalogOn(database)
  await catalog.ingest({ source: 's', records: [aModel('m'), aVersion('m', 1)], observedAt: 5_000 })
  const [version] = await catalog.byName('ModelVersion', 'm\n1', 's')
  if (version === undefined) throw new Error('The version is missing')
  return { ...version, kind: 'ModelVersion' }
}

const draftOf = (object: ConsumedObject, now: number, facts: Partial<ConsumerFacts> = {}): ConsumerDraft => ({
  facts: { ...portal, ...facts },
  object,
  by: ada,
  now,
  activeMax: 3,
  statementOf: (consumer: Consumer) => consumerStatement({ object, endpointIds: [] }, ada, consumer),
})

describe.each(engines)('consumers on %s', (engine) => {
  test('are told to lineage with their row, and end in it when they end', async () => {
    const database = await freshDatabase(engine)
    const object = await versionOn(database)
    const store = createConsumerStore(database, auditOn(database).audited)
    const index = createLineageIndexStore(database, { now: () => 30_000 })
    const told: number[] = []
    index.subscribe((sequence) => told.push(sequence))
    const usesAt = async (at: number | null) => {
      const edges = await index.edgesOf([lineageKeyOf(object)], 'DOWN', { at, limit: 10 })
      return edges.filter(({ kind }) => kind === 'CONSUMED')
    }
    const usersAt = async (at: number | null) => {
      const edges = await usesAt(at)
      const nodes = await index.nodesOf(
        edges.map(({ to }) => to),
        at,
      )
      return nodes.map(({ name, kind, properties }) => [name, kind, properties])
    }
    const node = ['Portal', 'CONSUMER', { criticality: 'HIGH', kind: 'APPLICATION', ownerTeam: 'risk' }]
    const made = await store.register(draftOf(object, 10_000))
    expect(await usesAt(null)).toMatchObject([
      { kind: 'CONSUMED', confidence: 'DECLARED', basis: 'TOLD', sender: ada.id, validFrom: 10_000, validTo: null },
    ])
    expect(await usersAt(null)).toEqual([node])
    expect(JSON.stringify(await index.nodesOf([lineageKeyOf(object)], null))).not.toContain('people.example')
    await store.end(draftOf(object, 20_000))
    expect([await usersAt(null), await usersAt(9_000), await usersAt(15_000)]).toEqual([[], [], [node]])
    await store.register(draftOf(object, 25_000))
    expect([await usersAt(null), await usersAt(22_000)]).toEqual([[node], []])
    expect(told).toHaveLength(3)
    expect(await store.byUids([made?.uid ?? object.uid, object.uid])).toMatchObject([{ activeSince: 25_000 }, null])
  })

  test('registered by two processes at once are one', async () => {
    const url = await freshUrl(engine)
    const first = await openUntilEnd(url)
    await migrateToLatest(first)
    const object = await versionOn(first)
    const second = await openUntilEnd(url)
    const stores = [first, second].map((database) => createConsumerStore(database, auditOn(database).audited))
    const names = ['Portal', 'PORTAL', 'portal']
    const made = await Promise.all(
      stores.flatMap((store) => names.map((name) => store.register(draftOf(object, 10_000, { name })))),
    )
    expect(new Set(made.map((consumer) => consumer?.uid)).size).toBe(1)
    expect((await stores[0]?.ofObjects([object.uid]))?.get(object.uid)).toHaveLength(1)
  })

  test('of one object are bounded, and one that ends makes room', async () => {
    const database = await freshDatabase(engine)
    const object = await versionOn(database)
    const store = createConsumerStore(database, auditOn(database).audited)
    for (const name of ['a', 'b', 'c']) expect(await store.register(draftOf(object, 1, { name }))).not.toBeNull()
    expect(await store.register(draftOf(object, 2, { name: 'd' }))).toBeNull()
    expect(await store.register(draftOf(object, 2, { name: 'a', criticality: 'LOW' }))).not.toBeNull()
    await store.end(draftOf(object, 3, { name: 'b' }))
    expect(await store.register(draftOf(object, 4, { name: 'd' }))).not.toBeNull()
    expect(await store.register(draftOf(object, 5, { name: 'b' }))).toBeNull()
  })

  test('that cannot be recorded are neither kept nor told to lineage', async () => {
    const database = await freshDatabase(engine)
    const object = await versionOn(database)
    const { audited, guard, store: log } = auditOn(database)
    const store = createConsumerStore(database, audited)
    const index = createLineageIndexStore(database, { now: () => 1 })
    await store.register(draftOf(object, 10_000))
    const head = await index.head()
    guard.trip('a test')
    for (const change of [
      store.register(draftOf(object, 11_000, { name: 'other' })),
      store.end(draftOf(object, 12_000)),
    ])
      await expect(change).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
    expect(await index.head()).toBe(head)
    expect((await store.ofObjects([object.uid])).get(object.uid)).toMatchObject([{ name: 'Portal', endedAt: null }])
    const { entries } = await log.list({ stream: 'decisions' }, { first: 10, before: null })
    const text = entries.map(({ eventJson }) => eventJson).join()
    expect(text).toContain('gov.consumer.registered.v1')
    expect(text).not.toMatch(/Portal|people\.example/)
  })
})
