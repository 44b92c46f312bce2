import type { CiState } from '../kernel/ci-states.ts'
import type { Uid } from '../kernel/ids.ts'

/** What a check came to that somebody else ran: it passed, it did not, or it could not be run. */
export const evidenceOutcomes = ['PASS', 'FAIL', 'ERROR'] as const

/** One of {@link evidenceOutcomes}. */
export type EvidenceOutcome = (typeof evidenceOutcomes)[number]

/** A number that was measured. */
export interface MeasuredValue {
  readonly name: string
  readonly value: number
  readonly unit: string | null
}

/** What a producer says of a version. */
export interface EvidenceClaim {
  /** Name of the gate that it is evidence for. */
  readonly gate: string
  /** Null where it only tells values, for the policy to judge. */
  readonly outcome: EvidenceOutcome | null
  readonly values: readonly MeasuredValue[]
  /** Where the whole of it is kept; null for nowhere. */
  readonly uri: string | null
  /** SHA-256 of what is kept there, hexadecimal. */
  readonly digest: string | null
  /** When it was found, in milliseconds since the epoch. */
  readonly issuedAt: number
  /** From then on it does not count; null when that is for the policy alone to say. */
  readonly expiresAt: number | null
}

/** What a producer said of a version, bound to what that version was then. Never changed. */
export interface Evidence extends EvidenceClaim {
  readonly uid: Uid
  readonly version: Uid
  /** What an approval of the version would have been bound to then. */
  readonly subjectDigest: string
  /** SHA-256 over its files then; null when they could not be read. */
  readonly artifactDigest: string | null
  /** Name of the producer in the configuration. */
  readonly producer: string
  /** Id of the principal that said it. */
  readonly principal: string
  readonly receivedAt: number
}

/** Somebody whose evidence counts, as the configuration names them. */
export interface Producer {
  readonly name: string
  /** Id of the principal that it acts as. */
  readonly principal: string
  /** Names of the gates that it has evidence for. */
  readonly gates: readonly string[]
  /** Whether it may attest for versions that it made itself. */
  readonly mayAttestOwnWork: boolean
}

/** A check of a commit. */
export interface CiCheck {
  readonly name: string
  readonly state: CiState
  /** When it came to that, in milliseconds since the epoch, by the producer's clock. */
  readonly at: number
  /** Where to look at it; null for nowhere. */
  readonly url: string | null
}

/** A commit of a repository. */
export interface Commit {
  /** As {@link repositoryName} writes it. */
  readonly repository: string
  /** All of it, lower-case hexadecimal. */
  readonly commit: string
}

/** A check of a commit as its producer last told of it. */
export interface KeptCiCheck extends CiCheck, Commit {
  readonly producer: string
  readonly principal: string
  readonly receivedAt: number
}
