import type { StreamName } from '../../../src/connector/contract.ts'
import {
  type CatalogRecord,
  type DatasetRecord,
  type DeploymentRecord,
  type ExperimentRecord,
  type LoggedModelRecord,
  type ModelRecord,
  type ModelVersionRecord,
  type RunRecord,
  versionNativeId,
} from '../../../src/connector/records.ts'

const createdAt = 1_700_000_000_000
const workspace = 'team'
const base = { workspace, createdAt, updatedAt: createdAt + 1_000, description: null, tags: {} }

function model(name: string, aliases: ModelRecord['aliases'] = []): ModelRecord {
  return { ...base, kind: 'Model', nativeId: name, name, aliases }
}

function version(modelName: string, number: string, runId: string): ModelVersionRecord {
  const names = { nativeId: versionNativeId(modelName, number), modelName, version: number, runId }
  const none = { stage: null, author: null, loggedModelId: null, copiedFrom: null }
  return { ...base, ...names, ...none, kind: 'ModelVersion', status: 'READY', sourceUri: `runs:/${runId}/model` }
}

function experiment(nativeId: string): ExperimentRecord {
  const { description: _, ...dated } = base
  return {
    ...dated,
    kind: 'Experiment',
    nativeId,
    name: `experiment ${nativeId}`,
    lifecycle: 'ACTIVE',
    artifactUri: null,
  }
}

function run(nativeId: string, parentRunId: string | null): RunRecord {
  const none = { name: null, user: null, codeCommit: null, repository: null, entrypoint: null, artifactUri: null }
  const input = {
    name: 'wine',
    digest: 'd1',
    role: 'TRAIN',
    context: 'training',
    originType: null,
    originUri: null,
  } as const
  const metric = {
    key: 'loss',
    value: 0.25,
    step: 2,
    recordedAt: createdAt,
    datasetName: null,
    datasetDigest: null,
    loggedModelId: null,
    runId: null,
  }
  return {
    ...none,
    kind: 'Run',
    workspace,
    nativeId,
    createdAt,
    endedAt: createdAt + 5_000,
    tags: {},
    experimentId: 'e1',
    status: 'FINISHED',
    lifecycle: 'ACTIVE',
    params: { depth: '3' },
    metrics: [metric],
    parentRunId,
    inputs: parentRunId === null ? [] : [{ ...input, columns: null, rowCount: 178 }],
    inputModelIds: [],
    outputModelIds: [],
  }
}

function loggedModel(nativeId: string): LoggedModelRecord {
  const { description: _, ...dated } = base
  const none = { name: null, status: null, sourceRunId: null, artifactUri: null }
  return { ...dated, ...none, kind: 'LoggedModel', nativeId, experimentId: 'e1', params: {}, metrics: [] }
}

function dataset(name: string): DatasetRecord {
  const version = { digest: 'd1', originType: null, originUri: null, columns: null, rowCount: 178 }
  return { ...base, kind: 'Dataset', nativeId: name, name, versions: [version] }
}

function deployment(name: string): DeploymentRecord {
  return { kind: 'Deployment', workspace, nativeId: name, name, createdAt, versions: [], endpoints: [] }
}

/** Everything in the reference tool's workspace `team`, by stream. */
export const world: Readonly<Record<StreamName, readonly CatalogRecord[]>> = {
  models: [model('churn'), model('fraud', [{ alias: 'champion', version: '2' }]), model('price')],
  versions: [version('fraud', '1', 'r1'), version('fraud', '2', 'r2'), version('price', '1', 'r2')],
  experiments: [experiment('e1'), experiment('e2')],
  runs: [run('r1', null), run('r2', 'r1'), run('r3', 'r1')],
  loggedModels: [loggedModel('m-1'), loggedModel('m-2')],
  datasets: [dataset('iris'), dataset('wine')],
  deployments: [deployment('canary'), deployment('live')],
}

/** What another team keeps in the same tool. */
export const foreignWorld: readonly CatalogRecord[] = [{ ...model('secret'), workspace: 'other' }]

/** Recorded values of metric `loss`, in the order of steps. */
export const lossHistory: readonly number[] = [1, 0.5, 0.25]

/** Files by path. */
export const files: Readonly<Record<string, Uint8Array>> = {
  MLmodel: Buffer.from('flavors:\n  sklearn:\n    version: 1.5\n'),
  'data/model.bin': Uint8Array.from({ length: 300 }, (_, index) => index % 256),
  'data/nested/empty': new Uint8Array(),
  'requirements.txt': Buffer.from('scikit-learn==1.5\n'),
}
