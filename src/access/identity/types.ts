import type { PrincipalKind, Role } from '../types.ts'

/** Where facts stand in the tokens of an issuer: a claim's name, or names with dots between for a claim within claims. */
export interface ClaimNames {
  readonly groups: string
  readonly name: string
  /** Facts that give rights are read only where their claim was named. */
  readonly clearance?: string | undefined
  readonly regions?: string | undefined
  readonly roles?: string | undefined
  readonly aliases?: string | undefined
}

/** An identity provider whose tokens are believed. */
export interface IssuerSettings {
  /** Exactly as its tokens have it in `iss`. */
  readonly issuer: string
  /** What its tokens for this gateway have in `aud`. */
  readonly audience: string
  readonly claims: ClaimNames
  readonly algorithms: readonly string[]
  readonly clockSkewSeconds: number
  /** Values of `typ` that an access token may have. */
  readonly tokenTypes: readonly string[]
  /** Values of `acr` that stand for more than one factor. */
  readonly mfaAcr: readonly string[]
}

/** A person or program, as an issuer names it: never by an e-mail address, which changes hands. */
export interface IssuedSubject {
  readonly issuer: string
  readonly subject: string
}

/** What an issuer says of somebody. */
export interface ClaimedFacts {
  readonly name: string | null
  readonly groups: readonly string[]
  readonly roles: readonly Role[]
  /** 0 to 4; null when the issuer says nothing of it. */
  readonly clearance: number | null
  readonly regions: readonly string[]
  /** Names that the same person has in tools, such as MLflow user names and addresses of commits. */
  readonly aliases: readonly string[]
}

/** Somebody whose issuer has just vouched for them. */
export interface Identified extends IssuedSubject {
  readonly kind: PrincipalKind
  readonly claimed: ClaimedFacts
  readonly mfa: boolean
  /** Milliseconds since the epoch; null when the issuer does not tell. */
  readonly authenticatedAt: number | null
  /** When the proof ends, in milliseconds since the epoch. */
  readonly expiresAt: number
}

/** What being in a group gives. */
export interface GroupRights {
  readonly roles: readonly Role[]
  readonly teams: readonly string[]
  /** 0 to 4; null leaves it as it is. */
  readonly clearance: number | null
  readonly regions: readonly string[]
}

/** Who can be in a group that the gateway's own file describes. */
export type Member =
  | { readonly kind: PrincipalKind; readonly name: string }
  | ({ readonly kind: 'ISSUED' } & IssuedSubject)

/** What groups give, as configured now. Read for every request. */
export interface GroupDirectory {
  /** What the group of an issuer gives; null where nothing is configured for it. */
  rightsOf(group: string): GroupRights | null
  /** What the groups give that the file puts somebody into. */
  rightsOfMember(member: Member): readonly GroupRights[]
  /** Aliases that the file has for somebody. */
  aliasesOf(member: Member): readonly string[]
  /** Whether the file says that somebody is not to be let in. */
  isDeactivated(member: Member): boolean
}
