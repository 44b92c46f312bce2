import type { JobRunRecord } from '../../connector/records.ts'
import type { LineageKey } from '../../kernel/lineage-key.ts'
import type { ColumnEdge, LineageConfidence } from '../../lineage/types.ts'
import type { ToldFacts } from './event.ts'

/** Something that an event names. A version's native id is its dataset's name, a line feed and the version. */
export interface ToldObject {
  readonly key: LineageKey
  readonly kind: 'Job' | 'Dataset' | 'DataVersion'
  readonly namespace: string
  readonly nativeId: string
  /** Where data is, where its name says so. */
  readonly address: string | null
  readonly facts: ToldFacts
}

/** An edge that held while something ran. */
export interface ToldEdge {
  readonly kind: 'CONSUMED' | 'PRODUCED' | 'STARTED' | 'COPIED_TO'
  readonly from: LineageKey
  readonly to: LineageKey
  readonly columns: readonly ColumnEdge[] | null
}

/** What one event tells of one run: of a job, or of what is said about a job or a dataset without a run. */
export interface ToldWork {
  /** Whose runs are compared with each other: what a later completed one no longer has has ended. */
  readonly party: string
  readonly runId: string
  readonly confidence: LineageConfidence
  /** The job, where it is a run of one. */
  readonly job: LineageKey | null
  readonly type: JobRunRecord['state']
  readonly error: string | null
  readonly edges: readonly ToldEdge[]
}

/** Everything that one event tells, by names alone. */
export interface EventStatement {
  /** Time of the event, in milliseconds since the epoch. */
  readonly at: number
  /** Id of the principal who sent it. */
  readonly sender: string
  readonly objects: readonly ToldObject[]
  readonly works: readonly ToldWork[]
  /** Names of one and the same thing. */
  readonly equalities: readonly { readonly a: LineageKey; readonly b: LineageKey; readonly proof: string }[]
}

/** Keeps what events tell. */
export interface OpenLineageStore {
  /**
   * Takes an event in, whole or not at all. Taking one again changes nothing, and so does the order in which events are
   * taken: what is held follows from which they were. Throws the store's `Fault`.
   */
  take(statement: EventStatement): Promise<void>
}
