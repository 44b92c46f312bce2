import type { ObjectFacts } from '../../catalog/types.ts'
import type {
  CatalogRecord,
  DatasetInputRecord,
  DatasetRecord,
  JobRecord,
  LoggedModelRecord,
  MetricRecord,
  ModelRecord,
  ModelVersionRecord,
  RunRecord,
  Tags,
} from '../../connector/records.ts'
import { joinNativeId } from '../../kernel/native-id.ts'
import { type Attribute, type Draft, type MeasurementDraft, plainDraft } from './draft.ts'
import {
  lineageOfDataVersion,
  lineageOfDeployment,
  lineageOfLoggedModel,
  lineageOfModel,
  lineageOfRun,
  lineageOfVersion,
} from './lineage-draft.ts'

/** What one record says, the record's own object last and its parents before it. */
export function draftsOfRecord(record: CatalogRecord, source: string): readonly Draft[] {
  switch (record.kind) {
    case 'Model':
      return [modelDraft(record)]
    case 'ModelVersion':
      return [versionDraft(record, source)]
    case 'Experiment':
      return [
        {
          ...plainDraft,
          ...ownFacts(record),
          attributes: tagsOf(record.tags),
          isDeleted: record.lifecycle === 'DELETED',
        },
      ]
    case 'Run':
      return runDrafts(record)
    case 'LoggedModel':
      return [loggedModelDraft(record)]
    case 'Dataset':
      return datasetDrafts(record)
    case 'Job':
      return [jobDraft(record)]
    case 'Deployment':
      break
  }
  return [{ ...plainDraft, ...ownFacts({ ...record, updatedAt: null }), lineage: lineageOfDeployment(record, source) }]
}

/** How much work a record is, in rows to write. */
export function weightOfRecord(record: CatalogRecord): number {
  const tags = 'tags' in record ? Object.keys(record.tags).length : 0
  if (record.kind === 'Dataset') return 3 + tags + record.versions.length * 5
  if (record.kind !== 'Run' && record.kind !== 'LoggedModel') return 5 + tags
  // With the edges of lineage, each of which is in three indexes.
  const links = record.kind === 'Run' ? 4 + record.inputs.length * 5 + record.outputModelIds.length * 2 : 4
  return 2 + tags + links + Object.keys(record.params).length + record.metrics.length
}

interface NamedRecord {
  readonly kind: CatalogRecord['kind']
  readonly workspace: string
  readonly nativeId: string
  readonly name: string
  readonly createdAt: number | null
  readonly updatedAt: number | null
}

function ownFacts({ kind, workspace, nativeId, name, createdAt, updatedAt }: NamedRecord) {
  return {
    kind,
    workspace,
    nativeId,
    name,
    createdAt,
    updatedAt,
    nativeCreatedAt: createdAt,
    newestKey: createdAt ?? 0,
  }
}

function modelDraft(record: ModelRecord): Draft {
  return {
    ...plainDraft,
    ...ownFacts(record),
    description: record.description,
    attributes: tagsOf(record.tags),
    lineage: lineageOfModel(record),
  }
}

function versionDraft(record: ModelVersionRecord, source: string): Draft {
  const { version, runId, loggedModelId, copiedFrom } = record
  const number = Number(version)
  const copiedFromId = copiedFrom === null ? null : joinNativeId(copiedFrom.modelName, copiedFrom.version)
  return {
    ...plainDraft,
    ...ownFacts({ ...record, name: record.modelName }),
    newestKey: Number.isFinite(number) ? number : 0,
    parent: { kind: 'Model', nativeId: record.modelName },
    description: record.description,
    status: record.status,
    runId,
    facts: { version, runId, loggedModelId, copiedFrom: copiedFromId },
    attributes: tagsOf(record.tags),
    lineage: lineageOfVersion(record, source),
  }
}

function runDrafts(record: RunRecord): readonly Draft[] {
  const { experimentId, status, user, parentRunId } = record
  const run: Draft = {
    ...plainDraft,
    ...ownFacts({ ...record, name: record.name ?? record.nativeId, updatedAt: null }),
    parent: { kind: 'Experiment', nativeId: experimentId },
    status,
    user,
    parentRunId,
    facts: { experimentId, status, user, parentRunId },
    attributes: [...tagsOf(record.tags), ...paramsOf(record.params), ...metricsOf(record.metrics)],
    inputs: record.inputs.map((input) => ({
      nativeId: joinNativeId(input.name, input.digest),
      role: input.role,
      context: input.context,
    })),
    measurements: measurementsOf(record.metrics, { runId: record.nativeId, loggedModelId: null }),
    lineage: lineageOfRun(record),
    isDeleted: record.lifecycle === 'DELETED',
  }
  if (run.isDeleted) return [run]
  return [...record.inputs.flatMap((input) => dataDrafts(record, input)), run]
}

