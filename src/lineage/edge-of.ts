import type { LineageConfidence, LineageEdge, LineageEdgeKind, LineageNode } from './types.ts'

/** What is known of an edge besides its ends. */
export interface EdgeFacts {
  readonly kind: LineageEdgeKind
  readonly observedAt: number
  readonly validFrom: number | null
  readonly confidence?: LineageConfidence
}

/**
 * The edge between two nodes; null when one is missing, or when it did not hold yet at the moment asked about: what came
 * of something cannot be older than the edge to it.
 */
export function edgeOf(
  ends: { readonly from: LineageNode | null; readonly to: LineageNode | null },
  facts: EdgeFacts,
  at: number | null,
): LineageEdge | null {
  const { from, to } = ends
  if (from === null || to === null) return null
  if (at !== null && facts.validFrom !== null && facts.validFrom > at) return null
  const validity = facts.validFrom === null ? 'INFERRED' : 'OBSERVED'
  return { from: from.id, to: to.id, confidence: 'OBSERVED', validTo: null, validity, columns: null, ...facts }
}
