import type { Actor } from '../kernel/actor.ts'
import type { AccessState, Grant, PolicyVersion, Principal, ServiceAccount, TokenRow } from './types.ts'

/**
 * Keeps tokens by hash. Reads always reach the store, so that a revocation holds at once on every replica. Changes are
 * recorded as `by`'s, or do not happen.
 */
export interface TokenStore {
  /**
   * Inserts a token, and with one of a service account the account. Tells whether it did: not when the account is there
   * and somebody else's, unless its owner is to be replaced.
   */
  insert(token: TokenRow, by: Actor, beside?: BesideToken): Promise<boolean>
  /** Inserts only when the table holds no token at all; tells whether it did. Two first starts at once make one token. */
  insertFirst(token: TokenRow, by: Actor, beside?: Pick<BesideToken, 'names'>): Promise<boolean>
  byHash(hash: string): Promise<TokenRow | null>
  byId(id: string): Promise<TokenRow | null>
  /** Null where no account has this name. */
  accountNamed(name: string): Promise<ServiceAccount | null>
  list(): Promise<readonly TokenRow[]>
  /** Tells whether there was a live token with this id. */
  revoke(id: string, now: number, by: Actor): Promise<boolean>
  /** Best effort, at most once a minute for a token. */
  touch(id: string, now: number): Promise<void>
}

/** What is kept with a new token. */
export interface BesideToken {
  /** Whose ids the token or its account holds, so that they can be shown by name. */
  readonly names?: readonly NamedPrincipal[]
  /** The account that it is made for. */
  readonly account?: ServiceAccount & { readonly replacesOwner: boolean }
}

/** A principal that the gateway names itself, and who stands behind its id. */
export interface NamedPrincipal {
  readonly id: string
  readonly issuer: string
  readonly subject: string
}

/** What a budget says after points were asked of it. Times are milliseconds. */
export interface BudgetState {
  /** Whether the points were taken. When not, nothing was. */
  readonly allowed: boolean
  /** Points a minute. */
  readonly limit: number
  /** Whole points left. */
  readonly remaining: number
  /** Until the budget is whole again if nothing more is asked. */
  readonly resetAfterMs: number
  /** Until the points could be taken; 0 when they were. */
  readonly retryAfterMs: number
}

/** The budget of every principal. Never throws: a store that fails is replaced by this process's own count. */
export interface RateLimiter {
  /** Takes points, all or none. */
  take(principal: string, points: number): Promise<BudgetState>
}

/** Keeps grants. Every change counts the epoch up, in one transaction with it. */
export interface GrantStore {
  create(grant: Grant): Promise<void>
  /** Ends a grant at once; tells whether it was neither revoked nor ended before. */
  revoke(id: string, now: number): Promise<boolean>
  /** Null where unknown; also one that gives nothing any more. */
  byId(id: string): Promise<Grant | null>
  /** All that were not revoked, by creation; ended ones too, since time alone ends them. */
  unrevoked(): Promise<readonly Grant[]>
  /** What a principal and its teams are given at `now`. */
  liveOf(principal: Pick<Principal, 'id' | 'kind' | 'teams'>, now: number): Promise<readonly Grant[]>
  /** What gave something at a moment of the past. */
  liveAt(time: number): Promise<readonly Grant[]>
}

/** Keeps every version of the policies. */
export interface PolicyStore {
  /**
   * Puts a version in force, and counts the epoch up in the same transaction. `expectedNumber` is the version it was
   * made from, 0 for none: null, and nothing changed, when another was published meanwhile.
   */
  publish(draft: Omit<PolicyVersion, 'number'>, expectedNumber: number): Promise<PolicyVersion | null>
  /** The one in force; null before the first. */
  latest(): Promise<PolicyVersion | null>
  /** The one that was in force then; null before the first. */
  at(time: number): Promise<PolicyVersion | null>
  byNumber(number: number): Promise<PolicyVersion | null>
  /** By number. */
  list(): Promise<readonly PolicyVersion[]>
}

/** Reads what rights are decided by. Always from the store, so that a change holds at once on every replica. */
export interface AccessStateStore {
  /** Differs from what it was whenever rights have changed since. One cheap statement. */
  epoch(): Promise<number>
  /** What is in force; its epoch is never newer than the rest of it. */
  load(): Promise<AccessState>
  /** What was in force at a moment of the past. */
  at(time: number): Promise<AccessState>
}
