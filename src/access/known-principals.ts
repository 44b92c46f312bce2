import { principalOf } from './tokens.ts'
import type { Principal, TokenRow } from './types.ts'

/** Everybody whose tokens let them in at `time`, by id, once for each token. */
export function holdersOfTokens(tokens: readonly TokenRow[], time: number): readonly Principal[] {
  return tokens
    .filter((token) => wasLiveAt(token, time))
    .map(principalOf)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

function wasLiveAt({ createdAt, expiresAt, revokedAt }: TokenRow, time: number): boolean {
  return createdAt <= time && (expiresAt === null || expiresAt > time) && (revokedAt === null || revokedAt > time)
}
