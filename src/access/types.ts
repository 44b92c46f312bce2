import type { Role } from '../kernel/roles.ts'

export { type Role, roles } from '../kernel/roles.ts'

/** What a principal may be allowed, `noun:verb`. Each is an action of `policies/model.cedarschema`; a test compares them. */
export const actions = [
  'model:read',
  'run:read',
  'dataset:read',
  'deployment:read',
  'source:read',
  'artifact:read',
  'artifact:download',
  'sensitive:read',
  'lineage:live',
  'lineage:send',
  'schema:introspect',
  'metrics:read',
  'audit:read',
  'audit:export',
  'access:explain',
  'token:read',
  'policy:read',
  'source:sync',
  'token:create',
  'token:revoke',
  'grant:create',
  'grant:revoke',
  'policy:publish',
  'alias:set',
  'version:deploy',
  'consumer:register',
  'approval:request',
  'approval:review',
  'approval:revoke',
  'approval:delegate',
  'approval:represent',
  'approval:break-glass',
  'exception:grant',
  'incident:read',
  'incident:open',
  'incident:close',
  'effect:execute',
  'evidence:attest',
  'ci:report',
  'violation:resolve',
] as const

/** One of {@link actions}. */
export type Action = (typeof actions)[number]

/**
 * What the first token of an installation holds: administration, and a role that sees the tools, since administration
 * alone shows no data.
 */
export const firstRoles = ['administrator', 'data-scientist'] as const satisfies readonly Role[]

/** People, and programs that act under a name of their own. */
export type PrincipalKind = 'USER' | 'SERVICE_ACCOUNT'

/** The caller, as every door below authentication knows it. */
export interface Principal {
  /** Stable and pseudonymous; the name behind it is kept apart. */
  readonly id: string
  readonly kind: PrincipalKind
  readonly name: string
  /** Held organisation-wide. */
  readonly roles: readonly Role[]
  readonly teams: readonly string[]
  /** The most sensitive that it may read, 0 (public) to 4. */
  readonly clearance: number
  readonly regions: readonly string[]
  /** Whether it was shown with more than one factor who this is. */
  readonly mfa: boolean
  /** When the person proved who they are, in milliseconds since the epoch; null for a token of the gateway. */
  readonly authenticatedAt: number | null
  /** What the token in use is narrowed to; null when it may all that its holder may. */
  readonly scopes: readonly Action[] | null
  /**
   * Ids of those whose rights the token in use has, where it acts as a service account: what a rule forbids to holders of a
   * role it forbids to this token too when one of them was granted the role.
   */
  readonly makers?: readonly string[]
  /** Id of the gateway's token in use; null for a token of an identity provider. */
  readonly tokenId: string | null
  /** Milliseconds since the epoch; null when it has no end. */
  readonly tokenExpiresAt: number | null
  /** What the caller says the request is for; absent where nothing was said. Policies read it as `context.purpose`. */
  readonly purpose?: string
}

/** A token as the store keeps it: its hash, never itself. */
export interface TokenRow {
  readonly id: string
  /** Of the principal named so, or what a principal called a further token of its own. */
  readonly principalName: string
  /** Of the principal that it acts as. */
  readonly kind: PrincipalKind
  /** Id of that principal; null in rows from before ids were pseudonymous. */
  readonly holderId: string | null
  /** What it carries of its own; nothing when it has a creator, whose rights at the time of use it then has. */
  readonly roles: readonly Role[]
  readonly teams: readonly string[]
  readonly clearance: number
  readonly regions: readonly string[]
  /** What it is narrowed to; null when it may all that its holder may. */
  readonly scopes: readonly Action[] | null
  /** Id of the principal who made it by the API. */
  readonly creatorId: string | null
  /** The token that it was made with, without which it ends too. */
  readonly parentId: string | null
  /** SHA-256 of the token as hexadecimal. */
  readonly hash: string
  readonly createdAt: number
  readonly expiresAt: number | null
  readonly lastUsedAt: number | null
  readonly revokedAt: number | null
}

/** A program that acts under a name of its own, and the principal who answers for it. */
export interface ServiceAccount {
  readonly name: string
  readonly ownerId: string
}

/** What a role can be granted on. */
export const scopeTypes = [
  'Organization',
  'Source',
  'Environment',
  'Team',
  'Model',
  'Experiment',
  'Dataset',
  'Namespace',
] as const

