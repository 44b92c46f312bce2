import { decodeJwt, errors, type JWTHeaderParameters, type JWTPayload, jwtVerify } from 'jose'
import type { Clock } from '../../kernel/clock.ts'
import { createIssuerKeys, type IdentityLog, type IssuerKeys } from './issuer-keys.ts'
import { momentOf, readClaims, showsMfa } from './read-claims.ts'
import type { Identified, IssuerSettings } from './types.ts'

/** An issuer with its keys. */
export interface Issuer {
  readonly settings: IssuerSettings
  readonly keys: IssuerKeys
}

/** The identity providers that are believed. */
export interface Issuers {
  readonly all: readonly Issuer[]
  /**
   * Who an access token stands for; null where it is not good, whatever the reason. Throws a `Fault` when its issuer's keys
   * cannot be read. Only issuers of the configuration are ever called, whatever a token names.
   */
  identify(token: string): Promise<Identified | null>
}

/** What issuers are read with. */
export interface IssuersParts {
  readonly issuers: readonly IssuerSettings[]
  readonly clock: Clock
  readonly log: IdentityLog
}

/** A token that is longer was made to be long. */
const tokenCharsMax = 12_000
const subjectCharsMax = 512

/** Builds {@link Issuers}. Calls nobody. */
export function createIssuers({ issuers, clock, log }: IssuersParts): Issuers {
  const all = issuers.map((settings) => ({
    settings,
    keys: createIssuerKeys({ issuer: settings.issuer, clock, log }),
  }))
  const byName = new Map(all.map((issuer) => [issuer.settings.issuer, issuer]))
  return {
    all,
    async identify(token) {
      if (token.length > tokenCharsMax) return null
      const issuer = byName.get(issuerIn(token) ?? '')
      return issuer === undefined ? null : verify(issuer, token, clock.now())
    },
  }
}

/** What a token says of its issuer, before anything of it is believed. */
function issuerIn(token: string): string | undefined {
  try {
    return decodeJwt(token).iss
  } catch {
    return undefined
  }
}

async function verify({ settings, keys }: Issuer, token: string, now: number): Promise<Identified | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, keys.keyOf, {
      issuer: settings.issuer,
      audience: settings.audience,
      algorithms: [...settings.algorithms],
      clockTolerance: settings.clockSkewSeconds,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'sub'],
    })
    return isAccessToken(payload, protectedHeader, settings) ? identified(payload, settings) : null
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null
    throw error
  }
}

/** Members that only ID tokens have (OpenID Connect Core 1.0, sections 2 and 3.3.2.11). */
const idTokenMembers = ['nonce', 'at_hash', 'c_hash', 's_hash']

/**
 * Whether this is an access token that may be shown by whoever holds it: of the type of RFC 9068, no ID token, and not
 * bound to a key (`cnf`, RFC 7800), since nobody has shown that key. Where tokens of the bare type `JWT` are let in, what
 * says access token is asked for as well.
 */
function isAccessToken(payload: JWTPayload, { typ }: JWTHeaderParameters, { tokenTypes }: IssuerSettings): boolean {
  const type = (typ ?? 'JWT').toLowerCase().replace(/^application\//, '')
  if (!tokenTypes.some((allowed) => allowed.toLowerCase() === type)) return false
  if (payload['cnf'] !== undefined || idTokenMembers.some((name) => payload[name] !== undefined)) return false
  // Cognito and Keycloak tell the kind of a token in these.
  const { token_use: use, typ: kind } = payload
  if ((use !== undefined && use !== 'access') || (kind !== undefined && kind !== 'Bearer')) return false
  return type === 'at+jwt' || [use, kind, payload['scope'], payload['scp']].some((sign) => sign !== undefined)
}

function identified(payload: JWTPayload, settings: IssuerSettings): Identified | null {
  const { sub: subject, exp, auth_time: authTime, client_id: client } = payload
  const expiresAt = momentOf(exp)
  const isSubject = subject !== undefined && subject !== '' && subject.length <= subjectCharsMax
  if (!isSubject || !subject.isWellFormed() || subject.includes('\0') || expiresAt === null) return null
  return {
    issuer: settings.issuer,
    subject,
    // A token that a program got for itself has that program as its subject (RFC 9068, section 2.2).
    kind: subject === client ? 'SERVICE_ACCOUNT' : 'USER',
    claimed: readClaims(payload, settings.claims),
    mfa: showsMfa(payload, settings.mfaAcr),
    authenticatedAt: momentOf(authTime),
    // Whoever lets a token in for a while longer must not then refuse everything to its holder.
    expiresAt: expiresAt + settings.clockSkewSeconds * 1_000,
  }
}
