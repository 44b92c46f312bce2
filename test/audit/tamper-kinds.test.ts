import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { FoundNote } from '../../src/audit/index.ts'
import { keyReplacedType } from '../../src/audit/writer.ts'
import type { Database } from '../../src/persistence/database.ts'
import { engines, freshDatabase } from '../store/engines.ts'
import { dropAuditTriggers } from './drop-triggers.ts'
import { everyKind } from './every-kind.ts'
import { auditOn } from './log.ts'
import { type AnyRow, rowsOf } from './whole-store.ts'

const tables = ['audit_event', 'audit_head', 'audit_checkpoint', 'audit_text'] as const
type Table = (typeof tables)[number]

/**
 * Of each column of events, every so many rows are changed, others for each column. Looking at all of each, with 1, takes some
 * minutes.
 */
const everyNth = Number(process.env['MODELWARDEN_TAMPERED_SHARE'] ?? 4)

/** A log of each stream with an event of every kind and checkpoints, in a store whose owner has taken its guards away. */
async function openStore(database: Database) {
  const log = auditOn(database)
  await log.append(...everyKind)
  const anchored: FoundNote[] = []
  for (const stream of ['decisions', 'access'] as const) {
    const made = await log.audited.checkpoint(stream)
    anchored.push({ note: made?.note ?? '', place: `the anchor of ${stream}`, isAnchor: true })
  }
  await log.append(...everyKind.slice(0, 6))
  await dropAuditTriggers(database, tables)
  return {
    anchored,
    whole: await Promise.all(tables.map(async (table) => [table, await rowsOf(database, table)] as const)),
  }
}

/** Another value, as likely as the one before. */
function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1_000
  if (typeof value !== 'string' || value === '') return 'x'
  return `${value.startsWith('a') ? 'b' : 'a'}${value.slice(1)}`
}

async function write(database: Database, table: Table, rows: readonly AnyRow[]): Promise<void> {
  await sql`delete from ${sql.table(table)}`.execute(database.kysely)
  // Rows as they lie in the store, whatever their columns.
  if (rows.length > 0)
    await database.kysely
      .insertInto(table)
      .values(rows as never)
      .execute()
}

describe.each(engines)('whoever owns the store on %s', async (engine) => {
  const database = await freshDatabase(engine)
  const { anchored, whole } = await openStore(database)
  const findings = async () => {
    const { verify } = auditOn(database)
    const reports = [await verify(anchored), await verify(anchored, 'access')]
    return reports.flatMap((report) => report.findings)
  }

  test('and changes nothing is not blamed', async () => {
    expect(await findings()).toEqual([])
  })

  test.each(
    whole.flatMap(([table, rows]) => Object.keys(rows[0] ?? {}).map((column, at) => [table, column, at] as const)),
  )(
    'and changes %s.%s of any row, whatever the kind of event, is found, at the event where there is one',
    async (table, column, turn) => {
      const [, rows = []] = whole.find(([name]) => name === table) ?? []
      for (const [at, row] of rows.entries()) {
        if ((at + turn) % everyNth !== 0 && table === 'audit_event') continue
        const changed = rows.map((each, index) => (index === at ? { ...each, [column]: another(each[column]) } : each))
        await write(database, table, changed)
        const found = await findings()
        expect(found, JSON.stringify(row)).not.toEqual([])
        if (table === 'audit_event') expect(found.map(({ sequence }) => sequence)).toContain(row['sequence'])
      }
      await write(database, table, rows)
    },
    120_000,
  )

  test.each(['audit_event', 'audit_head', 'audit_text'] as const)(
    'and removes any row of %s is found',
    async (table) => {
      const [, rows = []] = whole.find(([name]) => name === table) ?? []
      for (const [at, row] of rows.entries()) {
        await write(
          database,
          table,
          rows.filter((_row, index) => index !== at),
        )
        expect(await findings(), JSON.stringify(row)).not.toEqual([])
      }
      await write(database, table, rows)
    },
    120_000,
  )

  test.each(tables)('and adds a row of %s by hand is found, wherever it is put', async (table) => {
    const [, rows = []] = whole.find(([name]) => name === table) ?? []
    const place = table === 'audit_checkpoint' || table === 'audit_head' ? 'size' : 'sequence'
    const added = { ...rows[0], ...(table === 'audit_event' ? { id: 'forged' } : {}) }
    const places = [
      { stream: 'elsewhere', [place]: 1 },
      ...(table === 'audit_head'
        ? []
        : [
            { stream: 'access', [place]: 999 },
            { stream: 'decisions', [place]: 0 },
          ]),
    ]
    for (const where of places) {
      await write(database, table, [...rows, { ...added, ...where }])
      expect(await findings(), JSON.stringify(where)).not.toEqual([])
    }
    await write(database, table, rows)
    expect(await findings()).toEqual([])
  })
})

test('every type of event that the sources name is among them', () => {
  const folder = fileURLToPath(new URL('../../src', import.meta.url))
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /(?<!\.test)\.ts$/.test(name),
  )
  const text = files.map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  const named = new Set([...text.matchAll(/gov\.[a-z-]+\.[a-z-]+\.v1/g)].map(([type]) => type))
  // The only one that no caller drafts; the chain's own tests have it.
  named.delete(keyReplacedType)
  const known = everyKind.map(({ type }) => type)
  expect([...named].filter((type) => !known.some((each) => each === type))).toEqual([])
})
