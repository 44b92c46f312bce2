import type { MirroredObject } from '../../catalog/types.ts'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import type { LineageBasis } from '../../lineage/index.ts'

/** Something in an answer that is another each time it is sent. */
export type AnswerTime =
  | { readonly kind: 'STATE' }
  /** Milliseconds since a moment. */
  | { readonly kind: 'AGE'; readonly since: number }
  /** Moment to which one source is right. */
  | { readonly kind: 'SOURCE_AS_OF'; readonly source: string }
  | { readonly kind: 'SOURCE_LAG'; readonly source: string }
  /** Moment to which all of these sources are right, and no later than the one that was asked about; null is now. */
  | { readonly kind: 'AS_OF'; readonly at: number | null; readonly sources: readonly string[] }

/** Where in `data` something stands. */
export type AnswerPath = readonly (string | number)[]

/** An object of whose personal data something was told. */
export type ReadObject = Pick<MirroredObject, 'kind' | 'uid'>

/** An answer without an error. */
export interface Finished {
  readonly data: Record<string, unknown>
  /** Paths that are null because the caller may not read them. */
  readonly masked: readonly string[]
  /** What it cost. */
  readonly points: number
  readonly now: number
}

/** An answer written as JSON, up to the end of its data. */
export interface AnswerText {
  /** What stands before, between and after its times: one more than those. */
  readonly parts: readonly string[]
  /** Which of the times stands after each part but the last, as a place among all that were noted. */
  readonly order: readonly number[]
}

/** What one execution says of its answer, so that it can be sent again. */
export class AnswerRecording {
  readonly times: { readonly path: AnswerPath; readonly time: AnswerTime }[] = []
  /** In the order in which they were told. */
  readonly read: ReadObject[] = []
  #sequence: number | null = null
  readonly #keys = new Set<LineageKey>()
  #isSpoilt = false
  #finished: Finished | null = null
  #text: AnswerText | null = null

  /** Notes that what stands there is another each time. */
  noteTime(path: AnswerPath, time: AnswerTime): void {
    this.times.push({ path, time })
  }

  /** Notes what a part of the answer follows from; null when it follows from more than the index. */
  noteBasis(basis: LineageBasis | null): void {
    if (basis === null) return this.spoil()
    this.#sequence = Math.min(this.#sequence ?? basis.sequence, basis.sequence)
    for (const key of basis.keys) this.#keys.add(key)
    return undefined
  }

  /** The answer cannot be sent again. */
  spoil(): void {
    this.#isSpoilt = true
  }

  /** What all of the answer follows from; null when it cannot be sent again. */
  get basis(): LineageBasis | null {
    const sequence = this.#isSpoilt ? null : this.#sequence
    return sequence === null ? null : { sequence, keys: this.#keys }
  }

  /** Takes the answer itself. */
  finish(finished: Finished): void {
    this.#finished = finished
  }

  /** The answer; null without one, and when it cannot be sent again. */
  get finished(): Finished | null {
    return this.#isSpoilt ? null : this.#finished
  }
  /** Takes how the answer was written. */
  noteText(text: AnswerText): void {
    this.#text = text
  }

  /** The answer as it was written; null before that. */
  get text(): AnswerText | null {
    return this.#text
  }
}
