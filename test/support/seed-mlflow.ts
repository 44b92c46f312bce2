import { randomBytes } from 'node:crypto'
import { request } from 'undici'

/** Where to seed, and as whom. */
export interface SeedTarget {
  readonly url: string
  /** Sent with every request: credentials, a workspace. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A run as it was made. */
export interface SeededRun {
  readonly runId: string
  readonly experimentId: string
  readonly startTime: number
  readonly artifactUri: string
}

/** A version as it was made. */
export interface SeededVersion {
  readonly name: string
  readonly version: string
  readonly source: string
  /** The run that MLflow says it is from. */
  readonly runId: string | null
}

/** Everything that one call put into a server. Names are unique, so that tests can share a server. */
export interface SeededMlflow {
  readonly experimentIds: readonly string[]
  readonly parent: SeededRun
  /** Children of `parent`; both read `dataset`, and the first has everything a run can have. */
  readonly children: readonly [SeededRun, SeededRun]
  readonly runs: readonly SeededRun[]
  readonly dataset: {
    readonly name: string
    readonly digest: string
    readonly rowCount: number
    readonly columns: readonly string[]
  }
  readonly params: Readonly<Record<string, string>>
  readonly metrics: Readonly<Record<string, number>>
  /** Values of the metric `loss` of the first child in the order of steps; they were sent in another. */
  readonly lossHistory: readonly number[]
  /** None on MLflow 2. */
  readonly loggedModelIds: readonly string[]
  /** Two versions: the first from a run's files in the proxy, the second the same files again. `champion` is the first. */
  readonly model: { readonly name: string; readonly versions: readonly SeededVersion[]; readonly champion: string }
  /** A model whose only version was copied from the first one's. */
  readonly copy: { readonly name: string; readonly versions: readonly SeededVersion[] }
  /** Versions whose run is the first child; a copy has the run of what it was copied from on MLflow 3. */
  readonly versionsOfFirstRun: readonly SeededVersion[]
  readonly prompt: { readonly name: string; readonly versions: readonly string[] }
  /** Folder in the artifact proxy with the files of the first version, and their content by path. */
  readonly files: { readonly path: string; readonly content: Readonly<Record<string, Buffer>> }
}

/** A thin client for making things in MLflow; throws on any refusal. */
export interface MlflowWriter {
  post(path: string, json: unknown): Promise<Record<string, unknown>>
  send(method: 'POST' | 'PATCH' | 'DELETE', path: string, json: unknown): Promise<Record<string, unknown>>
  get(path: string): Promise<Record<string, unknown>>
  put(path: string, bytes: Buffer): Promise<void>
}

/** A connection for each call: one that is kept may be closed by the server just as the next call leaves. */
const oneEach = { reset: true }

/** Builds a {@link MlflowWriter}; paths are under `/api/2.0/mlflow`, those of `put` under the artifact proxy. */
export function mlflowWriter({ url, headers = {} }: SeedTarget): MlflowWriter {
  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, json?: unknown) => {
    const body = json === undefined ? null : JSON.stringify(json)
    const answer = await request(`${url}/api/2.0/mlflow${path}`, {
      method,
      body,
      ...oneEach,
      headers: { 'content-type': 'application/json', ...headers },
    })
    const text = await answer.body.text()
    if (answer.statusCode > 299) throw new Error(`MLflow answered ${answer.statusCode} to ${method} ${path}: ${text}`)
    const parsed: Record<string, unknown> = JSON.parse(text)
    return parsed
  }
  return {
    post: (path, json) => call('POST', path, json),
    send: call,
    get: (path) => call('GET', path),
    async put(path, bytes) {
      const address = `${url}/api/2.0/mlflow-artifacts/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`
      const answer = await request(address, { method: 'PUT', body: bytes, headers, ...oneEach })
      await answer.body.dump()
      if (answer.statusCode !== 200) throw new Error(`MLflow answered ${answer.statusCode} to an upload`)
    },
  }
}

/** Makes a workspace on a server that has them. */
export async function createWorkspace(target: SeedTarget, name: string): Promise<void> {
  // Undici resolves the dots: workspaces live under version 3.0 of the API only.
  await mlflowWriter(target).post('/../../3.0/mlflow/workspaces', { name })
}

/** Reads a nested text out of a reply. */
export function textAt(reply: unknown, ...path: readonly string[]): string {
  const found = path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    reply,
  )
  if (typeof found !== 'string') throw new Error(`MLflow's reply has no ${path.join('.')}`)
  return found
}

const columns = ['age', 'income', 'label']

