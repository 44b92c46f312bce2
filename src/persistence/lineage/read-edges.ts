import { sql } from 'kysely'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import type { IndexedEdge } from '../../lineage/index-ports.ts'
import type { Place } from '../compiled-forms.ts'
import { type EdgeRow, mergeEdges } from './edge-rows.ts'
import { holds, type IndexReader, inOrder, keyRows, members, nodesOfMembers } from './index-reader.ts'

/** Which edges to read; see the port of the same meaning. */
export interface EdgeQuestion {
  readonly keys: readonly LineageKey[]
  readonly way: 'UP' | 'DOWN'
  readonly at: number | null
  readonly limit: number
  /** Only edges whose other end is one of these; any, unless given. */
  readonly farEnds?: readonly LineageKey[]
}

/** Edges at the asked nodes, each once however many state it, by its near end, its far end and its kind. */
export async function readEdges(reader: IndexReader, question: EdgeQuestion): Promise<readonly IndexedEdge[]> {
  if (question.keys.length === 0 || question.farEnds?.length === 0) return []
  // Twice as many rows, as the same edge is often stated from both its ends.
  const rowsAtFirst = question.limit * 2
  if (await reader.hasNoEquals()) {
    const rows = await readOwnRows(reader, question, rowsAtFirst)
    const edges = mergeEdges(inRowOrder(question, rows))
    // Where there are more, which of them are answered is for their order to say.
    if (edges.length < question.limit && rows.length < rowsAtFirst) return dated(reader, edges)
  }
  for (let rowsMax = rowsAtFirst; ; rowsMax *= 4) {
    const rows = await readRows(reader, question, rowsMax)
    const edges = mergeEdges(rows)
    if (edges.length < question.limit && rows.length === rowsMax) continue
    return dated(reader, endingIn(question, edges.slice(0, question.limit)))
  }
}

function endingIn({ way, farEnds }: EdgeQuestion, edges: readonly IndexedEdge[]): readonly IndexedEdge[] {
  if (farEnds === undefined) return edges
  const wanted = new Set(farEnds)
  return edges.filter(({ from, to }) => wanted.has(way === 'UP' ? from : to))
}

/** Rows of keys that each are a node of their own; those of each in the order of their ids. */
async function readOwnRows(
  { engine, read }: IndexReader,
  { keys, way, at, farEnds }: EdgeQuestion,
  rowsMax: number,
): Promise<readonly EdgeRow[]> {
  return read({
    form: `edges ${way} ${at === null} ${farEnds === undefined}`,
    build: ownRows(engine, { way, isNow: at === null, isBetween: farEnds !== undefined }),
    values: { keys: JSON.stringify(inOrder(keys)), farEnds: JSON.stringify(farEnds ?? []), at: at ?? 0, rowsMax },
  })
}

function ownRows(
  engine: IndexReader['engine'],
  { way, isNow, isBetween }: Pick<EdgeQuestion, 'way'> & { readonly isNow: boolean; readonly isBetween: boolean },
) {
  const [near, far] = way === 'UP' ? (['to_key', 'from_key'] as const) : (['from_key', 'to_key'] as const)
  return (place: Place) => {
    const rows = keyRows({ engine }, place('keys'))
    const ends = keyRows({ engine }, place('farEnds'))
    const wanted = (edge: string) => {
      const ending = isBetween ? sql` and ${sql.ref(`${edge}.${far}`)} in (select r.value from ${ends})` : sql``
      return sql`${sql.ref(`${edge}.${near}`)} = r.value and ${holds(edge, isNow ? null : place('at'))}${ending}`
    }
    const edges =
      engine === 'sqlite'
        ? sql`${rows} cross join lineage_edge as e on ${wanted('e')}`
        : sql`${rows} cross join lateral (select i.* from lineage_edge as i where ${wanted('i')} limit ${place('rowsMax')}) as e`
    return sql<EdgeRow>`/* lineage.ownEdges */ select e.id, r.value as near, ${sql.ref(`e.${far}`)} as far, ${sql.lit(way)} as way,
        e.kind, e.confidence, e.source, e.sender, e.observed_at, e.valid_from, e.valid_to, e.basis, e.columns_json
      from ${edges} limit ${place('rowsMax')}`
  }
}

/** Rows in the order in which {@link readRows} has them; sorting those of each node is quicker than sorting all at once. */
function inRowOrder({ keys }: EdgeQuestion, rows: readonly EdgeRow[]): readonly EdgeRow[] {
  const groups = Map.groupBy(rows, ({ near }) => near)
  return inOrder(keys).flatMap((key) => groups.get(key)?.toSorted(byFarEnd) ?? [])
}

function byFarEnd(a: EdgeRow, b: EdgeRow): number {
  if (a.far !== b.far) return a.far < b.far ? -1 : 1
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1
  return a.id - b.id
}

async function readRows(
  reader: IndexReader,
  { keys, way, at }: EdgeQuestion,
  rowsMax: number,
): Promise<readonly EdgeRow[]> {
  const { engine, kysely } = reader
  const [near, far] = way === 'UP' ? (['to_key', 'from_key'] as const) : (['from_key', 'to_key'] as const)
  // The rows of each node are read along the index and no further than the limit, those learnt last first.
  const ofNode = sql`from lineage_edge as i where ${sql.ref(`i.${near}`)} = m.key and ${holds('i', at)}
    order by i.id desc limit ${rowsMax}`
  const edges =
    engine === 'sqlite'
      ? sql`member as m cross join lineage_edge as e on e.id in (select i.id ${ofNode})`
      : sql`member as m cross join lateral (select i.* ${ofNode}) as e`
  const { rows } = await sql<EdgeRow>`/* lineage.edges */ ${members(reader, keys)}
    select e.id, m.node as near, coalesce(s.same_as, ${sql.ref(`e.${far}`)}) as far, ${way} as way, e.kind, e.confidence, e.source,
      e.sender, e.observed_at, e.valid_from, e.valid_to, e.basis, e.columns_json
    from ${edges} left join lineage_same as s on s.key = ${sql.ref(`e.${far}`)}
    order by m.node, far, e.kind, e.id limit ${rowsMax}`.execute(kysely)
  return rows
}

/** Kinds whose later end is what the edge points at, so that it tells since when the edge holds. */
const datedByLaterEnd: ReadonlySet<string> = new Set(['PRODUCED', 'EVALUATED'])

/** Gives a time to edges whose party knew none: they hold since their later end was made. */
async function dated(reader: IndexReader, edges: readonly IndexedEdge[]): Promise<readonly IndexedEdge[]> {
  const isOpen = ({ basis, validFrom, kind }: IndexedEdge) =>
    basis === 'TOLD' && validFrom === null && datedByLaterEnd.has(kind)
  const undated = edges.filter(isOpen)
  if (undated.length === 0) return edges
  const made = await readMade(reader, [...new Set(undated.map(({ to }) => to))])
  return edges.map((edge) => (isOpen(edge) ? { ...edge, validFrom: made.get(edge.to) ?? null } : edge))
}

async function readMade(reader: IndexReader, keys: readonly LineageKey[]): Promise<ReadonlyMap<string, number | null>> {
  const { rows } = await sql<{ key: string; made: number | null }>`/* lineage.made */ ${members(reader, keys)}
    select m.node as key, max(o.created_at) as made from ${nodesOfMembers(reader)} group by m.node`.execute(
    reader.kysely,
  )
  return new Map(rows.map(({ key, made }) => [key, made]))
}
