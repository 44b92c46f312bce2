import { describe, expect, test } from 'vitest'
import type { CiReport, EvidenceDraft } from '../../src/evidence/ports.ts'
import type { Producer } from '../../src/evidence/types.ts'
import type { CiState } from '../../src/kernel/ci-states.ts'
import type { Uid } from '../../src/kernel/ids.ts'
import { createCiStore } from '../../src/persistence/ci-store.ts'
import type { Database } from '../../src/persistence/database.ts'
import { createEvidenceStore } from '../../src/persistence/evidence-store.ts'
import { migrateToLatest } from '../../src/persistence/migrate.ts'
import { ada, auditOn } from '../audit/log.ts'
import { engines, freshDatabase, freshUrl, openUntilEnd } from './engines.ts'

const scanner: Producer = { name: 'scanner', principal: 'id-1', gates: ['data-quality'], mayAttestOwnWork: false }
const other: Producer = { ...scanner, name: 'other', principal: 'id-2' }
const version = 'v1' as Uid
const question = { version, gate: 'data-quality', subjectDigest: 'a'.repeat(64) }

const draftOf = (
  at: number,
  more: Partial<EvidenceDraft['claim']> & { readonly key?: string; readonly producer?: Producer } = {},
): EvidenceDraft => {
  const { key = null, producer = scanner, ...claim } = more
  const said = { outcome: 'PASS', values: [], uri: null, digest: null, expiresAt: null, ...claim } as const
  return {
    claim: { gate: 'data-quality', issuedAt: at, ...said },
    version,
    subjectDigest: question.subjectDigest,
    artifactDigest: null,
    producer,
    key: { principal: producer.principal, contentDigest: `${at} ${JSON.stringify(said)}`, idempotencyKey: key },
    by: ada,
  }
}

const evidenceOn = (database: Database) => createEvidenceStore(database, auditOn(database).audited)
const ciOn = (database: Database) => createCiStore(database, auditOn(database).audited)
const eventsOf = async ({ kysely }: Database) =>
  (await kysely.selectFrom('audit_event').select('event_json').execute()).map(
    (row) => JSON.parse(row.event_json).type as string,
  )

describe.each(engines)('evidence on %s', (engine) => {
  test('that is sent again is kept once, with one record; another under its key is refused', async () => {
    const database = await freshDatabase(engine)
    const store = evidenceOn(database)
    const first = await store.add(draftOf(5, { key: 'k' }))
    const again = await store.add(draftOf(5, { key: 'k' }))
    const unkeyed = await store.add(draftOf(5))
    const another = await store.add(draftOf(6, { key: 'k' }))
    expect([again, unkeyed]).toEqual([first, first])
    expect(another).toMatchObject({ ok: false, problem: { code: 'IDEMPOTENCY_CONFLICT' } })
    expect(await eventsOf(database)).toEqual(['gov.evidence.attested.v1'])
    expect(await store.latest(question)).toHaveLength(1)
  })

  test('of two producers at once is all kept, and of one sending twice at once one', async () => {
    const url = await freshUrl(engine)
    const [one, two] = [await openUntilEnd(url), await openUntilEnd(url)]
    await migrateToLatest(one)
    const [a, b] = [evidenceOn(one), evidenceOn(two)]
    await Promise.all([a.add(draftOf(5)), b.add(draftOf(5)), b.add(draftOf(5, { producer: other }))])
    const { items } = await a.list(version, { gate: null, first: 10, after: null })
    expect(items.map(({ producer }) => producer).toSorted()).toEqual(['other', 'scanner'])
  })

  test('counts by the latest word of each producer, in whichever order it arrived', async () => {
    const database = await freshDatabase(engine)
    const store = evidenceOn(database)
    for (const draft of [
      draftOf(9, { outcome: 'FAIL' }),
      draftOf(5),
      draftOf(9),
      draftOf(7, { producer: other }),
      draftOf(3, { producer: other, outcome: 'ERROR' }),
    ])
      await store.add(draft)
    const latest = await store.latest(question)
    expect(latest.map(({ producer, outcome, issuedAt }) => `${producer} ${outcome} ${issuedAt}`).toSorted()).toEqual([
      'other PASS 7',
      'scanner FAIL 9',
      'scanner PASS 9',
    ])
    expect(await store.latest({ ...question, subjectDigest: 'b'.repeat(64) })).toEqual([])
    expect(await store.latest({ ...question, gate: 'model-card' })).toEqual([])
  })

  test('is listed the latest first, page by page', async () => {
    const database = await freshDatabase(engine)
    const store = evidenceOn(database)
    for (const at of [1, 2, 3]) await store.add(draftOf(at))
    const first = await store.list(version, { gate: 'data-quality', first: 2, after: null })
    const rest = await store.list(version, { gate: null, first: 2, after: first.items.at(-1)?.uid ?? null })
    expect([first.items.length, first.hasNextPage, rest.items.length, rest.hasNextPage]).toEqual([2, true, 1, false])
    expect(new Set([...first.items, ...rest.items].map(({ issuedAt }) => issuedAt))).toEqual(new Set([1, 2, 3]))
  })
})