/** Puts one of everything into an MLflow, over plain REST. */
export async function seedMlflow(target: SeedTarget): Promise<SeededMlflow> {
  const writer = mlflowWriter(target)
  const tag = randomBytes(4).toString('hex')
  const experimentIds = [await createExperiment(writer, `train-${tag}`), await createExperiment(writer, `eval-${tag}`)]
  const [experimentId = ''] = experimentIds
  const dataset = { name: `loans-${tag}`, digest: tag, rowCount: 1_234, columns }
  const parent = await createRun(writer, { experimentId, name: 'sweep', startTime: 1_700_000_000_000 })
  const first = await createRun(writer, { experimentId, name: 'a', startTime: 1_700_000_001_000, parent: parent.runId })
  const second = await createRun(writer, {
    experimentId,
    name: 'b',
    startTime: 1_700_000_001_000,
    parent: parent.runId,
  })
  const loggedModelIds = await createLoggedModels(writer, { experimentId, runId: first.runId })
  const logged = await logRun(writer, { run: first, dataset, loggedModelIds })
  await logDataset(writer, { runId: second.runId, dataset, context: 'validation' })
  await writer.post('/runs/update', { run_id: first.runId, status: 'FINISHED', end_time: first.startTime + 5_000 })
  const files = await uploadModel(writer, `${first.artifactUri.replace(/^mlflow-artifacts:\/+/, '')}/model`)
  // MLflow 3 insists on its own placeholder, which MLflow 2 takes for a local path.
  const promptSource = loggedModelIds.length > 0 ? 'dummy-source' : 's3://prompts/none'
  const registry = await createRegistry(writer, { tag, runId: first.runId, path: files.path, promptSource })
  return {
    experimentIds,
    parent,
    children: [first, second],
    runs: [parent, first, second],
    dataset,
    ...logged,
    loggedModelIds,
    ...registry,
    files,
  }
}

async function createExperiment(writer: MlflowWriter, name: string): Promise<string> {
  return textAt(
    await writer.post('/experiments/create', { name, tags: [{ key: 'team', value: 'risk' }] }),
    'experiment_id',
  )
}

/** Makes one run with the tags that MLflow's client would set. */
export async function createRun(
  writer: MlflowWriter,
  run: { readonly experimentId: string; readonly name: string; readonly startTime: number; readonly parent?: string },
): Promise<SeededRun> {
  const { experimentId, name, startTime, parent } = run
  const tags = {
    'mlflow.user': 'dana',
    'mlflow.source.name': 'train.py',
    'mlflow.source.git.commit': 'f'.repeat(40),
    'mlflow.source.git.repoURL': 'https://dana:hunter2@git.example/risk.git',
    ...(parent === undefined ? {} : { 'mlflow.parentRunId': parent }),
  }
  const body = { experiment_id: experimentId, run_name: name, start_time: startTime, tags: pairsOf(tags) }
  const reply = await writer.post('/runs/create', body)
  const info = (key: string) => textAt(reply, 'run', 'info', key)
  return { runId: info('run_id'), experimentId, startTime, artifactUri: info('artifact_uri') }
}

function pairsOf(
  record: Readonly<Record<string, string>>,
): readonly { readonly key: string; readonly value: string }[] {
  return Object.entries(record).map(([key, value]) => ({ key, value }))
}

async function createLoggedModels(
  writer: MlflowWriter,
  run: { readonly experimentId: string; readonly runId: string },
): Promise<readonly string[]> {
  const make = async (name: string) => {
    const body = {
      experiment_id: run.experimentId,
      name,
      source_run_id: run.runId,
      params: pairsOf({ depth: '3' }),
      tags: pairsOf({ kind: 'tree' }),
    }
    const modelId = textAt(await writer.post('/logged-models', body), 'model', 'info', 'model_id')
    await writer.send('PATCH', `/logged-models/${modelId}`, { model_id: modelId, status: 'LOGGED_MODEL_READY' })
    return modelId
  }
  const isOld = await writer.post('/logged-models/search', { experiment_ids: [run.experimentId] }).then(
    () => false,
    () => true,
  )
  return isOld ? [] : [await make('tree'), await make('forest')]
}

type Dataset = SeededMlflow['dataset']

async function logRun(
  writer: MlflowWriter,
  {
    run,
    dataset,
    loggedModelIds,
  }: { readonly run: SeededRun; readonly dataset: Dataset; readonly loggedModelIds: readonly string[] },
): Promise<Pick<SeededMlflow, 'params' | 'metrics' | 'lossHistory'>> {
  const params = { depth: '3', 'learning rate': '0.1', empty: '' }
  const metrics = { loss: 0.25, accuracy: 0.875, undefined_here: Number.NaN, diverged: Number.POSITIVE_INFINITY }
  const [modelId] = loggedModelIds
  const onData =
    modelId === undefined ? {} : { model_id: modelId, dataset_name: dataset.name, dataset_digest: dataset.digest }
  const at = (key: string, value: number | string, step: number) => ({
    key,
    value,
    step,
    timestamp: run.startTime + 100 - step,
  })
  await writer.post('/runs/log-batch', {
    run_id: run.runId,
    params: pairsOf(params),
    metrics: [
      // Sent against the order of time: the history must come in the order of steps.
      at('loss', 1, 0),
      at('loss', 0.5, 1),
      at('loss', 0.25, 2),
      { ...at('accuracy', 0.875, 0), ...onData },
      at('undefined_here', 'NaN', 0),
      at('diverged', 'Infinity', 0),
    ],
    tags: pairsOf({ note: 'first' }),
  })
  await logDataset(writer, { runId: run.runId, dataset, context: 'training' })
  if (modelId !== undefined) {
    await writer.post('/runs/outputs', { run_id: run.runId, models: [{ model_id: modelId, step: 0 }] })
  }
  return { params, metrics, lossHistory: [1, 0.5, 0.25] }
}

