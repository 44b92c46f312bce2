import type { MadeToken, Principal } from '../access/index.ts'
import type { TokenRow } from '../access/types.ts'
import type { RequestOrigin } from '../kernel/actor.ts'
import type { Outcome } from '../kernel/outcome.ts'

/** What a caller asks of a new token; nothing of it has been checked. */
export interface TokenWish {
  readonly name: string
  readonly days: number
  readonly scopes: readonly string[] | null
  readonly serviceAccount: boolean
}

/** Who asks, and from where. */
export interface TokenCaller {
  readonly principal: Principal
  readonly origin: RequestOrigin
}

/** Tokens, as callers may see, make and end them. */
export interface TokenService {
  /** Those that the caller may see, the oldest first. */
  list(principal: Principal): Promise<readonly TokenRow[]>
  /** Refuses with FORBIDDEN or BAD_USER_INPUT. */
  create(caller: TokenCaller, wish: TokenWish): Promise<Outcome<MadeToken>>
  /** Refuses with NOT_FOUND, also where the caller may not end it. */
  revoke(caller: TokenCaller, id: string): Promise<Outcome<TokenRow>>
}
