import type { Principal } from '../types.ts'
import { principalEntity } from './cedar-entities.ts'
import { holdingsOf } from './live-links.ts'
import { setKey } from './prepared-sets.ts'
import type { PolicySnapshot } from './types.ts'

/**
 * Text that is equal for callers of whom every question about reading is decided alike: the same principal, with the same
 * rights in force at this moment, by a token that is narrowed alike, for the same stated purpose. How long ago somebody
 * proved who they are is not in it, as no such action is decided by that.
 */
export function rightsFingerprint(snapshot: PolicySnapshot, principal: Principal, now: number): string {
  const holdings = holdingsOf(snapshot, principal, now)
  const { scopes, mfa, purpose = null } = principal
  const entity = principalEntity(principal, holdings, now)
  return JSON.stringify([setKey(snapshot, holdings.links), entity, scopes?.toSorted() ?? null, mfa, purpose])
}
