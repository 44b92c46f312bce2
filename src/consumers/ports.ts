import type { Actor } from '../kernel/actor.ts'
import type { Uid } from '../kernel/ids.ts'
import type { LineageStatement } from '../lineage/index.ts'
import type { ConsumedObject, Consumer, ConsumerFacts } from './types.ts'

/** What a registration is written from. */
export interface ConsumerDraft {
  readonly facts: ConsumerFacts
  readonly object: ConsumedObject
  readonly by: Actor
  readonly now: number
  /** The most consumers that an object may have. */
  readonly activeMax: number
  /** What lineage is told of the consumer as it is then. */
  statementOf(consumer: Consumer): LineageStatement
}

/** Keeps consumers. A change, its record in the audit trail and what lineage is told commit together or not at all. */
export interface ConsumerStore {
  /**
   * Makes the consumer of this name of the object what the facts say, whether or not there was one; of two at once the
   * later finds the first. What changes nothing writes nothing. Null when the object has as many as it may.
   */
  register(draft: ConsumerDraft): Promise<Consumer | null>
  /** Notes that the consumer of this name uses the object no more; null when there is none of the name. */
  end(draft: ConsumerDraft): Promise<Consumer | null>
  /** Null where unknown, in the order asked; also those that have ended. */
  byUids(uids: readonly Uid[]): Promise<readonly (Consumer | null)[]>
  /** Those that use each of the objects now, by when they were registered. */
  ofObjects(objects: readonly Uid[]): Promise<ReadonlyMap<Uid, readonly Consumer[]>>
}
