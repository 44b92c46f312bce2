import type { Scheduler } from '../catalog/index.ts'
import { Fault } from '../kernel/problem.ts'
import type { Logger, Metrics } from '../telemetry/index.ts'
import { isRead } from './openlineage-source.ts'
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
  const stopping = new AbortController()
  let cancelNext: (() => void) | undefined
  let round: Promise<void> = Promise.resolve()
  const look = async (id: string) => {
    const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(patienceMs)])
    const isUp = await sources.probe(id, signal).then(
      () => true,
      (error: unknown) => {
        if (!stopping.signal.aborted)
          log.debug({ source: id, err: error instanceof Fault ? error.message : error }, 'source does not answer')
        return false
      },
    )
    metrics.sourceUp.set({ source: id }, isUp ? 1 : 0)
  }
  const next = (delayMs: number) => {
    if (stopping.signal.aborted) return
    cancelNext = scheduler.after(delayMs, () => {
      round = Promise.all(
        sources
          .all()
          .filter(isRead)
          .map(({ id }) => look(id)),
      ).then(() => next(intervalMs))
    })
  }
  return {
    start: () => next(0),
    async stop() {
      stopping.abort()
      cancelNext?.()
      await round
    },
  }
}
