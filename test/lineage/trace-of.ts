import type { Lineage, LineageGraph, LineageQuery } from '../../src/lineage/index.ts'
import { newCall } from '../catalog/world.ts'

/** What lineage is asked where a test says nothing else. */
export const defaults: LineageQuery = {
  ref: '',
  source: null,
  direction: 'BOTH',
  depth: 10,
  kinds: null,
  at: null,
  columns: false,
  maxNodes: 2_000,
}

/** Asks for lineage, and throws where it is refused. */
export function tracing(lineage: Lineage): (query?: Partial<LineageQuery>) => Promise<LineageGraph> {
  return async (query = {}) => {
    const outcome = await lineage.trace({ ...defaults, ...query }, newCall())
    if (!outcome.ok) throw new Error(`${outcome.problem.code}: ${outcome.problem.message}`)
    return outcome.value
  }
}
