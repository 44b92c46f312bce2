import type { Explorer } from './explorer.ts'
import { addTo, type StepTable } from './step-table.ts'
import type { LineageNode } from './types.ts'

/** Steps from a model to all its versions, whichever way the walk goes. */
export async function versionSteps(explorer: Explorer, model: LineageNode, table: StepTable): Promise<void> {
  const related = await explorer.ports.catalog.relations.versionsOf(explorer.objectsOf([model], 'MODEL'), explorer.call)
  explorer.note(related.faults)
  for (const version of related.groups.flatMap((group) => group.items)) {
    explorer.touch(version.object.source, version.observedAt)
    const from = explorer.node(version.object)
    const facts = { kind: 'VERSION_OF' as const, observedAt: version.observedAt, validFrom: version.record.createdAt }
    addTo(table, model, explorer.step(from, { from, to: model }, facts))
  }
}
