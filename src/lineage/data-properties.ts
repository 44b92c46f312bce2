import type { MirroredObject } from '../catalog/index.ts'
import { dataVersionProperties } from '../kernel/recorded-lineage.ts'
import type { Explorer } from './explorer.ts'
import type { LineageNode } from './types.ts'

/** Facts of a data version. Columns are shown only when asked for: a wide table has thousands. */
export function dataProperties(explorer: Explorer, dataVersion: MirroredObject): LineageNode['properties'] {
  const { columns } = dataVersion.facts
  return { ...dataVersionProperties(dataVersion.facts), ...(explorer.query.columns ? { columns } : {}) }
}
