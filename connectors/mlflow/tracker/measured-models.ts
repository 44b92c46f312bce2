import type { CallContext, LoggedModelRecord, RunRecord } from '../../../src/connector/index.ts'
import { byWorkspace, chunksOf } from '../answers.ts'
import { required } from '../reply.ts'
import { loggedModelsReply, toLoggedModel } from '../wire/logged-model.ts'
import type { LoggedModelPresence } from './logged-model-presence.ts'
import { searchLoggedModels } from './logged-models.ts'
import { readRunsByThemselves, type TrackerParts } from './runs.ts'

/** Each costs a call. */
const wholeReadsMax = 16

const dataPerSearch = 100
// More models were measured on data that everybody trains on; which runs measured those is asked of the runs.
const modelsPerSearch = 200
const experimentsAgeMsMax = 10_000

type Scope = TrackerParts & { readonly workspace: string; readonly presence: LoggedModelPresence }

/**
 * Logged models that each run measured or took as input. The metrics of logged models name data and run, so runs that
 * read data are told by searches; the rest by reading a few of them by themselves. Null for what was not found out.
 */
export async function readMeasuredModels(
  parts: TrackerParts & { readonly presence: LoggedModelPresence },
  runs: readonly RunRecord[],
  call: CallContext,
): Promise<readonly (readonly string[] | null)[]> {
  const measured = new Map<RunRecord, readonly string[] | null>()
  for (const [workspace, group] of byWorkspace(runs, parts.client.workspaces)) {
    for (const [run, ids] of await measuredIn({ ...parts, workspace }, group, call)) measured.set(run, ids)
  }
  return runs.map((run) => without(measured.get(run) ?? null, run.outputModelIds))
}

async function measuredIn(
  scope: Scope,
  runs: readonly RunRecord[],
  call: CallContext,
): Promise<ReadonlyMap<RunRecord, readonly string[] | null>> {
  const told = new Map<RunRecord, readonly string[] | null>(runs.map((run) => [run, run.inputModelIds]))
  // A run that made a model is no evaluation; one that was also read by itself has told all that there is to it.
  const isOpen = (run: RunRecord) => run.outputModelIds.length === 0 || run.inputModelIds === null
  const open = runs.filter(isOpen)
  if (open.length === 0) return told
  if (!(await scope.presence.isAny(scope.workspace, call))) return new Map(runs.map((run) => [run, []]))
  const found = await modelsByRun(scope, open, call)
  const read = await inputsOf(scope, { runs: open, found }, call)
  for (const run of open) {
    const inputs = run.inputModelIds ?? read.get(run.nativeId) ?? (run.outputModelIds.length > 0 ? [] : null)
    const searched = found.get(run.nativeId)
    told.set(run, searched === undefined ? inputs : [...new Set([...(inputs ?? []), ...searched])])
  }
  return told
}

/** Inputs of runs that could be evaluations and that no search told of, the first few. */
async function inputsOf(
  scope: Scope,
  { runs, found }: { readonly runs: readonly RunRecord[]; readonly found: ReadonlyMap<string, unknown> },
  call: CallContext,
): Promise<ReadonlyMap<string, readonly string[] | null>> {
  const untold = runs.filter(
    (run) => run.inputModelIds === null && run.outputModelIds.length === 0 && !found.has(run.nativeId),
  )
  const ids = untold.slice(0, wholeReadsMax).map((run) => run.nativeId)
  const read = await readRunsByThemselves(scope, ids, call)
  return new Map(read.map((run) => [run.nativeId, run.inputModelIds]))
}

/** By run, the models with metrics that it measured on the data that it read. */
async function modelsByRun(
  scope: Scope,
  runs: readonly RunRecord[],
  call: CallContext,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const data = new Map(runs.flatMap((run) => run.inputs.map((input) => [`${input.name}\n${input.digest}`, input])))
  const wanted = new Set(runs.map((run) => run.nativeId))
  const found = new Map<string, string[]>()
  for (const chunk of chunksOf([...data.values()], dataPerSearch)) {
    for (const model of await modelsMeasuredOn(scope, chunk, call)) {
      const measuring = new Set(
        model.metrics.flatMap(({ runId }) => (runId !== null && wanted.has(runId) ? runId : [])),
      )
      for (const run of measuring) found.set(run, [...(found.get(run) ?? []), model.nativeId])
    }
  }
  return found
}

async function modelsMeasuredOn(
  { client, experiments, workspace }: Scope,
  data: RunRecord['inputs'],
  call: CallContext,
): Promise<readonly LoggedModelRecord[]> {
  const experimentIds = await experiments.ids({ workspace, ageMsMax: experimentsAgeMsMax }, call)
  const datasets = data.map(({ name, digest }) => ({ dataset_name: name, dataset_digest: digest }))
  const answer = await searchLoggedModels(client, { workspace, experimentIds, datasets, limit: modelsPerSearch }, call)
  // A server that cannot search by data is asked run by run.
  if (answer.kind === 'ABSENT' || answer.kind === 'REFUSED') return []
  return required(loggedModelsReply, answer).models.map((wire) => toLoggedModel(wire, workspace))
}

function without(ids: readonly string[] | null, made: readonly string[]): readonly string[] | null {
  return ids === null ? null : ids.filter((id) => !made.includes(id))
}
