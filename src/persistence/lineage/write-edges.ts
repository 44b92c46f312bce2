import { type Selectable, sql } from 'kysely'
import { canonicalJson } from '../../kernel/canonical-json.ts'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import type { StatedEdge } from '../../lineage/index-ports.ts'
import { type Columns, insertRows } from '../insert-rows.ts'
import { type Cell, cell, isIn, jsonRows } from '../json-rows.ts'
import { storableText } from '../storable-text.ts'
import type { Tables } from '../tables.ts'
import type { SameReader } from './same-keys.ts'

/** All edges that one party states. */
export interface PartyEdges {
  readonly statedBy: string
  /** Whether it never stated any before. */
  readonly isNew: boolean
  readonly source: string | null
  readonly sender: string | null
  readonly observedAt: number
  readonly edges: readonly StatedEdge[]
}

/**
 * Makes the edges that these parties state those of the index. What a party no longer states ends when it was observed; what
 * it states again after that is a new edge, from when it was seen again. Answers the keys of the nodes whose edges changed.
 */
export async function writeEdges(place: SameReader, parties: readonly PartyEdges[]): Promise<ReadonlySet<LineageKey>> {
  const known = await readKnown(
    place,
    parties.filter(({ isNew }) => !isNew).map(({ statedBy }) => statedBy),
  )
  const plans = parties.map((party) => planParty(party, known.get(party.statedBy) ?? []))
  await insertEdges(
    place,
    plans.flatMap(({ added }) => added),
  )
  await updateEdges(
    place,
    plans.flatMap(({ changed }) => changed),
  )
  const all = plans.flatMap(({ added, changed }) => [...added, ...changed])
  return new Set(all.flatMap(({ from_key, to_key }) => [from_key as LineageKey, to_key as LineageKey]))
}

/** Adds rows as they are. */
export async function insertEdges(place: SameReader, edges: readonly NewEdge[]): Promise<void> {
  await insertRows(place, { table: 'lineage_edge', columns: allColumns }, edges.map(cellsOf))
}

/** Ends what parties state, as they are gone. Answers the keys of the nodes whose edges changed. */
export async function endEdges(
  { kysely, engine }: SameReader,
  parties: readonly string[],
  endedAt: number,
): Promise<readonly LineageKey[]> {
  if (parties.length === 0) return []
  const rows = await kysely
    .updateTable('lineage_edge')
    .set({ valid_to: endedAt })
    .where(isIn(engine, 'stated_by', parties))
    .where('valid_to', 'is', null)
    .returning(['from_key', 'to_key'])
    .execute()
  // Written from keys.
  return rows.flatMap(({ from_key, to_key }) => [from_key as LineageKey, to_key as LineageKey])
}

/** A row that is to be, without its id. */
export type NewEdge = Omit<KnownEdge, 'id'>

type KnownEdge = Readonly<Selectable<Tables['lineage_edge']>>

interface PartyPlan {
  readonly added: readonly NewEdge[]
  readonly changed: readonly KnownEdge[]
}

/** Rows of each party, the last one of the same ends and kind first. */
async function readKnown(
  { kysely, engine }: SameReader,
  parties: readonly string[],
): Promise<ReadonlyMap<string, readonly KnownEdge[]>> {
  if (parties.length === 0) return new Map()
  const query = kysely
    .selectFrom('lineage_edge')
    .selectAll()
    .where(isIn(engine, 'stated_by', parties))
  const rows = await query.orderBy('id', 'desc').execute()
  return Map.groupBy(rows, (row) => row.stated_by)
}

