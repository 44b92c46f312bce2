import {
  type ArtifactStore,
  type CallContext,
  type CatalogRecord,
  type Connector,
  type ConnectorHost,
  type CrawlBatch,
  type CrawlRequest,
  type DatasetRecord,
  type DeploymentRecord,
  defineConnector,
  type ExperimentRecord,
  type ExperimentTracker,
  type HttpClient,
  type LoggedModelRecord,
  type ModelRecord,
  type ModelRegistry,
  type ModelVersionRecord,
  type NativeKey,
  type RunRecord,
  type Secret,
  type StreamName,
  secretText,
  z,
} from '../../../src/connector/index.ts'
import { createReferenceEffects } from './effects.ts'
import { createReferenceStore } from './store.ts'

const config = z.strictObject({ url: z.url(), token: secretText() })

/** The reference tool's answers carry records as they are; a real connector parses here. */
interface Reader {
  batch<Kind extends CatalogRecord>(
    stream: StreamName,
    keys: readonly NativeKey[],
    call: CallContext,
  ): Promise<readonly (Kind | null)[]>
  page(
    stream: StreamName,
    offset: number,
    call: CallContext,
  ): Promise<{ records: readonly CatalogRecord[]; isLast: boolean }>
  all<Kind extends CatalogRecord>(stream: StreamName, call: CallContext): Promise<readonly Kind[]>
}

function createReader(client: HttpClient): Reader {
  const page: Reader['page'] = async (stream, offset, call) => {
    const query = { workspace: 'team', offset }
    const answer = await client.json({ path: `/pages/${stream}`, query, signal: call.signal })
    return answer.body as { records: readonly CatalogRecord[]; isLast: boolean }
  }
  return {
    page,
    async batch<Kind extends CatalogRecord>(stream: StreamName, keys: readonly NativeKey[], call: CallContext) {
      if (keys.length === 0) return []
      const sent = keys.map(({ workspace, nativeId }) => ({ workspace, nativeId }))
      const answer = await client.json({
        method: 'POST',
        path: `/batch/${stream}`,
        json: sent,
        isSafe: true,
        signal: call.signal,
      })
      return answer.body as readonly (Kind | null)[]
    },
    async all<Kind extends CatalogRecord>(stream: StreamName, call: CallContext) {
      const found: CatalogRecord[] = []
      for (let offset = 0; ; offset += 2) {
        const { records, isLast } = await page(stream, offset, call)
        found.push(...records)
        if (isLast) return found as unknown as readonly Kind[]
      }
    },
  }
}

async function* crawl(reader: Reader, request: CrawlRequest, call: CallContext): AsyncIterable<CrawlBatch> {
  if (request.mode === 'DELTA') {
    await reader.page(request.stream, 0, call)
    yield { records: [], cursor: 'end', nextCursor: 'later' }
    return
  }
  for (let offset = Number(request.cursor ?? 0); ; offset += 2) {
    const { records, isLast } = await reader.page(request.stream, offset, call)
    const cursor = String(offset + records.length)
    yield isLast ? { records, cursor, nextCursor: 'later' } : { records, cursor }
    if (isLast) return
  }
}

function createRegistry(reader: Reader, url: string): ModelRegistry {
  const versions = (call: CallContext) => reader.all<ModelVersionRecord>('versions', call)
  return {
    models: (names, call) => reader.batch<ModelRecord>('models', names, call),
    versions: (ids, call) => reader.batch<ModelVersionRecord>('versions', ids, call),
    versionsOf: async (model, call) =>
      (await versions(call)).filter((each) => each.modelName === model.nativeId).toReversed(),
    versionsOfRuns: async (runs, call) =>
      runs.length === 0 ? [] : (await versions(call)).filter((each) => runs.some((run) => run.nativeId === each.runId)),
    async versionByAlias(model, alias, call) {
      const [record] = await reader.batch<ModelRecord>('models', [model], call)
      const number = record?.aliases.find((each) => each.alias === alias)?.version
      return (await versions(call)).find((each) => each.modelName === model.nativeId && each.version === number) ?? null
    },
    describe: async () => ({
      flavors: [{ name: 'sklearn', libraryVersion: '1.5', properties: {} }],
      inputs: [],
      outputs: [],
      params: [],
      environmentFiles: ['requirements.txt'],
    }),
    locate: async () => `${url}/files`,
  }
}

function createTracker(reader: Reader, client: HttpClient): ExperimentTracker {
  const runs = (call: CallContext) => reader.all<RunRecord>('runs', call)
  return {
    experiments: (ids, call) => reader.batch<ExperimentRecord>('experiments', ids, call),
    runs: (ids, call) => reader.batch<RunRecord>('runs', ids, call),
    loggedModels: (ids, call) => reader.batch<LoggedModelRecord>('loggedModels', ids, call),
    runsByData: async (data, limit, call) =>
      (await runs(call))
        .filter((run) => run.inputs.some((input) => input.name === data.name && input.digest === data.digest))
        .slice(0, limit),
    childRuns: async (parent, limit, call) =>
      (await runs(call)).filter((run) => run.parentRunId === parent.nativeId).slice(0, limit),
    async metricHistory(_run, _key, limit, call) {
      const answer = await client.json({ path: '/history', signal: call.signal })
      const values = answer.body as readonly number[]
      return values.slice(0, limit).map((value, step) => ({ step, value, recordedAt: null }))
    },
  }
}

function connect(
  { url, token }: { url: string; token: Secret },
  host: ConnectorHost,
): Connector & { artifactStore: ArtifactStore } {
  const client = host.http({ baseUrl: url, headers: { authorization: `Bearer ${token.reveal()}` } })
  const reader = createReader(client)
  return {
    async probe(call) {
      const answer = await client.json({ path: '/health', signal: call.signal })
      return { version: z.object({ version: z.string() }).parse(answer.body).version, detail: null }
    },
    crawl: (request, call) => crawl(reader, request, call),
    modelRegistry: createRegistry(reader, url),
    experimentTracker: createTracker(reader, client),
    datasetCatalogue: { datasets: (names, call) => reader.batch<DatasetRecord>('datasets', names, call) },
    deploymentSystem: {
      list: (call) => reader.all<DeploymentRecord>('deployments', call),
      deployments: (names, call) => reader.batch<DeploymentRecord>('deployments', names, call),
    },
    monitor: {
      signals: async (deployment) => [
        { deployment, version: null, name: 'latency', value: 3, observedAt: 1_700_000_000_000, labels: {} },
      ],
    },
    artifactStore: createReferenceStore(client, url),
    effects: createReferenceEffects(client),
    close: async () => undefined,
  }
}

/** A connector to the reference tool, with every capability there is. */
export const manifest = defineConnector({
  id: 'reference',
  contract: 1,
  tool: { name: 'Reference', versions: '1.x' },
  capabilities: [
    'MODEL_REGISTRY',
    'EXPERIMENT_TRACKER',
    'DATASET_CATALOGUE',
    'ARTIFACT_STORE',
    'DEPLOYMENT_SYSTEM',
    'MONITOR',
  ],
  streams: ['models', 'versions', 'experiments', 'runs', 'loggedModels', 'datasets', 'deployments'],
  config,
  describeUrl: ({ url }) => url,
  connect,
})
