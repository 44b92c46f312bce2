import type { LiveRun } from '../catalog/index.ts'
import { dataProperties } from './data-properties.ts'
import type { EdgeFacts } from './edge-of.ts'
import { type Explorer, sinceMade } from './explorer.ts'
import { loggedModelNodes } from './logged-model-nodes.ts'
import { refNear } from './native-index.ts'
import type { LineageNode } from './types.ts'

/** Something that a run read or measured. */
export interface RunSubject {
  readonly node: LineageNode | null
  readonly facts: EdgeFacts
}

/** Finds the data that runs read and the models that they measured; learn about the runs first. */
export async function runSubjects(
  explorer: Explorer,
  runs: readonly LiveRun[],
): Promise<(run: LiveRun) => readonly RunSubject[]> {
  const measuredBy = (run: LiveRun) => explorer.measurements.of(run)
  const [inputs, standIns] = await Promise.all([
    explorer.ports.catalog.inputsOfRuns(runs),
    loggedModelNodes(
      explorer,
      runs.flatMap((run) => measuredBy(run).flatMap((id) => refNear(run.object, 'LoggedModel', id))),
    ),
  ])
  return (run) => {
    const facts = sinceMade(run)
    const data = (inputs.get(run.object.uid) ?? []).map(({ dataVersion }) => ({
      node: explorer.node(dataVersion, dataProperties(dataVersion, explorer.query)),
      facts: { ...facts, kind: 'CONSUMED' as const },
    }))
    const models = measuredBy(run).flatMap((id) => standIns(run.object, id))
    return [...data, ...models.map((node) => ({ node, facts: { ...facts, kind: 'EVALUATED' as const } }))]
  }
}
