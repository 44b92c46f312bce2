import type { TestGateway } from '../../support/gateway.ts'
import { logDataset, mlflowWriter, textAt } from '../../support/seed-mlflow.ts'
import { sharedTools, uniqueName } from '../../support/tools.ts'

/** A run of somebody whose user name is an e-mail address, with a model that came of it. */
export interface PersonalRun {
  /** Of the experiment, the model and the data. */
  readonly name: string
  readonly runId: string
  readonly address: string
}

/** Makes one in the shared MLflow; its data is from an address of the web, or from `origin` in S3. */
export async function personalRun({ origin }: { readonly origin?: string } = {}): Promise<PersonalRun> {
  const writer = mlflowWriter({ url: sharedTools().mlflowUrl })
  const name = uniqueName('masking')
  const address = `${name}@people.example`
  const experiment = await writer.post('/experiments/create', { name })
  const { run } = await writer.post('/runs/create', {
    experiment_id: textAt(experiment, 'experiment_id'),
    start_time: 1,
    tags: [
      { key: 'mlflow.user', value: address },
      { key: 'purpose', value: name },
    ],
  })
  const runId = textAt(run, 'info', 'run_id')
  if (origin === undefined) {
    const dataset = { name, digest: 'd1', rowCount: 3, columns: ['age'] }
    await logDataset(writer, { runId, dataset, context: 'train' })
  } else {
    const dataset = { name, digest: 'd1', source_type: 's3', source: JSON.stringify({ uri: origin }) }
    await writer.post('/runs/log-inputs', { run_id: runId, datasets: [{ dataset }] })
  }
  await writer.post('/registered-models/create', { name })
  await writer.post('/model-versions/create', { name, source: `s3://nowhere/${name}/model`, run_id: runId })
  return { name, runId, address }
}

/** Asks one query as an administrator, who is a data scientist too, and as a viewer. */
export async function bothAnswers<Data>(gateway: TestGateway, query: string, variables = {}) {
  const token = await gateway.tokenOf('vera', 'viewer')
  const [full, masked] = await Promise.all([
    gateway.ask<Data>(query, variables),
    gateway.ask<Data>(query, variables, { token }),
  ])
  return { full, masked }
}
