import type { LiveRun } from '../catalog/index.ts'
import type { Explorer } from './explorer.ts'

/** Each costs a call. */
const wholeReadsMax = 16

/**
 * Runs with the models that they read. A batch of runs may leave those out; runs that could be evaluations are then read
 * again by themselves. A run that made a model is not asked whether it also measured another.
 */
export async function wholeRuns(explorer: Explorer, runs: readonly LiveRun[]): Promise<readonly LiveRun[]> {
  const untold = runs.filter(
    ({ object, record }) =>
      record.inputModelIds === null && record.outputModelIds.length === 0 && !explorer.producers.has(object.uid),
  )
  if (untold.length > wholeReadsMax) explorer.isPartial = true
  const chosen = untold.slice(0, wholeReadsMax).map(({ object }) => object)
  if (chosen.length === 0) return runs
  const related = await explorer.ports.catalog.relations.wholeRuns(chosen, explorer.call)
  explorer.note(related.faults)
  const whole = new Map(related.groups.flatMap(({ items }) => items).map((run) => [run.object.uid, run]))
  return runs.map((run) => whole.get(run.object.uid) ?? run)
}
