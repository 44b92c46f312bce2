import type { LineageEdge } from './types.ts'

/** What an edge is told by. */
export type EdgeName = Pick<LineageEdge, 'from' | 'to' | 'kind'>

/**
 * Edges, one of each kind between the same two ends, in the order in which they came. By the ends in turn: a name made of both
 * would have to be written out for each edge that is looked for.
 */
export class EdgeSet {
  readonly #edges: LineageEdge[] = []
  readonly #byEnds = new Map<string, Map<string, LineageEdge[]>>()

  get all(): readonly LineageEdge[] {
    return this.#edges
  }

  has({ from, to, kind }: EdgeName): boolean {
    return (
      this.#byEnds
        .get(from)
        ?.get(to)
        ?.some((edge) => edge.kind === kind) === true
    )
  }

  /** Adds an edge that is not there. */
  add(edge: LineageEdge): void {
    const byTo = this.#byEnds.get(edge.from) ?? new Map<string, LineageEdge[]>()
    if (byTo.size === 0) this.#byEnds.set(edge.from, byTo)
    const between = byTo.get(edge.to)
    if (between === undefined) byTo.set(edge.to, [edge])
    else between.push(edge)
    this.#edges.push(edge)
  }
}
