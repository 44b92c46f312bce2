import { type CallContext, inParallel, type RunKey, type RunRecord } from '../../../src/connector/index.ts'
import { byWorkspace, chunksOf, inOrder } from '../answers.ts'
import type { MlflowClient } from '../client.ts'
import { isId, isOneOf } from '../filter.ts'
import type { KnownExperiments } from '../known-experiments.ts'
import { optional } from '../reply.ts'
import { runReply, toRun } from '../wire/run.ts'
import { searchRuns } from './search-runs.ts'

/** What reads of runs and logged models share. */
export interface TrackerParts {
  readonly client: MlflowClient
  readonly experiments: KnownExperiments
}

const fewMax = 3
const readWidth = 3
// With schemas of its data one run is 4 to 6 KB; 500 of them stay well under the bound on an answer.
const idsPerSearch = 500

/** Reads runs by id, deleted ones included. */
export async function readRuns(
  parts: TrackerParts,
  keys: readonly RunKey[],
  call: CallContext,
): Promise<readonly (RunRecord | null)[]> {
  const found: RunRecord[] = []
  for (const [workspace, group] of byWorkspace(keys, parts.client.workspaces)) {
    const wanted = new Map(group.filter((key) => isId(key.nativeId)).map((key) => [key.nativeId, key.experimentId]))
    found.push(...(await readWanted({ ...parts, workspace }, wanted, call)))
  }
  return inOrder(keys, found)
}

type Scope = TrackerParts & { readonly workspace: string }

/** First in the experiments that the caller knows of; what is still missing one by one, or everywhere when it is much. */
async function readWanted(
  scope: Scope,
  wanted: ReadonlyMap<string, string | null>,
  call: CallContext,
): Promise<readonly RunRecord[]> {
  if (wanted.size <= fewMax) return readRunsByThemselves(scope, [...wanted.keys()], call)
  const placed = [...wanted].filter(([, experimentId]) => experimentId !== null).map(([id]) => id)
  const hints = [...new Set(wanted.values())].filter((id) => id !== null)
  const found = placed.length === 0 ? [] : await searchIds(scope, { ids: placed, experimentIds: hints }, call)
  const seen = new Set(found.map((run) => run.nativeId))
  const missing = [...wanted.keys()].filter((id) => !seen.has(id))
  if (missing.length <= fewMax) return [...found, ...(await readRunsByThemselves(scope, missing, call))]
  const everywhere = await scope.experiments.ids({ workspace: scope.workspace, ageMsMax: 0 }, call)
  return [...found, ...(await searchIds(scope, { ids: missing, experimentIds: everywhere }, call))]
}

async function searchIds(
  { client, workspace }: Scope,
  { ids, experimentIds }: { readonly ids: readonly string[]; readonly experimentIds: readonly string[] },
  call: CallContext,
): Promise<readonly RunRecord[]> {
  const found: RunRecord[] = []
  for (const chunk of chunksOf(ids, idsPerSearch)) {
    const filter = isOneOf('attributes.run_id', chunk)
    const page = await searchRuns(
      client,
      { workspace, experimentIds, filter, viewType: 'ALL', limit: chunk.length },
      call,
    )
    found.push(...page.runs)
  }
  return found
}

/** Reads runs one by one: unlike a search, that tells the models a run read. */
export async function readRunsByThemselves(
  { client, workspace }: Pick<Scope, 'client' | 'workspace'>,
  ids: readonly string[],
  call: CallContext,
): Promise<readonly RunRecord[]> {
  const runs = await inParallel(ids, readWidth, async (id) => {
    const reply = optional(runReply, await client.read({ workspace, path: '/runs/get', query: { run_id: id } }, call))
    return reply === null ? null : toRun(reply.run, workspace)
  })
  return runs.filter((run) => run !== null)
}
