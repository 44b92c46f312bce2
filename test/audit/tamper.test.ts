import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { exportLines, type FoundNote, verifyExport } from '../../src/audit/index.ts'
import type { Database } from '../../src/persistence/database.ts'
import { engines, freshDatabase } from '../store/engines.ts'
import { dropAuditTriggers } from './drop-triggers.ts'
import { aChange, auditOn, testKeys } from './log.ts'

const tables = ['audit_event', 'audit_head', 'audit_checkpoint', 'audit_text'] as const

type Table = (typeof tables)[number]

const columns = {
  audit_event: [
    'stream',
    'sequence',
    'id',
    'type',
    'actor',
    'action',
    'resource_type',
    'resource_id',
    'decision',
    'recorded_at',
    'event_json',
    'leaf_hash',
    'prev_hash',
    'entry_hash',
    'subtree_hash',
    'key_id',
    'signature',
  ],
  audit_head: ['stream', 'origin', 'size', 'entry_hash', 'peaks', 'key_id', 'signature'],
  audit_checkpoint: ['stream', 'size', 'note'],
  audit_text: ['sequence', 'author', 'salt', 'text'],
} as const satisfies Readonly<Record<Table, readonly string[]>>

const numbers: ReadonlySet<string> = new Set(['sequence', 'recorded_at', 'size'])

/** A value of the column that is another, and as likely as the one before. */
function another(column: string) {
  if (column === 'stream') return sql`'access'`
  if (numbers.has(column)) return sql`${sql.ref(column)} + 100`
  // The first digit or letter of a hash, the last of a text: whatever it was, it is another afterwards.
  if (column === 'event_json') return sql`replace(event_json, 'token-7', 'token-8')`
  if (column === 'note') return sql`replace(note, 'test/decisions', 'test/decisionz')`
  return sql`substr(${sql.ref(column)}, 2) || 'x'`
}

