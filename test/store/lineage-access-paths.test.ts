import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { virtualLineageKey } from '../../src/kernel/lineage-key.ts'
import type { StatedEdge } from '../../src/lineage/index-ports.ts'
import type { Database } from '../../src/persistence/database.ts'
import { createLineageIndexStore } from '../../src/persistence/lineage-index-store.ts'
import { engines, freshDatabase } from './engines.ts'

const key = (id: string) => virtualLineageKey(id)
const edge = (from: string, to: string): StatedEdge => ({
  from: key(from),
  to: key(to),
  kind: 'PRODUCED',
  confidence: 'OBSERVED',
  validFrom: null,
  validTo: null,
  basis: 'TOLD',
})

/** The database as its reads are planned: every read answers its plan instead of its rows, except whether there are equals. */
function explaining(database: Database, plans: string[]): Database {
  const kysely = database.kysely.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => result,
  })
  const executor = kysely.getExecutor()
  const original = executor.executeQuery.bind(executor)
  executor.executeQuery = async (query) => {
    const prefix = database.engine === 'sqlite' ? 'explain query plan' : 'explain'
    const { rows } = await original<Record<string, unknown>>({ ...query, sql: `${prefix} ${query.sql}` })
    plans.push(...rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])))
    return query.sql.startsWith('select "key" from "lineage_same"') ? original(query) : { rows: [] }
  }
  return { ...database, kysely }
}

describe.each(engines)('reads of lineage on %s', (engine) => {
  test.each([
    ['where no nodes are proven equal', []],
    ['where some are', [{ a: key('a1'), b: key('a3'), proof: 'x' }]],
  ])('%s go along indexes, however many edges there are elsewhere', async (_where, equalities) => {
    const database = await freshDatabase(engine)
    const index = createLineageIndexStore(database, { now: () => 0 })
    const many = Array.from({ length: 3_000 }, (_, number) => edge(`a${number % 300}`, `b${number}`))
    const nodes = Array.from({ length: 3_000 }, (_, number) => ({
      id: `b${number}`,
      kind: 'JOB' as const,
      name: 'b',
      source: null,
      subject: null,
      properties: {},
    }))
    const said = { source: null, sender: null, observedAt: 1 }
    await index.state([{ ...said, statedBy: 'nodes', nodes, edges: [] }])
    for (let at = 0; at < many.length; at += 30)
      await index.state([{ ...said, statedBy: `p${at}`, nodes: [], edges: many.slice(at, at + 30) }])
    await index.equate(equalities)
    if (engine === 'postgres') await sql`analyze`.execute(database.kysely)
    const plans: string[] = []
    const planned = createLineageIndexStore(explaining(database, plans), { now: () => 0 })
    for (const at of [null, 7]) {
      await planned.edgesOf([key('a1'), key('a2')], 'DOWN', { at, limit: 100 })
      await planned.edgesOf([key('b1'), key('b2')], 'UP', { at, limit: 100 })
      await planned.nodesOf([key('b1'), key('b2')], at)
    }
    await planned.changesSince(1).catch(() => null)
    expect(plans.length).toBeGreaterThan(20)
    const scans = plans.filter((line) =>
      /\bSCAN (e|i|n|o|lineage_\w+|object)\b|Seq Scan on (lineage_edge|lineage_node|lineage_change)/.test(line),
    )
    expect(scans).toEqual([])
  })
})
