import { describe, expect, test } from 'vitest'
import { createAuditKeys } from '../../src/audit/index.ts'
import { engines, freshDatabase, freshUrl, killAfterLines, openUntilEnd, runScript } from '../store/engines.ts'
import { aChange, ada, auditOn, testKeys } from './log.ts'

describe.each(engines)('the audit trail on %s', (engine) => {
  test('holds every event in order, whole and signed', async () => {
    const { append, store, verify } = auditOn(await freshDatabase(engine))
    await append(aChange(1), aChange(2))
    for (let number = 3; number <= 20; number += 1) await append(aChange(number))
    const report = await verify()
    expect(report).toMatchObject({
      origin: 'test/decisions',
      first: 1,
      last: 20,
      findings: [],
      missing: 0,
      unanchored: 20,
    })
    const { entries } = await store.list({ stream: 'decisions' }, { first: 3, before: null })
    expect(entries.map(({ columns }) => columns.resourceId)).toEqual(['token-20', 'token-19', 'token-18'])
  })

  test('names nobody: an event has a pseudonym, the network of the caller, and a commitment to the reason', async () => {
    const { append, store, verify } = auditOn(await freshDatabase(engine))
    await append(aChange(1, { reason: 'ada asked for it' }), aChange(2))
    const [first, second] = await store.entries('decisions', { from: 1, count: 2 })
    expect(`${first?.eventJson}${second?.eventJson}`).not.toMatch(/ada|203\.0\.113\.9/)
    const event = JSON.parse(first?.eventJson ?? '')
    expect(event).toMatchObject({ specversion: '1.0', source: 'test/decisions', sequence: '0000000000000001' })
    expect(event).toMatchObject({ authtype: 'user', data: { ipPrefix: '203.0.113.0/24', actor: event.authid } })
    expect(second?.columns.actor).toBe(event.authid)
    expect([...(await store.principals([event.authid])).values()]).toMatchObject([{ displayName: 'ada' }])
    expect(await verify()).toMatchObject({ findings: [] })
  })

  test('what is erased leaves the chain whole', async () => {
    const { append, audited, store, verify } = auditOn(await freshDatabase(engine))
    await append(aChange(1, { reason: 'ada asked for it' }))
    const [entry] = await store.entries('decisions', { from: 1, count: 1 })
    const id = entry?.columns.actor ?? ''
    expect(await audited.forget(id, ada)).toBe(true)
    expect(await audited.forget(id, ada)).toBe(false)
    expect(await audited.forget('nobody', ada)).toBe(false)
    expect([...(await store.principals([id])).values()]).toMatchObject([{ displayName: null, subject: null }])
    expect(await store.texts('decisions', [1])).toEqual([])
    expect(await verify()).toMatchObject({ last: 2, findings: [] })
  })

  test('nothing is changed when the event cannot be written', async () => {
    const database = await freshDatabase(engine)
    const { audited, append, guard, verify } = auditOn(database)
    await append(aChange(1))
    guard.trip('a test')
    const change = audited.change(async (trx, append) => {
      const row = { id: 'p', display_name: 'x', issuer: 'i', subject: 's', created_at: 1, erased_at: null }
      await trx.insertInto('principal').values(row).execute()
      append(aChange(2))
    })
    await expect(change).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
    const rows = await database.kysely.selectFrom('principal').select('id').where('id', '=', 'p').execute()
    expect(rows).toEqual([])
    expect(await verify()).toMatchObject({ last: 1, findings: [] })
  })

  test('a change that is undone leaves no event and no gap', async () => {
    const { audited, append, verify } = auditOn(await freshDatabase(engine))
    await append(aChange(1))
    const failing = audited.change(async (_trx, append) => {
      append(aChange(2))
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
    await append(aChange(3))
    expect(await verify()).toMatchObject({ last: 2, findings: [] })
  })

  test('many writers of one process at once leave no gap and no fork', async () => {
    const { append, verify } = auditOn(await freshDatabase(engine))
    await Promise.all(Array.from({ length: 60 }, (_, at) => append(aChange(at), aChange(at, { stream: 'access' }))))
    expect(await verify()).toMatchObject({ last: 60, findings: [] })
    expect(await verify([], 'access')).toMatchObject({ last: 60, findings: [] })
  })

  test('two processes that append at once leave no gap and no fork, and follow each other', async () => {
    const url = await freshUrl(engine)
    const here = auditOn(await openUntilEnd(url))
    await runScript('../audit/append-many.ts', url, '1')
    await here.append(aChange(0))
    const others = ['60', '60'].map((count) => runScript('../audit/append-many.ts', url, count))
    for (let number = 0; number < 30; number += 1) await here.append(aChange(number))
    await Promise.all(others)
    await here.append(aChange(1))
    expect(await here.verify()).toMatchObject({ last: 153, findings: [] })
  })

  test('a process killed while it appends leaves no gap, and the next goes on', async () => {
    const url = await freshUrl(engine)
    await killAfterLines(25, '../audit/append-many.ts', url, '100000')
    const { append, verify } = auditOn(await openUntilEnd(url))
    const before = await verify()
    expect(before.findings).toEqual([])
    expect(before.last).toBeGreaterThanOrEqual(25)
    await append(aChange(1))
    expect(await verify()).toMatchObject({ last: before.last + 1, findings: [] })
  })

  test('a new key is introduced by the one it replaces, which from then on signs nothing', async () => {
    const database = await freshDatabase(engine)
    await auditOn(database).append(aChange(1))
    const seeds = [Buffer.alloc(32, 2), Buffer.alloc(32, 1)] as const
    const renewed = auditOn(database, createAuditKeys(seeds[0], [seeds[1]]))
    await renewed.append(aChange(2))
    expect(await renewed.verify()).toMatchObject({ last: 3, findings: [] })
    await expect(auditOn(database, testKeys).append(aChange(3))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
    // Whoever drops the old secret afterwards still verifies what it signed.
    expect(await auditOn(database, createAuditKeys(seeds[0])).verify()).toMatchObject({ last: 3, findings: [] })
  })
})
