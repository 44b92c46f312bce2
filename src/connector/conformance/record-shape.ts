import { z } from 'zod'
import type { StreamName } from '../contract.ts'
import { type CatalogRecord, versionNativeId } from '../records.ts'

/** Seconds, taken for milliseconds, would lie before 1973. */
const earliestMs = 100_000_000_000
const dayMs = 86_400_000

const time = z
  .int()
  .min(earliestMs)
  .refine((value) => value < Date.now() + dayMs, 'lies in the future')
  .nullable()
const text = z.string().nullable()
const tags = z.record(z.string(), z.string())
const key = { workspace: z.string(), nativeId: z.string().min(1), createdAt: time }
const dated = { ...key, updatedAt: time }
const column = z.strictObject({
  name: text,
  type: z.string(),
  required: z.boolean().nullable(),
  shape: z.array(z.int()).nullable(),
})
const metric = z.strictObject({
  key: z.string(),
  value: z.custom<number>((value) => typeof value === 'number'),
  step: z.int(),
  // Clients may set it to anything, so only its type can be demanded.
  recordedAt: z.number().nullable(),
  datasetName: text,
  datasetDigest: text,
  loggedModelId: text,
  runId: text,
})
const data = {
  digest: z.string().min(1),
  originType: text,
  originUri: text,
  columns: z.array(column).nullable(),
  rowCount: z.int().nullable(),
}
const role = z.enum(['TRAIN', 'VALIDATION', 'TEST', 'REFERENCE', 'SERVED', 'UNKNOWN'])
const lifecycle = z.enum(['ACTIVE', 'DELETED'])
const served = z.strictObject({
  version: text,
  state: z.enum(['READY', 'LOADING', 'UNAVAILABLE', 'UNKNOWN']),
  reason: text,
  platform: text,
  artifactUri: text,
  declared: z.strictObject({ ref: z.string(), source: text }).nullable(),
  inputs: z.array(column).nullable(),
  outputs: z.array(column).nullable(),
})

const launch = z.strictObject({
  kind: z.enum(['SCRIPT', 'PROJECT', 'NOTEBOOK', 'JOB', 'UNKNOWN']),
  isClean: z.boolean().nullable(),
  arguments: z.array(z.string()).nullable(),
  project: z.strictObject({ folder: z.string(), entryPoint: z.string(), needs: text }).nullable(),
})

/** The shape of each stream's records, as strict as the types in `records.ts`. */
const shapes: Readonly<Record<StreamName, z.ZodType>> = {
  models: z
    .strictObject({
      ...dated,
      kind: z.literal('Model'),
      name: z.string().min(1),
      description: text,
      tags,
      aliases: z.array(z.strictObject({ alias: z.string(), version: z.string() })),
    })
    .refine((record) => record.nativeId === record.name, 'nativeId must be the name'),
  versions: z
    .strictObject({
      ...dated,
      kind: z.literal('ModelVersion'),
      modelName: z.string().min(1),
      version: z.string().min(1),
      description: text,
      tags,
      status: z.enum(['PENDING', 'READY', 'FAILED', 'DELETING']),
      stage: text,
      author: text,
      runId: text,
      loggedModelId: text,
      sourceUri: text,
      copiedFrom: z.strictObject({ modelName: z.string(), version: z.string() }).nullable(),
    })
    .refine(
      (record) => record.nativeId === versionNativeId(record.modelName, record.version),
      'nativeId must be versionNativeId',
    ),
  experiments: z.strictObject({
    ...dated,
    kind: z.literal('Experiment'),
    name: z.string(),
    lifecycle,
    artifactUri: text,
    tags,
  }),
  runs: z.strictObject({
    ...key,
    kind: z.literal('Run'),
    experimentId: z.string().min(1),
    name: text,
    status: z.enum(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED']),
    lifecycle,
    user: text,
    endedAt: time,
    params: tags,
    metrics: z.array(metric),
    tags,
    parentRunId: text,
    inputs: z.array(z.strictObject({ ...data, name: z.string(), role, context: text })),
    inputModelIds: z.array(z.string()).nullable(),
    outputModelIds: z.array(z.string()),
    codeCommit: text,
    repository: text,
    entrypoint: text,
    launch: launch.optional(),
    artifactUri: text,
  }),
  loggedModels: z.strictObject({
    ...dated,
    kind: z.literal('LoggedModel'),
    experimentId: z.string().min(1),
    name: text,
    status: text,
    sourceRunId: text,
    artifactUri: text,
    params: tags,
    metrics: z.array(metric),
    tags,
  }),
  datasets: z
    .strictObject({
      ...dated,
      kind: z.literal('Dataset'),
      name: z.string().min(1),
      description: text,
      tags,
      versions: z.array(z.strictObject(data)),
      columns: z.array(column).nullable().optional(),
      originUri: text.optional(),
      owners: z.array(z.string()).optional(),
      lifecycle: text.optional(),
      rowCount: z.int().nullable().optional(),
      checks: text.optional(),
    })
    .refine((record) => record.nativeId === record.name, 'nativeId must be the name'),
  deployments: z
    .strictObject({
      ...key,
      kind: z.literal('Deployment'),
      name: z.string().min(1),
      versions: z.array(served),
      endpoints: z.array(z.strictObject({ protocol: z.string(), url: z.string() })),
    })
    .refine((record) => record.nativeId === record.name, 'nativeId must be the name'),
}

/** What is wrong with a record of a stream, by field; null when nothing is. */
export function recordFault(stream: StreamName, record: CatalogRecord): string | null {
  const parsed = shapes[stream].safeParse(record)
  if (parsed.success) return null
  return parsed.error.issues.map((issue) => `${issue.path.join('.') || 'record'}: ${issue.message}`).join('; ')
}
