import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { ObjectQuery } from '../../catalog/types.ts'
import { containsPattern, foldName, foldText } from '../fold-text.ts'
import { storableText } from '../storable-text.ts'
import { isAnswered, type MirrorReader } from './mirror-reader.ts'
import { splitValue } from './write-details.ts'

type Condition = RawBuilder<SqlBool>

/** The conditions of a query on live rows of `object as o`. What the caller may not see is no match for a filter either. */
export function objectConditions(reader: MirrorReader, query: ObjectQuery): readonly Condition[] {
  return [
    sql<SqlBool>`o.deleted_at is null`,
    equals('kind', query.kind),
    ...columnConditions(query),
    ...detailConditions(reader, query),
  ]
}

function columnConditions(query: ObjectQuery): readonly Condition[] {
  const { source, workspace, parentUid, nameContains, status, user, parentRunId, runId, startedAfter, startedBefore } =
    query
  return [
    ...given(source, (value) => equals('source', value)),
    ...given(workspace, (value) => equals('workspace', value)),
    ...given(parentUid, (value) => equals('parent_uid', value)),
    ...given(nameContains, (value) => nameHolds(value)),
    ...given(status, (value) => equals('status', value)),
    ...given(user, (value) => equals('user_name', value)),
    ...given(parentRunId, (value) => equals('parent_run_id', value)),
    ...given(runId, (value) => equals('run_id', value)),
    ...given(startedAfter, (value) => sql<SqlBool>`o.created_at >= ${value}`),
    ...given(startedBefore, (value) => sql<SqlBool>`o.created_at < ${value}`),
  ]
}

function detailConditions(reader: MirrorReader, query: ObjectQuery): readonly Condition[] {
  const { tags = [], params = [], metrics = [], experimentName, datasetName, datasetDigest } = query
  const ofData = [
    ...given(
      datasetName,
      (value) => sql<SqlBool>`data.name_folded = ${foldName(value)} and data.name = ${storableText(value)}`,
    ),
    ...given(datasetDigest, (value) => sql<SqlBool>`data.digest = ${storableText(value)}`),
  ]
  return [
    ...tags.map((tag) => hasText('TAG', tag)),
    ...params.map((param) => hasText('PARAM', param)),
    ...metrics.map(hasMetric),
    ...given(experimentName, (name) => inExperiment(reader, name)),
    ...(ofData.length === 0 ? [] : [readData(reader, ofData)]),
  ]
}

function given<Value>(value: Value | undefined, condition: (value: Value) => Condition): readonly Condition[] {
  return value === undefined ? [] : [condition(value)]
}

function equals(column: string, value: string): Condition {
  return sql<SqlBool>`${sql.ref(`o.${column}`)} = ${storableText(value)}`
}

function nameHolds(text: string): Condition {
  return sql<SqlBool>`o.name_folded like ${containsPattern(foldText(storableText(text)))} escape '\\'`
}

function hasText(space: 'TAG' | 'PARAM', { key, value }: { readonly key: string; readonly value?: string }): Condition {
  const named = sql`select a.uid from object_attribute as a where a.key = ${storableText(key)} and a.space = ${space}`
  if (value === undefined) return sql<SqlBool>`o.uid in (${named})`
  const [start, rest] = splitValue(storableText(value))
  const hasRest = rest === null ? sql`a.text_rest is null` : sql`a.text_rest = ${rest}`
  return sql<SqlBool>`o.uid in (${named} and a.text_value = ${start} and ${hasRest})`
}

function hasMetric({
  key,
  min,
  max,
}: {
  readonly key: string
  readonly min?: number
  readonly max?: number
}): Condition {
  const atLeast = min === undefined ? sql`` : sql` and a.number_value >= ${min}`
  const atMost = max === undefined ? sql`` : sql` and a.number_value <= ${max}`
  return sql<SqlBool>`o.uid in (select a.uid from object_attribute as a
    where a.key = ${storableText(key)} and a.space = 'METRIC'${atLeast}${atMost})`
}

function inExperiment(reader: MirrorReader, name: string): Condition {
  return sql<SqlBool>`o.parent_uid in (select e.uid from object as e where e.kind = 'Experiment' and e.deleted_at is null and ${isAnswered(reader, 'e')}
    and e.name_folded = ${foldName(name)} and e.name = ${storableText(name)})`
}

function readData(reader: MirrorReader, conditions: readonly Condition[]): Condition {
  return sql<SqlBool>`o.uid in (select i.run_uid from run_input as i join object as data on data.uid = i.data_version_uid
    where data.kind = 'DataVersion' and data.deleted_at is null and ${isAnswered(reader, 'data')} and ${sql.join(conditions, sql` and `)})`
}
