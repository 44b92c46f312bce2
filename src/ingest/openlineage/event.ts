import type { ColumnRecord, JobRunRecord } from '../../connector/records.ts'
import type { ColumnEdge } from '../../lineage/types.ts'

/** Names a job or a dataset of OpenLineage. */
export interface EventName {
  readonly namespace: string
  readonly name: string
}

/** Facts of a thing that an event tells; what it does not tell is absent. Of two that tell, the later holds. */
export interface ToldFacts {
  readonly description?: string
  readonly owners?: readonly string[]
  readonly tags?: Readonly<Record<string, string>>
  readonly columns?: readonly ColumnRecord[]
  /** Datasets: what happened to it as a whole. */
  readonly lifecycle?: string
  /** Datasets: how many rows it had. */
  readonly rowCount?: number
  /** Datasets: whether the checks of it that were told of passed, such as `2 of 3 checks passed`. */
  readonly checks?: string
  /** Jobs. */
  readonly jobType?: string
  readonly codeUrl?: string
}

/** A job as an event tells of it. */
export interface ToldJob extends EventName {
  readonly facts: ToldFacts
}

/** A dataset as an event tells of it. */
export interface ToldDataset extends EventName {
  readonly version: string | null
  readonly facts: ToldFacts
  /** Further names of it. */
  readonly symlinks: readonly EventName[]
  /** What it was called before it was renamed. */
  readonly renamedFrom: EventName | null
  /** Columns that its columns came from, by dataset. */
  readonly columnLineage: readonly (EventName & { readonly edges: readonly ColumnEdge[] })[]
}

/** What a run event tells of its run. */
export interface ToldRun {
  readonly id: string
  readonly type: JobRunRecord['state']
  readonly error: string | null
  /** Job of the run that started it. */
  readonly parent: EventName | null
}

/** One event of OpenLineage, read. Times are milliseconds since the epoch. */
export type LineageEvent =
  | {
      readonly kind: 'RUN'
      readonly at: number
      readonly job: ToldJob
      readonly run: ToldRun
      readonly inputs: readonly ToldDataset[]
      readonly outputs: readonly ToldDataset[]
    }
  | {
      readonly kind: 'JOB'
      readonly at: number
      readonly job: ToldJob
      readonly inputs: readonly ToldDataset[]
      readonly outputs: readonly ToldDataset[]
    }
  | { readonly kind: 'DATASET'; readonly at: number; readonly dataset: ToldDataset }

/** Every namespace that an event says something of, each once. */
export function namespacesOf(event: LineageEvent): readonly string[] {
  const datasets = event.kind === 'DATASET' ? [event.dataset] : [...event.inputs, ...event.outputs]
  const jobs = event.kind === 'DATASET' ? [] : [event.job]
  const parent = event.kind === 'RUN' && event.run.parent !== null ? [event.run.parent] : []
  const named = datasets.flatMap((dataset) => [
    dataset,
    ...dataset.symlinks,
    ...dataset.columnLineage,
    ...(dataset.renamedFrom === null ? [] : [dataset.renamedFrom]),
  ])
  return [...new Set([...jobs, ...parent, ...named].map(({ namespace }) => namespace))]
}
