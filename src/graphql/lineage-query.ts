import type { LineageQuery } from '../lineage/index.ts'
import type { LineageFreshness, QueryLineageArgs } from './generated/types.ts'

/** What the arguments of `lineage` ask, with what was left out filled in. */
export function lineageQuery(
  args: QueryLineageArgs,
  deadlineAt: number,
): LineageQuery & { readonly freshness: LineageFreshness } {
  return {
    ref: args.ref,
    source: args.source ?? null,
    direction: args.direction ?? 'BOTH',
    depth: args.depth ?? 10,
    kinds: args.kinds ?? null,
    at: args.at ?? null,
    columns: args.columns ?? false,
    maxNodes: args.maxNodes ?? 2_000,
    freshness: args.freshness ?? 'CACHED',
    deadlineAt,
  }
}