const commit = 'c'.repeat(40)
const reportOf = (state: CiState, at: number, name = 'unit'): CiReport => ({
  repository: 'git.example/team/risk',
  commit,
  checks: [{ name, state, at, url: null }],
})

describe.each(engines)('checks of commits on %s', (engine) => {
  test('come to the same in whichever order they are told, and however often', async () => {
    const told = [reportOf('PENDING', 1), reportOf('FAILURE', 5), reportOf('SUCCESS', 5), reportOf('SUCCESS', 3)]
    const orders = [told, told.toReversed(), [...told, ...told], [told[2], told[0], told[3], told[1]]]
    for (const order of orders) {
      const database = await freshDatabase(engine)
      const store = ciOn(database)
      for (const report of order)
        if (report !== undefined) await store.take(report, { producer: scanner, by: ada, now: 10 })
      expect(await store.checksOf(commit)).toMatchObject([
        { name: 'unit', state: 'FAILURE', at: 5, producer: 'scanner' },
      ])
    }
  })

  test('are recorded when something is new, and not when it is told again', async () => {
    const database = await freshDatabase(engine)
    const store = ciOn(database)
    const sender = { producer: scanner, by: ada, now: 10 }
    const taken = [await store.take(reportOf('SUCCESS', 5), sender), await store.take(reportOf('SUCCESS', 5), sender)]
    expect(taken).toEqual([1, 0])
    expect(await eventsOf(database)).toEqual(['gov.ci.reported.v1'])
  })

  test('of two producers at once are both kept, and of one commit not without end', async () => {
    const url = await freshUrl(engine)
    const [one, two] = [await openUntilEnd(url), await openUntilEnd(url)]
    await migrateToLatest(one)
    const [a, b] = [ciOn(one), ciOn(two)]
    await Promise.all([
      a.take(reportOf('SUCCESS', 5), { producer: scanner, by: ada, now: 10 }),
      b.take(reportOf('FAILURE', 4), { producer: other, by: ada, now: 10 }),
      b.take(reportOf('PENDING', 1), { producer: scanner, by: ada, now: 10 }),
    ])
    expect((await a.checksOf(commit)).map(({ producer, state }) => [producer, state])).toEqual([
      ['other', 'FAILURE'],
      ['scanner', 'SUCCESS'],
    ])
    const many = Array.from({ length: 500 }, (_, at) => ({ name: `n${at}`, state: 'SUCCESS', at, url: null }) as const)
    const sender = { producer: scanner, by: ada, now: 10 }
    expect(await a.take({ ...reportOf('SUCCESS', 1), checks: many }, sender)).toBeNull()
    expect((await a.checksOf(commit)).length).toBe(2)
  })
})
