import type { Actor } from '../kernel/actor.ts'
import type { JsonValue } from '../kernel/canonical-json.ts'
import type { PersonStore } from './identity/ports.ts'
import type {
  AccessState,
  Grant,
  GrantFilter,
  GrantRecord,
  GrantRequest,
  PolicyProposal,
  PolicyPublication,
  PolicyVersion,
  Principal,
  ServiceAccount,
  StewardRequest,
  TokenRow,
} from './types.ts'

/**
 * Keeps tokens by hash. Reads always reach the store, so that a revocation holds at once on every replica. Changes are
 * recorded as `by`'s, or do not happen.
 */
export interface TokenStore {
  /**
   * Inserts a token, and with one of a service account the account. Tells whether it did: not when the account is there
   * and somebody else's, unless its owner is to be replaced.
   */
  insert(token: TokenRow, by: Actor, beside?: BesideToken): Promise<boolean>
  /** Inserts only when the table holds no token at all; tells whether it did. Two first starts at once make one token. */
  insertFirst(token: TokenRow, by: Actor, beside?: Pick<BesideToken, 'names'>): Promise<boolean>
  byHash(hash: string): Promise<TokenRow | null>
  byId(id: string): Promise<TokenRow | null>
  /** Null where no account has this name. */
  accountNamed(name: string): Promise<ServiceAccount | null>
  accounts(): Promise<readonly ServiceAccount[]>
  list(): Promise<readonly TokenRow[]>
  /** Tells whether there was a live token with this id. */
  revoke(id: string, now: number, by: Actor): Promise<boolean>
  /** Best effort, at most once a minute for a token; asks the store nothing when `token` was noted to be used since. */
  touch(token: Pick<TokenRow, 'id' | 'lastUsedAt'>, now: number): Promise<void>
}

/** What is kept with a new token. */
export interface BesideToken {
  /** Whose ids the token or its account holds, so that they can be shown by name. */
  readonly names?: readonly NamedPrincipal[]
  /** The account that it is made for. */
  readonly account?: ServiceAccount & { readonly replacesOwner: boolean }
}