function planParty(party: PartyEdges, known: readonly KnownEdge[]): PartyPlan {
  const byName = Map.groupBy(known, edgeName)
  const added: NewEdge[] = []
  const changed: KnownEdge[] = []
  const stated = new Map(party.edges.map((edge) => [edgeName(rowOf(party, edge)), rowOf(party, edge)]))
  for (const [name, row] of stated) {
    const before = byName.get(name) ?? []
    const current = before.find((each) => each.valid_to === null) ?? before.find((each) => isSameTold(each, row))
    if (current === undefined) added.push(before.length === 0 ? row : { ...row, ...seenAgain(row) })
    else if (!isAlike(current, row)) changed.push({ ...row, id: current.id, ...keptTimes(current, row) })
  }
  for (const row of known)
    if (row.valid_to === null && !stated.has(edgeName(row))) changed.push({ ...row, valid_to: party.observedAt })
  return { added, changed }
}

function edgeName({ from_key, to_key, kind }: NewEdge): string {
  return `${from_key} ${to_key} ${kind}`
}

function rowOf(party: PartyEdges, edge: StatedEdge): NewEdge {
  const { statedBy, source, sender, observedAt } = party
  return {
    from_key: edge.from,
    to_key: edge.to,
    kind: edge.kind,
    confidence: edge.confidence,
    stated_by: statedBy,
    source,
    sender,
    observed_at: observedAt,
    valid_from: edge.validFrom ?? (edge.basis === 'SEEN' ? observedAt : null),
    valid_to: edge.validTo,
    basis: edge.basis,
    columns_json: edge.columns == null ? null : storableText(JSON.stringify(edge.columns)),
  }
}

/** An edge that a party told of with its end is known by its beginning. */
function isSameTold(known: NewEdge, row: NewEdge): boolean {
  return row.valid_to !== null && known.basis === row.basis && known.valid_from === row.valid_from
}

/** Between its end and now the edge did not hold, whatever it held since at first. */
function seenAgain(row: NewEdge): Pick<NewEdge, 'valid_from' | 'basis'> {
  return row.valid_to === null ? { valid_from: row.observed_at, basis: 'SEEN' } : row
}

/** What was only seen holds since it was first seen; so does what was told once and returned. */
function keptTimes(current: KnownEdge, row: NewEdge): Pick<NewEdge, 'valid_from' | 'basis'> {
  return current.basis === 'SEEN' ? { valid_from: current.valid_from, basis: current.basis } : row
}

function isAlike(current: KnownEdge, row: NewEdge): boolean {
  const facts = (each: NewEdge) => [
    each.confidence,
    each.source,
    each.sender,
    each.valid_to,
    each.columns_json,
    current.basis === 'SEEN' ? null : [each.valid_from, each.basis],
  ]
  return canonicalJson(facts(current)) === canonicalJson(facts(row))
}

const changeableColumns: Columns<'lineage_edge'> = [
  ['confidence', 'text'],
  ['source', 'text'],
  ['sender', 'text'],
  ['observed_at', 'bigint'],
  ['valid_from', 'bigint'],
  ['valid_to', 'bigint'],
  ['basis', 'text'],
  ['columns_json', 'text'],
]

const allColumns: Columns<'lineage_edge'> = [
  ['from_key', 'text'],
  ['to_key', 'text'],
  ['kind', 'text'],
  ['stated_by', 'text'],
  ...changeableColumns,
]

function changeableCells(edge: NewEdge): readonly Cell[] {
  const { confidence, source, sender, observed_at, valid_from, valid_to, basis, columns_json } = edge
  return [confidence, source, sender, observed_at, valid_from, valid_to, basis, columns_json]
}

function cellsOf(edge: NewEdge): readonly Cell[] {
  return [edge.from_key, edge.to_key, edge.kind, edge.stated_by, ...changeableCells(edge)]
}

async function updateEdges({ kysely, engine }: SameReader, edges: readonly KnownEdge[]): Promise<void> {
  if (edges.length === 0) return
  const settings = changeableColumns.map(([name, type], index) => sql`${sql.ref(name)} = ${cell(index + 1, type)}`)
  const rows = edges.map((edge) => [edge.id, ...changeableCells(edge)])
  await sql`/* lineage.updateEdges */ update lineage_edge set ${sql.join(settings)}
    from ${jsonRows(engine, rows)} where lineage_edge.id = ${cell(0, 'bigint')}`.execute(kysely)
}
