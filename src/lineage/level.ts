import type { LineageNode } from './types.ts'

/** Nodes whose neighbours are wanted. */
export interface Level {
  readonly nodes: readonly LineageNode[]
  readonly root: LineageNode
  /** Set beyond the last level that is shown: one new neighbour then tells that more follows, and the rest need not be found. */
  readonly isBeyond: boolean
  /** Whether a node is part of the graph. */
  isKnown(id: string): boolean
}
