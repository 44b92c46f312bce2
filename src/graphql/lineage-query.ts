import type { LineageQuery } from '../lineage/index.ts'
import type { ModelLineageArgs, QueryDiffLineageArgs, QueryImpactArgs, QueryLineageArgs } from './generated/types.ts'
import type { DiffQuery, ImpactQuery, LineageFreshness } from './services.ts'

const defaults = { depth: 10, maxNodes: 2_000, freshness: 'CACHED' } as const

/** What the arguments of `lineage` ask, with what was left out filled in. */
export function lineageQuery(
  args: ModelLineageArgs & Pick<QueryLineageArgs, 'ref' | 'source'>,
  deadlineAt: number,
): LineageQuery & { readonly freshness: LineageFreshness } {
  return {
    ref: args.ref,
    source: args.source ?? null,
    direction: args.direction ?? 'BOTH',
    depth: args.depth ?? defaults.depth,
    kinds: args.kinds ?? null,
    at: args.at ?? null,
    columns: args.columns ?? false,
    maxNodes: args.maxNodes ?? defaults.maxNodes,
    freshness: args.freshness ?? defaults.freshness,
    deadlineAt,
  }
}

/** What the arguments of `impact` ask, with what was left out filled in. */
export function impactQuery(args: QueryImpactArgs, deadlineAt: number): ImpactQuery {
  return {
    ref: args.of,
    source: args.source ?? null,
    depth: args.depth ?? defaults.depth,
    at: args.at ?? null,
    maxNodes: args.maxNodes ?? defaults.maxNodes,
    freshness: args.freshness ?? defaults.freshness,
    deadlineAt,
  }
}

/** What the arguments of `diffLineage` ask, with what was left out filled in. */
export function diffQuery(args: QueryDiffLineageArgs, deadlineAt: number): DiffQuery {
  return {
    a: { ref: args.a, at: args.aAt ?? null },
    b: { ref: args.b, at: args.bAt ?? null },
    source: args.source ?? null,
    direction: args.direction ?? 'UP',
    depth: args.depth ?? defaults.depth,
    kinds: args.kinds ?? null,
    maxNodes: args.maxNodes ?? defaults.maxNodes,
    freshness: args.freshness ?? defaults.freshness,
    deadlineAt,
  }
}
