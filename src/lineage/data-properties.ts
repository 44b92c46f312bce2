import type { MirroredObject } from '../catalog/index.ts'
import { dataVersionProperties } from '../kernel/recorded-lineage.ts'
import type { LineageNode, LineageQuery } from './types.ts'

/** Facts of a data version. Columns are shown only when asked for: a wide table has thousands. */
export function dataProperties(
  { facts }: MirroredObject,
  query: Pick<LineageQuery, 'columns'>,
): LineageNode['properties'] {
  const { columns } = facts
  return { ...dataVersionProperties(facts), ...(query.columns ? { columns } : {}) }
}
