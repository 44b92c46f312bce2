import type { MirroredObject } from '../catalog/index.ts'
import { withoutCredentials } from '../kernel/without-credentials.ts'
import type { Explorer } from './explorer.ts'
import type { LineageNode } from './types.ts'

/** Facts of a data version. Columns are shown only when asked for: a wide table has thousands. */
export function dataProperties(explorer: Explorer, dataVersion: MirroredObject): LineageNode['properties'] {
  const { digest, originType, originUri, rowCount, columns } = dataVersion.facts
  const shown = originUri === null || originUri === undefined ? originUri : withoutCredentials(originUri)
  return { digest, originType, originUri: shown, rowCount, ...(explorer.query.columns ? { columns } : {}) }
}
