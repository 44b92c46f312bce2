import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { NativeRef } from '../../catalog/ports.ts'
import type { MirroredInput, MirroredMeasurement, MirroredObject, Page, PageRequest } from '../../catalog/types.ts'
import type { Uid } from '../../kernel/ids.ts'
import { foldName } from '../fold-text.ts'
import { cell, isIn, joinEach, jsonRows } from '../json-rows.ts'
import { storableText } from '../storable-text.ts'
import { isAnswered, type MirrorReader } from './mirror-reader.ts'
import { pageOf } from './object-page.ts'
import { type ObjectRow, objectOf } from './object-row.ts'
import { isAfter, newestCursor, selectedColumns } from './read-objects.ts'

/** Live versions that runs made, the newest of each first. Every run has an entry. */
export async function readVersionsOfRuns(
  reader: MirrorReader,
  runs: readonly (NativeRef & { readonly uid: Uid })[],
  first: number,
): Promise<ReadonlyMap<Uid, readonly MirroredObject[]>> {
  if (runs.length === 0) return new Map()
  const { kysely, engine } = reader
  const names = runs.map((run) => [run.uid, run.source, run.workspace, run.nativeId])
  const { rows } = await sql<ObjectRow & { runUid: Uid }>`/* catalog.versionsOfRuns */
    select ${selectedColumns}, n.run_uid as "runUid" from (
      select v.uid, ${cell(0, 'text')} as run_uid,
        row_number() over (partition by ${cell(0, 'text')} order by coalesce(v.created_at, 0) desc, v.uid desc) as place
      from ${jsonRows(engine, names)}
      ${joinEach(engine)} object as v on v.run_id = ${cell(3, 'text')} and v.source = ${cell(1, 'text')}
        and v.workspace = ${cell(2, 'text')} and v.kind = 'ModelVersion' and v.deleted_at is null and ${isAnswered(reader, 'v')}
    ) as n join object as o on o.uid = n.uid
    where n.place <= ${first} order by n.run_uid, n.place`.execute(kysely)
  const groups = Map.groupBy(rows, (row) => row.runUid)
  return new Map(runs.map(({ uid }) => [uid, (groups.get(uid) ?? []).map(objectOf)]))
}

/** Inputs of live runs whose data is live. */
export async function readInputsOfRuns(reader: MirrorReader, runs: readonly Uid[]): Promise<readonly MirroredInput[]> {
  if (runs.length === 0) return []
  const { rows } = await sql<MirroredInput>`/* catalog.inputsOfRuns */
    select i.run_uid as "runUid", i.data_version_uid as "dataVersionUid", i.role, i.context
    from run_input as i join object as data on data.uid = i.data_version_uid join object as run on run.uid = i.run_uid
    where ${isIn(reader.engine, 'i.run_uid', runs)} and data.deleted_at is null and ${isAnswered(reader, 'data')}
      and run.deleted_at is null and ${isAnswered(reader, 'run')}
    order by i.run_uid, i.data_version_uid, i.role, i.context`.execute(reader.kysely)
  return rows
}

/** Live runs that read a live data version, newest first. */
export async function readRunsOfDataVersion(
  reader: MirrorReader,
  dataVersion: Uid,
  page: PageRequest,
): Promise<Page<MirroredObject>> {
  const isReader = sql<SqlBool>`o.uid in (select i.run_uid from run_input as i join object as data on data.uid = i.data_version_uid
    where i.data_version_uid = ${dataVersion} and data.deleted_at is null and ${isAnswered(reader, 'data')})`
  return newestPage(reader, [isReader], page)
}

/** Which data versions {@link readValidationSets} looks for. */
export interface ValidationFilter {
  readonly source?: string
  /** Exact name of the dataset. */
  readonly dataset?: string
  readonly digest?: string
  /** Only data that this metric was measured on. */
  readonly metric?: string
}

