import type { Selectable } from 'kysely'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import type { IndexedEdge, TimeBasis } from '../../lineage/index-ports.ts'
import type { ColumnEdge, LineageConfidence, LineageEdgeKind } from '../../lineage/types.ts'
import type { Tables } from '../tables.ts'

/** A row of an edge, seen from the node that it was asked for. */
export interface EdgeRow
  extends Readonly<Omit<Selectable<Tables['lineage_edge']>, 'from_key' | 'to_key' | 'stated_by'>> {
  readonly near: string
  readonly far: string
  readonly way: 'UP' | 'DOWN'
}

/** One edge for all rows of the same ends and kind, which follow each other, in their order; none from a node to itself. */
export function mergeEdges(rows: readonly EdgeRow[]): readonly IndexedEdge[] {
  const groups: [EdgeRow, ...EdgeRow[]][] = []
  for (const row of rows) {
    const last = groups.at(-1)
    if (last !== undefined && isSameEdge(last[0], row)) last.push(row)
    else if (row.near !== row.far) groups.push([row])
  }
  return groups.map((group) => (group.length === 1 ? edgeOf(group[0]) : merged(group.map(edgeOf))))
}

function isSameEdge(row: EdgeRow, { near, far, kind }: EdgeRow): boolean {
  return row.near === near && row.far === far && row.kind === kind
}

const sureness: readonly LineageConfidence[] = ['DECLARED', 'OBSERVED', 'INFERRED']

/** What was told outweighs what was seen; the edge is as sure as its surest statement, and holds as long as one does. */
function merged(edges: readonly IndexedEdge[]): IndexedEdge {
  const told = edges.filter(({ basis }) => basis === 'TOLD')
  const base = told.find(({ validFrom }) => validFrom !== null) ?? told[0] ?? edges[0]
  if (base === undefined) throw new Error('A group of rows has a row')
  if (edges.length === 1) return base
  const columns = edges.flatMap((edge) => edge.columns ?? [])
  const ends = edges.flatMap(({ validTo }) => validTo ?? [])
  return {
    ...base,
    confidence: sureness.find((each) => edges.some(({ confidence }) => confidence === each)) ?? base.confidence,
    observedAt: Math.max(...edges.map(({ observedAt }) => observedAt)),
    validTo: ends.length < edges.length ? null : Math.max(...ends),
    columns: columns.length === 0 ? null : columns,
  }
}

function edgeOf(row: EdgeRow): IndexedEdge {
  const [from, to] = row.way === 'UP' ? [row.far, row.near] : [row.near, row.far]
  return {
    // Written from these same types.
    from: from as LineageKey,
    to: to as LineageKey,
    kind: row.kind as LineageEdgeKind,
    confidence: row.confidence as LineageConfidence,
    source: row.source,
    sender: row.sender,
    observedAt: row.observed_at,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    basis: row.basis as TimeBasis,
    columns: row.columns_json === null ? null : (JSON.parse(row.columns_json) as readonly ColumnEdge[]),
  }
}
