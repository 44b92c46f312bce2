import { manifest } from '../../../connectors/mlflow/manifest.ts'
import { type ConformanceSubject, conformanceHost, type KnownContent } from '../../../src/connector/conformance.ts'
import { type NativeKey, versionNativeId } from '../../../src/connector/index.ts'
import type { SeededMlflow, SeededRun, SeededVersion } from '../../support/seed-mlflow.ts'

/** What was put into one workspace. */
export interface SeededWorkspace {
  readonly workspace: string
  readonly seeded: SeededMlflow
  /** Experiments that MLflow makes by itself. */
  readonly ownExperimentIds: readonly string[]
}

/** A server with everything that is in it. */
export interface SubjectParts {
  readonly url: string
  readonly config: Readonly<Record<string, unknown>>
  readonly secrets?: readonly string[]
  /** Accounts of its own; none where it asks nobody who they are. */
  readonly accounts?: readonly string[]
  readonly workspaces: readonly [SeededWorkspace, ...SeededWorkspace[]]
  readonly faults: NonNullable<ConformanceSubject['faults']>
}

const invalidConfigs: ConformanceSubject['invalidConfigs'] = [
  { name: 'no address', config: {} },
  { name: 'another protocol', config: { url: 'file:///srv/mlflow' } },
  { name: 'a credential in the address', config: { url: 'http://user:word@127.0.0.1:5000' } },
  { name: 'a user name without a password', config: { url: 'http://127.0.0.1:5000', username: 'dana' } },
  {
    name: 'two ways to sign in',
    config: { url: 'http://127.0.0.1:5000', username: 'dana', password: 'x', token: 'y' },
  },
  { name: 'an empty token', config: { url: 'http://127.0.0.1:5000', token: '' } },
  { name: 'a workspace with a line feed', config: { url: 'http://127.0.0.1:5000', workspaces: ['a\nb'] } },
  {
    name: 'artifacts behind themselves',
    config: { url: 'http://127.0.0.1:5000', artifacts: { root: 'mlflow-artifacts:/' } },
  },
]

/** Describes a seeded server to the conformance suite. MLflow 2 has no logged models, so there the stream is left out. */
export function mlflowSubject(parts: SubjectParts): ConformanceSubject {
  const hasLoggedModels = parts.workspaces[0].seeded.loggedModelIds.length > 0
  const streams = manifest.streams.filter((stream) => hasLoggedModels || stream !== 'loggedModels')
  return {
    manifest: { ...manifest, streams },
    config: { url: parts.url, ...parts.config },
    invalidConfigs,
    host: () => conformanceHost('tracking'),
    known: knownContent(parts),
    secrets: parts.secrets ?? [],
    faults: parts.faults,
  }
}

function knownContent({ url, workspaces, accounts = [] }: SubjectParts): KnownContent {
  const [first] = workspaces
  const all = <Item>(pick: (seeded: SeededWorkspace) => readonly Item[]) => workspaces.flatMap(pick)
  return {
    workspaces: workspaces.map(({ workspace }) => workspace),
    nativeRights: { principals: accounts },
    effects: knownPlaces(first),
    streams: {
      models: all(({ workspace, seeded }) => [seeded.model.name, seeded.copy.name].map(keyIn(workspace))),
      versions: all(({ workspace, seeded }) =>
        [...seeded.model.versions, ...seeded.copy.versions].map(versionIn(workspace)),
      ),
      experiments: all((part) => [...part.ownExperimentIds, ...part.seeded.experimentIds].map(keyIn(part.workspace))),
      runs: all(({ workspace, seeded }) => seeded.runs.map((run) => keyIn(workspace)(run.runId))),
      loggedModels: all(({ workspace, seeded }) => seeded.loggedModelIds.map(keyIn(workspace))),
    },
    modelRegistry: knownModels(first),
    experimentTracker: knownRuns(first),
    artifactStore: knownFiles(first, url),
  }
}

function keyIn(workspace: string) {
  return (nativeId: string): NativeKey => ({ workspace, nativeId })
}