function loggedModelDraft(record: LoggedModelRecord): Draft {
  const { experimentId, sourceRunId, status } = record
  return {
    ...plainDraft,
    ...ownFacts({ ...record, name: record.name ?? record.nativeId }),
    parent: { kind: 'Experiment', nativeId: experimentId },
    status,
    filesUri: record.artifactUri,
    facts: { experimentId, sourceRunId },
    attributes: [...tagsOf(record.tags), ...paramsOf(record.params), ...metricsOf(record.metrics)],
    measurements: measurementsOf(record.metrics, { runId: null, loggedModelId: record.nativeId }),
    lineage: lineageOfLoggedModel(record),
  }
}

function jobDraft(record: JobRecord): Draft {
  const { owners, jobType, codeUrl, lastRun } = record
  return {
    ...plainDraft,
    ...ownFacts(record),
    description: record.description,
    facts: { owners, jobType, codeUrl, lastRun },
    attributes: tagsOf(record.tags),
  }
}

function datasetDrafts(record: DatasetRecord): readonly Draft[] {
  const { workspace, name, nativeId, createdAt } = record
  const dataset = {
    ...plainDraft,
    ...ownFacts(record),
    description: record.description,
    facts: datasetFacts(record),
    attributes: tagsOf(record.tags),
  }
  const versions = record.versions.map((version) =>
    dataVersionDraft({ workspace, createdAt, parentId: nativeId }, { ...version, name }),
  )
  return [...versions, dataset]
}

/** Without a key that was not told: what has none of them keeps the hash it had before there were any. */
function datasetFacts({ columns, originUri, owners, lifecycle, rowCount, checks }: DatasetRecord): ObjectFacts {
  return {
    ...(columns === undefined ? {} : { columns }),
    ...(originUri === undefined ? {} : { originUri }),
    ...(owners === undefined ? {} : { owners }),
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(rowCount === undefined ? {} : { rowCount }),
    ...(checks === undefined ? {} : { checks }),
  }
}

type DataFacts = Omit<DatasetInputRecord, 'role' | 'context'>

/** A run names its data's dataset, and knows no more of it. */
function dataDrafts({ workspace, createdAt }: RunRecord, input: DataFacts): readonly Draft[] {
  const dataset: Draft = {
    ...plainDraft,
    kind: 'Dataset',
    workspace,
    nativeId: input.name,
    name: input.name,
    isPlaceholder: true,
  }
  return [dataset, dataVersionDraft({ workspace, createdAt, parentId: input.name }, input)]
}

function dataVersionDraft(
  origin: { readonly workspace: string; readonly createdAt: number | null; readonly parentId: string },
  { name, digest, originType, originUri, columns, rowCount }: DataFacts,
): Draft {
  const nativeId = joinNativeId(name, digest)
  return {
    ...plainDraft,
    kind: 'DataVersion',
    workspace: origin.workspace,
    nativeId,
    name,
    // No tool tells when data was made; the first run that read it is the nearest thing for an order.
    newestKey: origin.createdAt ?? 0,
    parent: { kind: 'Dataset', nativeId: origin.parentId },
    digest,
    facts: { digest, originType, originUri, columns, rowCount },
    lineage: lineageOfDataVersion(nativeId, origin.parentId),
  }
}

function tagsOf(tags: Tags): readonly Attribute[] {
  return Object.entries(tags).map(([key, text]) => ({ space: 'TAG', key, text, number: null }))
}

function paramsOf(params: Tags): readonly Attribute[] {
  return Object.entries(params).map(([key, text]) => ({ space: 'PARAM', key, text, number: null }))
}

function metricsOf(metrics: readonly MetricRecord[]): readonly Attribute[] {
  return metrics.map(({ key, value }) => ({ space: 'METRIC', key, text: String(value), number: comparable(value) }))
}

/** JSON has no infinity; the largest number compares like it. NaN compares with nothing. */
function comparable(value: number): number | null {
  if (Number.isNaN(value)) return null
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, value))
}

/** A metric stands on the run that recorded it or on the model it was measured on; what it does not tell, its owner does. */
function measurementsOf(
  metrics: readonly MetricRecord[],
  owner: Pick<MeasurementDraft, 'runId' | 'loggedModelId'>,
): readonly MeasurementDraft[] {
  return metrics.flatMap(({ key, value, recordedAt, datasetName, datasetDigest, ...told }) => {
    if (datasetName === null || datasetDigest === null) return []
    const runId = told.runId ?? owner.runId
    const loggedModelId = told.loggedModelId ?? owner.loggedModelId
    return [{ datasetName, datasetDigest, metric: key, valueText: String(value), recordedAt, loggedModelId, runId }]
  })
}
