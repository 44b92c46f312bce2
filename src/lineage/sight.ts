import type { MirroredObject } from '../catalog/index.ts'
import type { Explorer } from './explorer.ts'
import type { LineageSight } from './ports.ts'
import type { LineageEdge, LineageNode } from './types.ts'

/** What the caller of a walk may see of it, learnt as the walk goes on. */
export class WalkSight {
  readonly #sight: LineageSight
  readonly #seen = new Map<string, boolean>()

  constructor(sight: LineageSight) {
    this.#sight = sight
  }

  /** Finds out about the objects behind nodes that were just met. */
  async learn(explorer: Explorer, nodes: readonly LineageNode[]): Promise<void> {
    const met = new Map<string, MirroredObject>()
    for (const node of nodes) {
      const object = this.#seen.has(node.id) ? null : explorer.objectOf(node)
      if (object !== null) met.set(node.id, object)
    }
    const answers = await this.#sight.see([...met.values()])
    for (const [index, id] of [...met.keys()].entries()) this.#seen.set(id, answers[index] === true)
  }

  /** Whether a node may count and be told of. What only lineage knows is decided once the walk is over. */
  mayCount({ id }: LineageNode): boolean {
    return this.#seen.get(id) !== false
  }

  /** Nodes of a whole walk that the caller may not see: hidden objects, and what hangs on hidden objects only. */
  hiddenOf(nodes: readonly LineageNode[], edges: readonly LineageEdge[]): ReadonlySet<string> {
    const beside = new Set<string>()
    for (const { from, to } of edges) {
      if (this.#seen.get(from) === true) beside.add(to)
      if (this.#seen.get(to) === true) beside.add(from)
    }
    const isHidden = ({ id }: LineageNode) => !(this.#seen.get(id) ?? beside.has(id))
    return new Set(nodes.filter(isHidden).map(({ id }) => id))
  }
}
