import { type Explorer, sinceMade } from './explorer.ts'
import type { Level } from './level.ts'
import type { StepTable } from './step-table.ts'

/**
 * Steps from the model asked about to all its versions, whichever way the walk goes. A model is a name for its versions:
 * asked about itself, it stands for all of them; met on the way, it is an end.
 */
export async function versionSteps(explorer: Explorer, { nodes, root }: Level, table: StepTable): Promise<void> {
  if (root.kind !== 'MODEL' || !nodes.includes(root)) return
  const related = await explorer.ports.catalog.relations.versionsOf(explorer.objectsOf([root], 'MODEL'), explorer.call)
  explorer.note(related.faults)
  for (const version of related.groups.flatMap((group) => group.items)) {
    explorer.touch(version.object.source, version.observedAt)
    table.addSource(root, explorer.versionNode(version), { kind: 'VERSION_OF', ...sinceMade(version) })
  }
}
