import type { LineageKey } from '../kernel/lineage-key.ts'

/** What an answer of the index follows from: it stays right while no change after `sequence` touches one of `keys`. */
export interface LineageBasis {
  /** Change up to which everything was known to be right when it was read. */
  readonly sequence: number
  /** Nodes that were read or asked for, also those that there were not. */
  readonly keys: ReadonlySet<LineageKey>
}

/** Tells what has been changed in the index. */
export interface LineageChanges {
  /**
   * The last change that was made so far, by whomever. Ask before reading what it is to vouch for: with an older one what
   * is read would soon be taken for out of date. Throws the store's `Fault`.
   */
  head(): Promise<number>
  /**
   * The last change that is known: of those that this process made, and that others made more than a second ago, the last.
   * Throws the store's `Fault`.
   */
  known(): Promise<number>
  /**
   * Up to which change, the last one known, nothing of it has been changed; null when something has, or it is too old to
   * tell. Knows what {@link known} knows. Throws the store's `Fault`.
   */
  vouchedTo(basis: LineageBasis): Promise<number | null>
  /**
   * Whether nothing of it has been changed as far as is known already; false when it is too old to tell. For many at once:
   * ask for {@link known} first, in the same turn.
   */
  isUnchanged(basis: { readonly sequence: number; readonly keys: Iterable<LineageKey> }): boolean
}

/** Values that can be made again, by key. Neither call ever throws: whatever fails is a miss. */
export interface Copies<Value> {
  get(key: string): Promise<Value | null>
  /** Keeps it unless it is too large. */
  set(key: string, value: Value): Promise<void>
}

/** How a value comes about that others may be making at the same time. */
export interface FlightPlan<Value> {
  /** Looks for one that somebody has made meanwhile. */
  find(): Promise<Value | null>
  /** Makes it, and puts it where {@link FlightPlan.find} finds it when others may have it. */
  make(): Promise<Value>
  /** Ends waiting for others; what is made oneself goes on. */
  readonly signal: AbortSignal
}

/** Lets what many ask for at once be made once, by all replicas together. Whoever waited for nothing makes it itself. */
export interface Flights {
  join<Value>(key: string, plan: FlightPlan<Value>): Promise<Value>
}
