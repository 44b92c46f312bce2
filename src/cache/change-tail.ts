import type { LineageKey } from '../kernel/lineage-key.ts'
import type { LineageBasis, LineageChanges, LineageIndex } from '../lineage/index.ts'

/** What the tail follows, and how closely. */
export interface ChangeTailOptions {
  readonly index: Pick<LineageIndex, 'head' | 'changesSince'>
  /** Told when a look by itself failed; the next question looks again, and fails with the store. */
  readonly onFault: (error: unknown) => void
  readonly now?: () => number
  /** Keys of which it is remembered when they changed last. */
  readonly keysMax?: number
}

/** Follows the changes of the index for one replica. */
export interface ChangeTail extends LineageChanges {
  /** There are changes up to this one: nobody is answered before they are known. */
  heard(sequence: number): void
  /** There may be changes: looks at once. */
  ring(): void
  /** Looks now and then until it is stopped. */
  start(): void
  stop(): Promise<void>
}

/** Between two looks; with the time that a look takes, changes of others are known within a second. */
const pauseMs = 500

/** After this long without a look nobody is answered before the next one. */
const vouchedMs = 800

/** Some 5 MB, and about as many changes as a bulk crawl makes in ten seconds. */
const keysMaxDefault = 50_000

/** How far back the first look goes, so that what others made before this replica started is of use to it. */
const startChanges = 5_000

/** Makes a tail. It knows nothing, and vouches for nothing, until it is first asked. */
export function createChangeTail(options: ChangeTailOptions): ChangeTail {
  return new PolledTail(options)
}

class PolledTail implements ChangeTail {
  readonly #index: ChangeTailOptions['index']
  readonly #onFault: (error: unknown) => void
  readonly #now: () => number
  readonly #keysMax: number
  /** Last change of each key, the longest unchanged first. */
  readonly #changed = new Map<LineageKey, number>()
  /** What is older than this one cannot be told of. */
  #floor = Number.POSITIVE_INFINITY
  #head = -1
  #heard = -1
  #lookedAt = Number.NEGATIVE_INFINITY
  #looking: Promise<void> | null = null
  #isRung = false
  #timer: NodeJS.Timeout | null = null
  #isStopped = true

  constructor({ index, onFault, now = () => performance.now(), keysMax = keysMaxDefault }: ChangeTailOptions) {
    this.#index = index
    this.#onFault = onFault
    this.#now = now
    this.#keysMax = keysMax
  }

  async head(): Promise<number> {
    // One that is under way may have read the store before what was written since.
    if (this.#looking !== null) await this.#looking
    await this.#look()
    return this.#head
  }

  async known(): Promise<number> {
    await this.#settle()
    return this.#head
  }

  async vouchedTo({ sequence, keys }: LineageBasis): Promise<number | null> {
    await this.#settle()
    // Another replica may know more than this one; but a store that was put back to an earlier state has another history.
    if (sequence > this.#head) await this.#look()
    return this.isUnchanged({ sequence, keys }) ? this.#head : null
  }

  isUnchanged({ sequence, keys }: Parameters<LineageChanges['isUnchanged']>[0]): boolean {
    if (sequence < this.#floor || sequence > this.#head) return false
    return sequence === this.#head || !this.#hasChanged(keys, sequence)
  }

  heard(sequence: number): void {
    this.#heard = Math.max(this.#heard, sequence)
  }

  ring(): void {
    if (this.#looking !== null) this.#isRung = true
    else this.#lookAside()
  }

  start(): void {
    if (!this.#isStopped) return
    this.#isStopped = false
    this.#next()
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    if (this.#timer !== null) clearTimeout(this.#timer)
    await this.#looking?.catch(() => undefined)
  }

  get #isSettled(): boolean {
    return this.#heard <= this.#head && this.#now() - this.#lookedAt <= vouchedMs
  }

  async #settle(): Promise<void> {
    if (this.#isSettled) return
    // A look that is under way may have read the store before what was heard of; the one after it cannot have.
    if (this.#looking !== null) await this.#looking
    if (!this.#isSettled) await this.#look()
  }

  #hasChanged(keys: Iterable<LineageKey>, since: number): boolean {
    for (const key of keys) if ((this.#changed.get(key) ?? -1) > since) return true
    return false
  }

  #next(): void {
    if (this.#isStopped) return
    this.#timer = setTimeout(() => {
      this.#lookAside()
      this.#next()
    }, pauseMs).unref()
  }

  #lookAside(): void {
    this.#look().catch(this.#onFault)
  }

  #look(): Promise<void> {
    this.#looking ??= this.#read().finally(() => {
      this.#looking = null
      if (!this.#isRung) return
      this.#isRung = false
      if (!this.#isStopped) this.#lookAside()
    })
    return this.#looking
  }

  async #read(): Promise<void> {
    const begunAt = this.#now()
    const heard = this.#heard
    const head = await this.#index.head()
    if (head < this.#head) this.#forget()
    if (head !== this.#head) await this.#readChanges(head)
    // What was heard of and is not there now never will be, and must not be waited for.
    if (this.#heard === heard) this.#heard = Math.min(heard, this.#head)
    this.#lookedAt = begunAt
  }

  async #readChanges(head: number): Promise<void> {
    const isFirst = this.#head < 0
    const since = isFirst ? Math.max(0, head - startChanges) : this.#head
    const changes = await this.#index.changesSince(since)
    this.#head = Math.max(head, changes?.at(-1)?.sequence ?? head)
    if (changes === null) {
      this.#changed.clear()
      this.#floor = head
      return
    }
    if (isFirst) this.#floor = since
    for (const { key, sequence } of changes) {
      this.#changed.delete(key)
      this.#changed.set(key, sequence)
    }
    this.#letGo()
  }

  #letGo(): void {
    for (const [key, sequence] of this.#changed) {
      if (this.#changed.size <= this.#keysMax) return
      this.#changed.delete(key)
      this.#floor = sequence
    }
  }

  #forget(): void {
    this.#changed.clear()
    this.#floor = Number.POSITIVE_INFINITY
    this.#head = -1
  }
}
