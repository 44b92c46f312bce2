import { Readable } from 'node:stream'
import {
  type ArtifactStore,
  type CatalogRecord,
  type Connector,
  defineConnector,
  Fault,
  type NativeKey,
  type RunRecord,
  z,
} from '../../../src/connector/index.ts'
import { shelfOf, type ToolShelf } from './tool-shelf.ts'

const config = z.strictObject({ shelf: z.string().min(1) })

/** Records of one kind by their keys, in the order asked. */
function batch<Kind extends CatalogRecord['kind']>(shelf: ToolShelf, kind: Kind) {
  return async (keys: readonly NativeKey[]) => keys.map(({ nativeId }) => shelf.find(kind, nativeId))
}

function connect({ shelf: name }: z.infer<typeof config>): Connector {
  const shelf = shelfOf(name)
  const versions = () => shelf.all('ModelVersion')
  const runs = () => shelf.all('Run')
  return {
    probe: async () => ({ version: '1', detail: null }),
    async *crawl({ stream }) {
      yield { records: shelf.stream(stream), cursor: 'end', nextCursor: 'end' }
    },
    modelRegistry: {
      models: batch(shelf, 'Model'),
      versions: batch(shelf, 'ModelVersion'),
      versionsOf: async ({ nativeId }) =>
        versions()
          .filter(({ modelName }) => modelName === nativeId)
          .toSorted((a, b) => Number(b.version) - Number(a.version)),
      versionsOfRuns: async (keys) => versions().filter(({ runId }) => keys.some(({ nativeId }) => nativeId === runId)),
      async versionByAlias({ nativeId }, alias) {
        const version = shelf.find('Model', nativeId)?.aliases.find((each) => each.alias === alias)?.version
        return version === undefined ? null : shelf.find('ModelVersion', `${nativeId}\n${version}`)
      },
      describe: async () => null,
      locate: async ({ sourceUri }) => sourceUri,
    },
    experimentTracker: {
      experiments: batch(shelf, 'Experiment'),
      runs: batch(shelf, 'Run'),
      loggedModels: batch(shelf, 'LoggedModel'),
      runsByData: async (data, limit) =>
        runs()
          .filter((run) => reads(run, data))
          .slice(0, limit),
      childRuns: async ({ nativeId }, limit) =>
        runs()
          .filter(({ parentRunId }) => parentRunId === nativeId)
          .slice(0, limit),
      metricHistory: async ({ nativeId }, key) =>
        (shelf.find('Run', nativeId)?.metrics ?? []).filter((metric) => metric.key === key),
    },
    datasetCatalogue: { datasets: batch(shelf, 'Dataset') },
    deploymentSystem: { list: async () => shelf.all('Deployment'), deployments: batch(shelf, 'Deployment') },
    artifactStore: storeOf(name),
    close: async () => undefined,
  }
}

function reads({ inputs }: RunRecord, data: { readonly name: string; readonly digest: string | null }): boolean {
  return inputs.some(({ name, digest }) => name === data.name && (data.digest ?? digest) === digest)
}

/** Under every address is one file, which is named like the last part of the address. */
function storeOf(shelf: string): ArtifactStore {
  const root = `box://${shelf}/`
  const fileOf = (place: string) => `${place.slice(place.lastIndexOf('/') + 1)}.bin`
  const record = (path: string) => {
    const facts = { isDirectory: false, sizeBytes: path.length, updatedAt: 1, revision: '1', sha256: null }
    return { path, ...facts }
  }
  return {
    claim: (uri) => (uri.startsWith(root) ? { uri, path: uri.slice(root.length) } : null),
    list: async ({ path }, { after }) => {
      const file = record(fileOf(path))
      return { files: after !== null && file.path <= after ? [] : [file], more: false }
    },
    stat: async ({ path }, asked) => (asked === fileOf(path) ? record(asked) : null),
    async read({ path }, asked) {
      if (asked === fileOf(path))
        return { body: Readable.from([Buffer.from(asked)]), sizeBytes: asked.length, totalBytes: asked.length }
      const message = 'There is no such file.'
      throw new Fault({ code: 'BAD_USER_INPUT', publicMessage: message, internalMessage: message, retryable: false })
    },
  }
}

/** A tool whose world lies in this process; see {@link ToolShelf}. */
export const manifest = defineConnector({
  id: 'random-tool',
  contract: 1,
  tool: { name: 'Random tool', versions: '1.x' },
  capabilities: ['MODEL_REGISTRY', 'EXPERIMENT_TRACKER', 'DATASET_CATALOGUE', 'ARTIFACT_STORE', 'DEPLOYMENT_SYSTEM'],
  streams: ['models', 'versions', 'experiments', 'runs', 'loggedModels', 'datasets', 'deployments'],
  config,
  describeUrl: ({ shelf }) => `https://${shelf}.example`,
  connect,
})
