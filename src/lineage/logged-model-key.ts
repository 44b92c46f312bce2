import type { MirroredObject } from '../catalog/index.ts'
import { type LineageKey, lineageKeyOf } from '../kernel/lineage-key.ts'

/**
 * Key of the logged model that a version was registered from; null for what is no version. A copy has the logged model of
 * its original, and none of its own.
 */
export function loggedModelKeyOf(object: MirroredObject | null): LineageKey | null {
  if (object?.kind !== 'ModelVersion' || object.facts.copiedFrom != null) return null
  const { source, workspace, facts } = object
  return facts.loggedModelId == null
    ? null
    : lineageKeyOf({ kind: 'LoggedModel', source, workspace, nativeId: facts.loggedModelId })
}
