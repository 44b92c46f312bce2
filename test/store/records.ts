import type {
  DatasetInputRecord,
  ExperimentRecord,
  LoggedModelRecord,
  MetricRecord,
  ModelRecord,
  ModelVersionRecord,
  RunRecord,
} from '../../src/connector/records.ts'

/** A registered model. */
export function aModel(name: string, facts: Partial<ModelRecord> = {}): ModelRecord {
  const plain = { createdAt: 1_000, updatedAt: 1_000, description: null, tags: {}, aliases: [] }
  return { kind: 'Model', workspace: '', nativeId: name, name, ...plain, ...facts }
}

/** A version of a model. */
export function aVersion(
  modelName: string,
  version: number,
  facts: Partial<ModelVersionRecord> = {},
): ModelVersionRecord {
  return {
    kind: 'ModelVersion',
    workspace: '',
    nativeId: `${modelName}\n${version}`,
    modelName,
    version: String(version),
    createdAt: 1_000 + version,
    updatedAt: 1_000 + version,
    description: null,
    tags: {},
    status: 'READY',
    stage: null,
    author: null,
    runId: null,
    loggedModelId: null,
    sourceUri: null,
    copiedFrom: null,
    ...facts,
  }
}

/** An experiment; its id is its name. */
export function anExperiment(name: string, facts: Partial<ExperimentRecord> = {}): ExperimentRecord {
  const plain = { createdAt: 500, updatedAt: 500, lifecycle: 'ACTIVE', artifactUri: null, tags: {} } as const
  return { kind: 'Experiment', workspace: '', nativeId: name, name, ...plain, ...facts }
}

/** A finished run of experiment `e`. */
export function aRun(runId: string, facts: Partial<RunRecord> = {}): RunRecord {
  return {
    kind: 'Run',
    workspace: '',
    nativeId: runId,
    experimentId: 'e',
    name: runId,
    status: 'FINISHED',
    lifecycle: 'ACTIVE',
    user: 'ada',
    createdAt: 2_000,
    endedAt: 3_000,
    params: {},
    metrics: [],
    tags: {},
    parentRunId: null,
    inputs: [],
    inputModelIds: [],
    outputModelIds: [],
    codeCommit: null,
    repository: null,
    entrypoint: null,
    artifactUri: null,
    ...facts,
  }
}

/** A logged model. */
export function aLoggedModel(modelId: string, facts: Partial<LoggedModelRecord> = {}): LoggedModelRecord {
  const plain = {
    name: modelId,
    status: 'READY',
    createdAt: 2_500,
    updatedAt: 2_500,
    sourceRunId: null,
    artifactUri: null,
  }
  const rest = { params: {}, metrics: [], tags: {} }
  return { kind: 'LoggedModel', workspace: '', nativeId: modelId, experimentId: 'e', ...plain, ...rest, ...facts }
}

/** Data that a run trained on. */
export function anInput(name: string, digest: string, facts: Partial<DatasetInputRecord> = {}): DatasetInputRecord {
  const plain = {
    role: 'TRAIN',
    context: null,
    originType: null,
    originUri: null,
    columns: null,
    rowCount: null,
  } as const
  return { name, digest, ...plain, ...facts }
}

/** A latest metric. */
export function aMetric(key: string, value: number, facts: Partial<MetricRecord> = {}): MetricRecord {
  const plain = { step: 1, recordedAt: 2_600, datasetName: null, datasetDigest: null, loggedModelId: null, runId: null }
  return { key, value, ...plain, ...facts }
}

/** A run with five params, five metrics, eight tags and two inputs, different for each number. */
export function aBusyRun(number: number): RunRecord {
  const five = [0, 1, 2, 3, 4]
  return aRun(`run-${String(number).padStart(6, '0')}`, {
    createdAt: 1_000_000 + number,
    params: Object.fromEntries(five.map((each) => [`p${each}`, String((number * 31 + each) % 97)])),
    metrics: five.map((each) => aMetric(`m${each}`, (number + each) / 7)),
    tags: Object.fromEntries([...five, 5, 6, 7].map((each) => [`t${each}`, `value ${each} of ${number % 100}`])),
    inputs: [anInput(`d${number % 7}`, `h${number % 70}`), anInput('val', 'v1', { role: 'VALIDATION' })],
  })
}
