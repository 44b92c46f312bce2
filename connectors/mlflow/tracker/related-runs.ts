import type { CallContext, RunKey, RunRecord } from '../../../src/connector/index.ts'
import { isId, isSayable, matches } from '../filter.ts'
import type { TrackerParts } from './runs.ts'
import { type RunSearch, searchRuns } from './search-runs.ts'

/** Data by name and, when given, digest. */
export interface DataKey {
  readonly workspace: string
  readonly name: string
  readonly digest: string | null
}

// A run may be in an experiment that was made this recently and still be missed for as long.
const experimentsAgeMsMax = 10_000
const pageSize = 500
const newestFirst = ['attributes.start_time DESC']

/** Runs that read these data, newest first. */
export async function readRunsByData(
  parts: TrackerParts,
  data: DataKey,
  limit: number,
  call: CallContext,
): Promise<readonly RunRecord[]> {
  const { workspace, name, digest } = data
  if (!parts.client.workspaces.includes(workspace) || !isSayable(name) || !(digest === null || isSayable(digest)))
    return []
  // A digest is rarely shared between names, which are compared below, and a second clause costs MLflow half as much again.
  const filter = digest === null ? matches('dataset.name', name) : matches('dataset.digest', digest)
  const experimentIds = await parts.experiments.ids({ workspace, ageMsMax: experimentsAgeMsMax }, call)
  const search = {
    workspace,
    experimentIds,
    filter,
    viewType: 'ACTIVE_ONLY',
    orderBy: newestFirst,
    limit,
  } as const
  const isAsked = (run: RunRecord) =>
    run.inputs.some((input) => input.name === name && (digest === null || input.digest === digest))
  return collect(parts, { search, isAsked }, call)
}

/** Runs that this one started, newest first. */
export async function readChildRuns(
  parts: TrackerParts,
  run: RunKey,
  limit: number,
  call: CallContext,
): Promise<readonly RunRecord[]> {
  const { workspace, nativeId, experimentId } = run
  if (!parts.client.workspaces.includes(workspace) || !isId(nativeId)) return []
  // MLflow's own client starts a child in its parent's experiment.
  const everywhere = () => parts.experiments.ids({ workspace, ageMsMax: experimentsAgeMsMax }, call)
  const experimentIds = experimentId === null ? await everywhere() : [experimentId]
  const filter = `tags.\`mlflow.parentRunId\` = '${nativeId}'`
  const search = { workspace, experimentIds, filter, viewType: 'ACTIVE_ONLY', orderBy: newestFirst, limit } as const
  return collect(parts, { search, isAsked: (found) => found.parentRunId === nativeId }, call)
}

async function collect(
  { client }: TrackerParts,
  { search, isAsked }: { readonly search: RunSearch; readonly isAsked: (run: RunRecord) => boolean },
  call: CallContext,
): Promise<readonly RunRecord[]> {
  // A run that read the same data twice comes twice from some releases.
  const found = new Map<string, RunRecord>()
  let pageToken: string | null = null
  do {
    const page = await searchRuns(client, { ...search, limit: Math.min(search.limit, pageSize), pageToken }, call)
    for (const run of page.runs) if (isAsked(run)) found.set(run.nativeId, run)
    pageToken = page.nextToken
  } while (pageToken !== null && found.size < search.limit)
  return [...found.values()].slice(0, search.limit)
}
