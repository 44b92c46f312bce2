import type { Clock } from '../kernel/clock.ts'
import { type Fault, faultOf, problem } from '../kernel/problem.ts'
import type { Thoroughness } from './crawl-plan.ts'
import { crawlStream, type StreamResult } from './crawl-stream.ts'
import type { CatalogStore, ConnectedSource, SourceDirectory, SyncRequests } from './ports.ts'
import type { Scheduler } from './scheduler.ts'
import { faultFrom } from './tool-fault.ts'

/** What the mirror needs from outside. */
export interface MirrorPorts {
  readonly sources: SourceDirectory
  readonly store: CatalogStore
  readonly clock: Clock
  readonly scheduler: Scheduler
  readonly log: MirrorLog
  /** In [0, 1). */
  random(): number
  readonly settings: MirrorSettings
  /** Hears of every stream that was read and changed the mirror. */
  onChange?(source: string, result: StreamResult): void
}

/** Where the mirror reports turns that changed something or failed. */
export interface MirrorLog {
  info(facts: Readonly<Record<string, unknown>>, message: string): void
  warn(facts: Readonly<Record<string, unknown>>, message: string): void
}

/** How often sources are read; milliseconds. */
export interface MirrorSettings {
  /** `sync.intervalMs`: between two turns of a source; 5,000 by default. */
  readonly intervalMs: number
  /** `sync.fullIntervalMs`: between two full crawls, which notice deletions; 15 minutes by default. */
  readonly fullIntervalMs: number
}

/** Keeps the mirror of every source. */
export interface Mirror extends SyncRequests {
  /** Begins to read every source, and goes on until {@link stop}. */
  start(): void
  /** Ends within the running batches; what they wrote stays, and the next start goes on after them. */
  stop(): Promise<void>
  /** Asks for a turn of a source at once that reads what changed, or also what was deleted; returns before it has run. */
  nudge(source: string, reach: 'CHANGES' | 'DELETIONS'): void
  /** Reads one source once and tells what it did; waits for a turn of it that is under way. Throws NOT_FOUND. */
  runOnce(source: string, options: { readonly full: boolean }): Promise<readonly StreamResult[]>
}

/** The least first: of two turns that are asked for the one that reads more is made. */
const reaches: readonly Thoroughness[] = ['CHANGES', 'DELETIONS', 'EVERYTHING']

/** A source that keeps failing is still tried this often. */
const retryDelayMsMax = 60_000

/** Codes after which the other streams of the source would fail alike. */
const awayCodes: ReadonlySet<string> = new Set(['UPSTREAM_UNAVAILABLE', 'UPSTREAM_TIMEOUT'])

/**
 * Makes the mirror: one loop per source, its streams one after the other, one batch under way at a time. Within one
 * process a source is never read twice at once. Several processes on one store do no harm (ingesting is idempotent,
 * places are saved whole) but do the work twice; a lease per source will tell replicas apart when there are several.
 */
export function createMirror(ports: MirrorPorts): Mirror {
  const loops = new Map<string, SourceLoop>()
  const loopOf = (source: ConnectedSource) => {
    const loop = loops.get(source.id) ?? new SourceLoop(ports, source)
    loops.set(source.id, loop)
    return loop
  }
  return {
    start() {
      for (const source of ports.sources.all()) if (source.streams.length > 0) loopOf(source).start()
    },
    async stop() {
      await Promise.all([...loops.values()].map((loop) => loop.stop()))
    },
    request(id, { full }) {
      const source = ports.sources.byId(id)
      if (source !== null && source.streams.length > 0) loopOf(source).request(full ? 'EVERYTHING' : 'DELETIONS')
    },
    nudge(id, reach) {
      const source = ports.sources.byId(id)
      if (source !== null && source.streams.length > 0) loopOf(source).request(reach)
    },
    async runOnce(id, { full }) {
      const source = ports.sources.byId(id)
      if (source === null) throw faultOf(problem('NOT_FOUND', `No source is named ${id}.`))
      return loopOf(source).turn(full ? 'EVERYTHING' : 'DELETIONS')
    },
  }
}

