import { createRun, type MlflowWriter, type SeededRun, textAt } from './seed-mlflow.ts'
import { uniqueName } from './tools.ts'

/** A metric with the digest of what it was measured on. */
export interface Measured {
  readonly key: string
  readonly value: number
  readonly digest: string | null
}

/** A registered model whose versions were each made by a run of their own. */
export interface MeasuredModel {
  readonly name: string
  readonly datasetName: string
  readonly versions: readonly { readonly run: SeededRun; readonly modelId: string; readonly version: string }[]
  /** Another run that measured a version: the second one's evaluation, as MLflow's own evaluation logs it. */
  readonly evaluation: SeededRun
}

/** What one version is made with. */
export interface Making {
  readonly params: Readonly<Record<string, string>>
  readonly metrics: readonly Measured[]
  readonly requirements: string
  readonly commit: string
}

/** Trains and registers one version for each making, and evaluates the last one in a run of its own. Needs MLflow 3. */
export async function seedMeasuredModels(
  writer: MlflowWriter,
  { makings, evaluated }: { readonly makings: readonly Making[]; readonly evaluated: readonly Measured[] },
): Promise<MeasuredModel> {
  const name = uniqueName('measured')
  const datasetName = uniqueName('holdout')
  const experimentId = textAt(await writer.post('/experiments/create', { name }), 'experiment_id')
  await writer.post('/registered-models/create', { name })
  const versions: { run: SeededRun; modelId: string; version: string }[] = []
  for (const [index, making] of makings.entries()) {
    const run = await createRun(writer, { experimentId, name: `train ${index}`, startTime: 1_700_000_000_000 + index })
    const modelId = await logModel(writer, { run, making })
    await logMetrics(writer, { run, modelId, datasetName, metrics: making.metrics })
    const version = { name, source: `models:/${modelId}`, model_id: modelId, run_id: run.runId }
    const reply = await writer.post('/model-versions/create', version)
    versions.push({ run, modelId, version: textAt(reply, 'model_version', 'version') })
  }
  const evaluation = await createRun(writer, { experimentId, name: 'evaluate', startTime: 1_700_000_100_000 })
  const modelId = versions.at(-1)?.modelId ?? ''
  await writer.post('/runs/log-inputs', { run_id: evaluation.runId, models: [{ model_id: modelId }] })
  await logMetrics(writer, { run: evaluation, modelId, datasetName, metrics: evaluated })
  return { name, datasetName, versions, evaluation }
}

async function logModel(
  writer: MlflowWriter,
  { run, making }: { readonly run: SeededRun; readonly making: Making },
): Promise<string> {
  const { runId, experimentId } = run
  const params = Object.entries(making.params).map(([key, value]) => ({ key, value }))
  await writer.post('/runs/log-batch', { run_id: runId, params })
  await writer.post('/runs/set-tag', { run_id: runId, key: 'mlflow.source.git.commit', value: making.commit })
  const reply = await writer.post('/logged-models', { experiment_id: experimentId, name: 'm', source_run_id: runId })
  const modelId = textAt(reply, 'model', 'info', 'model_id')
  await writer.send('PATCH', `/logged-models/${modelId}`, { model_id: modelId, status: 'LOGGED_MODEL_READY' })
  await writer.post('/runs/outputs', { run_id: runId, models: [{ model_id: modelId, step: 0 }] })
  const folder = textAt(reply, 'model', 'info', 'artifact_uri').replace(/^mlflow-artifacts:\/+/, '')
  await writer.put(
    `${folder}/MLmodel`,
    Buffer.from('flavors:\n  python_function:\n    env: {virtualenv: python_env.yaml}\n'),
  )
  await writer.put(`${folder}/python_env.yaml`, Buffer.from('python: 3.11.4\n'))
  await writer.put(`${folder}/requirements.txt`, Buffer.from(making.requirements))
  return modelId
}

/** Logs metrics of a model as MLflow's client does: the run has them too, without the data. */
async function logMetrics(
  writer: MlflowWriter,
  measured: {
    readonly run: SeededRun
    readonly modelId: string
    readonly datasetName: string
    readonly metrics: readonly Measured[]
  },
): Promise<void> {
  const { run, modelId, datasetName } = measured
  const digests = [...new Set(measured.metrics.flatMap(({ digest }) => digest ?? []))]
  const tags = [{ key: 'mlflow.data.context', value: 'test' }]
  const datasets = digests.map((digest) => ({
    tags,
    dataset: { name: datasetName, digest, source_type: 'http', source: '{"url": "https://data.example/held-out.csv"}' },
  }))
  if (datasets.length > 0) await writer.post('/runs/log-inputs', { run_id: run.runId, datasets })
  const metrics = measured.metrics.map(({ key, value, digest }, index) => ({
    key,
    value,
    step: 0,
    timestamp: run.startTime + index,
    ...(digest === null ? {} : { model_id: modelId, dataset_name: datasetName, dataset_digest: digest }),
  }))
  await writer.post('/runs/log-batch', { run_id: run.runId, metrics })
}
