import type { TokenRow } from './types.ts'

/** Keeps tokens by hash. Reads always reach the store, so that a revocation holds at once on every replica. */
export interface TokenStore {
  insert(token: TokenRow): Promise<void>
  /** Inserts only when the table holds no token at all; tells whether it did. Two first starts at once make one token. */
  insertFirst(token: TokenRow): Promise<boolean>
  byHash(hash: string): Promise<TokenRow | null>
  list(): Promise<readonly TokenRow[]>
  /** Tells whether there was a live token with this id. */
  revoke(id: string, now: number): Promise<boolean>
  /** Best effort, at most once a minute for a token. */
  touch(id: string, now: number): Promise<void>
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
