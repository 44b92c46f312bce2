import { GraphQLError, type GraphQLResolveInfo, responsePathAsArray } from 'graphql'
import type { Fault } from '../kernel/problem.ts'
import type { GraphContext } from './context.ts'

/**
 * Notes that a field's answer lacks what these faults kept back. The field keeps what it has, so nothing can be thrown;
 * the faults are told as errors at its path all the same.
 */
export function noteMissing(
  { missing }: GraphContext,
  { path, fieldNodes }: GraphQLResolveInfo,
  faults: readonly Fault[],
): void {
  for (const fault of faults) {
    const place = { nodes: fieldNodes, path: responsePathAsArray(path) }
    missing.push(new GraphQLError(fault.publicMessage, { ...place, originalError: fault }))
  }
}
