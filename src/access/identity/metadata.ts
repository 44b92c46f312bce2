import { isProtectedAddress } from '../../kernel/loopback.ts'

/** What an issuer publishes about itself (OpenID Connect Discovery 1.0, section 3); further members are passed on. */
export interface IssuerMetadata {
  readonly issuer: string
  readonly jwks_uri: string
  readonly [member: string]: unknown
}

/** Address of an issuer's metadata (OpenID Connect Discovery 1.0, section 4). */
export function metadataUrl(issuer: string): URL {
  return new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`)
}

/**
 * Checks what an issuer published. Throws when it speaks for another issuer, which section 4.3 has the reader refuse, or
 * names keys that anybody on the way could replace.
 */
export function readMetadata(issuer: string, document: unknown): IssuerMetadata {
  if (typeof document !== 'object' || document === null) throw new Error('The metadata is no object')
  const facts: Readonly<Record<string, unknown>> = { ...document }
  const { issuer: own, jwks_uri: keys } = facts
  if (own !== issuer) throw new Error('The metadata is that of another issuer')
  if (typeof keys !== 'string' || !isProtectedAddress(keys))
    throw new Error('The metadata names no protected address of keys')
  return { ...facts, issuer, jwks_uri: keys }
}