function versionIn(workspace: string) {
  return ({ name, version }: SeededVersion): NativeKey => ({ workspace, nativeId: versionNativeId(name, version) })
}

function runIn(workspace: string) {
  return ({ runId, experimentId }: SeededRun) => ({ workspace, nativeId: runId, experimentId })
}

function knownPlaces({ workspace, seeded }: SeededWorkspace): NonNullable<KnownContent['effects']> {
  const model = seeded.model.name
  const alias = { kind: 'ALIAS', workspace, model, alias: 'challenger' } as const
  const tag = { kind: 'VERSION_TAG', workspace, model, version: '1', key: 'modelwarden.approval' } as const
  return [
    { place: alias, values: ['1', '2'], missing: { ...alias, model: 'no such model' } },
    { place: tag, values: ['request-1', ''], missing: { ...tag, version: '99' } },
    { place: tag, values: ['ü', 'request-2'], missing: { ...tag, workspace: 'elsewhere' } },
  ]
}

function knownModels({ workspace, seeded }: SeededWorkspace): NonNullable<KnownContent['modelRegistry']> {
  const { model, copy, children, files } = seeded
  const key = keyIn(workspace)
  const versions = model.versions.map(versionIn(workspace))
  const copied = copy.versions.map(versionIn(workspace))
  const [first = key('')] = versions
  const [located = key('')] = copied
  return {
    models: { present: [key(model.name), key(copy.name)], missing: key('no such model') },
    versions: { present: [...versions, ...copied], missing: key(versionNativeId(model.name, '99')) },
    versionsOf: { model: key(model.name), versions: versions.toReversed() },
    alias: { model: key(model.name), alias: 'champion', version: first },
    versionsOfRun: { run: key(children[0].runId), versions: seeded.versionsOfFirstRun.map(versionIn(workspace)) },
    described: { version: first, flavor: 'sklearn' },
    located: { version: located, uri: `mlflow-artifacts:/${files.path}` },
  }
}

function knownRuns({ workspace, seeded }: SeededWorkspace): NonNullable<KnownContent['experimentTracker']> {
  const { children, parent, dataset, loggedModelIds, experimentIds } = seeded
  const key = keyIn(workspace)
  const run = runIn(workspace)
  const loggedModels = { present: loggedModelIds.map(key), missing: key('m-0123456789abcdef0123456789abcdef') }
  return {
    experiments: { present: experimentIds.map(key), missing: key('999999') },
    runs: { present: seeded.runs.map(run), missing: { ...key('0'.repeat(32)), experimentId: null } },
    ...(loggedModelIds.length === 0 ? {} : { loggedModels }),
    run: { key: run(children[0]), params: seeded.params, metrics: seeded.metrics },
    metricHistory: { run: key(children[0].runId), key: 'loss', values: seeded.lossHistory },
    data: { workspace, name: dataset.name, digest: dataset.digest, runs: children.map(run) },
    children: { parent: run(parent), runs: children.map(run) },
  }
}

function knownFiles({ seeded }: SeededWorkspace, url: string): NonNullable<KnownContent['artifactStore']> {
  const { path, content } = seeded.files
  const { host } = new URL(url)
  return {
    uri: `mlflow-artifacts:/${path}`,
    sameUris: [
      `mlflow-artifacts:/${path}/`,
      `mlflow-artifacts:///${path}`,
      `mlflow-artifacts://${host}/${path}`,
      `mlflow-artifacts:/./${path}`,
      `${url}/api/2.0/mlflow-artifacts/artifacts/${path}`,
    ],
    foreignUris: [
      `mlflow-artifacts://elsewhere.example/${path}`,
      `mlflow-artifacts:/${path}/../../other`,
      `mlflow-artifacts:/%2e%2e/${path}`,
      `mlflow-artifacts:/a\\..\\b`,
      's3://models/mlflow',
      `${url}/api/2.0/mlflow/runs/get`,
      `runs:/${'0'.repeat(32)}/model`,
    ],
    files: content,
    file: 'model.pkl',
    missing: 'data/nothing.txt',
  }
}
