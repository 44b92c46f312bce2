import type { HookNotice, NamedObject } from './event.ts'

/** What hints lead to. */
export interface HintPorts {
  /** Reads these objects from their tool and takes them into the mirror. */
  refresh(source: string, objects: readonly NamedObject[], signal: AbortSignal): Promise<void>
  /** Asks for a crawl of what changed, or also of everything small, where more may have changed than was told. */
  crawl(source: string, reach: 'CHANGES' | 'DELETIONS'): void
  after(ms: number, work: () => void): () => void
  /** Told of every read, with what it failed of; undefined when it did not. */
  onRead(source: string, error: unknown): void
}

/** What events say to look at again, gathered for a moment and then read together. */
export interface Hints {
  add(source: string, notice: HookNotice): void
  /** Ends within the reads under way; what waits is left to the crawl. */
  stop(): Promise<void>
}

/** A script that sets ten tags sends ten events within this time, and they become one read. */
const gatherMs = 100
/** Objects of one read. */
const batchMax = 200
/** Beyond this many objects that wait, a crawl is cheaper than asking for each. */
const waitingMax = 2_000
const patienceMs = 30_000

/** Makes the gathering of hints: one read of a source is under way at a time. */
export function createHints(ports: HintPorts): Hints {
  const stopping = new AbortController()
  const queues = new Map<string, SourceHints>()
  return {
    add(source, notice) {
      if (stopping.signal.aborted || notice.kind === 'NOTHING') return
      if (notice.kind === 'ANYTHING') return ports.crawl(source, 'CHANGES')
      const queue = queues.get(source) ?? new SourceHints(ports, source, stopping.signal)
      queues.set(source, queue)
      queue.add(notice.objects)
    },
    async stop() {
      stopping.abort()
      await Promise.all([...queues.values()].map((queue) => queue.stopped()))
    },
  }
}

/** What waits of one source. */
class SourceHints {
  readonly #ports: HintPorts
  readonly #source: string
  readonly #stop: AbortSignal
  readonly #waiting = new Map<string, NamedObject>()
  #isGathering = false
  #cancel: () => void = () => undefined
  #reading: Promise<void> = Promise.resolve()

  constructor(ports: HintPorts, source: string, stop: AbortSignal) {
    this.#ports = ports
    this.#source = source
    this.#stop = stop
  }

  add(objects: readonly NamedObject[]): void {
    for (const object of objects) this.#waiting.set(`${object.kind}\n${object.nativeId}`, object)
    if (this.#waiting.size > waitingMax) {
      this.#waiting.clear()
      // A delta compares only the latest models by content, so an older one's alias would be missed.
      this.#ports.crawl(this.#source, 'DELETIONS')
    }
    if (!this.#isGathering && this.#waiting.size > 0) this.#gather()
  }

  async stopped(): Promise<void> {
    this.#cancel()
    await this.#reading
  }

  /** A read answers for what was told before it began, so what is told meanwhile waits for the next one. */
  #gather(): void {
    this.#isGathering = true
    this.#cancel = this.#ports.after(gatherMs, () => {
      this.#reading = this.#readWaiting()
    })
  }

  async #readWaiting(): Promise<void> {
    const taken = [...this.#waiting].slice(0, batchMax)
    for (const [key] of taken) this.#waiting.delete(key)
    const objects = taken.map(([, object]) => object)
    const signal = AbortSignal.any([this.#stop, AbortSignal.timeout(patienceMs)])
    const error = await this.#ports.refresh(this.#source, objects, signal).catch((reason: unknown) => reason)
    this.#isGathering = false
    if (this.#stop.aborted) return
    this.#ports.onRead(this.#source, error)
    // The crawl waits longer and longer for a tool that is away, and meets there what was told of it.
    if (error !== undefined) this.#ports.crawl(this.#source, 'DELETIONS')
    if (this.#waiting.size > 0) this.#gather()
  }
}
