import type { LiveModelVersion, MirroredObject } from '../catalog/index.ts'
import { type Explorer, sinceMade } from './explorer.ts'
import type { Level } from './level.ts'
import { indexByNative, indexObjects, originalIdOf, refNear } from './native-index.ts'
import { runSubjects } from './run-subjects.ts'
import { startedRuns } from './started-runs.ts'
import type { StepTable } from './step-table.ts'

/** Versions of so many runs are one call. */
const runsPerCall = 100

type Runs = readonly MirroredObject[]

/** Steps from runs to the versions and files that they made, the runs that they started, and what evaluations measured. */
export async function downFromRuns(explorer: Explorer, level: Level, table: StepTable): Promise<void> {
  const runs = explorer.objectsOf(level.nodes, 'RUN', 'EVALUATION')
  if (runs.length === 0) return
  const ways = [evaluationSubjects, producedSteps, startedSteps]
  if (!level.isBeyond) {
    await Promise.all(ways.map((way) => way(explorer, runs, { level, table })))
    return
  }
  for (const way of ways) {
    for (let at = 0; at < runs.length; at += runsPerCall) {
      await way(explorer, runs.slice(at, at + runsPerCall), { level, table })
      if (table.leadsOn(level.isKnown)) return
    }
  }
}

interface Place {
  readonly level: Level
  readonly table: StepTable
}

/**
 * An evaluation ties a model to data. From whichever end it is reached, the other end is shown, and the walk ends there:
 * what else came of that is nothing that the root had a part in.
 */
async function evaluationSubjects(explorer: Explorer, runs: Runs, { level, table }: Place): Promise<void> {
  const reached = level.nodes.filter((node) => node !== level.root)
  const uids = new Set(explorer.objectsOf(reached, 'EVALUATION').map(({ uid }) => uid))
  const evaluations = runs.filter((run) => uids.has(run.uid))
  if (evaluations.length === 0) return
  const live = await explorer.liveRuns(evaluations)
  const subjectsOf = await runSubjects(explorer, live)
  for (const run of live)
    for (const { node, facts } of subjectsOf(run)) table.addEnd(explorer.runNode(run), node, facts)
}

async function startedSteps(explorer: Explorer, runs: Runs, { table }: Place): Promise<void> {
  for (const { parent, started } of await startedRuns(explorer, runs)) {
    for (const run of started) {
      explorer.touch(run.object.source, run.observedAt)
      table.add(explorer.node(parent), explorer.runNode(run), { kind: 'STARTED', ...sinceMade(run) })
    }
  }
}

async function producedSteps(explorer: Explorer, objects: Runs, { table }: Place): Promise<void> {
  const versions = await explorer.versionsMadeBy(objects)
  const made = indexByNative(versions)
  const runs = indexObjects(objects)
  for (const version of versions) {
    const run = runs(version.object, version.record.runId)
    // A copy carries the run of its original; it came of that original and not straight of the run.
    if (run === undefined || made(version.object, originalIdOf(version.record)) !== undefined) continue
    table.add(explorer.node(run), explorer.versionNode(version), { kind: 'PRODUCED', ...sinceMade(version) })
  }
  await addUnregistered(explorer, { objects, versions }, table)
}

/** Models that runs logged and nobody registered are files that came of the run. */
async function addUnregistered(
  explorer: Explorer,
  { objects, versions }: { readonly objects: Runs; readonly versions: readonly LiveModelVersion[] },
  table: StepTable,
): Promise<void> {
  const registered = new Set(versions.map((version) => version.record.loggedModelId))
  const runs = explorer.present(await explorer.ports.catalog.live.runs(objects, explorer.call))
  const leftOver = runs.map((run) => ({ run, ids: run.record.outputModelIds.filter((id) => !registered.has(id)) }))
  const refs = leftOver.flatMap(({ run, ids }) => ids.flatMap((id) => refNear(run.object, 'LoggedModel', id)))
  const models = indexObjects(await explorer.byNative(refs))
  for (const { run, ids } of leftOver) {
    const from = explorer.node(run.object)
    for (const model of ids.flatMap((id) => models(run.object, id) ?? []))
      table.add(from, explorer.node(model), {
        kind: 'PRODUCED',
        observedAt: run.observedAt,
        validFrom: model.createdAt,
      })
  }
}
