import type { Scheduler } from '../catalog/index.ts'
import { type DriftPorts, reconcileNativeRights } from '../reconciliation/index.ts'
import { aboutEvery, createRounds, type Rounds } from './rounds.ts'

/** What asking tools for their own rights in rounds takes. */
export interface NativeRoundsParts {
  readonly ports: DriftPorts
  readonly intervalMs: number
  readonly scheduler: Scheduler
  /** In [0, 1). */
  readonly random: () => number
}

/** From the start to the first round: the first crawl of most sources has ended by then. */
const firstMs = 30_000

/** Asks every tool for the rights that it gives by itself, in rounds of their own: that may take hundreds of calls. */
export function createNativeRounds({
  ports,
  intervalMs,
  scheduler,
  random,
}: NativeRoundsParts): Pick<Rounds, 'start' | 'stop'> {
  const wait = () => aboutEvery(intervalMs, random)
  return createRounds({
    scheduler,
    firstMs: Math.min(firstMs, intervalMs),
    async round(signal) {
      await reconcileNativeRights(ports, { signal, requestId: 'native-rights' })
      return wait()
    },
    onFailed(err) {
      ports.log.warn({ err }, 'looking at the rights that tools give by themselves failed')
      return wait()
    },
  })
}
