import { type Kysely, sql } from 'kysely'
import type { MirroredKind } from '../../catalog/types.ts'
import type { Uid } from '../../kernel/ids.ts'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import type { Engine } from '../database.ts'
import { isIn } from '../json-rows.ts'
import { endObjects } from '../lineage/end-objects.ts'
import type { Tables } from '../tables.ts'
import { removeText } from './write-details.ts'

/** Where to delete, within a transaction. */
export interface Deleter {
  readonly kysely: Kysely<Tables>
  readonly engine: Engine
  readonly now: number
}

/** What a deletion did. */
export interface Deletion {
  /** How many objects were marked. */
  readonly marked: number
  /** Nodes of lineage that it changed. */
  readonly touched: readonly LineageKey[]
}

/**
 * Marks objects and their children deleted (no child has children of its own), and takes them out of search.
 * Tags and the like stay until the object comes back or is pruned. What they state of lineage ends when they were seen
 * to be gone, or at `endedAt` where that is known.
 */
export async function markObjectsDeleted(
  deleter: Deleter,
  uids: readonly Uid[],
  endedAt: number = deleter.now,
): Promise<Deletion> {
  if (uids.length === 0) return { marked: 0, touched: [] }
  const { kysely, engine, now } = deleter
  const children = await kysely
    .selectFrom('object')
    .select('uid')
    .where(isIn(engine, 'parent_uid', uids))
    .where('deleted_at', 'is', null)
    .execute()
  // Minted by an earlier ingest.
  const all = [...uids, ...children.map(({ uid }) => uid as Uid)]
  const gone = await kysely
    .updateTable('object')
    .set({ deleted_at: now })
    .where(isIn(engine, 'uid', all))
    .where('deleted_at', 'is', null)
    .returning(['uid', 'kind', 'source', 'workspace', 'native_id as nativeId'])
    .execute()
  await removeText(deleter, all)
  return { marked: gone.length, touched: await endObjects(deleter, gone, endedAt) }
}

/** Rows of one transaction of a sweep. */
const sweepRowsMax = 300

/** Children before what refers to them, so that data goes when the last run that read it has gone. */
const sweepOrder: readonly MirroredKind[] = [
  'Run',
  'LoggedModel',
  'ModelVersion',
  'DataVersion',
  'Dataset',
  'Experiment',
  'Model',
  'Deployment',
  'Job',
]

/** The order in which kinds are swept. */
export function inSweepOrder(kinds: readonly MirroredKind[]): readonly MirroredKind[] {
  return sweepOrder.filter((kind) => kinds.includes(kind))
}

/** What to sweep of one kind. */
export interface KindSweep {
  readonly source: string
  readonly kind: MirroredKind
  readonly generation: number
  /** What was seen since then stays, whoever saw it. */
  readonly beganAt: number
}

/**
 * Deletes some objects of a kind that a full crawl did not see; marks none once none is left.
 * Data that a live run still refers to stays: it was seen with the run.
 */
export async function sweepSome(deleter: Deleter, { source, kind, generation, beganAt }: KindSweep): Promise<Deletion> {
  const unseen = deleter.kysely
    .selectFrom('object')
    .select('uid')
    .where('source', '=', source)
    .where('kind', '=', kind)
    .where('generation', '<', generation)
    .where('observed_at', '<', beganAt)
    .where('deleted_at', 'is', null)
  const isUsed = usedBy[kind]
  const query = isUsed === undefined ? unseen : unseen.where(sql<boolean>`not exists (${sql.raw(isUsed)})`)
  const rows = await query.limit(sweepRowsMax).execute()
  // Minted by an earlier ingest.
  return markObjectsDeleted(
    deleter,
    rows.map(({ uid }) => uid as Uid),
  )
}

const usedBy: Partial<Record<MirroredKind, string>> = {
  DataVersion: `select 1 from run_input as i join object as run on run.uid = i.run_uid
    where i.data_version_uid = object.uid and run.deleted_at is null`,
  Dataset: 'select 1 from object as version where version.parent_uid = object.uid and version.deleted_at is null',
}
