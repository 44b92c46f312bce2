import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { installTools } from '../../tools/install.ts'
import { toolEnvironment } from '../../tools/launch/environment.ts'
import { runToEnd } from '../../tools/run-to-end.ts'
import { mlflowSource, startGateway, type TestGateway } from '../support/gateway.ts'
import { createRun, createVersion, type MlflowWriter, mlflowWriter, textAt } from '../support/seed-mlflow.ts'
import { sharedTools } from '../support/tools.ts'

let python: string
let mlflow: MlflowWriter
let gateway: TestGateway
let sender: string

beforeAll(async () => {
  python = join((await installTools(['openlineage'])).openlineage, 'bin', 'python')
  mlflow = mlflowWriter({ url: sharedTools().mlflowUrl })
  gateway = await startGateway({ sources: [mlflowSource('tracking')] })
  const made = await gateway.gateway.tokens.create({
    principalName: 'pipelines',
    roles: ['lineage-sender'],
    lifetimeMs: null,
  })
  sender = made.token
}, 300_000)

/** The pipelines send, by the client's own settings. */
function send(address: string, tag: string, settings: Readonly<Record<string, string>>) {
  const env = toolEnvironment({ NO_PROXY: '*', ...settings })
  return runToEnd([python, join(import.meta.dirname, 'send_lineage.py'), address, tag], { env })
}

/** A run of MLflow reads the data at an address, and a model is made of it. */
async function train(tag: string, address: string): Promise<string> {
  const name = `churn-${tag}`
  const experiment = await mlflow.post('/experiments/create', { name })
  const experimentId = textAt(experiment, 'experiment_id')
  const { runId } = await createRun(mlflow, { experimentId, name: 'train', startTime: Date.now() })
  const dataset = { name: `features-${tag}`, digest: tag, source_type: 's3', source: JSON.stringify({ uri: address }) }
  await mlflow.post('/runs/log-inputs', { run_id: runId, datasets: [{ tags: [], dataset }] })
  await mlflow.post('/registered-models/create', { name })
  await createVersion(mlflow, { name, source: 's3://models/none', runId })
  return `models:/${name}/1`
}

interface Graph {
  readonly lineage: {
    readonly nodes: readonly {
      readonly id: string
      readonly kind: string
      readonly name: string
      readonly source: string
    }[]
    readonly edges: readonly {
      readonly from: string
      readonly to: string
      readonly kind: string
      readonly columns: readonly unknown[] | null
    }[]
  }
}

async function above(ref: string) {
  const { lineage } = await gateway.read<Graph>(
    `query ($ref: String!) { lineage(ref: $ref, direction: UP, columns: true) {
      nodes { id kind name source } edges { from to kind columns { from to type subtype masking } } } }`,
    { ref },
  )
  const named = ({ kind, name, source }: Graph['lineage']['nodes'][number]) => `${kind} ${name} ${source}`
  return { nodes: lineage.nodes.map(named).toSorted(), edges: lineage.edges }
}

const expected = (tag: string) =>
  [
    `MODEL_VERSION churn-${tag}/1 tracking`,
    'RUN train tracking',
    `DATA_VERSION features-${tag}@${tag} tracking`,
    `DATASET features-${tag} tracking`,
    `JOB features-${tag} openlineage`,
    `JOB clean-${tag} openlineage`,
    `JOB daily-${tag} openlineage`,
    `DATASET shop.clean_${tag} openlineage`,
    `DATASET shop.orders_${tag} openlineage`,
  ].toSorted()

test.each([
  ['before the model is trained', true],
  ['after it was', false],
])(
  'what pipelines send %s leads from the raw table to the model, and its data is one node',
  async (_name, isFirst) => {
    const tag = randomBytes(4).toString('hex')
    const address = `s3://lake/features-${tag}.parquet`
    const settings = isFirst
      ? { OPENLINEAGE_URL: gateway.url, OPENLINEAGE_API_KEY: sender }
      : {
          OPENLINEAGE__TRANSPORT__TYPE: 'http',
          OPENLINEAGE__TRANSPORT__URL: gateway.url,
          OPENLINEAGE__TRANSPORT__COMPRESSION: 'gzip',
          OPENLINEAGE__TRANSPORT__AUTH: JSON.stringify({ type: 'api_key', apiKey: sender }),
        }
    if (isFirst) await send(address, tag, settings)
    const ref = await train(tag, address)
    await gateway.caughtUp('tracking', Date.now())
    if (!isFirst) await send(address, tag, settings)
    const { nodes, edges } = await above(ref)
    expect(nodes.filter((node) => !/^(MODEL|ARTIFACT|CODE) /.test(node))).toEqual(expected(tag))
    expect(edges.flatMap(({ columns }) => columns ?? [])).toEqual([
      { from: 'amount', to: 'total', type: 'DIRECT', subtype: 'AGGREGATION', masking: false },
    ])
  },
  300_000,
)
