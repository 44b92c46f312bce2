import type { PrincipalKind } from '../types.ts'
import type { ClaimedFacts, IssuedSubject } from './types.ts'

/** Somebody as the store knows them: vouched for by an identity provider, or named by the gateway itself. */
export interface PersonRow {
  readonly id: string
  /** Null once who this is was erased. */
  readonly identity: IssuedSubject | null
  /** As last said; the name is null where none was told or it was erased. */
  readonly claimed: ClaimedFacts
  /** When an identity provider last vouched; null for whom none did. */
  readonly lastSeenAt: number | null
  readonly deactivatedAt: number | null
}

/** Somebody as lists of people show them; the kind is null for whom no identity provider ever vouched. */
export interface KnownPerson extends PersonRow {
  readonly kind: PrincipalKind | null
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
  all(): Promise<readonly KnownPerson[]>
  /** Notes what was last said of somebody. */
  note(person: SeenPerson, now: number): Promise<void>
}
