import type { Clock } from '../../kernel/clock.ts'
import type { Principal } from '../types.ts'
import type { PersonRow, PersonStore } from './ports.ts'
import type { PrincipalIds } from './principal-id.ts'
import { standingOf } from './standing.ts'
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
  /** The caller behind a proof; null when they were deactivated. Throws the store's `Fault`. */
  admit(identified: Identified): Promise<Principal | null>
}

/** What is unchanged is noted again after this long. */
const noteEveryMs = 60_000

/** Builds {@link People}. Nothing is remembered between two calls. */
export function createPeople({ store, ids, groups, clock, onNoteFailed }: PeopleParts): People {
  return {
    async admit(identified) {
      const { issuer, subject, kind, claimed } = identified
      const member: Member = { kind: 'ISSUED', issuer, subject }
      const id = ids(member)
      const known = await store.byId(id)
      if (known !== null && known.deactivatedAt !== null) return null
      if (groups.isDeactivated(member)) return null
      const now = clock.now()
      const noted = withAliases(claimed, groups.aliasesOf(member))
      if (isNews(known, noted, now))
        await store.note({ id, kind, issuer, subject, claimed: noted }, now).catch(onNoteFailed)
      return {
        id,
        kind,
        name: claimed.name ?? id,
        ...standingOf(claimed, member, groups),
        mfa: identified.mfa,
        authenticatedAt: identified.authenticatedAt,
        scopes: null,
        tokenId: null,
        tokenExpiresAt: identified.expiresAt,
      }
    },
  }
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
