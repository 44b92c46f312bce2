import type { DatasetInputRecord } from '../../../src/connector/records.ts'
import { joinNativeId } from '../../../src/kernel/native-id.ts'
import { aLoggedModel, aModel, anExperiment, anInput, aRun, aVersion } from '../../store/records.ts'
import type { Chance } from './chance.ts'
import { type Told, told, toldServing } from './told.ts'

/** One project among many. */
export interface ProjectPlace {
  readonly chance: Chance
  readonly number: number
  /** How many datasets everybody may read. */
  readonly sharedDatasets: number
}

const minute = 60_000
const begin = Date.UTC(2024, 0, 1)

/** When the first thing of a project was made: projects follow each other, and what they made is told in its order. */
export function projectBegin(number: number): number {
  return begin + number * 7 * minute
}

/**
 * What one team did: sweeps of child runs over its own data and that which many share, models that the best of them
 * logged, versions of these, copies for production, evaluations, and for one in five something that serves the last.
 */
export function* teamProject({ chance, number, sharedDatasets }: ProjectPlace): Generator<Told> {
  const name = `project-${number}`
  const tags = { team: `team-${number % 12}`, sensitivity: String(number % 4) }
  let now = projectBegin(number)
  const at = () => (now += minute)
  yield told(anExperiment(name, { createdAt: at(), tags }))
  yield told(aModel(name, { createdAt: at(), tags }))
  let version = 0
  // Most projects are small, and a few go on for years.
  const sweeps = 1 + Math.floor(12 * chance.next() ** 3)
  for (let sweep = 0; sweep < sweeps; sweep += 1) {
    const facts = { experimentId: name, codeCommit: chance.hex(40), repository: `https://git.example/${name}`, tags }
    const data = anInput(`${name}-features`, chance.hex(8), { rowCount: 1000, originUri: `s3://lake/${name}` })
    const parentRunId = chance.hex(32)
    yield told(aRun(parentRunId, { ...facts, createdAt: at(), inputs: [data] }))
    const children = 3 + chance.index(9)
    let best = ''
    for (let child = 0; child < children; child += 1) {
      const runId = chance.hex(32)
      const inputs = [data, ...sharedInputs(chance, sharedDatasets)]
      const isLogging = child === 0 || chance.next() < 0.2
      const modelId = `m-${chance.hex(32)}`
      const outputModelIds = isLogging ? [modelId] : []
      yield told(aRun(runId, { ...facts, createdAt: at(), parentRunId, inputs, outputModelIds }))
      if (!isLogging) continue
      yield told(aLoggedModel(modelId, { experimentId: name, sourceRunId: runId, createdAt: at(), tags }))
      best = modelId
      if (child > 0) continue
      version += 1
      yield told(aVersion(name, version, { createdAt: at(), runId, loggedModelId: modelId, tags }))
      yield* copies(name, { version, createdAt: at(), isCopied: version % 3 === 0 })
    }
    const test = anInput(`${name}-test`, `test${sweep >> 2}`, { role: 'TEST', rowCount: 100 })
    yield told(aRun(chance.hex(32), { ...facts, createdAt: at(), inputs: [test], inputModelIds: [best] }))
  }
  if (number % 5 === 0) yield toldServing(name, at(), joinNativeId(name, String(version)))
}

/** Shared data: one run in two reads some, and the first datasets are read far more often than the others. */
function sharedInputs(chance: Chance, sharedDatasets: number): readonly DatasetInputRecord[] {
  if (chance.next() < 0.5) return []
  const rank = Math.floor(sharedDatasets ** chance.next()) - 1
  return [sharedInput(rank, chance.next() < 0.5 ? 0 : chance.index(8))]
}

/** A version of data that many read; 0 of dataset 0 is the most popular. */
export function sharedInput(rank: number, version: number): DatasetInputRecord {
  return anInput(`shared-${rank}`, `v${rank}-${version}`, { rowCount: 100_000, originUri: `s3://lake/shared-${rank}` })
}

function* copies(
  name: string,
  {
    version,
    createdAt,
    isCopied,
  }: { readonly version: number; readonly createdAt: number; readonly isCopied: boolean },
): Generator<Told> {
  if (!isCopied) return
  const production = `${name}-production`
  if (version === 3) yield told(aModel(production, { createdAt }))
  const copiedFrom = { modelName: name, version: String(version) }
  yield told(aVersion(production, version / 3, { createdAt, copiedFrom }))
}
