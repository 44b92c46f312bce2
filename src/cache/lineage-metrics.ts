/** Where a copy of lineage is kept: what walks read of the index, or whole answers. */
export type LineageLayer = 'skeleton' | 'answer'

/** Told of what is kept of lineage, by layer. */
export interface LineageCopyMetrics {
  /** Something in the shared store was not written by this gateway in this version, or was tampered with. */
  refused(layer: LineageLayer): void
  /** An entry was dropped from memory for want of space. */
  evicted(layer: LineageLayer): void
  /** What memory holds now. */
  held(layer: LineageLayer, size: { readonly entries: number; readonly bytes: number }): void
}
