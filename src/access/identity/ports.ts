import type { PrincipalKind } from '../types.ts'
import type { ClaimedFacts, IssuedSubject } from './types.ts'

/** Somebody whom an identity provider vouched for, as the store keeps it. */
export interface PersonRow {
  readonly id: string
  readonly kind: PrincipalKind
  /** Null once who this is was erased. */
  readonly identity: IssuedSubject | null
  /** As last said; the name is null where none was told or it was erased. */
  readonly claimed: ClaimedFacts
  /** When an identity provider last vouched; null for a person who was only deactivated. */
  readonly lastSeenAt: number | null
  readonly deactivatedAt: number | null
}

/** Somebody who has just been seen. */
export interface SeenPerson extends IssuedSubject {
  readonly id: string
  readonly kind: PrincipalKind
  readonly claimed: ClaimedFacts
}

/** Keeps people. Reads always reach the store, so that a deactivation holds at once on every replica. */
export interface PersonStore {
  /** Null where nobody of that id was ever seen. */
  byId(id: string): Promise<PersonRow | null>
  /** Notes what was last said of somebody. */
  note(person: SeenPerson, now: number): Promise<void>
}
