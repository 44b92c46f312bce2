import { setImmediate as nextLoopTurn } from 'node:timers/promises'
import type { CallContext, StreamName } from '../connector/contract.ts'
import type { Clock } from '../kernel/clock.ts'
import { Fault } from '../kernel/problem.ts'
import { type CrawlPlan, planCrawl, type Thoroughness, writePlace } from './crawl-plan.ts'
import type { CatalogStore, ConnectedSource } from './ports.ts'
import { type ReadBatch, readAhead } from './read-ahead.ts'
import { kindsOfStream, untouchedStream } from './streams.ts'
import { faultFrom } from './tool-fault.ts'
import type { StreamProgress } from './types.ts'

/** What crawling one stream needs. */
export interface CrawlPorts {
  readonly store: CatalogStore
  readonly clock: Clock
  readonly fullIntervalMs: number
}

/** Which stream is read, and how. */
export interface StreamTurn {
  readonly source: ConnectedSource
  readonly stream: StreamName
  readonly thoroughness: Thoroughness
  readonly call: CallContext
}

/** What one turn of a stream did. */
export interface StreamResult {
  readonly stream: StreamName
  readonly mode: 'FULL' | 'DELTA'
  /** Records read in this turn. */
  readonly records: number
  readonly changed: number
  readonly deleted: number
  /** Why it ended early; null when it finished or was told to stop. */
  readonly fault: Fault | null
  readonly finished: boolean
}

/**
 * Reads one stream of a source into the mirror, a batch at a time; the tool makes the next one ready while the last is
 * written, and none further. The place is saved after each batch, so that a crawl that is stopped, fails or dies goes on
 * from there; a batch that was written but not noted is read twice, which changes nothing. When `call.signal` fires, it
 * ends within the batch.
 */
export async function crawlStream(ports: CrawlPorts, turn: StreamTurn): Promise<StreamResult> {
  const { source, stream, thoroughness, call } = turn
  const saved =
    (await ports.store.progress(source.id)).find((row) => row.stream === stream) ?? untouchedStream(source.id, stream)
  const plan = planCrawl(saved, { stream, thoroughness, now: ports.clock.now(), fullIntervalMs: ports.fullIntervalMs })
  const crawl = new StreamCrawl(ports, turn, { saved, plan })
  try {
    await crawl.run()
  } catch (error) {
    // Told to stop: whatever the broken-off call threw says nothing about the tool.
    if (!call.signal.aborted) await crawl.fail(faultFrom(error, source.id))
  }
  return crawl.result()
}

/** One turn under way. */
class StreamCrawl {
  readonly #ports: CrawlPorts
  readonly #turn: StreamTurn
  readonly #plan: CrawlPlan
  #progress: StreamProgress
  #records = 0
  #changed = 0
  #deleted = 0
  #fault: Fault | null = null
  #finished = false

  constructor(
    ports: CrawlPorts,
    turn: StreamTurn,
    start: { readonly saved: StreamProgress; readonly plan: CrawlPlan },
  ) {
    this.#ports = ports
    this.#turn = turn
    this.#plan = start.plan
    const { mode, generation, processed } = start.plan
    const state = start.saved.completeAsOf === null ? 'FILLING' : 'REFRESHING'
    this.#progress = { ...start.saved, state, mode, generation, processed }
  }

  async run(): Promise<void> {
    const { source, stream, call } = this.#turn
    if (source.connector.crawl === undefined)
      throw new Error(`${source.kind} declares the stream ${stream} and has no crawl`)
    const request = { stream, mode: this.#plan.mode, cursor: this.#plan.cursor }
    for await (const batch of readAhead(source.connector.crawl(request, call), this.#ports.clock)) {
      if (call.signal.aborted) return
      await this.#take(batch)
      if (batch.nextCursor !== undefined) return this.#finish(batch.nextCursor)
      // Requests have their turn between any two batches, also when the tool answers at once.
      await nextLoopTurn()
    }
    if (!call.signal.aborted) throw endedEarly(source.id, stream)
  }

  async fail(fault: Fault): Promise<void> {
    this.#fault = fault
    const { code, publicMessage: message, retryable } = fault
    await this.#save({ ...this.#progress, state: 'FAILED', error: { code, message, retryable } })
  }

  result(): StreamResult {
    const { stream } = this.#turn
    const counts = { records: this.#records, changed: this.#changed, deleted: this.#deleted }
    return { stream, mode: this.#plan.mode, ...counts, fault: this.#fault, finished: this.#finished }
  }

  async #take({ observedAt, ...batch }: ReadBatch): Promise<void> {
    const { mode, generation, beganAt } = this.#plan
    if (batch.records.length > 0) {
      const stamp = mode === 'FULL' ? { generation } : {}
      const { created, updated } = await this.#ports.store.ingest({
        source: this.#turn.source.id,
        records: batch.records,
        observedAt,
        ...stamp,
      })
      this.#changed += created + updated
    }
    this.#records += batch.records.length
    const processed = this.#progress.processed + batch.records.length
    this.#progress = {
      ...this.#progress,
      processed,
      cursor: writePlace({ beganAt, cursor: batch.cursor }),
      error: null,
    }
    // The end of the crawl is saved once, with everything it means.
    if (batch.nextCursor === undefined) await this.#save(this.#progress)
  }

  async #finish(nextCursor: string): Promise<void> {
    const { mode, generation, beganAt } = this.#plan
    const now = this.#ports.clock.now()
    if (mode === 'FULL') {
      this.#deleted = await this.#ports.store.sweep(this.#turn.source.id, kindsOfStream[this.#turn.stream], {
        generation,
        beganAt,
        now,
      })
    }
    const fullAsOf = mode === 'FULL' ? now : this.#progress.fullAsOf
    await this.#save({
      ...this.#progress,
      state: 'IDLE',
      mode: null,
      cursor: null,
      nextCursor,
      completeAsOf: beganAt,
      fullAsOf,
      error: null,
    })
    this.#finished = true
  }

  async #save(progress: StreamProgress): Promise<void> {
    this.#progress = progress
    await this.#ports.store.saveProgress(progress)
  }
}

function endedEarly(source: string, stream: StreamName): Fault {
  return new Fault({
    code: 'UPSTREAM_INVALID',
    publicMessage: `Source ${source} did not finish listing its ${stream}.`,
    internalMessage: `the crawl of ${stream} of ${source} ended without a next cursor`,
    retryable: true,
    source,
  })
}
