import type { ChangeLog, FollowedLog, LogPiece, Placed } from './change-log.ts'

/** Between two looks at the end of a log, while somebody waits; a bell of this process only makes them earlier. */
const lookEveryMs = 1_000

/** Pieces that are kept for streams which stand at the same place. */
const piecesMax = 16

/** Follows a log for any number of streams: its end is looked at once a second for all of them, and not at all for none. */
export function followLog<Entry extends Placed>(
  log: ChangeLog<Entry>,
  onFailed: (error: unknown) => void,
): FollowedLog<Entry> {
  return new Following(log, onFailed)
}

class Following<Entry extends Placed> implements FollowedLog<Entry> {
  readonly #log: ChangeLog<Entry>
  readonly #onFailed: (error: unknown) => void
  readonly #waiting = new Set<() => void>()
  readonly #pieces = new Map<number, Promise<LogPiece<Entry> | null>>()
  #end = 0
  #timer: NodeJS.Timeout | undefined
  #isLooking = false
  #isWanted = false

  constructor(log: ChangeLog<Entry>, onFailed: (error: unknown) => void) {
    this.#log = log
    this.#onFailed = onFailed
  }

  async head(): Promise<number> {
    const head = await this.#log.head()
    this.#reach(head)
    return head
  }

  async next(
    place: number,
    { waitMs, signal }: { readonly waitMs: number; readonly signal: AbortSignal },
  ): Promise<LogPiece<Entry> | null> {
    if (place >= this.#end) await this.#wait(waitMs, signal)
    signal.throwIfAborted()
    return place >= this.#end ? { entries: [], upTo: place } : this.#piece(place)
  }

  ring(): void {
    if (this.#waiting.size > 0) void this.#look()
  }

  /** Streams that wait at one place, as most do, read what comes there once for all of them. */
  #piece(place: number): Promise<LogPiece<Entry> | null> {
    const known = this.#pieces.get(place)
    if (known !== undefined) return known
    const piece = this.#log.after(place)
    if (this.#pieces.size >= piecesMax) this.#pieces.clear()
    this.#pieces.set(place, piece)
    void piece.catch(() => this.#pieces.delete(place))
    return piece
  }

  #wait(waitMs: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    const over = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', over)
      this.#waiting.delete(over)
      if (this.#waiting.size === 0) this.#rest()
      resolve()
    }
    const timer = setTimeout(over, waitMs)
    signal.addEventListener('abort', over, { once: true })
    this.#waiting.add(over)
    this.#timer ??= setInterval(() => void this.#look(), lookEveryMs)
    return promise
  }

  async #look(): Promise<void> {
    this.#isWanted = true
    if (this.#isLooking) return
    this.#isLooking = true
    try {
      while (this.#isWanted) {
        this.#isWanted = false
        this.#reach(await this.#log.head())
      }
    } catch (error) {
      this.#onFailed(error)
    } finally {
      this.#isLooking = false
    }
  }

  #reach(head: number): void {
    if (head <= this.#end) return
    this.#end = head
    this.#pieces.clear()
    for (const over of this.#waiting) over()
  }

  #rest(): void {
    clearInterval(this.#timer)
    this.#timer = undefined
  }
}
