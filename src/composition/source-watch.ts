import type { Scheduler } from '../catalog/index.ts'
import { Fault } from '../kernel/problem.ts'
import type { Logger, Metrics } from '../telemetry/index.ts'
import { isRead } from './openlineage-source.ts'
import { createRounds } from './rounds.ts'
import type { Sources } from './sources.ts'

/** Looks at every source now and then, so that one which nobody asks is still known to be up or down, and its version is known. */
export interface SourceWatch {
  start(): void
  stop(): Promise<void>
}

/** Between two looks; real calls tell much sooner. */
const intervalMs = 30_000
/** A look ends well before the next one. */
const patienceMs = 10_000

/** Makes the watch. */
export function createSourceWatch(
  sources: Sources,
  { scheduler, log, metrics }: { readonly scheduler: Scheduler; readonly log: Logger; readonly metrics: Metrics },
): SourceWatch {
  const look = async (id: string, stopping: AbortSignal) => {
    const isUp = await sources.probe(id, AbortSignal.any([stopping, AbortSignal.timeout(patienceMs)])).then(
      () => true,
      (error: unknown) => {
        if (!stopping.aborted)
          log.debug({ source: id, err: error instanceof Fault ? error.message : error }, 'source does not answer')
        return false
      },
    )
    metrics.sourceUp.set({ source: id }, isUp ? 1 : 0)
  }
  return createRounds({
    scheduler,
    firstMs: 0,
    async round(signal) {
      const watched = sources.all().filter(isRead)
      await Promise.all(watched.map(({ id }) => look(id, signal)))
      return intervalMs
    },
    onFailed(error) {
      log.warn({ err: error }, 'looking at the sources failed')
      return intervalMs
    },
  })
}
