import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { MirroredObject } from '../../catalog/types.ts'
import { eventSourceId } from '../../kernel/event-source.ts'
import { toGlobalId } from '../../kernel/ids.ts'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import type { IndexedNode } from '../../lineage/index-ports.ts'
import type { LineageNodeKind } from '../../lineage/types.ts'
import { type FactRow, factColumns, objectOf } from '../catalog/object-row.ts'
import type { Place } from '../compiled-forms.ts'
import { isIn } from '../json-rows.ts'
import { holds, type IndexReader, inOrder, keyRows, members, nodesOf, nodesOfMembers } from './index-reader.ts'

/** A row of a node, with its object where it is one. */
interface NodeRow extends Partial<FactRow> {
  readonly node: string
  readonly node_key: string
  readonly node_uid: string
  readonly is_object: number
  readonly node_kind: LineageNodeKind
  readonly node_name: string | null
  readonly node_source: string | null
  readonly subject_uid: string | null
  readonly properties_json: string
  readonly deleted_at: number | null
}

/** Nodes by key as they were at a moment, null being now. */
export async function readNodes(
  reader: IndexReader,
  keys: readonly LineageKey[],
  at: number | null,
): Promise<readonly IndexedNode[]> {
  if (keys.length === 0) return []
  const found = (await reader.hasNoEquals()) ? await readOwnRows(reader, keys, at) : await readRows(reader, keys, at)
  const rows = found.filter((row) => existed(reader, row, at))
  const subjects = await readSubjects(reader, rows, at)
  const candidates = rows.flatMap((row) => candidateOf(row, subjects) ?? [])
  return [...Map.groupBy(candidates, ({ key }) => key).values()].map(oneOf)
}

const columns = sql.join(factColumns.map((column) => sql.ref(`o.${column}`)))

type Time = Parameters<typeof holds>[1]

/** What is read of a node under the key in `node`. */
function selected(node: string, kind: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`${sql.ref(node)} as node, n.key as node_key, n.uid as node_uid, n.is_object, ${kind} as node_kind, n.name as node_name,
    n.source as node_source, n.subject_uid, n.properties_json, o.deleted_at, ${columns}`
}

/** Rows of keys that each are a node of their own, in the order in which {@link readRows} has them. */
async function readOwnRows(
  reader: IndexReader,
  keys: readonly LineageKey[],
  at: number | null,
): Promise<readonly NodeRow[]> {
  const asked = inOrder(keys)
  const build = (place: Place) => {
    const time = at === null ? null : place('at')
    const kind = kindAt(time, measuringAmong(reader, keyRows(reader, place('keys')), time))
    return sql<NodeRow>`/* lineage.ownNodes */ select ${selected('r.value', kind)}
      from ${nodesOf(reader, { rows: keyRows(reader, place('keys')), column: 'r.value' })}`
  }
  const values = { keys: JSON.stringify(asked), at: at ?? 0 }
  const rows = await reader.read({ form: `nodes ${at === null}`, build, values })
  const groups = Map.groupBy(rows, ({ node }) => node)
  return asked.flatMap((key) => groups.get(key)?.toSorted(latestFirst) ?? [])
}

function latestFirst(a: NodeRow, b: NodeRow): number {
  return (b.native_created_at ?? 0) - (a.native_created_at ?? 0) || (a.node_uid < b.node_uid ? 1 : -1)
}

async function readRows(
  reader: IndexReader,
  keys: readonly LineageKey[],
  at: number | null,
): Promise<readonly NodeRow[]> {
  // By the key, then the latest of those that had it: names are made again.
  const { rows } = await sql<NodeRow>`/* lineage.nodes */ ${members(reader, keys)}
    select ${selected('m.node', kindAt(at, measuring(at)))}
    from ${nodesOfMembers(reader)}
    order by m.node, n.key, coalesce(o.native_created_at, 0) desc, n.uid desc`.execute(reader.kysely)
  return rows
}

/** A run that measured a model and made none is an evaluation, whoever tells of the measuring. */
function kindAt(at: Time, hasMeasured: RawBuilder<SqlBool>): RawBuilder<unknown> {
  // Counted, as PostgreSQL would look for a first one, or for all of them at once, along whole tables.
  return sql`case when n.kind = 'RUN' and n.is_object = 1 and ${hasMeasured}
      and (select count(*) from lineage_edge as e where e.stated_by = n.uid and e.kind = 'PRODUCED' and ${holds('e', at)}) = 0
    then 'EVALUATION' else n.kind end`
}

