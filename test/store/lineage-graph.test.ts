import { describe, expect, test } from 'vitest'
import { canonicalJson } from '../../src/kernel/canonical-json.ts'
import { type LineageKey, lineageKeyOf } from '../../src/kernel/lineage-key.ts'
import type { LineageIndex } from '../../src/lineage/index-ports.ts'
import type { Database } from '../../src/persistence/database.ts'
import { createLineageIndexStore } from '../../src/persistence/lineage-index-store.ts'
import { graphStream } from '../support/lineage-graph/graph-stream.ts'
import { measuredModel } from '../support/lineage-graph/measured-project.ts'
import { writeGraph } from '../support/lineage-graph/write-graph.ts'
import { catalogOn, engines, freshDatabase } from './engines.ts'

const source = 'tracking'
const observedAt = Date.UTC(2026, 0, 1)

/** Everything before a model: how many nodes of each kind, and how many edges. */
async function ancestry(index: LineageIndex, model: string): Promise<Readonly<Record<string, number>>> {
  const root = lineageKeyOf({ kind: 'Model', source, workspace: '', nativeId: model })
  const seen = new Set([root])
  let frontier: readonly LineageKey[] = [root]
  let edges = 0
  while (frontier.length > 0) {
    const before = await index.edgesOf(frontier, 'UP', { at: null, limit: 10_000 })
    edges += before.length
    frontier = [...new Set(before.map(({ from }) => from))].filter((key) => !seen.has(key))
    for (const key of frontier) seen.add(key)
  }
  const nodes = Map.groupBy(await index.nodesOf([...seen], null), ({ kind }) => kind)
  return { ...Object.fromEntries([...nodes].map(([kind, of]) => [kind, of.length])), edges }
}

/** The index as it is, whatever ids its objects were given. */
async function contents({ kysely }: Database) {
  const edges = await kysely
    .selectFrom('lineage_edge')
    .leftJoin('object', 'object.uid', 'lineage_edge.stated_by')
    .select(['from_key', 'to_key', 'lineage_edge.kind', 'confidence', 'valid_from', 'valid_to', 'basis', 'native_id'])
    .where('lineage_edge.kind', '<>', 'SERVED_BY')
    .execute()
  const nodes = await kysely
    .selectFrom('lineage_node')
    .leftJoin('object', 'object.uid', 'lineage_node.uid')
    .select(['key', 'is_object', 'lineage_node.kind', 'properties_json', 'native_id', 'created_at', 'access_class'])
    .select('facts_json')
    .execute()
  const classes = await kysely.selectFrom('access_class').selectAll().execute()
  const sorted = (rows: readonly object[]) => rows.map((row) => JSON.stringify(Object.entries(row))).toSorted()
  return { edges: sorted(edges), nodes: sorted(nodes), classes: sorted(classes) }
}

describe.each(engines)('generated lineage, on %s', (engine) => {
  test('is as large as asked, and a measured model has the same lineage whatever it is among', async () => {
    const lineages: Readonly<Record<string, number>>[] = []
    for (const size of [
      { edges: 2_000, measured: 2, seed: 1 },
      { edges: 8_000, measured: 3, seed: 2 },
    ]) {
      const database = await freshDatabase(engine)
      const written = await writeGraph({ database, source, observedAt }, size)
      expect(written).toBeGreaterThanOrEqual(size.edges)
      expect(written).toBeLessThan(size.edges * 1.2 + 1_000)
      const index = createLineageIndexStore(database, { now: () => observedAt })
      for (let number = 0; number < size.measured; number += 1)
        lineages.push(await ancestry(index, measuredModel(number)))
    }
    expect(lineages[0]).toMatchObject({ MODEL: 1, MODEL_VERSION: 50, CODE: 25 })
    expect(new Set(lineages.map((lineage) => canonicalJson(lineage))).size).toBe(1)
  })

  test('is what an ingest of the same records writes', async () => {
    const size = { edges: 1_000, measured: 1, seed: 3 }
    const generated = await freshDatabase(engine)
    await writeGraph({ database: generated, source, observedAt }, size)
    const ingested = await freshDatabase(engine)
    const records = [...graphStream(size)].map(({ record }) => record)
    await catalogOn(ingested).ingest({ source, records, observedAt, generation: 1 })
    expect(await contents(ingested)).toEqual(await contents(generated))
  })
})