/** A principal that the gateway names itself, and who stands behind its id. */
export interface NamedPrincipal {
  readonly id: string
  readonly issuer: string
  readonly subject: string
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

/** Keeps grants. Every change counts the epoch up, in one transaction with it. */
export interface GrantStore {
  create(grant: Grant): Promise<void>
  /** Ends a grant at once; tells whether it was neither revoked nor ended before. */
  revoke(id: string, now: number): Promise<boolean>
  /** Null where unknown; also one that gives nothing any more. */
  byId(id: string): Promise<Grant | null>
  /** All that were not revoked, by creation; ended ones too, since time alone ends them. */
  unrevoked(): Promise<readonly Grant[]>
  /** What a principal and its teams are given at `now`. */
  liveOf(principal: Pick<Principal, 'id' | 'kind' | 'teams'>, now: number): Promise<readonly Grant[]>
  /** What gave something at a moment of the past. */
  liveAt(time: number): Promise<readonly Grant[]>
}

/** Keeps every version of the policies. */
export interface PolicyStore {
  /**
   * Puts a version in force, and counts the epoch up in the same transaction. `expectedNumber` is the version it was
   * made from, 0 for none: null, and nothing changed, when another was published meanwhile.
   */
  publish(draft: Omit<PolicyVersion, 'number'>, expectedNumber: number): Promise<PolicyVersion | null>
  /** The one in force; null before the first. */
  latest(): Promise<PolicyVersion | null>
  /** The one that was in force then; null before the first. */
  at(time: number): Promise<PolicyVersion | null>
  byNumber(number: number): Promise<PolicyVersion | null>
  /** By number. */
  list(): Promise<readonly PolicyVersion[]>
}

/** Reads what rights are decided by. Always from the store, so that a change holds at once on every replica. */
export interface AccessStateStore {
  /** Differs from what it was whenever rights have changed since. One cheap statement. */
  epoch(): Promise<number>
  /** What is in force; its epoch is never newer than the rest of it. */
  load(): Promise<AccessState>
  /** What was in force at a moment of the past. */
  at(time: number): Promise<AccessState>
}

/** Keeps what waits for a second steward. On a transaction's connection its changes are part of that transaction. */
export interface StewardRequestStore<Request extends StewardRequest> {
  create(request: Request): Promise<void>
  /** Null where unknown. */
  byId(id: string): Promise<Request | null>
  /** Decides one that waits; tells whether it did wait. */
  decide(id: string, decision: NonNullable<StewardRequest['decision']>, publishedAs?: number | null): Promise<boolean>
}

/** A change of rights, or one that was refused, as it is recorded. */
export interface RightsEvent {
  readonly type: `gov.${string}.v1`
  readonly action: string
  readonly resource: { readonly type: string; readonly id: string }
  readonly decision: 'ALLOW' | 'DENY'
  readonly reason?: string | null
  readonly before?: JsonValue
  readonly after?: JsonValue
  readonly policySetDigest?: string | null
  readonly policyIds?: readonly string[]
  readonly details?: Readonly<Record<string, JsonValue>>
  /** Ids of principals, by what each of them is in it; recorded as pseudonyms. */
  readonly people?: Readonly<Record<string, string>>
}

/** Everything that a change of rights reads and writes. Nobody else changes rights until the transaction ends. */
export interface RightsTransaction extends PeopleStores {
  readonly grants: GrantStore
  readonly grantRequests: StewardRequestStore<GrantRequest>
  readonly policies: PolicyStore
  readonly proposals: StewardRequestStore<PolicyProposal>
  readonly persons: Pick<PersonStore, 'all' | 'deactivate' | 'reactivate'>
  /** What rights are decided by now. */
  load(): Promise<AccessState>
  /** Recorded with the change, or nothing is changed. */
  record(event: RightsEvent): void
}

/** Where everybody who is known is read. */
export interface PeopleStores {
  readonly tokens: Pick<TokenStore, 'list' | 'accounts'>
  readonly persons: Pick<PersonStore, 'all'>
}

/** Everybody who is known at one moment. */
export interface KnownPeople {
  /**
   * Who could come in, by id. Somebody with several tokens is there once for each, since each may carry other roles:
   * whoever may do something with one of them may do it.
   */
  readonly principals: readonly Principal[]
  /** Id of the person who answers for a service account; any other principal answers for itself. */
  ownerOf(id: string): string
  /**
   * Whom identity providers and the groups file vouch for under a name that they have in a tool, such as `mlflow:ada`;
   * also those who could not come in now.
   */
  known(alias: string): readonly Pick<Principal, 'id' | 'kind' | 'name'>[]
  /** Every name of anybody that is vouched for. */
  aliases(): readonly string[]
  /** Everything that the person acts as who answers for a principal; also accounts that nobody can use now. */
  alikeOf(id: string): readonly Principal[]
}

/** Finds everybody who is known and could come in at a time. */
export type KnownPrincipals = (stores: PeopleStores, time: number) => Promise<KnownPeople>

/** Changes rights, one change after the other in the whole installation. */
export interface RightsChanges {
  /** Runs `work` in a transaction; what it records is recorded as `by`'s. Throws a `Fault` when that is not possible. */
  change<Result>(by: Actor, work: (rights: RightsTransaction) => Promise<Result>): Promise<Result>
}

/** A place in a list of grants or versions, and how many after it. */
export interface RightsPage<Place> {
  readonly first: number
  readonly after: Place | null
}

/** A piece of a list. */
export interface RightsList<Item> {
  readonly items: readonly Item[]
  readonly hasNextPage: boolean
}

/** Reads grants and versions of policies for people to look at. */
export interface RightsReads extends PeopleStores {
  /** By id, which is by the time they were asked for. `heldBy` leaves out whatever is neither to nor by this principal. */
  grants(
    query: GrantFilter & { readonly now: number; readonly heldBy: Principal | null },
    page: RightsPage<string>,
  ): Promise<RightsList<GrantRecord>>
  /** Null where unknown. */
  grant(id: string): Promise<GrantRecord | null>
  /** The newest first. */
  policies(page: RightsPage<number>): Promise<RightsList<PolicyPublication>>
  /** Null where unknown. */
  policy(number: number): Promise<PolicyPublication | null>
  /** Null where unknown. */
  proposal(id: string): Promise<PolicyProposal | null>
}
