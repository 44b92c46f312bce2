import type { MirrorPorts, Scheduler, SourceDirectory } from '../catalog/index.ts'
import type { Logger } from '../telemetry/index.ts'
import { createMeasuredRuns } from './measured-runs.ts'
import type { BuiltServices } from './services.ts'
import { createServingStatements } from './serving-statements.ts'
import type { OpenStore } from './store.ts'
import { createVersionIndexer } from './version-indexer.ts'

/** Something that goes on from start to stop. */
export interface Background {
  start(): void
  stop(): Promise<void>
}

/** What finding out about lineage takes. */
export interface LineageBackgroundParts {
  readonly store: Pick<OpenStore, 'catalog' | 'lineage' | 'unmeasured'>
  readonly sources: SourceDirectory
  readonly built: Pick<BuiltServices, 'serving' | 'live' | 'indexing'>
  readonly scheduler: Scheduler
  readonly log: Logger
}

/** What is found out for the lineage index beside the crawls: what is served, and what runs measured. */
export function createLineageBackground({ store, sources, built, scheduler, log }: LineageBackgroundParts): {
  readonly work: readonly Background[]
  readonly onMirrorChange: NonNullable<MirrorPorts['onChange']>
} {
  const { lineage, unmeasured } = store
  const measured = createMeasuredRuns(
    { sources, live: built.live, store: store.catalog, unmeasured, lineage },
    scheduler,
    log,
  )
  // Only what is served is tied to versions by their files, and finding those takes three calls for each version.
  const isServing = sources.all().some(({ capabilities }) => capabilities.includes('DEPLOYMENT_SYSTEM'))
  if (!isServing) return { work: [measured], onMirrorChange: () => undefined }
  const serving = createServingStatements({ ...built.serving, lineage }, scheduler, log)
  const indexer = createVersionIndexer(built.indexing, scheduler, { log, onLearnt: () => serving.request() })
  return {
    work: [measured, indexer, serving],
    onMirrorChange(_source, { stream }) {
      if (stream === 'deployments' || stream === 'versions') serving.request()
    },
  }
}
