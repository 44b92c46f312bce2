import { fromGlobalId, type Uid } from '../kernel/ids.ts'
import { type Outcome, refuse, succeed } from '../kernel/outcome.ts'
import { problem } from '../kernel/problem.ts'
import { type MirroredKind, mirroredKinds } from './types.ts'

/** One way to read a ref. */
export type RefReading =
  | { readonly by: 'name'; readonly kind: 'Model' | 'Run' | 'Dataset'; readonly nativeId: string }
  | { readonly by: 'version'; readonly kind: 'ModelVersion'; readonly model: string; readonly version: string }
  | { readonly by: 'alias'; readonly kind: 'ModelVersion'; readonly model: string; readonly alias: string }
  | { readonly by: 'newest'; readonly kind: 'ModelVersion'; readonly model: string; readonly stage: Stage | null }
  | { readonly by: 'digest'; readonly kind: 'DataVersion'; readonly dataset: string; readonly digest: string }
  | { readonly by: 'deployment'; readonly kind: 'Deployment'; readonly source: string; readonly name: string }
  | { readonly by: 'address'; readonly kind: null; readonly uri: string }
  | { readonly by: 'id'; readonly kind: MirroredKind; readonly uid: Uid }

/** A stage of MLflow's registry that a version can be in. */
export type Stage = (typeof stages)[number]

const stages = ['Staging', 'Production', 'Archived'] as const

/** A reading that sources are asked about; an id is looked up in the mirror. */
export type NamedReading = Exclude<RefReading, { readonly by: 'id' }>

/** What a ref may look like; shown with a refusal. */
export const refExamples = [
  'models:/fraud-detector',
  'models:/fraud-detector/3',
  'models:/fraud-detector/latest',
  'models:/fraud-detector@champion',
  'runs:/0f3c9e7a',
  'dataset:transactions',
  'dataset:transactions@5e1f9a20',
  'deployment:serving/fraud-detector',
  's3://bucket/key',
] as const

const refLengthMax = 2_048

/** MLflow's own rule for an alias: word characters and dashes, at most 255. */
const aliasPattern = /^[\w-]{1,255}$/

/** Separators within native ids are control characters, so none may come in by a ref. */
const controlCharacters = /\p{Cc}/u

/**
 * Reads a ref in every way it can be meant, the likeliest first: names may themselves hold `@` and `/`, so
 * `dataset:a@b` is digest `b` of `a`, or else the dataset `a@b`. Refuses with BAD_USER_INPUT and examples.
 */
export function parseRef(ref: string): Outcome<readonly RefReading[]> {
  const readings = isUsable(ref) ? readingsOf(ref) : []
  if (readings.length > 0) return succeed(readings)
  const message = `This is not a ref. A ref is a global id, or looks like one of: ${refExamples.join(', ')}.`
  return refuse(problem('BAD_USER_INPUT', message, { field: ['ref'], details: { examples: refExamples } }))
}

function isUsable(ref: string): boolean {
  // Half of a surrogate pair has no UTF-8, so no tool can be asked for it.
  return ref.length <= refLengthMax && !controlCharacters.test(ref) && ref.isWellFormed()
}

function readingsOf(ref: string): readonly RefReading[] {
  if (ref.startsWith('models:/')) return modelReadings(ref.slice('models:/'.length))
  if (ref.startsWith('runs:/')) return runReadings(ref.slice('runs:/'.length))
  if (ref.startsWith('dataset:')) return datasetReadings(ref.slice('dataset:'.length))
  if (ref.startsWith('deployment:')) return deploymentReadings(ref.slice('deployment:'.length))
  if (/^s3:\/\/[^/]+\/./.test(ref)) return [{ by: 'address', kind: null, uri: ref }]
  return idReadings(ref)
}

function modelReadings(rest: string): readonly RefReading[] {
  const readings: RefReading[] = []
  const [versioned, version] = splitLast(rest, '/')
  if (!isBlank(versioned) && /^\d{1,18}$/.test(version))
    readings.push({ by: 'version', kind: 'ModelVersion', model: versioned, version: String(BigInt(version)) })
  if (!isBlank(versioned)) readings.push(...movingReadings(versioned, version))
  const [aliased, alias] = splitLast(rest, '@')
  if (!isBlank(aliased) && aliasPattern.test(alias))
    readings.push({ by: 'alias', kind: 'ModelVersion', model: aliased, alias })
  // `models:/` is also how MLflow writes logged models with a path; a leading slash is none of these.
  if (!isBlank(rest) && !rest.startsWith('/')) readings.push({ by: 'name', kind: 'Model', nativeId: rest })
  return rest.startsWith('/') ? [] : readings
}

/** MLflow's own words for a version that moves, in any case: https://mlflow.org/docs/latest/ml/model-registry. */
function movingReadings(model: string, suffix: string): readonly RefReading[] {
  const word = suffix.toLowerCase()
  const stage = stages.find((candidate) => candidate.toLowerCase() === word) ?? null
  return stage === null && word !== 'latest' ? [] : [{ by: 'newest', kind: 'ModelVersion', model, stage }]
}

function runReadings(rest: string): readonly RefReading[] {
  return /^[^/\s]+$/.test(rest) ? [{ by: 'name', kind: 'Run', nativeId: rest }] : []
}

function datasetReadings(rest: string): readonly RefReading[] {
  if (isBlank(rest)) return []
  const [dataset, digest] = splitLast(rest, '@')
  const whole: RefReading = { by: 'name', kind: 'Dataset', nativeId: rest }
  return dataset === '' || digest === '' ? [whole] : [{ by: 'digest', kind: 'DataVersion', dataset, digest }, whole]
}

function deploymentReadings(rest: string): readonly RefReading[] {
  // The id of a source holds no slash; the name of a deployment may.
  const slash = rest.indexOf('/')
  const name = rest.slice(slash + 1)
  return slash < 1 || isBlank(name)
    ? []
    : [{ by: 'deployment', kind: 'Deployment', source: rest.slice(0, slash), name }]
}

function idReadings(ref: string): readonly RefReading[] {
  const id = fromGlobalId(ref)
  const kind = mirroredKinds.find((candidate) => candidate === id?.kind)
  return id === undefined || kind === undefined ? [] : [{ by: 'id', kind, uid: id.uid }]
}

/** No tool names anything so, and some answer such a name as if they were broken. */
function isBlank(name: string): boolean {
  return name.trim() === ''
}

/** Text before and after the last separator; nothing after when there is none. */
function splitLast(text: string, separator: string): readonly [string, string] {
  const at = text.lastIndexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