function measuring(at: Time): RawBuilder<SqlBool> {
  return sql<SqlBool>`(select count(*) from lineage_edge as e
    where e.to_key = n.key and e.kind = 'EVALUATED' and ${holds('e', at)}) > 0`
}

/** The same of nodes under these keys. SQLite looks at all of them at once, and would not choose this index by itself. */
function measuringAmong({ engine }: IndexReader, keys: RawBuilder<unknown>, at: Time): RawBuilder<SqlBool> {
  if (engine !== 'sqlite') return measuring(at)
  return sql<SqlBool>`n.key in (select e.to_key from ${keys}
    cross join lineage_edge as e indexed by lineage_edge_evaluated on e.to_key = r.value and e.kind = 'EVALUATED' and ${holds('e', at)})`
}

function existed({ sources }: IndexReader, row: NodeRow, at: number | null): boolean {
  if (row.is_object === 0) return true
  if (row.source === undefined || row.source === null) return false
  if (sources !== null && !sources.includes(row.source)) return false
  if (at === null) return row.deleted_at === null
  const madeAt = row.native_created_at ?? row.created_at ?? null
  return (row.deleted_at === null || row.deleted_at > at) && (madeAt === null || madeAt <= at)
}

/** Objects that the sensitive facts of nodes are of, by uid. */
async function readSubjects(
  { kysely, engine, sources }: IndexReader,
  rows: readonly NodeRow[],
  at: number | null,
): Promise<ReadonlyMap<string, MirroredObject>> {
  const uids = [...new Set(rows.flatMap((row) => row.subject_uid ?? []))]
  if (uids.length === 0) return new Map()
  const query = kysely
    .selectFrom('object')
    .select(factColumns)
    .where(isIn(engine, 'uid', uids))
  const found = await (at === null ? query.where('deleted_at', 'is', null) : query).execute()
  const answered = found.filter(({ source }) => sources === null || sources.includes(source))
  return new Map(answered.map((row) => [row.uid, objectOf(row)]))
}

interface Candidate extends Omit<IndexedNode, 'alsoKnownAs'> {
  readonly uid: string
  /** Its own key, where `key` is that of all its equals. */
  readonly ownKey: string
}

/** Without its subject nobody could tell who may read the facts of a node, so it is none. */
function candidateOf(row: NodeRow, subjects: ReadonlyMap<string, MirroredObject>): Candidate | null {
  const object = objectIn(row)
  const subject = row.subject_uid === null ? object : subjects.get(row.subject_uid)
  if (subject === undefined) return null
  return {
    // Written from these same types.
    key: row.node as LineageKey,
    uid: row.node_uid,
    ownKey: row.node_key,
    id: object === null ? row.node_uid : toGlobalId(object.kind, object.uid),
    kind: row.node_kind,
    name: row.node_name,
    source: object === null ? row.node_source : object.source,
    object,
    subject,
    properties: JSON.parse(row.properties_json) as IndexedNode['properties'],
  }
}

function objectIn(row: NodeRow): MirroredObject | null {
  // The columns of the object are all there when one is.
  return row.is_object === 0 || row.uid == null ? null : objectOf(row as FactRow)
}

/**
 * One node of all that go under one key. An object stands for what only lineage knows, one of a tool for what events tell of,
 * and the first that was seen for others.
 */
function oneOf(candidates: readonly Candidate[]): IndexedNode {
  const [only] = candidates
  if (only !== undefined && candidates.length === 1) return alone(only)
  // Of several that had one name, the last made is the one.
  const byName = Map.groupBy(candidates, ({ ownKey }) => ownKey)
  const present = [...byName.values()].flatMap((namesakes) => namesakes[0] ?? [])
  const [main, ...others] = present.toSorted(byRank)
  if (main === undefined) throw new Error('A group of nodes has a node')
  const { uid: _uid, ownKey: _ownKey, ...node } = main
  const properties = [main, ...others].toReversed().map((each) => each.properties)
  return {
    ...node,
    properties: Object.assign({}, ...properties) as IndexedNode['properties'],
    alsoKnownAs: others.flatMap(({ object }) => object ?? []),
  }
}

function alone({ uid: _uid, ownKey: _ownKey, ...node }: Candidate): IndexedNode {
  return { ...node, alsoKnownAs: [] }
}

function byRank(a: Candidate, b: Candidate): number {
  const isVirtual = (node: Candidate) => Number(node.object === null)
  const isTold = (node: Candidate) => Number(node.source === eventSourceId)
  return isVirtual(a) - isVirtual(b) || isTold(a) - isTold(b) || (a.uid < b.uid ? -1 : 1)
}
