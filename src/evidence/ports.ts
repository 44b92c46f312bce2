import type { Actor } from '../kernel/actor.ts'
import type { Uid } from '../kernel/ids.ts'
import type { Outcome } from '../kernel/outcome.ts'
import type { CiCheck, Commit, Evidence, EvidenceClaim, KeptCiCheck, Producer } from './types.ts'

/** Evidence on its way into the store. */
export interface EvidenceDraft {
  readonly claim: EvidenceClaim
  readonly version: Uid
  readonly subjectDigest: string
  readonly artifactDigest: string | null
  readonly producer: Producer
  readonly key: EvidenceKey
  readonly by: Actor
}

/** What a mutation is told again by. */
export interface EvidenceKey {
  readonly principal: string
  /** SHA-256 (RFC 8785) of everything that was sent, but for the key. */
  readonly contentDigest: string
  readonly idempotencyKey: string | null
}

/** Which evidence a gate looks at. */
export interface EvidenceQuestion {
  readonly version: Uid
  readonly gate: string
  readonly subjectDigest: string
}

/** Keeps evidence. It is added to and never changed; what is added is recorded with it, or not added. */
export interface EvidenceStore {
  /**
   * Adds evidence, unless the same was added before: that is then the answer. Of two at once the second finds the first.
   * Refuses with IDEMPOTENCY_CONFLICT where other evidence was sent under the key.
   */
  add(draft: EvidenceDraft): Promise<Outcome<Evidence>>
  /** What an earlier sending led to; null for none. Refuses with IDEMPOTENCY_CONFLICT. */
  earlier(key: EvidenceKey): Promise<Outcome<Evidence | null>>
  /** What each producer said last; several of one where they were found at the same moment. */
  latest(question: EvidenceQuestion): Promise<readonly Evidence[]>
  /** Of a version, the latest added first: `first` after the one with the uid `after`. */
  list(
    version: Uid,
    page: { readonly gate: string | null; readonly first: number; readonly after: Uid | null },
  ): Promise<{ readonly items: readonly Evidence[]; readonly hasNextPage: boolean }>
  /** Null where unknown, in the order asked. */
  byUids(uids: readonly Uid[]): Promise<readonly (Evidence | null)[]>
}

/** What a producer tells of a commit. */
export interface CiReport extends Commit {
  readonly checks: readonly CiCheck[]
}

/** Keeps what the checks of commits came to. */
export interface CiStore {
  /**
   * Takes a report in. Of each check the latest word of a producer is kept, and of two of one moment the worse: so neither
   * the order of reports nor sending one again changes what is kept. Answers how many checks came to be another way; a
   * report that changes something is recorded with it, or not taken. Null when the commit has more checks than it may.
   */
  take(
    report: CiReport,
    sender: { readonly producer: Producer; readonly by: Actor; readonly now: number },
  ): Promise<number | null>
  /** What is known of a commit in any repository, by producer and name. */
  checksOf(commit: string): Promise<readonly KeptCiCheck[]>
}

/** Something that requests may have waited for. */
export interface EvidenceNews {
  readonly gate: string
  /** The version that it is about; null where that is for the gate to find out. */
  readonly version: Uid | null
  /** The commit that it is about; null for none. */
  readonly commit: string | null
}
