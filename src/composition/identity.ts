import {
  createIssuers,
  createKnownPrincipals,
  createPeople,
  createPrincipalIds,
  createTokenHolder,
  createTokens,
  type GroupDirectory,
  type Issuers,
  type KnownPrincipals,
  type People,
  type Principal,
  type Tokens,
} from '../access/index.ts'
import type { LoadedConfig } from '../config/index.ts'
import { systemClock } from '../kernel/clock.ts'
import type { Logger } from '../telemetry/index.ts'
import { openGroups } from './group-directory.ts'
import type { OpenStore } from './store.ts'

/** Who calls, found out by every means that is configured. */
export interface Identity {
  readonly tokens: Tokens
  readonly issuers: Issuers
  readonly people: People
  readonly known: KnownPrincipals
  /** The principal behind a bearer token of either kind; null when it is not good. Throws a `Fault` when nobody can tell. */
  authenticate(token: string): Promise<Principal | null>
}

/** What identities are found out with. */
export interface IdentityParts {
  readonly loaded: LoadedConfig
  readonly store: Pick<OpenStore, 'principalKey' | 'persons' | 'tokens'>
  readonly log: Logger
}

const dayMs = 86_400_000

/** Builds {@link Identity}. Calls nobody. Throws `ConfigError` when the groups file is not good. */
export function openIdentity({ loaded, store, log }: IdentityParts): Identity {
  const { auth } = loaded.config
  const issuers = createIssuers({ issuers: auth.issuers, clock: systemClock, log })
  const groups = openGroups(loaded, log)
  const people = createPeople({
    store: store.persons,
    ids: createPrincipalIds(store.principalKey),
    groups,
    clock: systemClock,
    onNoteFailed: (err) => log.warn({ err }, 'what an identity provider says of a person could not be noted'),
  })
  const tokens = openTokens(loaded, store, {
    groups,
    onTouchFailed: (err) => log.warn({ err }, 'the last use of a token could not be noted'),
  })
  return {
    tokens,
    issuers,
    people,
    known: createKnownPrincipals({
      ids: createPrincipalIds(store.principalKey),
      groups,
      creatorSeenMs: auth.creatorSeenDays * dayMs,
    }),
    async authenticate(token) {
      if (token.startsWith('mw_')) return tokens.authenticate(token)
      const identified = await issuers.identify(token)
      return identified === null ? null : people.admit(identified)
    },
  }
}

/** The tokens of a store. `groups` is needed to use them, not to make or list them. */
export function openTokens(
  { config }: LoadedConfig,
  { tokens, persons, principalKey }: IdentityParts['store'],
  {
    groups = noGroups,
    onTouchFailed,
  }: { readonly groups?: GroupDirectory; readonly onTouchFailed?: (error: unknown) => void } = {},
): Tokens {
  const ids = createPrincipalIds(principalKey)
  const creatorSeenMs = config.auth.creatorSeenDays * dayMs
  const holderOf = createTokenHolder({ tokens, persons, ids, groups, clock: systemClock, creatorSeenMs })
  return createTokens({
    store: tokens,
    clock: systemClock,
    ids,
    holderOf,
    ...(onTouchFailed === undefined ? {} : { onTouchFailed }),
  })
}

/** Where no groups are configured, or they do not matter. */
export const noGroups: GroupDirectory = {
  rightsOf: () => null,
  rightsOfMember: () => [],
  aliasesOf: () => [],
  isDeactivated: () => false,
}
