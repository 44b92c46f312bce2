import { hash, randomBytes } from 'node:crypto'
import { type Actor, systemActor } from '../kernel/actor.ts'
import type { Clock } from '../kernel/clock.ts'
import { mintUid } from '../kernel/ids.ts'
import { issuedSubjectOf, type PrincipalIds } from './identity/principal-id.ts'
import { defaultClearance } from './identity/standing.ts'
import type { HolderOf } from './identity/token-holder.ts'
import type { BesideToken, NamedPrincipal, TokenStore } from './ports.ts'
import { type Action, firstRoles, type Principal, type PrincipalKind, type Role, type TokenRow } from './types.ts'

const prefix = 'mw_'
/** 32 random bytes: guessing one is out of reach, so a plain SHA-256 is enough to keep it by. */
const pattern = /^mw_[A-Za-z0-9_-]{43}$/

/** The first token of an installation ends after a day: long enough to make named ones. */
export const firstTokenLifetimeMs = 24 * 60 * 60 * 1000

/** What a token is made for that carries rights of its own. */
export interface TokenRequest {
  readonly principalName: string
  readonly roles: readonly Role[]
  readonly teams?: readonly string[]
  /** 0 to 4; public and internal unless given. */
  readonly clearance?: number
  readonly regions?: readonly string[]
  readonly scopes?: readonly Action[] | null
  /** Name of the user who answers for it; makes it a service account's. */
  readonly ownerName?: string
  /** Milliseconds until it ends; null when it has no end. */
  readonly lifetimeMs: number | null
  /** Who makes it; the gateway itself unless given. */
  readonly by?: Actor
}

/** What a principal makes a further token for. */
export interface FurtherTokenRequest {
  /** What it is called. */
  readonly name: string
  readonly scopes: readonly Action[] | null
  readonly lifetimeMs: number
  /** Whether it acts as a service account of that name, which the creator owns, and not as the creator. */
  readonly isServiceAccount: boolean
}

/** A token that was just made. Its text is kept nowhere. */
export interface MadeToken {
  readonly token: string
  readonly row: TokenRow
}

/** Makes, checks and ends tokens. */
export interface Tokens {
  /** Makes a token that carries rights of its own. A service account that is there gets the named owner. */
  create(request: TokenRequest): Promise<MadeToken>
  /** Makes a token that is never more than its creator; null when the service account is somebody else's. */
  createFor(creator: Principal, request: FurtherTokenRequest, by: Actor): Promise<MadeToken | null>
  /** Makes the installation's first token; undefined when there is any token already. */
  createFirst(principalName: string): Promise<string | undefined>
  /** The principal behind a token; null when it is unknown, ended, revoked or rests. Asks the store every time. */
  authenticate(token: string): Promise<Principal | null>
  list(): Promise<readonly TokenRow[]>
  /** Ends a token at once, on every replica. */
  revoke(id: string, by?: Actor): Promise<boolean>
}

/** What tokens are kept in. */
export interface TokenPorts {
  readonly store: TokenStore
  readonly clock: Clock
  readonly ids: PrincipalIds
  readonly holderOf: HolderOf
  /** Told when the time of last use could not be written. */
  readonly onTouchFailed?: (error: unknown) => void
}

/** Builds {@link Tokens} on a store. */
export function createTokens({ store, clock, ids, holderOf, onTouchFailed = () => undefined }: TokenPorts): Tokens {
  const draw = (facts: TokenFacts): MadeToken => {
    const token = prefix + randomBytes(32).toString('base64url')
    const now = clock.now()
    const row = { ...facts, id: mintUid(now), hash: hashOf(token), createdAt: now, lastUsedAt: null, revokedAt: null }
    return { token, row }
  }
  const drawRoot = (request: TokenRequest) => draw(rootFacts(request, ids, clock.now()))
  return {
    async create(request) {
      const made = drawRoot(request)
      await store.insert(made.row, request.by ?? systemActor, besideRoot(request, ids))
      return made
    },
    async createFor(creator, request, by) {
      const made = draw(furtherFacts(creator, request, { ids, now: clock.now() }))
      const isDone = await store.insert(made.row, by, besideFurther(creator, request, ids))
      return isDone ? made : null
    },
    async createFirst(principalName) {
      const request = { principalName, roles: firstRoles, clearance: 4 } as const
      const made = drawRoot({ ...request, lifetimeMs: firstTokenLifetimeMs })
      const beside = { names: [namedBy(ids, 'USER', principalName)] }
      return (await store.insertFirst(made.row, systemActor, beside)) ? made.token : undefined
    },
    async authenticate(token) {
      if (!pattern.test(token)) return null
      const row = await store.byHash(hashOf(token))
      const holder = row === null ? null : await holderOf(row)
      if (row === null || holder === null) return null
      // When a token was last used is worth knowing, and not worth refusing its holder.
      await store.touch(row, clock.now()).catch(onTouchFailed)
      return holder
    },
    list: () => store.list(),
    revoke: (id, by = systemActor) => store.revoke(id, clock.now(), by),
  }
}

type TokenFacts = Omit<TokenRow, 'id' | 'hash' | 'createdAt' | 'lastUsedAt' | 'revokedAt'>

function rootFacts(request: TokenRequest, ids: PrincipalIds, now: number): TokenFacts {
  const { principalName, roles, teams = [], clearance = defaultClearance, regions = [], scopes = null } = request
  const kind = request.ownerName === undefined ? 'USER' : 'SERVICE_ACCOUNT'
  return {
    principalName,
    kind,
    // Tokens of one name are one principal: they share its rights and its budget.
    holderId: ids({ kind, name: principalName }),
    roles,
    teams,
    clearance,
    regions,
    scopes,
    creatorId: null,
    parentId: null,
    expiresAt: request.lifetimeMs === null ? null : now + request.lifetimeMs,
  }
}

function besideRoot({ principalName: name, ownerName }: TokenRequest, ids: PrincipalIds): BesideToken {
  if (ownerName === undefined) return { names: [namedBy(ids, 'USER', name)] }
  const owner = namedBy(ids, 'USER', ownerName)
  const account = { name, ownerId: owner.id, replacesOwner: true }
  return { names: [owner, namedBy(ids, 'SERVICE_ACCOUNT', name)], account }
}

function besideFurther(
  { id: ownerId }: Principal,
  { name, isServiceAccount }: FurtherTokenRequest,
  ids: PrincipalIds,
): BesideToken {
  if (!isServiceAccount) return {}
  return { names: [namedBy(ids, 'SERVICE_ACCOUNT', name)], account: { name, ownerId, replacesOwner: false } }
}

function namedBy(ids: PrincipalIds, kind: PrincipalKind, name: string): NamedPrincipal {
  const member = { kind, name }
  return { id: ids(member), ...issuedSubjectOf(member) }
}

function furtherFacts(
  creator: Principal,
  { name, scopes, lifetimeMs, isServiceAccount }: FurtherTokenRequest,
  { ids, now }: { readonly ids: PrincipalIds; readonly now: number },
): TokenFacts {
  return {
    principalName: name,
    kind: isServiceAccount ? 'SERVICE_ACCOUNT' : creator.kind,
    holderId: isServiceAccount ? ids({ kind: 'SERVICE_ACCOUNT', name }) : creator.id,
    roles: [],
    teams: [],
    clearance: 0,
    regions: [],
    scopes,
    creatorId: creator.id,
    parentId: creator.tokenId,
    expiresAt: now + lifetimeMs,
  }
}

function hashOf(token: string): string {
  return hash('sha256', token, 'hex')
}
