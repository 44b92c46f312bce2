import type { LiveRun, MirroredObject } from '../catalog/index.ts'
import type { Explorer } from './explorer.ts'

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
  return related.groups.flatMap(({ objects: [parent], items }) =>
    parent === undefined ? [] : [{ parent, started: items }],
  )
}

/** Finds the parts of many runs in the mirror, and reads their facts from the tracker in one batch. */
async function mirroredChildrenOf(
  explorer: Explorer,
  runs: readonly MirroredObject[],
): Promise<readonly StartedRuns[]> {
  const { catalog } = explorer.ports
  const found: { readonly parent: MirroredObject; readonly children: readonly MirroredObject[] }[] = []
  for (const parent of runs) {
    const query = { kind: 'Run', source: parent.source, parentRunId: parent.nativeId, order: 'NEWEST' } as const
    const { page, sourceStatus } = await catalog.list(query, { first: 100, after: null }, explorer.call)
    if (page.hasNextPage || sourceStatus.some((status) => !status.complete)) explorer.isPartial = true
    const children = page.items.map(({ item }) => item).filter((child) => child.workspace === parent.workspace)
    found.push({ parent, children })
  }
  const live = await catalog.live.runs(
    found.flatMap(({ children }) => children),
    explorer.call,
  )
  const byUid = new Map(explorer.present(live).map((run) => [run.object.uid, run]))
  return found.map(({ parent, children }) => ({
    parent,
    started: children.flatMap((child) => byUid.get(child.uid) ?? []),
  }))
}
