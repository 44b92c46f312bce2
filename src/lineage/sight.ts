import type { MirroredObject } from '../catalog/index.ts'
import type { LineageSight } from './ports.ts'
import type { LineageEdge, LineageNode } from './types.ts'
import type { Expansion } from './walk.ts'
import type { Ground } from './walk-from.ts'

/** What the caller of a walk may see of it, learnt as the walk goes on. */
export class WalkSight {
  readonly #sight: LineageSight
  readonly #seen = new Map<string, boolean>()

  readonly #at: number | null

  /** Begins at a root that the caller sees; `at` is the moment asked about. */
  constructor(sight: LineageSight, root: LineageNode, at: number | null) {
    this.#sight = sight
    this.#at = at
    this.#seen.set(root.id, true)
  }

  /** Finds out about nodes that were just met. What only lineage knows, such as code, is seen from an object that is seen. */
  async learn(ground: Pick<Ground, 'objectsOf'>, expansions: readonly Expansion[]): Promise<void> {
    const met = new Map<string, readonly MirroredObject[]>()
    const virtual: { readonly id: string; readonly parent: string }[] = []
    for (const expansion of expansions)
      for (const [parent, steps] of expansion)
        for (const { node } of steps) {
          if (this.#seen.has(node.id) && node.uid !== null) continue
          const objects = ground.objectsOf(node)
          if (objects.length === 0) virtual.push({ id: node.id, parent })
          else met.set(node.id, objects)
        }
    const answers = (await this.#sight.see([...met.values()].flat(), this.#at)).values()
    // What is several objects at once is seen by whoever sees all of them.
    for (const [id, objects] of met) this.#seen.set(id, objects.map(() => answers.next().value === true).every(Boolean))
    for (const { id, parent } of virtual)
      this.#seen.set(id, this.#seen.get(id) === true || this.#seen.get(parent) === true)
  }

  /** Whether a node may count and be told of. */
  mayCount({ id }: LineageNode): boolean {
    return this.#seen.get(id) === true
  }

  /** Nodes of a whole walk that the caller may not see. */
  hiddenOf(
    nodes: readonly LineageNode[],
    edges: readonly LineageEdge[],
    ground: Pick<Ground, 'objectsOf'>,
  ): ReadonlySet<string> {
    const beside = new Set<string>()
    for (const { from, to } of edges) {
      if (this.#seen.get(from) === true) beside.add(to)
      if (this.#seen.get(to) === true) beside.add(from)
    }
    const isSeen = (node: LineageNode) =>
      this.#seen.get(node.id) === true || (ground.objectsOf(node).length === 0 && beside.has(node.id))
    return new Set(nodes.filter((node) => !isSeen(node)).map(({ id }) => id))
  }
}
