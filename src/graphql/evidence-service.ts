import type { MirroredObject } from '../catalog/types.ts'
import type { CallContext } from '../connector/contract.ts'
import type { AttestCommand, Evidence } from '../evidence/index.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'

/** Evidence with the version that it is of, which the caller sees. */
export interface EvidenceView {
  readonly evidence: Evidence
  readonly attestedVersion: MirroredObject
}

/** What a gate is asked with, and what it is about. */
export interface GateKindView {
  readonly name: string
  readonly description: string
  readonly isAboutMoment: boolean
  /** JSON Schema of its parameters. */
  readonly parameters: unknown
  /** Names of producers whose evidence counts for it; empty for a gate that looks by itself. */
  readonly producers: readonly string[]
}

/** What was found elsewhere, as one caller may tell and see it: evidence is seen by whoever sees the version. */
export interface EvidenceService {
  /** See `attestEvidence` of the domain. */
  attest(command: AttestCommand, call: CallContext): Promise<Outcome<EvidenceView>>
  /** The latest added first. */
  ofVersion(
    version: MirroredObject,
    page: { readonly gate: string | null; readonly first: number; readonly after: Uid | null },
  ): Promise<{ readonly items: readonly EvidenceView[]; readonly hasNextPage: boolean }>
  /** Null where unknown, or the caller does not see the version. */
  byUid(uid: Uid): Promise<EvidenceView | null>
  /** The gates that policies may ask for, by name. Refuses with FORBIDDEN. */
  gates(): Promise<Outcome<readonly GateKindView[]>>
}
