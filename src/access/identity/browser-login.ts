import { createHash } from 'node:crypto'
import { EncryptJWT, errors, jwtDecrypt } from 'jose'
import * as oidc from 'openid-client'
import type { Clock } from '../../kernel/clock.ts'
import { isLoopbackHost } from '../../kernel/loopback.ts'
import type { Secret } from '../../kernel/secret.ts'
import type { Issuer } from './issuers.ts'
import { momentOf, readClaims, showsMfa } from './read-claims.ts'
import type { Identified } from './types.ts'

/** How this gateway is known to an identity provider that people log in at. */
export interface LoginClient {
  readonly clientId: string
  /** Absent for a public client. */
  readonly clientSecret?: Secret | undefined
  readonly scopes: readonly string[]
}

/** An issuer that people can log in at. */
export interface LoginIssuer extends Issuer {
  readonly login: LoginClient
}

/** A login under way: where to send the browser, and what it has to bring back. */
export interface LoginAttempt {
  readonly url: string
  /** For a cookie; sealed, and good for ten minutes. */
  readonly sealed: string
}

/** A login that succeeded. */
export interface FinishedLogin {
  readonly identified: Identified
  /** The same for every repetition of one attempt. */
  readonly loginId: string
  readonly returnTo: string
}

/** Logins of people by the authorization code flow with PKCE, state and nonce (OpenID Connect Core 1.0, section 3.1). */
export interface BrowserLogin {
  /** Null where no such issuer takes logins; the first that does unless one is named. Throws a `Fault` when it cannot be reached. */
  begin(asked: {
    readonly issuer: string | null
    readonly returnTo: string
    readonly redirectUri: string
  }): Promise<LoginAttempt | null>
  /** Null whenever anything about the answer is not as it should be. `search` is the query of the callback, with its `?`. */
  finish(answer: {
    readonly sealed: string
    readonly redirectUri: string
    readonly search: string
  }): Promise<FinishedLogin | null>
}

/** What logins are made with. */
export interface BrowserLoginParts {
  readonly issuers: readonly LoginIssuer[]
  /** 32 bytes of this use alone. */
  readonly key: Uint8Array
  readonly clock: Clock
  readonly log: { info(facts: Readonly<Record<string, unknown>>, message: string): void }
}

const attemptSeconds = 600
/** In seconds: as long as for any call to an issuer. */
const patienceSeconds = 5

interface Sealed {
  readonly issuer: string
  readonly state: string
  readonly nonce: string
  readonly verifier: string
  readonly returnTo: string
}

/**
 * Builds {@link BrowserLogin}. What an attempt needs later is sealed into the browser's own cookie, so that beginning a
 * login, which anybody can do, writes nothing here.
 */
export function createBrowserLogin({ issuers, key, clock, log }: BrowserLoginParts): BrowserLogin {
  return {
    async begin({ issuer: name, returnTo, redirectUri }) {
      const issuer = name === null ? issuers[0] : issuers.find(({ settings }) => settings.issuer === name)
      if (issuer === undefined) return null
      const config = await configOf(issuer)
      const verifier = oidc.randomPKCECodeVerifier()
      const [state, nonce] = [oidc.randomState(), oidc.randomNonce()]
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: issuer.login.scopes.join(' '),
        code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      })
      const sealed = await seal({ issuer: issuer.settings.issuer, state, nonce, verifier, returnTo }, key, clock)
      return { url: url.href, sealed }
    },
    async finish({ sealed, redirectUri, search }) {
      const attempt = await unseal(sealed, key, clock)
      const issuer = issuers.find(({ settings }) => settings.issuer === attempt?.issuer)
      if (attempt === null || issuer === undefined) return null
      const config = await configOf(issuer)
      try {
        const tokens = await oidc.authorizationCodeGrant(config, new URL(`${redirectUri}${search}`), {
          pkceCodeVerifier: attempt.verifier,
          expectedState: attempt.state,
          expectedNonce: attempt.nonce,
          idTokenExpected: true,
        })
        const identified = identifiedBy(issuer, tokens.claims())
        return identified === null ? null : { identified, loginId: digest(attempt.state), returnTo: attempt.returnTo }
      } catch (err) {
        // The issuer's words are for the log; whoever sent the answer learns that it was not good.
        log.info({ err, issuer: issuer.settings.issuer }, 'a login did not succeed')
        return null
      }
    },
  }
}

async function configOf({ settings, keys, login }: LoginIssuer): Promise<oidc.Configuration> {
  // The library checks each member that it comes to use.
  const metadata = (await keys.metadata()) as oidc.ServerMetadata
  const secret = login.clientSecret?.reveal()
  const authentication = secret === undefined ? oidc.None() : oidc.ClientSecretBasic(secret)
  const skew = { [oidc.clockTolerance]: settings.clockSkewSeconds }
  const config = new oidc.Configuration(metadata, login.clientId, skew, authentication)
  config.timeout = patienceSeconds
  if (isLoopbackHost(new URL(settings.issuer).hostname)) oidc.allowInsecureRequests(config)
  // The signature is checked although the token came straight from the issuer: on loopback there is no TLS to vouch for it.
  oidc.enableNonRepudiationChecks(config)
  return config
}

function identifiedBy({ settings }: LoginIssuer, claims: oidc.IDToken | undefined): Identified | null {
  const expiresAt = momentOf(claims?.exp)
  if (claims === undefined || expiresAt === null) return null
  return {
    issuer: settings.issuer,
    subject: claims.sub,
    kind: 'USER',
    claimed: readClaims(claims, settings.claims),
    mfa: showsMfa(claims, settings.mfaAcr),
    authenticatedAt: momentOf(claims.auth_time) ?? momentOf(claims.iat),
    expiresAt,
  }
}

function seal(attempt: Sealed, key: Uint8Array, clock: Clock): Promise<string> {
  const now = Math.floor(clock.now() / 1000)
  return new EncryptJWT({ ...attempt })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setExpirationTime(now + attemptSeconds)
    .encrypt(key)
}

async function unseal(sealed: string, key: Uint8Array, clock: Clock): Promise<Sealed | null> {
  try {
    const { payload } = await jwtDecrypt<Sealed>(sealed, key, {
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
      requiredClaims: ['exp'],
      currentDate: new Date(clock.now()),
    })
    return payload
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) return null
    throw error
  }
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
