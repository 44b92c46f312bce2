import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import {
  type ColumnRecord,
  type DatasetInputRecord,
  type DatasetRole,
  withoutCredentials,
} from '../../../src/connector/index.ts'
import { columns } from './columns.ts'
import { embeddedJson } from './embedded-json.ts'
import { listOf, pairs, textOrNull } from './scalars.ts'

const wireInput = z.object({
  tags: pairs,
  dataset: z.object({
    name: z.string(),
    digest: z.string(),
    source_type: textOrNull,
    source: textOrNull,
    schema: textOrNull,
    profile: textOrNull,
  }),
})

/** Data that a run read. */
export const datasetInputs = listOf(wireInput).transform((items) => items.map(toDatasetInput))

const roles: Readonly<Record<string, DatasetRole>> = {
  train: 'TRAIN',
  training: 'TRAIN',
  fit: 'TRAIN',
  val: 'VALIDATION',
  valid: 'VALIDATION',
  validation: 'VALIDATION',
  dev: 'VALIDATION',
  eval: 'VALIDATION',
  evaluate: 'VALIDATION',
  evaluation: 'VALIDATION',
  test: 'TEST',
  testing: 'TEST',
  holdout: 'TEST',
  reference: 'REFERENCE',
  baseline: 'REFERENCE',
  serving: 'SERVED',
  served: 'SERVED',
  inference: 'SERVED',
  production: 'SERVED',
}

/** The role behind the free text that people write as the context of an input. */
export function roleOf(context: string | null): DatasetRole {
  const word = context?.trim().toLowerCase() ?? ''
  return Object.hasOwn(roles, word) ? (roles[word] ?? 'UNKNOWN') : 'UNKNOWN'
}

function toDatasetInput({ tags, dataset }: z.output<typeof wireInput>): DatasetInputRecord {
  const context = tags['mlflow.data.context'] ?? null
  return {
    name: dataset.name,
    digest: dataset.digest,
    role: roleOf(context),
    context,
    originType: dataset.source_type,
    originUri: originOf(dataset.source),
    columns: columnsOf(dataset.schema),
    rowCount: embeddedJson(profile, dataset.profile)?.num_rows ?? null,
  }
}

const profile = z.looseObject({ num_rows: z.int().nonnegative().nullish().catch(null) })

const origin = z.looseObject({
  uri: z.string().optional().catch(undefined),
  url: z.string().optional().catch(undefined),
  path: z.string().optional().catch(undefined),
  delta_table_name: z.string().optional().catch(undefined),
  table_name: z.string().optional().catch(undefined),
})

/** Every kind of source writes its address under a key of its own. */
function originOf(source: string | null): string | null {
  const found = embeddedJson(origin, source)
  const address = found?.uri ?? found?.url ?? found?.path ?? found?.delta_table_name ?? found?.table_name
  return address === undefined ? null : withoutCredentials(address)
}

// MLflow writes tensors as an object whose parts are JSON texts themselves.
const tensors = z.union([columns, z.string().transform((text) => embeddedJson(columns, text) ?? [])]).nullish()

const schema = z.union([
  z.looseObject({ mlflow_colspec: columns }).transform((found) => found.mlflow_colspec),
  z
    .looseObject({ mlflow_tensorspec: z.looseObject({ features: tensors, targets: tensors }) })
    .transform(({ mlflow_tensorspec: { features, targets } }) => [...(features ?? []), ...(targets ?? [])]),
])

/** Thousands of runs read the same data, and each repeats its schema; so many characters of them are kept. */
const read = new LRUCache<string, { readonly columns: readonly ColumnRecord[] | null }>({
  maxSize: 4_000_000,
  sizeCalculation: (_columns, text) => text.length + 1,
})

function columnsOf(text: string | null): readonly ColumnRecord[] | null {
  if (text === null) return null
  const known = read.get(text)
  if (known !== undefined) return known.columns
  const found = embeddedJson(schema, text)
  read.set(text, { columns: found })
  return found
}