/** Notes that a run read data. */
export async function logDataset(
  writer: MlflowWriter,
  { runId, dataset, context }: { readonly runId: string; readonly dataset: Dataset; readonly context: string },
): Promise<void> {
  const schema = { mlflow_colspec: dataset.columns.map((name) => ({ name, type: 'double', required: true })) }
  const input = {
    name: dataset.name,
    digest: dataset.digest,
    source_type: 'http',
    source: JSON.stringify({ url: 'https://user:word@data.example/loans.csv' }),
    schema: JSON.stringify(schema),
    profile: JSON.stringify({ num_rows: dataset.rowCount, num_elements: dataset.rowCount * dataset.columns.length }),
  }
  const tags = pairsOf({ 'mlflow.data.context': context })
  await writer.post('/runs/log-inputs', { run_id: runId, datasets: [{ tags, dataset: input }] })
}

const mlmodel = `artifact_path: model
flavors:
  python_function:
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.sklearn
    model_path: model.pkl
    python_version: 3.11.4
  sklearn:
    code: null
    pickled_model: model.pkl
    serialization_format: cloudpickle
    sklearn_version: 1.5.1
mlflow_version: 2.9.2
signature:
  inputs: '[{"type": "double", "name": "age", "required": true}, {"type": "double", "name": "income", "required": false}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]'
  params: '[{"name": "threshold", "type": "double", "default": 0.5, "shape": null}]'
`

async function uploadModel(writer: MlflowWriter, path: string): Promise<SeededMlflow['files']> {
  const content = {
    MLmodel: Buffer.from(mlmodel),
    'conda.yaml': Buffer.from('dependencies: []\n'),
    'python_env.yaml': Buffer.from('python: 3.11.4\n'),
    'requirements.txt': Buffer.from('scikit-learn==1.5.1\n'),
    'model.pkl': randomBytes(100_000),
    'data/input example.json': Buffer.from('{"age": [1]}'),
    'data/notes/ü.txt': Buffer.from('Grüße\n'),
  }
  for (const [name, bytes] of Object.entries(content)) await writer.put(`${path}/${name}`, bytes)
  return { path, content }
}

/** Registers one version. */
export async function createVersion(
  writer: MlflowWriter,
  version: { readonly name: string; readonly source: string; readonly runId?: string },
): Promise<SeededVersion> {
  const { name, source, runId } = version
  const body = { name, source, ...(runId === undefined ? {} : { run_id: runId }), tags: pairsOf({ reviewed: 'no' }) }
  const reply = await writer.post('/model-versions/create', body)
  return { name, source, version: textAt(reply, 'model_version', 'version'), runId: runIdOf(reply['model_version']) }
}

function runIdOf(version: unknown): string | null {
  const runId: unknown = typeof version === 'object' && version !== null ? Reflect.get(version, 'run_id') : undefined
  return typeof runId === 'string' && runId !== '' ? runId : null
}

async function createRegistry(
  writer: MlflowWriter,
  {
    tag,
    runId,
    path,
    promptSource,
  }: { readonly tag: string; readonly runId: string; readonly path: string; readonly promptSource: string },
): Promise<Pick<SeededMlflow, 'model' | 'copy' | 'prompt' | 'versionsOfFirstRun'>> {
  const name = `loan risk ${tag}`
  const copyName = `approved-${tag}`
  await writer.post('/registered-models/create', {
    name,
    description: 'Who pays back',
    tags: pairsOf({ 'team.name': 'risk' }),
  })
  await writer.post('/registered-models/create', { name: copyName })
  const source = `mlflow-artifacts:/${path}`
  const versions = [
    await createVersion(writer, { name, source, runId }),
    await createVersion(writer, { name, source, runId }),
  ]
  await writer.post('/registered-models/alias', { name, alias: 'champion', version: '1' })
  const copied = await createVersion(writer, { name: copyName, source: `models:/${name}/1` })
  return {
    model: { name, versions, champion: '1' },
    copy: { name: copyName, versions: [copied] },
    versionsOfFirstRun: copied.runId === runId ? [...versions, copied] : versions,
    prompt: await createPrompt(writer, { name: `greeting-${tag}`, source: promptSource }),
  }
}

async function createPrompt(
  writer: MlflowWriter,
  { name, source }: { readonly name: string; readonly source: string },
): Promise<SeededMlflow['prompt']> {
  const tags = pairsOf({ 'mlflow.prompt.is_prompt': 'true', 'mlflow.prompt.text': 'Hello {{name}}' })
  await writer.post('/registered-models/create', { name, tags })
  const reply = await writer.post('/model-versions/create', { name, source, tags })
  const version = textAt(reply, 'model_version', 'version')
  await writer.post('/registered-models/alias', { name, alias: 'live', version })
  return { name, versions: [version] }
}
