import { createHash, randomBytes } from 'node:crypto'
import type { Actor, RequestOrigin } from '../../kernel/actor.ts'
import type { Clock } from '../../kernel/clock.ts'
import type { Principal } from '../types.ts'
import type { FinishedLogin } from './browser-login.ts'
import type { People } from './people.ts'
import type { SessionRow, SessionStore } from './ports.ts'

/** What a cookie holds: 32 random bytes, kept by their hash. */
const pattern = /^[A-Za-z0-9_-]{43}$/

/** How long sessions live, in milliseconds. */
export interface SessionLimits {
  readonly idleMs: number
  readonly absoluteMs: number
}

/** A session that was just opened. */
export interface OpenedSession {
  /** For the browser's cookie; kept nowhere. */
  readonly secret: string
  readonly expiresAt: number
}

/** Sessions of browsers. */
export interface Sessions {
  /** Opens a session and ends the one before; null when the login was used before, or the person is deactivated. */
  open(login: FinishedLogin, before: string | null, origin: RequestOrigin): Promise<OpenedSession | null>
  /** The caller behind a cookie; null when there is no live session. Asks the store every time. */
  authenticate(secret: string): Promise<Principal | null>
  /** Ends a session at once, on every replica; false when there was none. */
  close(secret: string, origin: RequestOrigin): Promise<boolean>
}

/** What sessions are kept with. */
export interface SessionParts {
  readonly store: SessionStore
  readonly people: People
  readonly clock: Clock
  readonly limits: SessionLimits
  /** Told when the time of last use could not be written. */
  readonly onTouchFailed: (error: unknown) => void
}

/** Builds {@link Sessions}. Nothing is remembered in the process. */
export function createSessions({ store, people, clock, limits, onTouchFailed }: SessionParts): Sessions {
  // Often enough that nobody loses a session whom they used a moment ago.
  const touchEveryMs = Math.min(60_000, limits.idleMs / 4)
  const live = async (secret: string): Promise<SessionRow | null> => {
    if (!pattern.test(secret)) return null
    const row = await store.byHash(hashOf(secret))
    const now = clock.now()
    const isLive = row !== null && row.revokedAt === null && row.expiresAt > now
    return isLive && row.lastUsedAt + limits.idleMs > now ? row : null
  }
  const end = async (secret: string, origin: RequestOrigin): Promise<boolean> => {
    const row = await live(secret)
    if (row === null) return false
    return store.revoke(row.hash, clock.now(), actorOf(row.personId, null, origin))
  }
  return {
    async open(login, before, origin) {
      const { identified, loginId } = login
      const principal = await people.admit(identified)
      if (principal === null) return null
      const secret = randomBytes(32).toString('base64url')
      const now = clock.now()
      const { claimed, mfa, authenticatedAt } = identified
      const times = { createdAt: now, lastUsedAt: now, expiresAt: now + limits.absoluteMs, revokedAt: null }
      const facts = { hash: hashOf(secret), personId: principal.id, loginId, claimed, mfa, authenticatedAt }
      const isOpen = await store.open({ ...facts, ...times }, actorOf(principal.id, principal.name, origin))
      if (!isOpen) return null
      if (before !== null) await end(before, origin)
      return { secret, expiresAt: times.expiresAt }
    },
    async authenticate(secret) {
      const row = await live(secret)
      if (row === null || row.identity === null) return null
      const { claimed, mfa, authenticatedAt, expiresAt } = row
      const principal = await people.recall({
        ...row.identity,
        kind: 'USER',
        claimed,
        mfa,
        authenticatedAt,
        expiresAt,
      })
      if (principal !== null) await store.touch(row.hash, clock.now(), touchEveryMs).catch(onTouchFailed)
      return principal
    },
    close: end,
  }
}

function actorOf(id: string, name: string | null, origin: RequestOrigin): Actor {
  return { id, kind: 'USER', name, onBehalfOf: null, ...origin, method: 'SESSION' }
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
