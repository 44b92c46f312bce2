import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose'
import type { Clock } from '../../kernel/clock.ts'
import { Fault } from '../../kernel/problem.ts'
import { fetchJson } from './fetch-json.ts'
import { type IssuerMetadata, metadataUrl, readMetadata } from './metadata.ts'

/** Keys are looked at again after this long, while tokens go on being checked with those at hand. */
const freshMs = 10 * 60_000
/** An issuer that cannot be reached is believed by its last known keys for this long, and no longer. */
const usableMs = 24 * 60 * 60_000
/** Tokens with unknown keys lead to one look in this time: anybody can make such tokens, and a look is a call. */
const missPauseMs = 10_000
/** After a failure, nobody waits for the next one until this has passed. */
const failurePauseMs = 5_000

/** Where trouble with an identity provider is told; pino fits. */
export interface IdentityLog {
  warn(facts: Readonly<Record<string, unknown>>, message: string): void
}

/** What keys are read with. */
export interface IssuerKeysParts {
  readonly issuer: string
  readonly clock: Clock
  readonly log: IdentityLog
}

/** The public keys of an issuer, found through its metadata when the first token needs them. */
export interface IssuerKeys {
  /** The key that a token says it was signed with. Rejects with a JOSE error where there is none, and with a `Fault` where nobody can tell. */
  readonly keyOf: JWTVerifyGetKey
  /** What the issuer publishes about itself. Throws a `Fault` when it cannot be read. */
  metadata(): Promise<IssuerMetadata>
}

interface Known {
  readonly metadata: IssuerMetadata
  readonly find: ReturnType<typeof createLocalJWKSet>
  readonly readAt: number
}

/** Builds {@link IssuerKeys}. Calls nobody before it is asked, so that an issuer that is down keeps no gateway from starting. */
export function createIssuerKeys({ issuer, clock, log }: IssuerKeysParts): IssuerKeys {
  let known: Known | undefined
  let failedAt = Number.NEGATIVE_INFINITY
  let missedAt = Number.NEGATIVE_INFINITY
  let flight: Promise<Known> | undefined

  const read = async (): Promise<Known> => {
    try {
      const metadata = readMetadata(issuer, await fetchJson(metadataUrl(issuer)))
      // Checked by the constructor, which throws at anything that is no set of keys.
      const keys = (await fetchJson(new URL(metadata.jwks_uri))) as JSONWebKeySet
      known = { metadata, find: createLocalJWKSet(keys), readAt: clock.now() }
      failedAt = Number.NEGATIVE_INFINITY
      return known
    } catch (error) {
      failedAt = clock.now()
      log.warn({ err: error, issuer }, 'the keys of an identity provider could not be read')
      throw unreachable(error)
    }
  }
  const reread = (): Promise<Known> => {
    flight ??= read().finally(() => {
      flight = undefined
    })
    return flight
  }
  const isPausing = () => clock.now() - failedAt < failurePauseMs
  const current = async (): Promise<Known> => {
    const age = known === undefined ? Number.POSITIVE_INFINITY : clock.now() - known.readAt
    if (known === undefined || age > usableMs) {
      if (isPausing() && flight === undefined) throw unreachable()
      return reread()
    }
    // What goes wrong is told by `read`; the keys at hand are good for now.
    if (age > freshMs && !isPausing()) reread().catch(() => undefined)
    return known
  }
  const afterMiss = async (): Promise<Known> => {
    if (clock.now() - missedAt >= missPauseMs || flight !== undefined) {
      missedAt = clock.now()
      return reread()
    }
    // The key may be one that the issuer has made since: only the issuer could tell.
    if (failedAt > Number.NEGATIVE_INFINITY) throw unreachable()
    return current()
  }
  return {
    async keyOf(header, token) {
      try {
        return await (await current()).find(header, token)
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey)) throw error
        return (await afterMiss()).find(header, token)
      }
    },
    metadata: async () => (await current()).metadata,
  }
}

function unreachable(cause?: unknown): Fault {
  return new Fault({
    code: 'UPSTREAM_UNAVAILABLE',
    publicMessage: 'The identity provider cannot be reached, so nobody can tell who this is. Try again.',
    internalMessage: 'The keys of an identity provider could not be read',
    retryable: true,
    cause,
  })
}
