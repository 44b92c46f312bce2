import { type CallContext, inParallel, type LoggedModelRecord, type NativeKey } from '../../../src/connector/index.ts'
import { byWorkspace, chunksOf, inOrder } from '../answers.ts'
import type { MlflowClient } from '../client.ts'
import { isId, isOneOf } from '../filter.ts'
import { optional, type Reply, required } from '../reply.ts'
import { loggedModelReply, loggedModelsReply, toLoggedModel } from '../wire/logged-model.ts'
import type { TrackerParts } from './runs.ts'

const fewMax = 3
const readWidth = 3
const idsPerSearch = 500
const experimentsAgeMsMax = 10_000

/** Reads logged models by id. Servers of MLflow 2 have none. */
export async function readLoggedModels(
  parts: TrackerParts,
  keys: readonly NativeKey[],
  call: CallContext,
): Promise<readonly (LoggedModelRecord | null)[]> {
  const found: LoggedModelRecord[] = []
  for (const [workspace, group] of byWorkspace(keys, parts.client.workspaces)) {
    const ids = [...new Set(group.map((key) => key.nativeId))].filter(isId)
    found.push(...(await readIds({ ...parts, workspace }, ids, call)))
  }
  return inOrder(keys, found)
}

type Scope = TrackerParts & { readonly workspace: string }

async function readIds(scope: Scope, ids: readonly string[], call: CallContext): Promise<readonly LoggedModelRecord[]> {
  if (ids.length <= fewMax) return getEach(scope, ids, call)
  const experimentIds = await scope.experiments.ids({ workspace: scope.workspace, ageMsMax: experimentsAgeMsMax }, call)
  const found: LoggedModelRecord[] = []
  for (const chunk of chunksOf(ids, idsPerSearch)) {
    const answer = await searchLoggedModels(
      scope.client,
      { workspace: scope.workspace, experimentIds, filter: isOneOf('model_id', chunk), limit: chunk.length },
      call,
    )
    if (answer.kind === 'ABSENT') return []
    // Early releases of MLflow 3 do not know lists.
    if (answer.kind === 'REFUSED') return getEach(scope, ids, call)
    found.push(...required(loggedModelsReply, answer).models.map((wire) => toLoggedModel(wire, scope.workspace)))
  }
  return found
}

async function getEach(
  { client, workspace }: Scope,
  ids: readonly string[],
  call: CallContext,
): Promise<readonly LoggedModelRecord[]> {
  const found = await inParallel(ids, readWidth, async (id) => {
    const path = `/logged-models/${encodeURIComponent(id)}`
    const reply = optional(loggedModelReply, await client.read({ workspace, path, route: '/logged-models/{id}' }, call))
    return reply === null ? null : toLoggedModel(reply.model, workspace)
  })
  return found.filter((model) => model !== null)
}

/** A search over logged models. */
export interface LoggedModelSearch {
  readonly workspace: string
  readonly experimentIds: readonly string[]
  readonly filter?: string
  /** Only models with a metric measured on any of these data. */
  readonly datasets?: readonly { readonly dataset_name: string; readonly dataset_digest: string }[]
  readonly orderBy?: { readonly field: string; readonly isAscending: boolean }
  readonly limit: number
  readonly pageToken?: string | null
}

/** One page of logged models, unchecked; `ABSENT` from MLflow 2. */
export function searchLoggedModels(client: MlflowClient, search: LoggedModelSearch, call: CallContext): Promise<Reply> {
  const { workspace, experimentIds, filter, datasets, orderBy, limit, pageToken } = search
  const json = {
    experiment_ids: experimentIds,
    filter,
    datasets,
    max_results: limit,
    order_by: orderBy === undefined ? undefined : [{ field_name: orderBy.field, ascending: orderBy.isAscending }],
    page_token: pageToken ?? undefined,
  }
  return client.search({ workspace, path: '/logged-models/search', json }, call)
}
