import { manifest } from '../../../connectors/mlflow/manifest.ts'
import { conformanceHost } from '../../../src/connector/conformance.ts'
import type {
  ArtifactStore,
  CallContext,
  CrawlBatch,
  CrawlRequest,
  ExperimentTracker,
  ModelRegistry,
} from '../../../src/connector/index.ts'
import type { SourceLimits } from '../../../src/connector/source-limits.ts'

/** A connected source with the members that this connector declares, and the calls it has made. */
export interface MlflowSession extends AsyncDisposable {
  readonly registry: ModelRegistry
  readonly tracker: ExperimentTracker
  readonly store: ArtifactStore
  readonly call: CallContext
  probe(): Promise<unknown>
  crawl(request: CrawlRequest): Promise<readonly CrawlBatch[]>
  /** The first batch only. */
  crawlOnce(request: CrawlRequest): Promise<CrawlBatch>
  /** Calls that went out while the work ran. */
  counting<Result>(work: () => Promise<Result>): Promise<{ readonly result: Result; readonly calls: number }>
}

/** Connects to an MLflow as the gateway would. */
export function connectTo(
  config: Readonly<Record<string, unknown>>,
  limits: Partial<SourceLimits> = {},
): MlflowSession {
  const host = conformanceHost('tracking', limits)
  const connector = manifest.connect(manifest.config.parse(config), host)
  const { modelRegistry, experimentTracker, artifactStore } = connector
  const crawl = (request: CrawlRequest) => connector.crawl?.(request, call) ?? []
  if (!modelRegistry || !experimentTracker || !artifactStore) throw new Error('A declared capability is missing')
  const call = { signal: AbortSignal.timeout(110_000), requestId: 'test' }
  return {
    registry: modelRegistry,
    tracker: experimentTracker,
    store: artifactStore,
    call,
    probe: () => connector.probe(call),
    async crawl(request) {
      const batches: CrawlBatch[] = []
      for await (const batch of crawl(request)) batches.push(batch)
      return batches
    },
    async crawlOnce(request) {
      for await (const batch of crawl(request)) return batch
      throw new Error('A crawl has at least one batch')
    },
    async counting(work) {
      const before = host.calls.length
      return { result: await work(), calls: host.calls.length - before }
    },
    [Symbol.asyncDispose]: () => host.close(),
  }
}

/** A key in a server without workspaces. */
export function keyOf(nativeId: string) {
  return { workspace: '', nativeId }
}
