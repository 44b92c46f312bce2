import type { CallContext, RunRecord } from '../../../src/connector/index.ts'
import type { MlflowClient } from '../client.ts'
import { required } from '../reply.ts'
import { runsReply, toRun } from '../wire/run.ts'

/** A search over runs. */
export interface RunSearch {
  readonly workspace: string
  readonly experimentIds: readonly string[]
  readonly filter?: string
  readonly viewType: 'ALL' | 'ACTIVE_ONLY'
  readonly orderBy?: readonly string[]
  readonly limit: number
  readonly pageToken?: string | null
}

const bodyBytesMax = 64 * 1024 * 1024

/** One page of runs. MLflow finds nothing, not everything, where no experiment is named, so then it is not asked. */
export async function searchRuns(
  client: MlflowClient,
  search: RunSearch,
  call: CallContext,
): Promise<{ readonly runs: readonly RunRecord[]; readonly nextToken: string | null }> {
  const { workspace, experimentIds, filter, viewType, orderBy, limit, pageToken } = search
  if (experimentIds.length === 0) return { runs: [], nextToken: null }
  const json = {
    experiment_ids: experimentIds,
    filter,
    run_view_type: viewType,
    max_results: limit,
    order_by: orderBy,
    page_token: pageToken ?? undefined,
  }
  const reply = required(runsReply, await client.search({ workspace, path: '/runs/search', json, bodyBytesMax }, call))
  // A search leaves out which models a run read, also where it read some; only runs/get tells.
  const runs = reply.runs.map((wire) => ({ ...toRun(wire, workspace), inputModelIds: null }))
  return { runs, nextToken: reply.next_page_token }
}
