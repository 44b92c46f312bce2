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
