import type { MirrorPorts, Scheduler } from '../catalog/index.ts'
import { type DriftPorts, reconcile } from '../reconciliation/index.ts'
import type { Logger } from '../telemetry/index.ts'
import type { Background } from './lineage-background.ts'
import { createNativeRounds } from './native-rounds.ts'
import { aboutEvery, createRounds } from './rounds.ts'

/** What looking at targets in rounds takes. */
export interface DriftBackgroundParts {
  readonly ports: DriftPorts
  readonly intervalMs: number
  /** For the rights that tools give by themselves. */
  readonly nativeRightsIntervalMs: number
  readonly scheduler: Scheduler
  /** In [0, 1). */
  readonly random: () => number
  readonly log: Logger
}

/** From the start to the first round: the first crawl is under way by then. */
const firstMs = 2_000
/** Hints within this are one round. */
const soonMs = 500

/** Looks at every target in rounds. `hint` has the next one begin soon; what it tells is not believed, only looked at. */
export function createDriftBackground({
  ports,
  intervalMs,
  nativeRightsIntervalMs,
  scheduler,
  random,
  log,
}: DriftBackgroundParts): Background & {
  hint(): void
  readonly onMirrorChange: NonNullable<MirrorPorts['onChange']>
} {
  const wait = () => aboutEvery(intervalMs, random)
  // A crawl tells of many changes, one after the other: the first brings the round forward, and the others do not put it off.
  let isHinted = false
  const rounds = createRounds({
    scheduler,
    firstMs: Math.min(firstMs, intervalMs),
    async round(signal) {
      isHinted = false
      await reconcile(ports, { signal, requestId: 'reconciliation' })
      return wait()
    },
    onFailed(err) {
      log.warn({ err }, 'looking at the targets failed')
      return wait()
    },
  })
  const native = createNativeRounds({ ports, intervalMs: nativeRightsIntervalMs, scheduler, random })
  const hint = () => {
    if (isHinted) return
    isHinted = true
    rounds.bringForward(Math.min(soonMs, intervalMs))
  }
  return {
    start() {
      rounds.start()
      native.start()
    },
    async stop() {
      await Promise.all([rounds.stop(), native.stop()])
    },
    hint,
    onMirrorChange(_source, { stream }) {
      if (stream === 'models' || stream === 'versions' || stream === 'deployments') hint()
    },
  }
}
