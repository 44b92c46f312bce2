import type { LineageNode } from './types.ts'
import type { Step } from './walk.ts'

/** Steps found so far, by the id of the node they lead away from. */
export type StepTable = Map<string, Step[]>

/** Adds steps that lead away from a node. */
export function addTo(table: StepTable, node: LineageNode | null, steps: readonly Step[]): void {
  if (node === null || steps.length === 0) return
  const known = table.get(node.id)
  if (known === undefined) table.set(node.id, [...steps])
  else known.push(...steps)
}
