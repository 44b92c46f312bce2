import type { MirroredObject } from '../catalog/index.ts'
import { withoutCredentials } from '../kernel/without-credentials.ts'
import type { LineageNode, LineageQuery } from './types.ts'

/** Facts of a data version. Columns are shown only when asked for: a wide table has thousands. */
export function dataProperties(
  dataVersion: MirroredObject,
  query: Pick<LineageQuery, 'columns'>,
): LineageNode['properties'] {
  const { digest, originType, originUri, rowCount, columns } = dataVersion.facts
  const shown = originUri === null || originUri === undefined ? originUri : withoutCredentials(originUri)
  return { digest, originType, originUri: shown, rowCount, ...(query.columns ? { columns } : {}) }
}
