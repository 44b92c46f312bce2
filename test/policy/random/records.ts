import * as fc from 'fast-check'
import type { CatalogRecord } from '../../../src/connector/records.ts'
import { aLoggedModel, aMetric, aModel, anExperiment, anInput, aRun, aVersion } from '../../store/records.ts'
import { few, tags } from '../worlds.ts'

/** Every name holds it. */
export const searched = 'obj'

const named = (letter: string, count: number) => few(`${searched}-${letter}`, count)
const digest = fc.constantFrom('a', 'b')
/** 1 to 6, some before and some after what their parents are made again at. */
const age = fc.integer({ min: 1, max: 6 }).map((number) => number * 1_000)

const model = fc.tuple(named('m', 3), tags, age).map(([name, own, createdAt]) => aModel(name, { tags: own, createdAt }))

const version = fc
  .tuple(named('m', 3), fc.integer({ min: 1, max: 3 }), tags, age, fc.option(named('r', 4)))
  .map(([name, number, own, createdAt, runId]) => aVersion(name, number, { tags: own, createdAt, runId }))

const experiment = fc
  .tuple(named('e', 2), tags, age)
  .map(([name, own, createdAt]) => anExperiment(name, { tags: own, createdAt }))

const input = fc
  .tuple(named('d', 2), digest, fc.constantFrom('TRAIN' as const, 'VALIDATION' as const))
  .map(([name, of, role]) => anInput(name, of, { role, originUri: addressOf(name) }))

const metric = fc
  .tuple(fc.constantFrom('auc', 'loss'), named('d', 2), digest)
  .map(([key, datasetName, datasetDigest]) => aMetric(key, 0.5, { datasetName, datasetDigest }))

const metrics = fc.uniqueArray(metric, { maxLength: 2, selector: ({ key }) => key })

const run = fc
  .record({
    id: named('r', 4),
    experimentId: named('e', 2),
    own: tags,
    createdAt: age,
    inputs: fc.uniqueArray(input, { maxLength: 2, selector: ({ name, digest: of }) => `${name} ${of}` }),
    metrics,
  })
  .map(({ id, own, ...facts }) => aRun(id, { tags: own, ...facts }))

const loggedModel = fc
  .record({ id: named('l', 2), experimentId: named('e', 2), own: tags, createdAt: age, metrics })
  .map(({ id, own, ...facts }) => aLoggedModel(id, { tags: own, artifactUri: addressOf(id), ...facts }))

const dataset = fc.tuple(named('d', 2), tags, fc.uniqueArray(digest)).map(([name, own, digests]): CatalogRecord => {
  const facts = { originType: null, originUri: addressOf(name), columns: null, rowCount: null }
  return {
    kind: 'Dataset',
    workspace: '',
    nativeId: name,
    name,
    createdAt: 700,
    updatedAt: 700,
    description: null,
    tags: own,
    versions: digests.map((of) => ({ digest: of, ...facts })),
  }
})

/** Where the files of a logged model, or the data of a dataset, are. */
export function addressOf(name: string): string {
  return `s3://bucket/${name}`
}

/** Where records come from. */
export const source = few('s', 2)

/** What a tool may tell of. Few names, so that much is told twice: with other tags, or as something made again. */
export const record: fc.Arbitrary<CatalogRecord> = fc.oneof(
  { weight: 3, arbitrary: model },
  { weight: 4, arbitrary: version },
  { weight: 2, arbitrary: experiment },
  { weight: 4, arbitrary: run },
  { weight: 2, arbitrary: loggedModel },
  { weight: 2, arbitrary: dataset },
)
