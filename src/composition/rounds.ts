import type { Scheduler } from '../catalog/index.ts'

/** Work that goes on in rounds, one at a time. */
export interface Rounds {
  start(): void
  /** Aborts the round under way and waits for its end; no other follows. */
  stop(): Promise<void>
  /** The next round begins this soon, or this soon after the one under way. */
  bringForward(delayMs: number): void
}

/** What is done in rounds, and when. */
export interface RoundsPlan {
  readonly scheduler: Scheduler
  /** From the start to the first round. */
  readonly firstMs: number
  /** Does one round and answers how long to wait for the next. `signal` is aborted by stopping. */
  round(signal: AbortSignal): Promise<number>
  /** Told why a round failed, unless it was being stopped; answers how long to wait for the next. */
  onFailed(error: unknown): number
}

/** Makes rounds. Nothing begins before the start. */
export function createRounds({ scheduler, firstMs, round, onFailed }: RoundsPlan): Rounds {
  const stopping = new AbortController()
  let cancelNext: () => void = () => undefined
  let underWay: Promise<void> | null = null
  let wantedMs: number | null = null
  const after = (delayMs: number) => {
    cancelNext()
    if (stopping.signal.aborted) return
    cancelNext = scheduler.after(delayMs, () => {
      underWay = once()
    })
  }
  const once = async () => {
    wantedMs = null
    const delayMs = await round(stopping.signal).catch((error: unknown) =>
      stopping.signal.aborted ? 0 : onFailed(error),
    )
    underWay = null
    after(wantedMs ?? delayMs)
  }
  return {
    start: () => after(firstMs),
    async stop() {
      stopping.abort()
      cancelNext()
      await underWay
    },
    bringForward(delayMs) {
      wantedMs = delayMs
      if (underWay === null) after(delayMs)
    },
  }
}

/** Share of the interval, to either side. */
const spread = 0.1

/** How long to wait for a round of every `intervalMs`, so that several gateways do not begin at once; `random` is in [0, 1). */
export function aboutEvery(intervalMs: number, random: () => number): number {
  return intervalMs * (1 - spread + 2 * spread * random())
}