/** The turns of one source. */
class SourceLoop {
  readonly #ports: MirrorPorts
  readonly #source: ConnectedSource
  readonly #stop = new AbortController()
  #isStarted = false
  #failures = 0
  #requested: Thoroughness | null = null
  #running: Promise<unknown> = Promise.resolve()
  #isRunning = false
  #cancelTimer: () => void = () => undefined

  constructor(ports: MirrorPorts, source: ConnectedSource) {
    this.#ports = ports
    this.#source = source
  }

  start(): void {
    if (this.#isStarted) return
    this.#isStarted = true
    this.#go('CHANGES')
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    this.#cancelTimer()
    await this.#running
  }

  request(thoroughness: Thoroughness): void {
    const asked = [this.#requested, thoroughness]
    this.#requested = reaches.findLast((reach) => asked.includes(reach)) ?? thoroughness
    if (!this.#isRunning) this.#go('CHANGES')
  }

  /** Queues a turn behind the one under way. */
  turn(thoroughness: Thoroughness): Promise<readonly StreamResult[]> {
    const turn = this.#running.then(async () => {
      this.#isRunning = true
      try {
        return await this.#readStreams(thoroughness)
      } finally {
        this.#isRunning = false
      }
    })
    // Whoever waits for the turn meets its failure; the next turn only waits for its end.
    this.#running = turn.catch(() => undefined)
    return turn
  }

  #go(least: Thoroughness): void {
    if (this.#stop.signal.aborted) return
    this.#cancelTimer()
    const thoroughness = this.#requested ?? least
    this.#requested = null
    this.#isRunning = true
    void this.turn(thoroughness).then(
      (results) => this.#plan(results.find((result) => result.fault !== null)?.fault ?? null),
      (error: unknown) => {
        const fault = faultFrom(error, this.#source.id)
        this.#ports.log.warn({ source: this.#source.id, code: fault.code, reason: fault.message }, 'A turn failed')
        this.#plan(fault)
      },
    )
  }

  #plan(fault: Fault | null): void {
    if (this.#stop.signal.aborted) return
    if (this.#requested !== null) return this.#go('CHANGES')
    if (!this.#isStarted) return
    this.#failures = fault === null ? 0 : this.#failures + 1
    this.#cancelTimer()
    this.#cancelTimer = this.#ports.scheduler.after(this.#delayMs(), () => this.#go('CHANGES'))
  }

  /** Jitter keeps the sources of one server from being read in step; failures double the wait. */
  #delayMs(): number {
    const { intervalMs } = this.#ports.settings
    const backedOffMs = Math.min(Math.max(retryDelayMsMax, intervalMs), intervalMs * 2 ** Math.min(this.#failures, 16))
    return Math.round(backedOffMs * (1 + 0.2 * this.#ports.random()))
  }

  async #readStreams(thoroughness: Thoroughness): Promise<readonly StreamResult[]> {
    const { store, clock, settings } = this.#ports
    const results: StreamResult[] = []
    for (const stream of this.#source.streams) {
      if (this.#stop.signal.aborted) break
      const call = { signal: this.#stop.signal, requestId: `crawl:${this.#source.id}` }
      const crawlPorts = { store, clock, fullIntervalMs: settings.fullIntervalMs }
      const result = await crawlStream(crawlPorts, { source: this.#source, stream, thoroughness, call })
      results.push(result)
      this.#report(result)
      if (result.fault !== null && awayCodes.has(result.fault.code)) break
    }
    return results
  }

  #report(result: StreamResult): void {
    const { fault, ...facts } = result
    const about = { source: this.#source.id, ...facts }
    if (fault !== null) this.#ports.log.warn({ ...about, code: fault.code, reason: fault.message }, 'A crawl failed')
    else if (result.changed > 0 || result.deleted > 0) this.#ports.log.info(about, 'The mirror changed')
    if (result.changed > 0 || result.deleted > 0) this.#ports.onChange?.(this.#source.id, result)
  }
}