/** Live data versions that a live run validated or tested on, or that a metric was measured on; newest first. */
export async function readValidationSets(
  reader: MirrorReader,
  { source, dataset, digest, metric }: ValidationFilter,
  page: PageRequest,
): Promise<Page<MirroredObject>> {
  const isMetric = metric === undefined ? sql`` : sql` and m.metric = ${storableText(metric)}`
  const isMeasured = sql<SqlBool>`exists (select 1 ${measurementsOfData(reader)} and m.dataset_digest = o.digest${isMetric})`
  const isEvaluated = sql<SqlBool>`exists (select 1 from run_input as i join object as run on run.uid = i.run_uid
    where i.data_version_uid = o.uid and i.role in ('VALIDATION', 'TEST') and run.deleted_at is null and ${isAnswered(reader, 'run')})`
  const conditions = [
    sql<SqlBool>`o.kind = 'DataVersion'`,
    metric === undefined ? sql<SqlBool>`(${isEvaluated} or ${isMeasured})` : isMeasured,
    ...(source === undefined ? [] : [sql<SqlBool>`o.source = ${source}`]),
    ...(dataset === undefined
      ? []
      : [sql<SqlBool>`o.name_folded = ${foldName(storableText(dataset))} and o.name = ${storableText(dataset)}`]),
    ...(digest === undefined ? [] : [sql<SqlBool>`o.digest = ${storableText(digest)}`]),
  ]
  return newestPage(reader, conditions, page)
}

/** Metrics that were measured on a data version, as live runs and logged models hold them, newest first. */
export async function readMeasurementsOn(
  reader: MirrorReader,
  dataVersion: Uid,
  wanted: { readonly metric: string | null; readonly limit: number },
): Promise<readonly MirroredMeasurement[]> {
  const isMetric = wanted.metric === null ? sql`` : sql` and m.metric = ${storableText(wanted.metric)}`
  const { rows } = await sql<MeasurementRow>`/* catalog.measurementsOn */
    select run.uid as "runUid", m.dataset_name as "datasetName", m.dataset_digest as "datasetDigest", m.metric,
      m.value_text as "valueText", m.recorded_at as "recordedAt", m.logged_model_id as "loggedModelId"
    from object as o join measurement as m on m.dataset_digest = o.digest and m.dataset_name = o.name
    join object as owner on owner.uid = m.owner_uid
    left join object as run on run.kind = 'Run' and run.native_id = m.run_id and run.source = owner.source
      and run.workspace = owner.workspace and run.deleted_at is null and ${isAnswered(reader, 'run')}
    where o.uid = ${dataVersion} and o.deleted_at is null and ${isAnswered(reader, 'o')} and ${isOwnerOfData(reader)}${isMetric}
    order by coalesce(m.recorded_at, 0) desc, m.owner_uid desc, m.metric limit ${wanted.limit}`.execute(reader.kysely)
  return rows.map(({ valueText, ...row }) => ({ ...row, value: Number(valueText) }))
}

/** The measurement's owner is answered, and in the same place as `object as o`, a data version. */
function isOwnerOfData(reader: MirrorReader): RawBuilder<unknown> {
  return sql`owner.source = o.source and owner.workspace = o.workspace and owner.deleted_at is null
    and ${isAnswered(reader, 'owner')}`
}

/** Measurements that live runs and logged models hold on `object as o`. */
function measurementsOfData(reader: MirrorReader): RawBuilder<unknown> {
  return sql`from measurement as m join object as owner on owner.uid = m.owner_uid
    where m.dataset_name = o.name and ${isOwnerOfData(reader)}`
}

type MeasurementRow = Omit<MirroredMeasurement, 'value'> & { readonly valueText: string }

async function newestPage(
  reader: MirrorReader,
  conditions: readonly RawBuilder<SqlBool>[],
  { first, after }: PageRequest,
): Promise<Page<MirroredObject>> {
  const all = [
    sql<SqlBool>`o.deleted_at is null`,
    isAnswered(reader, 'o'),
    ...conditions,
    ...(after === null ? [] : [isAfter('NEWEST', after)]),
  ]
  const { rows } = await sql<ObjectRow>`/* catalog.newestPage */ select ${selectedColumns} from object as o
    where ${sql.join(all, sql` and `)} order by o.newest_key desc, o.uid desc limit ${first + 1}`.execute(reader.kysely)
  return pageOf(rows, first, { item: objectOf, cursor: newestCursor })
}
