import { type Kysely, sql } from 'kysely'
import type { AccessClass } from '../../catalog/types.ts'
import type { Uid } from '../../kernel/ids.ts'
import { type LineageKey, lineageKeyOf } from '../../kernel/lineage-key.ts'
import type { Engine } from '../database.ts'
import { foldName } from '../fold-text.ts'
import { type Columns, insertRows } from '../insert-rows.ts'
import { type Cell, cell, isIn, jsonRows } from '../json-rows.ts'
import type { Tables } from '../tables.ts'
import { nativeKey } from './draft.ts'
import type { PlannedDraft } from './plan-ingest.ts'

/** Where and as of when to write. */
export interface ObjectWriter {
  readonly kysely: Kysely<Tables>
  readonly engine: Engine
  readonly source: string
  readonly observedAt: number
}

/** A draft with its place in the mirror. */
export interface PlacedDraft extends PlannedDraft {
  readonly uid: Uid
  readonly accessClass: AccessClass
  readonly generation: number
}

const identityColumns: Columns<'object'> = [
  ['uid', 'text'],
  ['kind', 'text'],
  ['source', 'text'],
  ['workspace', 'text'],
  ['native_id', 'text'],
  ['native_key', 'text'],
]

const contentColumns: Columns<'object'> = [
  ['native_created_at', 'bigint'],
  ['parent_uid', 'text'],
  ['name', 'text'],
  ['name_folded', 'text'],
  ['description', 'text'],
  ['created_at', 'bigint'],
  ['updated_at', 'bigint'],
  ['newest_key', 'double precision'],
  ['observed_at', 'bigint'],
  ['generation', 'bigint'],
  ['deleted_at', 'bigint'],
  ['content_hash', 'text'],
  ['run_id', 'text'],
  ['parent_run_id', 'text'],
  ['status', 'text'],
  ['user_name', 'text'],
  ['digest', 'text'],
  ['address_key', 'text'],
  ['facts_json', 'text'],
  ['access_class', 'text'],
]

/** Adds new objects. */
export async function insertObjects(writer: ObjectWriter, placed: readonly PlacedDraft[]): Promise<void> {
  const columns = [...identityColumns, ...contentColumns]
  await insertRows(
    writer,
    { table: 'object', columns },
    placed.map((each) => cellsOf(writer, each)),
  )
}

/** Writes changed objects, and brings deleted ones back. */
export async function updateObjects(writer: ObjectWriter, placed: readonly PlacedDraft[]): Promise<void> {
  if (placed.length === 0) return
  const settings = contentColumns.map(
    ([name, type], index) => sql`${sql.ref(name)} = ${cell(identityColumns.length + index, type)}`,
  )
  await sql`/* catalog.updateObjects */ update object set ${sql.join(settings)}
    from ${jsonRows(
      writer.engine,
      placed.map((each) => cellsOf(writer, each)),
    )}
    where object.uid = ${cell(0, 'text')}`.execute(writer.kysely)
}

/** Notes that unchanged objects were seen. */
export async function touchObjects(writer: ObjectWriter, uids: readonly Uid[], generation: number): Promise<void> {
  if (uids.length === 0) return
  const { engine, observedAt, kysely } = writer
  await sql`/* catalog.touchObjects */ update object set
      observed_at = case when observed_at < ${observedAt} then ${observedAt} else observed_at end,
      generation = case when generation < ${generation} then ${generation} else generation end
    where ${isIn(engine, 'uid', uids)}`.execute(kysely)
}

/** Gives the children of a replaced parent to its successor as far as they are not older than it. Answers their nodes. */
export async function moveYoungerChildren(
  { kysely }: ObjectWriter,
  move: { readonly from: Uid; readonly to: Uid; readonly since: number },
): Promise<readonly LineageKey[]> {
  const moved = await kysely
    .updateTable('object')
    .set({ parent_uid: move.to })
    .where('parent_uid', '=', move.from)
    .where('deleted_at', 'is', null)
    .where('native_created_at', '>=', move.since)
    .returning(['kind', 'source', 'workspace', 'native_id as nativeId'])
    .execute()
  return moved.map(lineageKeyOf)
}

function cellsOf({ source, observedAt }: ObjectWriter, placed: PlacedDraft): readonly Cell[] {
  const { draft, uid, live, hash, parentUid, generation, accessClass } = placed
  const identity = [uid, draft.kind, source, draft.workspace, draft.nativeId, nativeKey(draft.nativeId)]
  const nativeCreatedAt =
    draft.nativeCreatedAt ?? (placed.decision.kind === 'UPDATE' ? live?.nativeCreatedAt : null) ?? null
  const names = [draft.name, foldName(draft.name), draft.description]
  const times = [draft.createdAt, draft.updatedAt, draft.newestKey, observedAt, generation, null]
  const address = draft.facts.originUri ?? draft.filesUri
  const own = [draft.runId, draft.parentRunId, draft.status, draft.user, draft.digest]
  const more = [...own, address === null ? null : nativeKey(address), JSON.stringify(draft.facts), accessClass.id]
  return [...identity, nativeCreatedAt, parentUid, ...names, ...times, hash, ...more]
}
