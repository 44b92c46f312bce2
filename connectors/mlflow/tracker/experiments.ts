import { type CallContext, type ExperimentRecord, inParallel, type NativeKey } from '../../../src/connector/index.ts'
import { byWorkspace, inOrder } from '../answers.ts'
import { isId } from '../filter.ts'
import { optional, required } from '../reply.ts'
import { experimentReply, experimentsReply, toExperiment } from '../wire/experiment.ts'
import type { TrackerParts } from './runs.ts'

const fewMax = 3
const pageSize = 2_000

/** Reads experiments by id, deleted ones included. */
export async function readExperiments(
  parts: TrackerParts,
  keys: readonly NativeKey[],
  call: CallContext,
): Promise<readonly (ExperimentRecord | null)[]> {
  const found: ExperimentRecord[] = []
  for (const [workspace, group] of byWorkspace(keys, parts.client.workspaces)) {
    const ids = [...new Set(group.map((key) => key.nativeId))].filter(isId)
    const listed = ids.length <= fewMax ? [] : await readFirst(parts, workspace, call)
    const seen = new Set(listed.map((experiment) => experiment.nativeId))
    const missing = ids.filter((id) => !seen.has(id))
    found.push(...listed, ...(await getEach(parts, { workspace, ids: missing }, call)))
  }
  parts.experiments.meet(found)
  return inOrder(keys, found)
}

/** No release before 3 can filter by id, and most servers have fewer experiments than one page. */
async function readFirst(
  { client }: TrackerParts,
  workspace: string,
  call: CallContext,
): Promise<readonly ExperimentRecord[]> {
  const query = { view_type: 'ALL', max_results: pageSize }
  const reply = required(experimentsReply, await client.read({ workspace, path: '/experiments/search', query }, call))
  return reply.experiments.map((wire) => toExperiment(wire, workspace))
}

async function getEach(
  { client }: TrackerParts,
  { workspace, ids }: { readonly workspace: string; readonly ids: readonly string[] },
  call: CallContext,
): Promise<readonly ExperimentRecord[]> {
  const found = await inParallel(ids, fewMax, async (id) => {
    const answer = await client.read({ workspace, path: '/experiments/get', query: { experiment_id: id } }, call)
    // An id that is not a number is wrong to some releases and unknown to others.
    const reply = answer.kind === 'REFUSED' ? null : optional(experimentReply, answer)
    return reply === null ? null : toExperiment(reply.experiment, workspace)
  })
  return found.filter((experiment) => experiment !== null)
}
