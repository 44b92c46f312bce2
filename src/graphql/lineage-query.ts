import { faultOf, problem } from '../kernel/problem.ts'
import { depthMax, type LineageQuery, nodesMax } from '../lineage/index.ts'
import type { LineageFreshness, QueryLineageArgs } from './generated/types.ts'

/** Checks the arguments of `lineage` and fills in what was left out; throws a BAD_USER_INPUT fault. */
export function lineageQuery(
  args: QueryLineageArgs,
  deadlineAt: number,
): LineageQuery & { readonly freshness: LineageFreshness } {
  return {
    ref: args.ref,
    source: args.source ?? null,
    direction: args.direction ?? 'BOTH',
    depth: within('depth', args.depth ?? 10, depthMax),
    kinds: args.kinds ?? null,
    at: args.at ?? null,
    columns: args.columns ?? false,
    maxNodes: within('maxNodes', args.maxNodes ?? 2_000, nodesMax),
    freshness: args.freshness ?? 'CACHED',
    deadlineAt,
  }
}

function within(field: string, value: number, max: number): number {
  if (value >= 1 && value <= max) return value
  throw faultOf(problem('BAD_USER_INPUT', `\`${field}\` must be 1 to ${max}.`, { details: { field: [field], max } }))
}
