import type { Clock } from '../../kernel/clock.ts'
import type { Principal } from '../types.ts'
import type { PersonRow, PersonStore } from './ports.ts'
import type { PrincipalIds } from './principal-id.ts'
import { type Standing, standingOf } from './standing.ts'
import type { ClaimedFacts, GroupDirectory, Identified, Member } from './types.ts'

/** What people are known by. */
export interface PeopleParts {
  readonly store: PersonStore
  readonly ids: PrincipalIds
  readonly groups: GroupDirectory
  readonly clock: Clock
  /** Told when what an issuer says of somebody could not be noted. */
  readonly onNoteFailed: (error: unknown) => void
}

/** People and programs that an identity provider vouches for. */
export interface People {
  /** The caller behind a fresh proof, which is noted; null when they were deactivated or forgotten. Throws the store's `Fault`. */
  admit(identified: Identified): Promise<Principal | null>
  /** The caller behind an earlier proof, with what their groups give now; null when they were deactivated or forgotten since. */
  recall(identified: Identified): Promise<Principal | null>
}

/** What is unchanged is noted again after this long. */
const noteEveryMs = 60_000

/** Builds {@link People}. Nothing is remembered between two calls. */
export function createPeople({ store, ids, groups, clock, onNoteFailed }: PeopleParts): People {
  const known = async ({ issuer, subject }: Identified) => {
    const member: Member = { kind: 'ISSUED', issuer, subject }
    const id = ids(member)
    const row = await store.byId(id)
    // Whoever was forgotten is not let in again: their new name would be tied to what was recorded before.
    const isGone = row !== null && (row.deactivatedAt !== null || row.identity === null)
    return { member, id, row, isDeactivated: isGone || groups.isDeactivated(member) }
  }
  return {
    async admit(identified) {
      const { member, id, row, isDeactivated } = await known(identified)
      if (isDeactivated) return null
      const { issuer, subject, kind } = identified
      const claimed = withAliases(identified.claimed, groups.aliasesOf(member))
      const now = clock.now()
      if (isNews(row, claimed, now)) await store.note({ id, kind, issuer, subject, claimed }, now).catch(onNoteFailed)
      return principalOf(id, identified, standingOf(claimed, member, groups))
    },
    async recall(identified) {
      const { member, id, row, isDeactivated } = await known(identified)
      if (isDeactivated || row === null) return null
      return principalOf(id, identified, standingOf(identified.claimed, member, groups))
    },
  }
}

function principalOf(id: string, { kind, claimed, mfa, authenticatedAt, expiresAt }: Identified, standing: Standing) {
  const token = { scopes: null, tokenId: null, tokenExpiresAt: expiresAt }
  return { id, kind, name: claimed.name ?? id, ...standing, mfa, authenticatedAt, ...token }
}

function withAliases(claimed: ClaimedFacts, more: readonly string[]): ClaimedFacts {
  return { ...claimed, aliases: [...new Set([...claimed.aliases, ...more])] }
}

function isNews(known: PersonRow | null, claimed: ClaimedFacts, now: number): boolean {
  if (known === null || known.lastSeenAt === null || now - known.lastSeenAt >= noteEveryMs) return true
  return factsIn(known.claimed) !== factsIn(claimed)
}

function factsIn({ name, groups, roles, clearance, regions, aliases }: ClaimedFacts): string {
  return JSON.stringify([name, groups, roles, clearance, regions, aliases])
}