/** One of {@link scopeTypes}. */
export type ScopeType = (typeof scopeTypes)[number]

/** Who gets a grant. A team's grant is held by each of its members. */
export interface GrantHolder {
  readonly type: PrincipalKind | 'TEAM'
  readonly id: string
}

/** A role, for somebody, somewhere, until some time. Never changed but for its revocation. */
export interface Grant {
  readonly id: string
  readonly holder: GrantHolder
  readonly role: Role
  readonly scope: { readonly type: ScopeType; readonly id: string }
  /** From this very millisecond it gives nothing; null when it has no end. */
  readonly expiresAt: number | null
  readonly reason: string
  /** Id of the principal who made it. */
  readonly createdBy: string
  readonly createdAt: number
  readonly revokedAt: number | null
}

/** What a steward asked for. It changes once, when it is decided. */
export interface StewardRequest {
  readonly id: string
  readonly reason: string
  /** Who asked, with what they held then; without a name. */
  readonly requester: Principal
  readonly requestedAt: number
  /** From this very millisecond nobody can confirm it. */
  readonly lapsesAt: number
  /** Null while it waits. */
  readonly decision: {
    readonly outcome: 'CONFIRMED' | 'WITHDRAWN'
    /** Id of the principal who decided; the requester where nobody else was needed. */
    readonly by: string
    readonly at: number
  } | null
}

/** A grant that needs a second steward. Once it is confirmed there is a grant with its id. */
export interface GrantRequest extends StewardRequest, Pick<Grant, 'holder' | 'role' | 'scope' | 'expiresAt'> {}

/** A grant, or what was to become one, as lists show it. */
export interface GrantRecord extends Omit<Grant, 'revokedAt'> {
  readonly standing:
    | { readonly kind: 'GRANTED'; readonly confirmedBy: string | null; readonly revokedAt: number | null }
    | { readonly kind: 'REQUESTED'; readonly lapsesAt: number; readonly withdrawnAt: number | null }
}

/** How a grant stands at one moment; see {@link grantStateOf}. */
export const grantStates = ['PENDING', 'ACTIVE', 'EXPIRED', 'REVOKED', 'LAPSED', 'WITHDRAWN'] as const

/** One of {@link grantStates}. */
export type GrantState = (typeof grantStates)[number]

/** Which grants a list holds; conditions are joined by AND. */
export interface GrantFilter {
  readonly holder?: GrantHolder
  readonly role?: Role
  readonly scope?: { readonly type: ScopeType; readonly id: string }
  /** Empty or absent for all. */
  readonly states?: readonly GrantState[]
}

/** A file of policies. */
export interface PolicyFile {
  /** As shown in problems; unique within a set. */
  readonly name: string
  readonly text: string
}

/** Policies as they were published at some time. Never changed. */
export interface PolicyVersion {
  /** Counts from 1. */
  readonly number: number
  readonly files: readonly PolicyFile[]
  /** SHA-256 over the files, as hexadecimal. */
  readonly digest: string
  /** Of the schema and built-in policies that it was checked with; see `PolicyEngine.modelDigest`. */
  readonly modelDigest: string
  /** Id of the principal who published it. */
  readonly author: string
  readonly publishedAt: number
}

/** Policies that are to be published. Each version was one. */
export interface PolicyProposal extends StewardRequest {
  readonly files: readonly PolicyFile[]
  /** SHA-256 over the files, as hexadecimal. */
  readonly digest: string
  /** Number of the version they were made from; 0 for what came with the package. */
  readonly basedOn: number
  /** Number of the version they became. */
  readonly publishedAs: number | null
}

/** A version with what is known of its publication. */
export interface PolicyPublication {
  readonly version: PolicyVersion
  /** Null for a version that was not published through the gateway. */
  readonly proposal: PolicyProposal | null
}

/** What rights are decided by, as the store keeps it. */
export interface AccessState {
  /** Grows with every change of policies, grants and rights of tokens; null when this is a moment of the past. */
  readonly epoch: number | null
  /** Time that grants are judged at; null follows the clock. */
  readonly asOf: number | null
  /** Null before anything was published. */
  readonly version: PolicyVersion | null
  /** Those that were not revoked; ended ones may be among them. */
  readonly grants: readonly Grant[]
}
