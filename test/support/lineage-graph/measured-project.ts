import { aLoggedModel, aModel, anExperiment, anInput, aRun, aVersion } from '../../store/records.ts'
import { type ProjectPlace, projectBegin, sharedInput } from './team-project.ts'
import { type Told, told } from './told.ts'

const versions = 50

/** Name of the model that is the root of a measured graph. */
export function measuredModel(number: number): string {
  return `measured-${number}`
}

/**
 * A model whose lineage is the same graph of some two hundred nodes, whatever it is among: its versions with their runs, data
 * and code. Its runs also read the most popular data there is, whose other readers are no part of the lineage of the model.
 */
export function* measuredProject({ chance, number }: Omit<ProjectPlace, 'sharedDatasets'>): Generator<Told> {
  const name = measuredModel(number)
  const tags = { team: `team-${number % 12}`, sensitivity: '1' }
  let now = projectBegin(number)
  const at = () => (now += 60_000)
  yield told(anExperiment(name, { createdAt: at(), tags }))
  yield told(aModel(name, { createdAt: at(), tags }))
  let codeCommit = ''
  let parentRunId = ''
  for (let version = 1; version <= versions; version += 1) {
    if (version % 2 === 1) codeCommit = chance.hex(40)
    const facts = { experimentId: name, codeCommit, repository: `https://git.example/${name}`, tags }
    if (version % 5 === 1) {
      parentRunId = chance.hex(32)
      yield told(aRun(parentRunId, { ...facts, createdAt: at() }))
    }
    const runId = chance.hex(32)
    const modelId = `m-${chance.hex(32)}`
    const inputs = [anInput(`${name}-data-${version % 6}`, chance.hex(8), { rowCount: 1000 }), sharedInput(0, 0)]
    yield told(aRun(runId, { ...facts, createdAt: at(), parentRunId, inputs, outputModelIds: [modelId] }))
    yield told(aLoggedModel(modelId, { experimentId: name, sourceRunId: runId, createdAt: at(), tags }))
    yield told(aVersion(name, version, { createdAt: at(), runId, loggedModelId: modelId, tags }))
  }
}
