import { createHash, randomBytes } from 'node:crypto'
import { type Actor, systemActor } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import { mintUid } from '../kernel/ids.ts'
import type { TokenStore } from './ports.ts'
import { firstRoles, type Principal, type Role, type TokenRow } from './types.ts'

const prefix = 'mw_'
/** 32 random bytes: guessing one is out of reach, so a plain SHA-256 is enough to keep it by. */
const pattern = /^mw_[A-Za-z0-9_-]{43}$/

/** The first token of an installation ends after a day: long enough to make named ones. */
export const firstTokenLifetimeMs = 24 * 60 * 60 * 1000

/** What a token's holder may read when nothing more is known of them: public and internal. */
const tokenClearance = 1

/** What a token is made for. */
export interface TokenRequest {
  readonly principalName: string
  readonly roles: readonly Role[]
  /** Milliseconds until it ends; null when it has no end. */
  readonly lifetimeMs: number | null
  /** Who makes it; the gateway itself unless given. */
  readonly by?: Actor
}

/** Makes, checks and ends tokens. */
export interface Tokens {
  /** Makes a token and returns its text, which is kept nowhere. */
  create(request: TokenRequest): Promise<{ readonly token: string; readonly row: TokenRow }>
  /** Makes the installation's first token; undefined when there is any token already. */
  createFirst(principalName: string): Promise<string | undefined>
  /** The principal behind a token; null when it is unknown, ended or revoked. Asks the store every time. */
  authenticate(token: string): Promise<Principal | null>
  list(): Promise<readonly TokenRow[]>
  /** Ends a token at once, on every replica. */
  revoke(id: string, by?: Actor): Promise<boolean>
}

/** What tokens are kept in. */
export interface TokenPorts {
  readonly store: TokenStore
  readonly clock: Clock
  /** Told when the time of last use could not be written. */
  readonly onTouchFailed?: (error: unknown) => void
}

/** Builds {@link Tokens} on a store. */
export function createTokens({ store, clock, onTouchFailed = () => undefined }: TokenPorts): Tokens {
  const draw = (request: TokenRequest) => {
    const token = prefix + randomBytes(32).toString('base64url')
    return { token, row: rowOf(token, request, clock.now()) }
  }
  return {
    async create(request) {
      const drawn = draw(request)
      await store.insert(drawn.row, request.by ?? systemActor)
      return drawn
    },
    async createFirst(principalName) {
      const drawn = draw({ principalName, roles: firstRoles, lifetimeMs: firstTokenLifetimeMs })
      return (await store.insertFirst(drawn.row, systemActor)) ? drawn.token : undefined
    },
    async authenticate(token) {
      if (!pattern.test(token)) return null
      const row = await store.byHash(hashOf(token))
      const now = clock.now()
      if (row === null || row.revokedAt !== null || (row.expiresAt !== null && row.expiresAt <= now)) return null
      // When a token was last used is worth knowing, and not worth refusing its holder.
      await store.touch(row.id, now).catch(onTouchFailed)
      return principalOf(row)
    },
    list: () => store.list(),
    revoke: (id, by = systemActor) => store.revoke(id, clock.now(), by),
  }
}

function rowOf(token: string, request: TokenRequest, now: number): TokenRow {
  return {
    id: mintUid(now),
    principalName: request.principalName,
    roles: request.roles,
    hash: hashOf(token),
    createdAt: now,
    expiresAt: request.lifetimeMs === null ? null : now + request.lifetimeMs,
    lastUsedAt: null,
    revokedAt: null,
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function principalOf(row: TokenRow): Principal {
  // Tokens of one name are one principal: they share its rights and its budget.
  return {
    id: `token:${row.principalName}`,
    kind: 'USER',
    name: row.principalName,
    roles: row.roles,
    teams: [],
    clearance: tokenClearance,
    regions: [],
    mfa: false,
    authenticatedAt: null,
    scopes: null,
    tokenId: row.id,
    tokenExpiresAt: row.expiresAt,
  }
}
