import {
  createIssuers,
  createPeople,
  createPrincipalIds,
  type Issuers,
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
  readonly issuers: Issuers
  readonly people: People
  /** The principal behind a bearer token of either kind; null when it is not good. Throws a `Fault` when nobody can tell. */
  authenticate(token: string): Promise<Principal | null>
}

/** What identities are found out with. */
export interface IdentityParts {
  readonly loaded: LoadedConfig
  readonly store: Pick<OpenStore, 'principalKey' | 'persons'>
  readonly tokens: Pick<Tokens, 'authenticate'>
  readonly log: Logger
}

/** Builds {@link Identity}. Calls nobody. Throws `ConfigError` when the groups file is not good. */
export function openIdentity({ loaded, store, tokens, log }: IdentityParts): Identity {
  const issuers = createIssuers({ issuers: loaded.config.auth.issuers, clock: systemClock, log })
  const people = createPeople({
    store: store.persons,
    ids: createPrincipalIds(store.principalKey),
    groups: openGroups(loaded, log),
    clock: systemClock,
    onNoteFailed: (err) => log.warn({ err }, 'what an identity provider says of a person could not be noted'),
  })
  return {
    issuers,
    people,
    async authenticate(token) {
      if (token.startsWith('mw_')) return tokens.authenticate(token)
      const identified = await issuers.identify(token)
      return identified === null ? null : people.admit(identified)
    },
  }
}
