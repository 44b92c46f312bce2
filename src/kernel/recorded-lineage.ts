import { withoutCredentials } from './without-credentials.ts'

/** Kinds of the nodes that objects are; null for what is none. */
export const nodeKindOfObject = {
  Model: 'MODEL',
  ModelVersion: 'MODEL_VERSION',
  // An experiment groups runs and made none of them.
  Experiment: null,
  Run: 'RUN',
  // A logged model is shown only while no version holds its files.
  LoggedModel: 'ARTIFACT',
  Dataset: 'DATASET',
  DataVersion: 'DATA_VERSION',
  Deployment: 'DEPLOYMENT',
  Job: 'JOB',
} as const

/** Facts that lineage shows of a run. */
export function runProperties(run: {
  readonly status: string
  readonly createdAt: number | null
  readonly endedAt: number | null
  readonly user: string | null
  readonly entrypoint: string | null
}): Readonly<Record<string, unknown>> {
  const { status, createdAt, endedAt, user, entrypoint } = run
  const shown = entrypoint === null ? null : withoutCredentials(entrypoint)
  return { status, startedAt: createdAt, endedAt, user, entrypoint: shown }
}

/** Facts that lineage shows of a data version, without its columns. */
export function dataVersionProperties(facts: {
  readonly digest?: string
  readonly originType?: string | null
  readonly originUri?: string | null
  readonly rowCount?: number | null
}): Readonly<Record<string, unknown>> {
  const { digest, originType, originUri, rowCount } = facts
  const shown = originUri === null || originUri === undefined ? originUri : withoutCredentials(originUri)
  return { digest, originType, originUri: shown, rowCount }
}

/** Properties of the node of a dataset, as far as anybody told of the dataset itself. */
export function datasetProperties(facts: {
  readonly originUri?: string | null
  readonly lifecycle?: string | null
  readonly rowCount?: number | null
  readonly checks?: string | null
}): Readonly<Record<string, unknown>> {
  const { originUri, lifecycle, rowCount, checks } = facts
  return toldOnly({
    originUri: originUri == null ? null : withoutCredentials(originUri),
    lifecycle,
    rowCount,
    checks,
  })
}

/** Properties of the node of a job. */
export function jobProperties(facts: {
  readonly jobType?: string | null
  readonly codeUrl?: string | null
  readonly lastRun?: {
    readonly id: string
    readonly state: string
    readonly startedAt: number
    readonly endedAt: number | null
  } | null
}): Readonly<Record<string, unknown>> {
  const { jobType: processing, codeUrl: url, lastRun } = facts
  const run =
    lastRun == null
      ? null
      : { id: lastRun.id, state: lastRun.state, startedAt: lastRun.startedAt, endedAt: lastRun.endedAt }
  return toldOnly({ processing, url, lastRun: run })
}

function toldOnly(properties: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null && value !== undefined))
}

/** Logged models that a run measured or took as input, as its own record tells, without those that it made. */
export function modelsMeasuredBy(run: {
  readonly inputModelIds: readonly string[] | null
  readonly outputModelIds: readonly string[]
  readonly metrics: readonly { readonly loggedModelId: string | null }[]
}): readonly string[] {
  const measured = run.metrics.map(({ loggedModelId }) => loggedModelId).filter((id) => id !== null)
  return [...new Set([...(run.inputModelIds ?? []), ...measured])].filter((id) => !run.outputModelIds.includes(id))
}

/** Runs that recorded metrics of a logged model which another run had made. */
export function runsMeasuring(model: {
  readonly sourceRunId: string | null
  readonly metrics: readonly { readonly runId: string | null }[]
}): readonly string[] {
  const runs = model.metrics.map(({ runId }) => runId).filter((id) => id !== null)
  return [...new Set(runs)].filter((id) => id !== model.sourceRunId)
}

/** How sure it is that a version's run made its files: MLflow keeps what a run logs under the run's id. */
export function confidenceInRun(version: {
  readonly runId: string | null
  readonly sourceUri: string | null
}): 'OBSERVED' | 'DECLARED' {
  return version.runId !== null && version.sourceUri?.includes(version.runId) === true ? 'OBSERVED' : 'DECLARED'
}
