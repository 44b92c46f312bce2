import type { Actor } from '../../kernel/actor.ts'
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

/** Somebody as lists of people show them; the kind is null for whom no identity provider vouched and nobody deactivated. */
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
  /** Keeps somebody out from now on, and ends their sessions, whose number it tells. */
  deactivate(person: DeactivatedPerson, now: number): Promise<number>
  /** Lets somebody in again; what was ended stays ended. */
  reactivate(id: string): Promise<void>
}

/** Somebody who is to be kept out, and under what name they are kept when they never were. */
export interface DeactivatedPerson extends IssuedSubject {
  readonly id: string
  readonly kind: PrincipalKind
  readonly name: string
}

/** A login of a browser, by the hash of what its cookie holds. */
export interface SessionRow {
  readonly hash: string
  /** Of the attempt to log in that it came from. */
  readonly loginId: string
  readonly personId: string
  /** Null once who this is was erased. */
  readonly identity: IssuedSubject | null
  /** As the identity provider said at the login. */
  readonly claimed: ClaimedFacts
  readonly mfa: boolean
  readonly authenticatedAt: number | null
  readonly createdAt: number
  readonly lastUsedAt: number
  readonly expiresAt: number
  readonly revokedAt: number | null
}

/** Keeps sessions. Reads always reach the store. Changes are recorded as `by`'s, or do not happen. */
export interface SessionStore {
  /** False, and nothing done, when the attempt to log in led to a session before. */
  open(session: Omit<SessionRow, 'identity'>, by: Actor): Promise<boolean>
  byHash(hash: string): Promise<SessionRow | null>
  /** Best effort, at most once in so many milliseconds for a session. */
  touch(hash: string, now: number, everyMs: number): Promise<void>
  /** Tells whether there was one that had not been revoked. */
  revoke(hash: string, now: number, by: Actor): Promise<boolean>
}
