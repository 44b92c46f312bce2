/** Something that happened, and its place in the log that tells of it. */
export interface Placed {
  /** Grows with the order in which entries became visible; several may share one. */
  readonly place: number
  /** Tells apart those that share a place, which are in the order of it; left out where none do. */
  readonly part?: string
}

/** Entries of a log up to a place. */
export interface LogPiece<Entry> {
  /** The oldest first. */
  readonly entries: readonly Entry[]
  /** The place that this looked up to; whoever goes on after it misses nothing. */
  readonly upTo: number
}

/**
 * A log in the store that only grows and whose entries are committed in the order of their places, so that whoever has
 * read up to a place misses nothing before it, whichever replica wrote it.
 */
export interface ChangeLog<Entry extends Placed> {
  /** Place of the last entry; 0 in an empty log. */
  head(): Promise<number>
  /** Some entries after a place, all of a place or none; null when entries after it have been forgotten. */
  after(place: number): Promise<LogPiece<Entry> | null>
}

/** A log that many streams follow at once. */
export interface FollowedLog<Entry extends Placed> {
  head(): Promise<number>
  /**
   * Waits for entries after a place, but no longer than `waitMs`, and answers those there are. Null when entries after the
   * place have been forgotten. Throws the store's `Fault`, and the signal's reason once that is aborted.
   */
  next(
    place: number,
    patience: { readonly waitMs: number; readonly signal: AbortSignal },
  ): Promise<LogPiece<Entry> | null>
  /** A hint that there is something new: it is looked for at once and not with the next look. */
  ring(): void
}
