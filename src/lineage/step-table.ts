import { type EdgeFacts, edgeOf } from './edge-of.ts'
import type { LineageEdge, LineageNode } from './types.ts'
import type { Expansion, Step, Way } from './walk.ts'

/** Neighbours found so far of the nodes of one level, for one way of walking. */
export class StepTable {
  readonly #way: Way
  readonly #at: number | null
  readonly #steps = new Map<string, Step[]>()

  constructor(way: Way, at: number | null) {
    this.#way = way
    this.#at = at
  }

  /** What was found, by the id of the node that it leads away from. */
  get expansion(): Expansion {
    return this.#steps
  }

  /** Adds a neighbour in the way of the walk; none when either is missing, or when the edge did not hold yet. */
  add(node: LineageNode | null, neighbour: LineageNode | null, facts: EdgeFacts): void {
    const ends = this.#way === 'UP' ? { from: neighbour, to: node } : { from: node, to: neighbour }
    this.#put(node, { neighbour, edge: edgeOf(ends, facts, this.#at), isEnd: false })
  }

  /** Adds what lies before a node, whichever way the walk goes on from there. */
  addSource(node: LineageNode | null, neighbour: LineageNode | null, facts: EdgeFacts): void {
    this.#put(node, { neighbour, edge: edgeOf({ from: neighbour, to: node }, facts, this.#at), isEnd: false })
  }

  /** Adds what lies before a node as an end of the walk: it is shown, and not walked on from. */
  addEnd(node: LineageNode | null, neighbour: LineageNode | null, facts: EdgeFacts): void {
    this.#put(node, { neighbour, edge: edgeOf({ from: neighbour, to: node }, facts, this.#at), isEnd: true })
  }

  /** Whether any neighbour is one that `isKnown` does not know. */
  leadsOn(isKnown: (id: string) => boolean): boolean {
    return [...this.#steps.values()].some((steps) => steps.some((step) => !isKnown(step.node.id)))
  }

  #put(
    node: LineageNode | null,
    found: { readonly neighbour: LineageNode | null; readonly edge: LineageEdge | null; readonly isEnd: boolean },
  ): void {
    const { neighbour, edge, isEnd } = found
    if (node === null || neighbour === null || edge === null) return
    const steps = this.#steps.get(node.id) ?? []
    steps.push({ node: neighbour, edge, isEnd })
    this.#steps.set(node.id, steps)
  }
}
