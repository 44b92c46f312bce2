import type { Scheduler } from '../catalog/index.ts'
import { type IndexPorts, indexVersionFacts } from '../deployments/index.ts'
import { Fault } from '../kernel/problem.ts'
import type { Logger } from '../telemetry/index.ts'
import { createRounds } from './rounds.ts'

/** Notes in the background where the files of registered versions are, so that deployments can be tied to them. */
export interface VersionIndexer {
  start(): void
  /** Ends within the version under way. */
  stop(): Promise<void>
}

/** Versions looked at before anything else gets a turn. */
const roundSize = 20
/** While there is more to do, and when there is not: a new version is served minutes after it was registered, not seconds. */
const busyDelayMs = 100
const idleDelayMs = 3_000

/** Makes the indexer. One version is under way at a time, so that a tool hardly notices. `onLearnt` hears of each round that learnt. */
export function createVersionIndexer(
  ports: IndexPorts,
  scheduler: Scheduler,
  { log, onLearnt }: { readonly log: Logger; readonly onLearnt: () => void },
): VersionIndexer {
  return createRounds({
    scheduler,
    firstMs: busyDelayMs,
    async round(signal) {
      const { indexed } = await indexVersionFacts(ports, roundSize, { signal, requestId: 'version-indexer' })
      if (indexed > 0) onLearnt()
      return indexed > 0 ? busyDelayMs : idleDelayMs
    },
    onFailed(error) {
      log.warn({ err: error instanceof Fault ? error.message : error }, 'indexing versions failed')
      return idleDelayMs
    },
  })
}
