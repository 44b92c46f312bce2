/** What a principal may be allowed. `noun:verb`. */
export const actions = [
  'catalog:read',
  'schema:introspect',
  'source:sync',
  'lineage:live',
  'metrics:read',
  'token:manage',
] as const

/** One of {@link actions}. */
export type Action = (typeof actions)[number]

/** Roles that exist so far; the access step brings the rest as policy. */
export const roles = ['administrator', 'viewer'] as const

/** One of {@link roles}. */
export type Role = (typeof roles)[number]

/** The caller, as every door below authentication knows it. */
export interface Principal {
  readonly id: string
  readonly name: string
  readonly roles: readonly Role[]
  /** Id of the token in use. */
  readonly tokenId: string
  /** Milliseconds since the epoch; null when it has no end. */
  readonly tokenExpiresAt: number | null
}

/** A token as the store keeps it: its hash, never itself. */
export interface TokenRow {
  readonly id: string
  readonly principalName: string
  readonly roles: readonly Role[]
  /** SHA-256 of the token as hexadecimal. */
  readonly hash: string
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly lastUsedAt: number | null
  readonly revokedAt: number | null
}
