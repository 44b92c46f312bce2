import type { LiveRun, MirroredObject } from '../catalog/index.ts'
import type { Explorer } from './explorer.ts'
import { listAll } from './list-all.ts'

/** Runs of one data version, or parts of one run, that are looked at; more than a graph may hold are of no use. */
export const runsPerNodeMax = 1_000

/** The tracker takes one call for each run's parts; beyond this many runs at once the mirror answers instead. */
const childCallsMax = 8

/** The parts of one run. */
export interface StartedRuns {
  readonly parent: MirroredObject
  readonly started: readonly LiveRun[]
}

/** Finds the runs that each of these runs started, as its tracker holds them now. */
export async function startedRuns(
  explorer: Explorer,
  runs: readonly MirroredObject[],
): Promise<readonly StartedRuns[]> {
  if (runs.length > childCallsMax) return mirroredChildrenOf(explorer, runs)
  const related = await explorer.ports.catalog.relations.childRuns(runs, runsPerNodeMax, explorer.call)
  explorer.note(related.faults)
  await explorer.learn(related.groups.flatMap(({ items }) => items))
  return related.groups.flatMap(({ objects: [parent], items }) =>
    parent === undefined ? [] : [{ parent, started: items }],
  )
}

/** Finds the parts of many runs in the mirror, and reads their facts from the tracker in one batch. */
async function mirroredChildrenOf(
  explorer: Explorer,
  runs: readonly MirroredObject[],
): Promise<readonly StartedRuns[]> {
  const found = await Promise.all(runs.map((parent) => mirroredChildren(explorer, parent)))
  const live = await explorer.liveRuns(found.flat())
  const byUid = new Map(live.map((run) => [run.object.uid, run]))
  return runs.map((parent, index) => ({
    parent,
    started: (found[index] ?? []).flatMap((child) => byUid.get(child.uid) ?? []),
  }))
}

async function mirroredChildren(explorer: Explorer, parent: MirroredObject): Promise<readonly MirroredObject[]> {
  const query = { kind: 'Run', source: parent.source, parentRunId: parent.nativeId, order: 'NEWEST' } as const
  const { objects, isWhole } = await listAll(explorer, query, runsPerNodeMax)
  if (!isWhole) explorer.isPartial = true
  return objects.filter((child) => child.workspace === parent.workspace)
}