describe.each(engines)('whoever writes into the store on %s', async (engine) => {
  const database = await freshDatabase(engine)
  const anchored: FoundNote[] = []
  const first = auditOn(database)
  const heads: Record<number, unknown> = {}
  for (let number = 1; number <= 12; number += 1) {
    await first.append(aChange(number, { reason: `reason ${number}` }))
    heads[number] = await database.kysely.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow()
    if (number !== 5 && number !== 9) continue
    const made = await first.audited.checkpoint('decisions')
    anchored.push({ note: made?.note ?? '', place: `the anchor at ${number}`, isAnchor: true })
  }
  await dropAuditTriggers(database, tables)
  for (const table of tables)
    await run(database, sql`create table ${sql.table(`${table}_copy`)} as select * from ${sql.table(table)}`)

  beforeEach(async () => {
    for (const table of tables) {
      await run(database, sql`delete from ${sql.table(table)}`)
      await run(database, sql`insert into ${sql.table(table)} select * from ${sql.table(`${table}_copy`)}`)
    }
  })

  const verifyBoth = async () => {
    const { verify } = auditOn(database)
    const [decisions, access] = [await verify(anchored), await verify(anchored, 'access')]
    return { decisions, findings: [...decisions.findings, ...access.findings] }
  }

  test('and changes nothing is not blamed', async () => {
    const { decisions, findings } = await verifyBoth()
    expect(findings).toEqual([])
    expect(decisions).toMatchObject({ last: 12, anchoredTo: 9, unanchored: 3, missing: 0 })
  })

  test.each(columns.audit_event)('and changes the column %s of an event is found at that event', async (column) => {
    await run(database, sql`update audit_event set ${sql.ref(column)} = ${another(column)} where sequence = 7`)
    const { decisions } = await verifyBoth()
    expect(decisions.findings[0]?.sequence).toBe(7)
    const isExported = !['id', 'type', 'actor', 'action', 'decision', 'subtree_hash'].includes(column)
    const isCopy = column.startsWith('resource_') || column === 'recorded_at'
    if (!isExported || isCopy || column === 'stream') return
    const report = await verifyExport({ lines: exported(database), anchored, verifierKeys: [], isPartial: false })
    expect(report.ok && report.value[0]?.findings[0]?.sequence).toBe(7)
  })

  test.each(columns.audit_head)('and changes the column %s of the head is found', async (column) => {
    await run(database, sql`update audit_head set ${sql.ref(column)} = ${another(column)}`)
    expect((await verifyBoth()).findings).not.toEqual([])
    await expect(auditOn(database).append(aChange(13))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
  })

  test.each(columns.audit_checkpoint)('and changes the column %s of a checkpoint is found', async (column) => {
    await run(database, sql`update audit_checkpoint set ${sql.ref(column)} = ${another(column)} where size = 5`)
    expect((await verifyBoth()).findings).not.toEqual([])
  })

  test.each(columns.audit_text)('and changes the column %s of a reason is found', async (column) => {
    const value = column === 'sequence' ? sql`20 - sequence` : another(column)
    await run(database, sql`delete from audit_text where sequence = 13`)
    await run(database, sql`delete from audit_text where sequence = 8 and ${column} = 'sequence'`)
    await run(
      database,
      sql`update audit_text set ${sql.ref(column)} = ${column === 'sequence' ? sql`8` : value} where sequence = 7`,
    )
    const { decisions } = await verifyBoth()
    expect(decisions.findings[0]?.sequence).toBe(7)
  })

  test.each([1, 6, 12])('and removes event %i is found there', async (sequence) => {
    await run(database, sql`delete from audit_event where sequence = ${sequence}`)
    expect((await verifyBoth()).decisions.findings[0]).toMatchObject({
      sequence,
      problem: expect.stringContaining('missing'),
    })
  })

  test('and changes the order of two events is found at the first of them', async () => {
    await run(database, sql`update audit_event set sequence = 100 where sequence = 6`)
    await run(database, sql`update audit_event set sequence = 6 where sequence = 7`)
    await run(database, sql`update audit_event set sequence = 7 where sequence = 100`)
    expect((await verifyBoth()).decisions.findings[0]?.sequence).toBe(6)
  })

  test('and appends an event is found there, and the gateway appends nothing to it', async () => {
    await run(database, sql`create table forged as select * from audit_event where sequence = 12`)
    await run(database, sql`update forged set sequence = 13, id = 'forged'`)
    await run(database, sql`insert into audit_event select * from forged`)
    await run(database, sql`drop table forged`)
    expect((await verifyBoth()).decisions.findings[0]?.sequence).toBe(13)
    await expect(auditOn(database).append(aChange(13))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
  })

  test('and removes everything is found, as long as an anchor stands', async () => {
    for (const table of tables) await run(database, sql`delete from ${sql.table(table)}`)
    const { decisions } = await verifyBoth()
    expect(decisions.findings).not.toEqual([])
  })

  test.each([
    [10, { missing: 0, unanchored: 1, findings: 0 }],
    [7, { missing: 2, unanchored: 2, findings: 1 }],
  ])(
    'and puts the log back to %i events: before the last anchor they are missing, after it unanchored',
    async (size, found) => {
      await putBack(database, size, heads[size])
      const { decisions } = await verifyBoth()
      expect(decisions).toMatchObject({ last: size, missing: found.missing, unanchored: found.unanchored })
      expect(Math.min(1, decisions.findings.length)).toBe(found.findings)
      if (found.findings > 0)
        expect(decisions.findings[0]).toMatchObject({ sequence: size + 1, problem: expect.stringContaining('missing') })
    },
  )

  test('and puts the log back below a running gateway stops it, also once another has gone on from there', async () => {
    const running = auditOn(database)
    await running.append(aChange(13))
    await putBack(database, 10, heads[10])
    await expect(running.append(aChange(14))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
    const restarted = auditOn(database)
    for (let number = 11; number <= 13; number += 1) await restarted.append(aChange(number))
    await expect(running.append(aChange(14))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
    await restarted.append(aChange(14))
    await expect(running.append(aChange(15))).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' })
  })
})

test.each(engines)('on %s the store itself refuses to change, remove or replace what was appended', async (engine) => {
  const database = await freshDatabase(engine)
  const { append, audited } = auditOn(database)
  await append(aChange(1), aChange(2))
  await audited.checkpoint('decisions')
  const attempts = [
    sql`update audit_event set decision = 'DENY' where sequence = 1`,
    sql`delete from audit_event where sequence = 2`,
    sql`update audit_checkpoint set note = ''`,
    sql`delete from audit_checkpoint`,
    sql`update audit_head set size = 1`,
    sql`delete from audit_head`,
    engine === 'sqlite'
      ? sql`insert or replace into audit_event select * from audit_event where sequence = 1`
      : sql`truncate audit_event`,
  ]
  for (const attempt of attempts)
    await expect(attempt.execute(database.kysely)).rejects.toMatchObject({ code: 'INTERNAL_SERVER_ERROR' })
})

async function putBack(database: Database, size: number, head: unknown): Promise<void> {
  await run(database, sql`delete from audit_event where sequence > ${size}`)
  await run(database, sql`delete from audit_text where sequence > ${size}`)
  await run(database, sql`delete from audit_checkpoint where size > ${size}`)
  await run(database, sql`delete from audit_head`)
  await database.kysely
    .insertInto('audit_head')
    .values(head as never)
    .execute()
}

async function run(database: Database, statement: ReturnType<typeof sql>): Promise<void> {
  await statement.execute(database.kysely)
}

async function* exported(database: Database): AsyncGenerator<string> {
  const { store } = auditOn(database)
  yield* exportLines({ store, keys: testKeys }, { streams: ['decisions'], from: 1, to: null })
}
